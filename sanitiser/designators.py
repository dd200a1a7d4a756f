"""Words that say what kind of thing a name names, and are no part of what tells it from others; all folded."""

from typing import Final

from sanitiser.matching import fold_word

_COUNCIL_BEFORE = """
    london royal metropolitan borough city county district of lb rb the
"""
_COUNCIL_AFTER = """
    council borough city county district metropolitan london royal unitary authority local combined cc bc dc mbc mdc cbc
"""
COUNCIL_BEFORE: Final = frozenset(_COUNCIL_BEFORE.split())
COUNCIL_AFTER: Final = frozenset(_COUNCIL_AFTER.split())
COUNCIL: Final = COUNCIL_BEFORE | COUNCIL_AFTER
_SCHOOL = """
    primary secondary school schools academy infant infants junior juniors nursery high grammar college community cofe
    ce rc catholic church england voluntary aided controlled federation preschool pre special sixth form university
    trust multi upper lower first middle prep preparatory comprehensive pru playgroup kindergarten c e
"""
SCHOOL: Final = frozenset(fold_word(word) for word in _SCHOOL.split())
_COMPANY_WORDS = "ltd limited llp plc nhs foundation trust cic the of"
COMPANY: Final = frozenset(_COMPANY_WORDS.split())
_TITLES = """
    mr mrs ms miss mx dr prof professor rev reverend sir dame lord lady pc dc ds di dci ps sgt sergeant inspector
    constable detective sister nurse judge hhj father imam rabbi cllr councillor
"""
TITLES: Final = frozenset(_TITLES.split())


def core(words: tuple[str, ...], designators: frozenset[str]) -> tuple[str, ...]:
    """The words that name, without those before and after that say what kind of thing it is."""
    first, last = 0, len(words)
    while first < last and words[first] in designators:
        first += 1
    while last > first and words[last - 1] in designators:
        last -= 1
    return words[first:last]
