"""Trace: for a term that was found to have leaked, which copies held it and who received them.

Looks at the text of every released copy of the office's cases, as it was sent. The term itself is not written anywhere.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from sanitiser.casework.sides import require
from sanitiser.errors import UsageError
from sanitiser.ledger.audit import note
from sanitiser.release.narrowing import blobs_of, of_item
from sanitiser.service import Act
from sanitiser.store.states import Role
from sanitiser.store.tables.cases import Case
from sanitiser.store.tables.ledger import PassingOn
from sanitiser.store.tables.records import Copy, CopyFile
from sanitiser.store.tables.release import Pack, PackFetch, PackItem

SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Held:
    """A copy that held the term, in one pack, with all who fetched the pack and to what kinds of agency it went on."""

    case_id: str
    record_id: str
    copy_id: str
    pack_id: str
    area_id: str
    state: str
    fetched_by: tuple[str, ...]
    passed_on_to: tuple[str, ...]


ReadText = Callable[[bytes, str], str]
"""Gives the whole text of a copy's file of a media type; what the verifier reads with."""


def trace(act: Act, term: str, read_text: ReadText, concern_id: str = "") -> list[Held]:
    """Every released copy that held `term`, letter case and spaces aside; for a concern, where one started it."""
    require(act.actor, Role.AUDITOR, Role.UKPPS_SPOC)
    wanted = _plain(term)
    if len(wanted) < SHORTEST:
        raise UsageError(f"a term has at least {SHORTEST} characters")
    mine = select(Pack).join(Case, Case.id == Pack.case_id).where(Case.tenant_id == act.actor.tenant_id)
    held: list[Held] = []
    seen: dict[str, bool] = {}
    for pack in act.session.scalars(mine.where(Pack.released_at.is_not(None)).order_by(Pack.made_at, Pack.id)):
        for item in act.session.scalars(select(PackItem).where(PackItem.pack_id == pack.id).order_by(PackItem.name)):
            narrowed = of_item(act, item.id)
            # what left in this pack: the copy, or the one made without the parts about others
            sent = item.copy_id if narrowed is None else narrowed.id
            if sent not in seen:
                files = _blobs(act, item.copy_id) if narrowed is None else blobs_of(act, narrowed)
                seen[sent] = _holds(act, pack.case_id, item.copy_id, files, wanted, read_text)
            if seen[sent]:
                held.append(_held(act, pack, item))
    note(act, "trace.made", concern=concern_id, copies=len({one.copy_id for one in held}), searched=len(seen))
    return held


def _blobs(act: Act, copy_id: str) -> list[str]:
    query = select(CopyFile.blob_id).where(CopyFile.copy_id == copy_id).order_by(CopyFile.number)
    return list(act.session.scalars(query))


def _holds(act: Act, case_id: str, copy_id: str, files: list[str], wanted: str, read_text: ReadText) -> bool:
    copy = act.session.get(Copy, copy_id)
    if copy is None or not files:
        return False
    ring = act.ring(case_id)
    return any(
        wanted in _plain(read_text(act.service.blobs.read(act.session, ring, blob_id), copy.media_type))
        for blob_id in files
    )


def _held(act: Act, pack: Pack, item: PackItem) -> Held:
    copy = act.session.get(Copy, item.copy_id)
    fetches = act.session.scalars(select(PackFetch.actor).where(PackFetch.pack_id == pack.id))
    passed = act.session.scalars(select(PassingOn.agency).where(PassingOn.pack_id == pack.id))
    return Held(
        case_id=pack.case_id,
        record_id=copy.record_id if copy is not None else "",
        copy_id=item.copy_id,
        pack_id=pack.id,
        area_id=pack.area_id,
        state=pack.state,
        fetched_by=tuple(sorted(set(fetches))),
        passed_on_to=tuple(sorted(set(passed))),
    )


def _plain(text: str) -> str:
    return "".join(text.casefold().split())
