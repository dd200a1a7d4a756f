"""The data keys of the store: made, unwrapped, remembered, wrapped anew, and thrown away."""

from threading import Lock

from sqlalchemy import select
from sqlalchemy.orm import Session

from sanitiser.store.keys import DataKeyring, KeyFault, MasterKeys, new_key
from sanitiser.store.tables.cases import DataKey

SERVICE = "service"


class Vault:
    """Gives the keyring of the service and of each case. Unwrapped keys stay in this process's memory alone."""

    def __init__(self, masters: MasterKeys) -> None:
        self._masters = masters
        self._open: dict[tuple[str, bytes], DataKeyring] = {}
        self._lock = Lock()

    def service(self, session: Session) -> DataKeyring:
        """The service's own keyring, made at first use."""
        return self._of(session, SERVICE, make=True)

    def case(self, session: Session, case_id: str) -> DataKeyring:
        """The keyring of a case. Raises KeyFault when the case has been erased."""
        return self._of(session, case_id, make=False)

    def register(self, session: Session, case_id: str) -> DataKeyring:
        """The keyring of a case's label register, which outlives the case's records."""
        return self._of(session, "register:" + case_id, make=False)

    def new_case(self, session: Session, case_id: str) -> None:
        """Make the keys of a new case."""
        self._of(session, case_id, make=True)
        self._of(session, "register:" + case_id, make=True)

    def forget_case(self, session: Session, case_id: str) -> None:
        """Throw the key of a case's records away; what it sealed cannot be read again (see keys.py for backups)."""
        row = session.get(DataKey, case_id)
        session.info.get("data-keys", {}).pop(case_id, None)
        if row is not None:
            session.delete(row)

    def rewrap(self, session: Session) -> int:
        """Wrap every data key with the current master key; how many were wrapped with another."""
        changed = 0
        for row in session.scalars(select(DataKey)):
            if row.master_id != self._masters.current.name:
                key = self._masters.unwrap(row.master_id, row.wrapped, row.name)
                row.master_id, row.wrapped = self._masters.wrap(key, row.name)
                changed += 1
        return changed

    def masters_in_use(self, session: Session) -> frozenset[str]:
        """Names of the master keys that something is still wrapped with."""
        return frozenset(session.scalars(select(DataKey.master_id).distinct()))

    def _of(self, session: Session, name: str, *, make: bool) -> DataKeyring:
        # held for the session's life: its own map of rows holds them only as long as somebody uses them
        held: dict[str, DataKey] = session.info.setdefault("data-keys", {})
        row = held.get(name) or session.get(DataKey, name)
        if row is None:
            if not make:
                raise KeyFault("the key of this case has been thrown away", "The case was erased; nothing can be read.")
            master, wrapped = self._masters.wrap(new_key(), name)
            row = DataKey(name=name, master_id=master, wrapped=wrapped)
            session.add(row)
            session.flush()
        held[name] = row
        with self._lock:
            ring = self._open.get((name, row.wrapped))
            if ring is None:
                ring = DataKeyring(self._masters.unwrap(row.master_id, row.wrapped, name))
                self._open[name, row.wrapped] = ring
            return ring
