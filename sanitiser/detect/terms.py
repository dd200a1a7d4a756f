"""Case terms: what the case file says must go, in every form, whatever the recognisers say."""

from sanitiser.detect.named import Named, NameFinder
from sanitiser.domain.case import PROTECTED, Case
from sanitiser.domain.finding import Finding
from sanitiser.matching import squash


class TermFinder:
    """The `protect` terms of a case. Their spans take possessives along, and designators ('City Council').

    Does not find: initials of two letters, a term with two slips, nicknames, and a term that is an ordinary word
    ('Reading') where it is written without a capital.
    """

    def __init__(self, case: Case) -> None:
        names = [Named(t.text, t.kind, f"case:{squash(t.text)}", t.label) for t in case.protect]
        self._finder = NameFinder(names, PROTECTED, "The case file says that this must go.")

    def find(self, text: str) -> tuple[Finding, ...]:
        """Every place where a term stands."""
        return self._finder.find(text)
