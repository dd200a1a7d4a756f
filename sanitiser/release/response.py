"""What a concern starts: a trace of a term that leaked, and the recall of packs, both written down beside it."""

from collections.abc import Sequence

from sanitiser.casework.sides import NotFound
from sanitiser.ledger import concerns
from sanitiser.ledger.trace import Held, ReadText, trace
from sanitiser.release import packs
from sanitiser.service import Act
from sanitiser.store.tables.release import Pack


def trace_for(act: Act, concern_id: str, term: str, read_text: ReadText) -> list[Held]:
    """Which released copies held the term, and who received them; the term is not kept."""
    row = concerns.find(act, concern_id)
    held = trace(act, term, read_text, row.id)
    concerns.started(act, row, "trace", found=len({one.copy_id for one in held}))
    return held


def recall_for(act: Act, concern_id: str, pack_ids: Sequence[str]) -> list[Pack]:
    """Recall packs of the concern's case, all or none. Raises NotFound for a pack of another case."""
    row = concerns.find(act, concern_id)
    recalled = []
    for pack_id in dict.fromkeys(pack_ids):
        found = act.session.get(Pack, pack_id)
        if found is None or found.case_id != row.case_id:
            raise NotFound("no pack of this case has this identifier")
        recalled.append(packs.recall(act, pack_id))
        concerns.started(act, row, "recall", pack_id=pack_id)
    return recalled
