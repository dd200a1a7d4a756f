"""From a record, its copy and its log to what a reviewer sees and may do: the same on the laptop and in the service."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sanitiser.domain.case import PROTECTED, Case
from sanitiser.domain.finding import Decision
from sanitiser.domain.kinds import Action
from sanitiser.manifest.leftovers import Leftover, leftovers
from sanitiser.matching import squash
from sanitiser.review.apply import same_text
from sanitiser.review.desk import Conflict, NotAllowed, View, pages_of
from sanitiser.review.gate import Obstacle, Stage, obstacles, stage
from sanitiser.review.kept import Kept
from sanitiser.review.log import Log
from sanitiser.review.making import Made
from sanitiser.review.recent import Recent
from sanitiser.review.retyping import described, typed_pages
from sanitiser.review.rulings import Ruling, Scope

_LEFT: Final[Recent[tuple[Leftover, ...]]] = Recent()


@dataclass(frozen=True, slots=True)
class Rules:
    """What the office set for all reviews of a case."""

    four_eyes: bool
    case: Case | None


def view_of(who: str, kept: Kept, made: Made, log: Log, rules: Rules) -> View:
    """A record for one reviewer."""
    name, standing = kept.id, log.of(kept.id)
    now = stage(standing, four_eyes=rules.four_eyes)
    return View(
        kept=kept,
        made=made,
        version=log.last,
        stage=now,
        blind=now is Stage.SECOND
        and who not in standing.compared
        and who not in {approval.who for approval in standing.approvals},
        leftovers=_leftovers(kept, made, log, rules),
        obstacles=obstacles_of(who, kept, made, log, rules),
        shown=frozenset(standing.shown.get(who, ())),
        pictures_seen=pictures_seen(log, name),
        can_undo=log.to_undo(name) is not None,
        can_redo=log.to_redo(name) is not None,
        history=log.history(name),
        typed=tuple(sorted(typed_pages(log.rulings(name)).items())),
        described=tuple(sorted(described(log.rulings(name)).items())),
    )


def obstacles_of(who: str, kept: Kept, made: Made, log: Log, rules: Rules) -> tuple[Obstacle, ...]:
    """What keeps a reviewer from approving."""
    return obstacles(
        who,
        log.of(kept.id),
        pages_of(kept),
        made.decisions,
        made.verdicts if made.refused is None else (),
        four_eyes=rules.four_eyes,
        pictures="picture" in kept.record.notices,
        pictures_seen=pictures_seen(log, kept.id),
    )


def check_version(log: Log, who: str, name: str, version: int) -> None:
    """Raises Conflict when somebody else changed the record since `version`."""
    theirs = tuple(event for event in log.since(name, version) if event.who != who)
    if theirs:
        raise Conflict(theirs)


def check_allowed(kept: Kept, made: Made, ruling: Ruling) -> None:
    """Protect beats keep, also a reviewer's. Raises NotAllowed."""
    if ruling.action is not Action.KEEP or ruling.scope not in {Scope.SPAN, Scope.TERM}:
        return
    for decision in made.decisions:
        span = (decision.finding.start, decision.finding.end) == (ruling.start, ruling.end)
        term = ruling.scope is Scope.TERM and same_text(said(kept, decision), ruling.text)
        if (span or term) and PROTECTED in decision.finding.recognisers:
            raise NotAllowed


def said(kept: Kept, decision: Decision) -> str:
    """The text that a decision is about."""
    return kept.record.text[decision.finding.start : decision.finding.end]


def same_copy(made: Made, wanted: tuple[Decision, ...]) -> Made:
    """Decisions that mask the same, and so leave the copy as it is, with its labels."""
    labels = {(d.finding.start, d.finding.end): d.label for d in made.decisions}
    found = ((d, labels[d.finding.start, d.finding.end]) for d in wanted)
    return replace(made, decisions=tuple(d if d.label == label else replace(d, label=label) for d, label in found))


def plan(decisions: Sequence[Decision]) -> list[tuple[int, int, bool, str]]:
    """What a copy depends on: what is masked, and what its label will say."""
    return [(d.finding.start, d.finding.end, d.action is Action.KEEP, d.entity) for d in decisions]


def pictures_seen(log: Log, name: str) -> bool:
    """Whether a reviewer looked at the pictures of a record."""
    return any(ruling.scope is Scope.PICTURES for ruling in log.rulings(name))


def _leftovers(kept: Kept, made: Made, log: Log, rules: Rules) -> tuple[Leftover, ...]:
    safe = {squash(text) for text in log.safe()}
    given = kept.record, made.decisions, rules.case
    found = _LEFT.of(lambda: leftovers(*given), *given)
    return tuple(one for one in found if squash(one.text) not in safe)
