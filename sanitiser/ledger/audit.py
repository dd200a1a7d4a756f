"""The audit chain: who saw, changed or released what, and when.

Wire format 'sanitiser.audit/1', append-only: each event is canonical JSON (RFC 8785 for the values used here: keys in
order, integers, strings, no spaces) with its number and the digest of the event before; its own digest is SHA-256
over its bytes. `acting` is there where a machine named the person that it acted for. An Ed25519 signature over number
and digest of the last event is kept beside the chain, and can be kept elsewhere too (`sanitiser audit head`): a chain
alone would not show that its end was cut off.

What this does not do: who holds the master key can write a new chain. Keep signed heads where that person cannot.
"""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from sanitiser.errors import UsageError
from sanitiser.service import Act
from sanitiser.store.keys import DataKeyring
from sanitiser.store.tables.audit import AuditEntry, AuditHead

SCHEMA = "sanitiser.audit/1"
ZERO = "0" * 64
PURPOSE = "audit"
_LOCK = 7_266_003


class AuditBroken(UsageError):
    """The chain is not as it was written."""

    code = "audit-broken"
    exit_code = 3
    title = "The audit chain is broken"
    remedy = "Keep the store as it is, restore its newest backup beside it, and compare from the entry that is named."


@dataclass(frozen=True, slots=True)
class Head:
    """How long the chain is and how it ends, signed."""

    number: int
    digest: str
    signature: str

    def to_json(self) -> str:
        """One line of canonical JSON, to be kept elsewhere."""
        return canonical({"schema": SCHEMA, "number": self.number, "digest": self.digest, "signature": self.signature})

    @classmethod
    def from_json(cls, line: str) -> "Head":
        """Read a kept head. Raises UsageError when it is not one."""
        try:
            read = json.loads(line)
            return cls(int(read["number"]), str(read["digest"]), str(read["signature"]))
        except (ValueError, KeyError, TypeError):
            raise UsageError("the file is not a head that `sanitiser audit head` wrote") from None


def canonical(value: dict[str, object]) -> str:
    """The one spelling of a value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def note(act: Act, action: str, case_id: str = "", **about: str | int) -> int:
    """Add an event in the act's transaction; its number. `about` holds ids, codes and counts, never a record's text."""
    session = act.session
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    head = session.get(AuditHead, 1, populate_existing=True)
    number, previous = (head.number + 1, head.digest) if head is not None else (1, ZERO)
    said: dict[str, object] = {
        "schema": SCHEMA,
        "number": number,
        "previous": previous,
        "at": act.at.isoformat(timespec="milliseconds"),
        "actor": act.actor.id,
        "tenant": act.actor.tenant_id,
        "role": act.actor.role.value,
        "action": action,
        "case": case_id,
        "about": about,
    }
    if act.actor.acting:
        said["acting"] = act.actor.acting
    event = canonical(said)
    digest = sha256(event.encode()).hexdigest()
    session.add(AuditEntry(number=number, event=event, digest=digest))
    signature = _sign(act.service_ring, number, digest)
    if head is None:
        session.add(AuditHead(id=1, number=number, digest=digest, signature=signature))
    else:
        head.number, head.digest, head.signature = number, digest, signature
    session.flush()
    return number


def head_of(session: Session) -> Head | None:
    """The stored head; None before the first event."""
    row = session.get(AuditHead, 1)
    return None if row is None else Head(row.number, row.digest, row.signature)


def verify(session: Session, ring: DataKeyring, kept: Head | None = None) -> int:
    """Check the whole chain, its head, and a head kept elsewhere; the number of events. Raises AuditBroken."""
    head = head_of(session)
    previous, count = ZERO, 0
    for entry in _entries(session):
        count += 1
        _check_entry(entry, count, previous)
        previous = entry.digest
        if kept is not None and kept.number == count and kept.digest != previous:
            raise AuditBroken(f"entry {count} is not the one that the kept head names")
    if head is None:
        if count or kept:
            raise AuditBroken("the head is missing")
        return 0
    for signed in (head, kept or head):
        if not _signed(ring, signed):
            raise AuditBroken("a head is not signed by this store's key")
    if (head.number, head.digest) != (count, previous):
        raise AuditBroken(f"the chain has {count} entries and its head says {head.number}")
    if kept is not None and kept.number > count:
        raise AuditBroken(f"the chain has {count} entries and the kept head says {kept.number}")
    return count


def public_key(ring: DataKeyring) -> bytes:
    """The raw Ed25519 public key that heads are signed with."""
    return ring.signer(PURPOSE).public_key().public_bytes_raw()


def _entries(session: Session) -> Iterator[AuditEntry]:
    """All entries in order, a thousand at a time."""
    last: int | None = None
    while True:
        query = select(AuditEntry).order_by(AuditEntry.number).limit(1000)
        page = list(session.scalars(query if last is None else query.where(AuditEntry.number > last)))
        yield from page
        if not page:
            return
        last = page[-1].number
        session.expunge_all()


def _check_entry(entry: AuditEntry, number: int, previous: str) -> None:
    if entry.number != number:
        raise AuditBroken(f"entry {number} is missing")
    if sha256(entry.event.encode()).hexdigest() != entry.digest:
        raise AuditBroken(f"entry {number} was changed")
    event = json.loads(entry.event)
    if event["number"] != number or event["previous"] != previous:
        raise AuditBroken(f"entry {number} does not follow the one before")


def _message(number: int, digest: str) -> bytes:
    return f"{SCHEMA} {number} {digest}".encode()


def _sign(ring: DataKeyring, number: int, digest: str) -> str:
    return base64.b64encode(ring.signer(PURPOSE).sign(_message(number, digest))).decode()


def _signed(ring: DataKeyring, head: Head) -> bool:
    try:
        signature = base64.b64decode(head.signature, validate=True)
        Ed25519PublicKey.from_public_bytes(public_key(ring)).verify(signature, _message(head.number, head.digest))
    except (InvalidSignature, ValueError):
        return False
    return True
