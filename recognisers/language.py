"""Which language a record is written in: a record in Welsh or Gaelic cannot be sanitised and must be translated."""

import re
from typing import Final

_COMMON: Final = {
    "en": "the of and to in is was that for on with as at by from this be are has had not she he they her his "
    "their said",
    "cy": "y yr yn a'r i'r o'r ei eu mae wedi bod gan gyda roedd hefyd sydd hyn oedd nid ac wrth dros fel yw "
    "neu pan am bydd ar ydy plant",
    "gd": "agus tha bha air anns chan eil ach gun gu nan bhith airson aig seo sin iad mar ri cha robh dhan leis",
    "ga": "agus tá bhí leis nach raibh níl ach don sa sna siad seo sin ag ar go mar chuig faoi bhfuil ná gach",
}
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SETS: Final = {code: frozenset(words.split()) for code, words in _COMMON.items()}
_ENOUGH: Final = 20


def language(text: str) -> str:
    """'en', 'cy' (Welsh), 'gd' (Scottish Gaelic) or 'ga' (Irish), by the commonest words of each.

    'en' when there are too few words to tell, or when English words are as many as another's. Looks at the first
    200,000 characters.
    """
    words = [match[0].casefold().replace("’", "'") for match in _WORD.finditer(text[:200_000])]
    if len(words) < _ENOUGH:
        return "en"
    counts = {code: sum(word in common for word in words) for code, common in _SETS.items()}
    best = max(("cy", "gd", "ga"), key=lambda code: (counts[code], code))
    return best if counts[best] > counts["en"] and counts[best] * 12 >= len(words) else "en"
