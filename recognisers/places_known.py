"""Whether a name is that of a known place; what the address rules need to go on to the town."""

from functools import lru_cache

from recognisers.gazetteers.names import names
from recognisers.text import fold


@lru_cache(maxsize=1 << 12)
def is_known_place(name: str) -> bool:
    """Whether a gazetteer of places or authorities holds the name, in any case."""
    key = fold(name)
    return bool(key) and (key in names("places") or key in names("local_authorities"))
