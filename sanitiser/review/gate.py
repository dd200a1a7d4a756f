"""The gate before approval: what still stands in its way, each in a sentence that says what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sanitiser.domain.finding import Decision
from sanitiser.domain.kinds import Action
from sanitiser.domain.verdict import Verdict
from sanitiser.review.log import Standing


class Stage(StrEnum):
    """Where a record is on its way to approval."""

    FIRST = "in review"
    SECOND = "second review"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that stands in the way: a code and a sentence."""

    code: str
    words: str


def stage(standing: Standing, *, four_eyes: bool) -> Stage:
    """Where a record stands, by how many different reviewers approved it since it was last changed."""
    people = {approval.who for approval in standing.approvals}
    if len(people) >= (2 if four_eyes else 1):
        return Stage.APPROVED
    return Stage.SECOND if people else Stage.FIRST


def obstacles(
    who: str,
    standing: Standing,
    pages: int,
    decisions: Sequence[Decision],
    verdicts: Sequence[Verdict],
    *,
    four_eyes: bool,
    pictures: bool,
    pictures_seen: bool,
) -> tuple[Obstacle, ...]:
    """What keeps this reviewer from approving; empty: nothing does."""
    found = []
    if not verdicts or not all(verdict.passed for verdict in verdicts):
        found.append(Obstacle("verdict", "The copy has not passed its verification."))
    open_ones = sum(decision.action is Action.REVIEW for decision in decisions)
    if open_ones:
        found.append(Obstacle("undecided", f"{_count(open_ones, 'finding')} to decide."))
    missing = [page for page in range(1, pages + 1) if page not in standing.shown.get(who, set())]
    if missing:
        found.append(Obstacle("pages", f"Not shown to you yet: {_count(len(missing), 'page')} ({_ranges(missing)})."))
    if pictures and not pictures_seen:
        found.append(Obstacle("pictures", "Nobody has looked at its pictures."))
    now = stage(standing, four_eyes=four_eyes)
    if now is Stage.SECOND and who in {approval.who for approval in standing.approvals}:
        found.append(Obstacle("same-person", "You approved it: another reviewer must approve it too."))
    elif now is Stage.SECOND and who not in standing.compared:
        found.append(
            Obstacle("compare", "Look at the copy by itself, then compare with the first reviewer's decisions.")
        )
    elif now is Stage.APPROVED:
        found.append(Obstacle("approved", "It is approved."))
    return tuple(found)


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


def _ranges(numbers: Sequence[int]) -> str:
    """1, 3 to 7, 9; at most five of them."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    said = [str(first) if first == last else f"{first} to {last}" for first, last in runs[:5]]
    return ", ".join(said) + (" and more" if len(runs) > 5 else "")
