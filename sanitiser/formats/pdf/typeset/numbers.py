"""Page numbers of the source: the copy has its own, so they go with the words that lead to them ('Page 1 of 9')."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sanitiser.domain.document import Inline, PageField, Text

_BEFORE: Final = re.compile(r"(?<![\s,;|/·•–—-])[\s,;|/·•–—-]{0,8}+\b(?:page|pg\.?|p\.)\s{0,4}$", re.I)
_AFTER: Final = re.compile(r"\s{0,4}(?:of|/)\s{0,4}", re.I)


def without_page_numbers(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """The inlines without page fields, without 'Page' before the first and 'of' between two."""
    if not any(isinstance(inline, PageField) for inline in inlines):
        return tuple(inlines)
    kept: list[Inline] = []
    for place, inline in enumerate(inlines):
        if isinstance(inline, PageField):
            continue
        before = place > 0 and isinstance(inlines[place - 1], PageField)
        after = place + 1 < len(inlines) and isinstance(inlines[place + 1], PageField)
        if isinstance(inline, Text) and before and after and _AFTER.fullmatch(inline.text):
            continue
        if isinstance(inline, Text) and after:
            inline = replace(inline, text=_BEFORE.sub("", inline.text))  # noqa: PLW2901 - the same inline, shorter
        if not isinstance(inline, Text) or inline.text:
            kept.append(inline)
    return tuple(kept)
