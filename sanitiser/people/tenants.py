"""Organisations: one office, and the authorities that it works with."""

from sqlalchemy import select

from sanitiser.casework.sides import Conflict, require
from sanitiser.ledger.audit import note
from sanitiser.service import Act
from sanitiser.store.base import new_id
from sanitiser.store.states import Role
from sanitiser.store.tables.people import Tenant


def new_tenant(act: Act, name: str, kind: str = "authority") -> Tenant:
    """Add an organisation."""
    require(act.actor, Role.ADMINISTRATOR)
    if act.session.scalars(select(Tenant.id).where(Tenant.name == name)).first() is not None:
        raise Conflict("there is an organisation of this name")
    tenant = Tenant(id=new_id(), name=name, kind=kind, created_at=act.at)
    act.session.add(tenant)
    act.session.flush()
    note(act, "tenant.made", tenant=tenant.id, kind=kind)
    return tenant
