"""What a run looks like in a copy, and whether anybody can see it in the source."""

from typing import Final

from sanitiser.domain.document import TextStyle
from sanitiser.formats.docx.colours import hard_to_see, unseen
from sanitiser.formats.docx.look import RunLook

TINY: Final = 5
"""Half-points: text of this size or less is nothing a reader can see."""
_UNSAID_SIZE: Final = 20
_NARROWEST: Final = 10  # per cent of a letter's width


def why_unseen(look: RunLook, background: str | None) -> str:
    """The channel of text that nobody sees on this background (None: not known); "" for text that is seen."""
    behind = look.highlight or look.shade or background
    if look.vanish:
        return "hidden-text"
    if (look.size is not None and look.size <= TINY) or (look.width is not None and look.width < _NARROWEST):
        return "tiny-text"
    return "background-colour" if look.colour and behind and unseen(look.colour, behind) else ""


def dressed(look: RunLook, font: str, background: str | None) -> TextStyle:
    """The style that is carried over; a colour that would be lost on what is behind it is not."""
    colour = look.colour or None
    if colour and hard_to_see(colour, look.highlight or look.shade or background or "ffffff"):
        colour = None  # the shade that it stood on is not known or not carried over
    return TextStyle(
        bool(look.bold),
        bool(look.italic),
        bool(look.underline),
        bool(look.strike),
        bool(look.caps),
        bool(look.small_caps),
        look.vertical or "",
        _UNSAID_SIZE if look.size is None else look.size,
        None if colour == "000000" else colour,
        look.highlight or look.shade or None,
        font,
    )
