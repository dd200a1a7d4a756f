"""Whether a name is that of a known place; what the address rules need to go on to the town."""

_NEVER: frozenset[str] = frozenset()


def is_known_place(name: str) -> bool:
    """`name` in small letters, its words parted by single blanks."""
    return name in _NEVER
