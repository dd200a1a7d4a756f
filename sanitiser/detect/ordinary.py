"""Words that say nothing of a place when they stand alone, though places and people bear them too."""

from functools import cache
from typing import Final

from recognisers.words import ordinary as english
from sanitiser.matching import fold_word

# short forms that folding makes of ordinary words
_FOLDED: Final = frozenset(["st", "rd", "ave", "ln", "dr", "cl", "ct", "cres", "gdns", "ter", "sq", "mt", "sts", "no"])

# initials that records are full of; never those of a name in a case
_ACRONYMS = """
    nhs dob cin cpp cps icpc rcpc lac ehcp send senco dsl gp gps mash marac idva isva iro lado fgm cse cce cafcass
    camhs adhd asd asc bmi mmr tac taf ehat cft fgc slt ot pt hv sw swp tm dv da va pbe nfa lpa mca dols dbs risk uk eu
    usa bbc itv rspca nspcc tbc tbd na pdf usb pin vat ceo hr it id ni nino utr bsl esol eal fsm pp pe re ict gcse btec
    sats ks eyfs phse pshe itu icu hdu ecg mri ct ed cpr std sti iud hiv aids tb ocd ptsd bpd epds wemwbs gcs dna nad
"""
ACRONYMS: Final = frozenset(_ACRONYMS.split())

_READING = """
    age ages book books level levels skill skills scheme record test tests ability comprehension recovery writing
    journal glasses group score support difficulties intervention assessment at
"""
# places that are words, with what follows where they are the word
PHRASES: Final = {
    "reading": frozenset(_READING.split()),
    "bath": frozenset(
        ["time", "times", "chair", "seat", "toys", "tub", "room", "water", "aid", "mat", "board", "towel"]
    ),
    "sale": frozenset(["of", "price", "proceeds"]),
    "deal": frozenset(["with"]),
    "rugby": frozenset(["club", "team", "match", "practice", "training", "player", "ball"]),
    "hope": frozenset(["that", "for", "to", "this"]),
    "start": frozenset(["date", "time", "of", "point"]),
    "down": frozenset(["syndrome", "syndromes"]),
    "wells": frozenset(["score"]),
    "street": frozenset(["drugs", "works"]),
    "battle": frozenset(["with", "of"]),
}


@cache
def ordinary(word: str) -> bool:
    """Whether a folded word alone names nothing for sure: an English word, a figure, one or two letters."""
    return len(word) < 3 or word.isdigit() or word in _FOLDED or word in _english()


@cache
def _english() -> frozenset[str]:
    return frozenset(fold_word(word) for word in english())
