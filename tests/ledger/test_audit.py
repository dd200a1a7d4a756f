"""The audit chain: any change, deletion, insertion or cut shows."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from typer.testing import CliRunner

from sanitiser.ledger.audit import AuditBroken, Head, head_of, note, verify
from sanitiser.store.tables.audit import AuditEntry, AuditHead
from tests.service_kit import Kit


def fill(kit: Kit, count: int = 6) -> Head:
    for number in range(count):
        with kit.service.act(kit.people["spoc"]) as act:
            note(act, "thing.done", "case", number=number)
    with kit.database.read() as session:
        head = head_of(session)
    assert head is not None
    return head


def check(kit: Kit, kept: Head | None = None) -> int:
    with kit.database.read() as session:
        return verify(session, kit.service.vault.service(session), kept)


def test_an_untouched_chain_is_whole(kit: Kit) -> None:
    """Also against a head that was kept earlier, after more was written."""
    kept = Head.from_json(fill(kit).to_json())
    fill(kit, 3)
    assert check(kit, kept) == 9


def test_what_failed_is_not_in_the_chain(kit: Kit) -> None:
    """An event belongs to its transaction."""

    def fail() -> None:
        with kit.service.act(kit.people["spoc"]) as act:
            note(act, "never.happened")
            raise ZeroDivisionError

    fill(kit, 2)
    with pytest.raises(ZeroDivisionError):
        fail()
    assert check(kit) == 2


def forge(session: Session) -> None:
    """Change an event and make its digest fit."""
    from hashlib import sha256

    row = session.get(AuditEntry, 3)
    assert row is not None
    row.event = row.event.replace("thing.done", "thing.else")
    row.digest = sha256(row.event.encode()).hexdigest()


TAMPERING: dict[str, Callable[[Session], object]] = {
    "changed": lambda s: s.execute(
        update(AuditEntry).where(AuditEntry.number == 3).values(event=AuditEntry.event + " ")
    ),
    "forged": forge,
    "deleted": lambda s: s.execute(delete(AuditEntry).where(AuditEntry.number == 3)),
    "first deleted": lambda s: s.execute(delete(AuditEntry).where(AuditEntry.number == 1)),
    "cut": lambda s: s.execute(delete(AuditEntry).where(AuditEntry.number > 4)),
    "emptied": lambda s: s.execute(delete(AuditEntry)),
    "headless": lambda s: s.execute(delete(AuditHead)),
    "added": lambda s: s.add(AuditEntry(number=7, event='{"number":7,"previous":""}', digest="0" * 64)),
    "head moved": lambda s: s.execute(update(AuditHead).values(number=5)),
}


@pytest.mark.parametrize("how", sorted(TAMPERING))
def test_tampering_shows(kit: Kit, how: str) -> None:
    """Whatever was done to the tables without the key."""
    fill(kit)
    with kit.database.write() as session:
        TAMPERING[how](session)
    with pytest.raises(AuditBroken):
        check(kit)


def test_a_cut_with_an_older_head_put_back_shows_against_a_kept_head(kit: Kit) -> None:
    """Who saved an old signed head can cut the chain to fit it; a head kept elsewhere tells."""
    old = fill(kit, 3)
    kept = fill(kit, 3)
    with kit.database.write() as session:
        session.execute(delete(AuditEntry).where(AuditEntry.number > 3))
        session.execute(update(AuditHead).values(number=3, digest=old.digest, signature=old.signature))
    assert check(kit) == 3
    with pytest.raises(AuditBroken):
        check(kit, kept)


def test_every_event_has_its_actor_and_no_text(kit: Kit) -> None:
    """Canonical JSON with who, when, what."""
    import json

    fill(kit, 1)
    with kit.database.read() as session:
        (row,) = session.scalars(select(AuditEntry))
    event = json.loads(row.event)
    assert row.event == json.dumps(event, sort_keys=True, separators=(",", ":"))
    assert (event["actor"], event["role"], event["action"]) == (kit.people["spoc"].id, "ukpps-spoc", "thing.done")


def test_the_command_says_whether_the_chain_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`sanitiser audit verify` and `head`, on a store of its own."""
    import typer

    from sanitiser.cli.audit import register
    from tests.service_kit import open_test_service

    url = f"sqlite:///{tmp_path}/s.db"
    kit = Kit(open_test_service(tmp_path, url)).populate()
    fill(kit)
    monkeypatch.chdir(tmp_path)
    for name, value in (("DATABASE", url), ("KEY_FILE", f"{tmp_path}/key"), ("BLOBS", f"{tmp_path}/blobs")):
        monkeypatch.setenv(f"SANITISER_{name}", value)
    app = typer.Typer()
    register(app)
    head = CliRunner().invoke(app, ["audit", "head"]).output
    (tmp_path / "head").write_text(head)
    assert "6 entries" in CliRunner().invoke(app, ["audit", "verify", "--head", str(tmp_path / "head")]).output
    with kit.database.write() as session:
        TAMPERING["deleted"](session)
    assert isinstance(CliRunner().invoke(app, ["audit", "verify"]).exception, AuditBroken)
    kit.database.engine.dispose()
