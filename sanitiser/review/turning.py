"""From a ruling to the copy that it makes: drawn first, in a limited child, then kept with the ruling in one go."""

import json
from dataclasses import dataclass, replace

from sanitiser.casework.records import name_of, requeue
from sanitiser.jobs.crew import Refused
from sanitiser.jobs.engine import Made as ForStore
from sanitiser.jobs.knowledge import brief_of, read_state, write_state
from sanitiser.jobs.port import URGENT
from sanitiser.jobs.real import made_of
from sanitiser.manifest.review import Source, quarantined_entry
from sanitiser.review.apply import apply
from sanitiser.review.approval import take_back
from sanitiser.review.copies import NewCopy, note_effect, settle, write_copy, write_findings
from sanitiser.review.kept import dump as dump_kept
from sanitiser.review.log import Event, Log, What
from sanitiser.review.minutes import enter, log_of
from sanitiser.review.opening import Opened, row_of
from sanitiser.review.papers import Paper, dump
from sanitiser.review.retyping import NOT_READ, blank, key, settled
from sanitiser.review.room import Room
from sanitiser.review.rulings import Ruling
from sanitiser.review.seeing import plan, same_copy
from sanitiser.service import Act, Service
from sanitiser.store.blobs import Written
from sanitiser.store.tables.cases import Case
from sanitiser.store.tables.records import Copy, Record


@dataclass(frozen=True, slots=True)
class Turn:
    """What a reviewer does: a ruling, an undoing, a redoing. `record` is empty where it holds in the whole case."""

    what: What
    record: str
    rulings: tuple[Ruling, ...] = ()
    of: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """The copy that a turn leads to; `written` are its files, none where they stay as they are."""

    copy: ForStore
    same: bool
    written: tuple[Written, ...] = ()


def draw(service: Service, room: Room, opened: Opened, turn: Turn | None = None) -> Drawn | None:
    """Make the copy that the log comes to after this turn, if there is one.

    None when it cannot be made from what was kept: more than rulings on its text has changed.
    """
    if not opened.fresh:
        return None
    kept, log = opened.kept, opened.log
    if turn is not None:
        event = Event(log.last + 1, "", "", turn.what, turn.record, turn.rulings, turn.of)
        log = Log([*log.events, event])
    rulings = log.rulings(kept.id)
    if key(rulings) != opened.made.typed:
        return None
    register = opened.register
    wanted = settled(kept.record, apply(kept.record, kept.decisions, rulings))
    same = opened.made.refused is None and plan(wanted) == plan(opened.made.decisions)
    if same:
        made = same_copy(opened.made, wanted)
    else:
        with room.maker() as maker:
            made = replace(maker.make(kept, wanted, register, b"", opened.case), typed=opened.made.typed)
    stored = made_of(kept, made, room.setup.mode, opened.case, register)
    files = () if same else tuple(service.blobs.write(opened.row.case_id, file) for file in made.files)
    return Drawn(stored, same, files)


def keep(act: Act, room: Room, case: Case, opened: Opened, who: str, turn: Turn, drawn: Drawn | None) -> bool:
    """Write the turn and its copy down; False when something changed meanwhile. The caller holds the case's turn."""
    name = opened.kept.id
    row = row_of(act, case.id, name, lock=True)
    if not _as_it_was(act, row, opened, drawn):
        return False
    enter(act, case, who, turn.what, turn.record, rulings=turn.rulings, of=turn.of)
    if drawn is None or not renew(act, room, row, opened, drawn):
        requeue(act, row, URGENT)
    elif not drawn.same and log_of(act, case.id, name).of(name).approvals:
        take_back(act, case, row, who)
    return True


def keep_alone(act: Act, room: Room, case: Case, opened: Opened, drawn: Drawn) -> bool:
    """The same for a copy that a worker made of rulings in the whole case; a changed one takes approvals back."""
    row = row_of(act, case.id, opened.kept.id, lock=True)
    if not _as_it_was(act, row, opened, drawn):
        return False
    if not drawn.same:
        enter(act, case, "", What.REMADE, row.id)
    return renew(act, room, row, opened, drawn)


def renew(act: Act, room: Room, row: Record, opened: Opened, drawn: Drawn) -> bool:
    """Make it the newest copy, with the register that it numbered in; False when more than rulings has changed."""
    state, version = read_state(act, row.case_id, lock=True)
    copy = act.session.get(Copy, opened.copy.id)
    brief = brief_of(act, row, drawn.copy.state)
    if copy is None or room.engine.digest(replace(brief, rulings=())) != opened.copy.base_digest:
        return False
    if drawn.copy.state != state:
        write_state(act, row.case_id, drawn.copy.state)
    policy = room.engine.digest(brief)
    if drawn.same:
        _change_paper(act, row, copy, drawn.copy, policy)
    else:
        copy = _replace(act, row, copy, drawn, policy, version)
    note_effect(act, row, policy, copy.engine_version)
    settle(act, row, copy)
    if drawn.copy.refused is not None:
        row.reason, row.remedy = drawn.copy.refused.code[:40], drawn.copy.refused.remedy[:400]
    return True


def take_up(act: Act, room: Room, row: Record, pages: int) -> None:
    """Give a record of which nothing was understood empty papers, so that it can be typed. It stays quarantined."""
    kept = blank(row.id, name_of(act, row), "", row.media_type)
    kept = replace(kept, record=replace(kept.record, pages=max(1, pages)))
    why = Refused(row.reason, NOT_READ.reason, row.remedy)
    media = kept.record.media_type
    entry = quarantined_entry(Source(row.id, ""), why.code, why.reason, why.remedy, media, record=kept.record)
    state, version = read_state(act, row.case_id)
    base = room.engine.digest(replace(brief_of(act, row, state), rulings=()))
    papers = act.service.blobs.write(row.case_id, dump_kept(kept))
    paper = dump(Paper((), (), (), (), why))
    new = NewCopy((), media.value, pages, entry, paper, papers, "", base, room.engine.version, version)
    write_copy(act, row, new, [])


def _as_it_was(act: Act, row: Record, opened: Opened, drawn: Drawn | None) -> bool:
    """Whether nothing changed since the record was opened: its copy, its log, the register if numbers were given."""
    if row.copy_id != opened.copy.id or log_of(act, row.case_id, row.id).since(row.id, opened.log.last):
        return False
    state, version = read_state(act, row.case_id, lock=True)
    return drawn is None or drawn.copy.state == state or version == opened.register_version


def _replace(act: Act, row: Record, old: Copy, drawn: Drawn, policy: str, register_version: int) -> Copy:
    made = drawn.copy
    new = NewCopy(
        made.files,
        made.media_type,
        made.pages,
        made.entry,
        made.paper,
        old.papers_id,
        policy,
        old.base_digest,
        old.engine_version,
        register_version,
        made.review_needed,
    )
    return write_copy(act, row, new, list(drawn.written))


def _change_paper(act: Act, row: Record, copy: Copy, made: ForStore, policy: str) -> None:
    """The files stay; who decided what, and why, is written anew."""
    ring = act.ring(row.case_id)
    copy.entry_sealed = ring.seal_text(json.dumps(made.entry), "copy", "entry", copy.id)
    copy.paper_sealed = ring.seal(made.paper, "copy", "paper", copy.id)
    copy.policy_digest, copy.review_needed = policy, made.review_needed
    write_findings(act, row.case_id, copy.id, made.entry)
