"""Words that are PDF's own: in every copy, whatever it says, so that a surname 'Lang' is not found in the key /Lang.

Only what the allow lists hold counts as PDF's own; a name of any other spelling is searched like all text.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sanitiser.verify import allow_layout, strict_rules
from sanitiser.verify.residue import ChannelText
from sanitiser.verify.words import INERT

_WORDS: Final = frozenset().union(
    *strict_rules.KEYS.values(),
    strict_rules.NAMES,
    strict_rules.TRAILER,
    *allow_layout.KEYS.values(),
    allow_layout.NAMES,
    (f"/{word.decode('ascii')}" for word in strict_rules.PROPERTIES),
)
_NAME: Final = re.compile(r"/[A-Za-z0-9-]++(?![A-Za-z0-9+#_.-])")
_PACKET: Final = re.compile(strict_rules.XMP.pattern.replace(r"\ufeff", "(?:\ufeff|ï»¿)"))


_FOOT: Final = re.compile(r"Page\s\d{1,6}\sof\s\d{1,6}")


def without_page_numbers(texts: Sequence[ChannelText]) -> tuple[ChannelText, ...]:
    """Page texts of a strict copy without its own 'Page 1 of 9', once a page: there are people called Page."""
    return tuple(
        replace(text, text=_FOOT.sub(INERT, text.text, count=1)) if text.channel == "page" else text for text in texts
    )


def without_syntax(texts: Sequence[ChannelText]) -> tuple[ChannelText, ...]:
    """The texts with a barrier in place of each name of PDF's own, and without the metadata that every copy has."""
    return tuple(replace(text, text=_plain(text.text)) for text in texts)


def _plain(text: str) -> str:
    if "<?xpacket" in text:
        text = _PACKET.sub(INERT, text)
    return _NAME.sub(lambda found: INERT if found[0] in _WORDS else found[0], text) if "/" in text else text
