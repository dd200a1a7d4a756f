"""Organisations and their people, for the administrator. Case systems and their keys are made through the API."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlalchemy import or_, select

from api.auth.allow import service_of
from api.fields import ItemId
from api.web.service.door import Enter, Visit
from api.web.service.said import Said
from api.web.service.shell import DONE, go, page
from sanitiser.casework.sides import Conflict
from sanitiser.errors import UsageError
from sanitiser.people import accounts
from sanitiser.people.tenants import new_tenant
from sanitiser.store.states import Role
from sanitiser.store.tables.people import Account, Tenant

router = APIRouter(include_in_schema=False)
Administrator = Annotated[Visit, Depends(Enter(Role.ADMINISTRATOR))]
ROLES = {
    Role.LA_SPOC.value: "Local authority SPOC",
    Role.UKPPS_SPOC.value: "UKPPS SPOC",
    Role.REVIEWER.value: "Reviewer",
    Role.AUDITOR.value: "Auditor",
    Role.ADMINISTRATOR.value: "Administrator",
}
DONE |= {
    "organisation": "The organisation is added.",
    "account": "The account is made. Hand its password over by another way than its user name.",
    "account-closed": "The account is closed; its sessions have ended.",
}


@router.get("/accounts")
def listed(request: Request, visit: Administrator) -> Response:
    """The organisations and people that this administrator sees to."""
    return _page(request, visit, Said())


def _page(request: Request, visit: Visit, said: Said, status: int = 200) -> Response:
    with service_of(request).act(visit.actor, writes=False) as act:
        own = act.session.get(Tenant, visit.actor.tenant_id)
        office = own is not None and own.kind == "ukpps"
        mine = Tenant.id == visit.actor.tenant_id
        query = select(Tenant).where(or_(mine, Tenant.kind == "authority") if office else mine)
        tenants = sorted(act.session.scalars(query), key=lambda one: (one.kind != "ukpps", one.name.casefold()))
        people = select(Account).where(Account.tenant_id.in_([one.id for one in tenants]))
        given: dict[str, Any] = {
            "tenants": tenants,
            "people": sorted(act.session.scalars(people), key=lambda one: (one.disabled, one.display_name.casefold())),
            "me": visit.actor.id.removeprefix("account:"),
            "roles": ROLES,
        }
    return page(request, "accounts.html", status, said=said, **given)


@router.post("/accounts/organisations")
def add_tenant(request: Request, visit: Administrator) -> Response:
    """Add a local authority."""
    said = Said(visit.form)
    name = said.text("organisation", "Enter the organisation’s name")
    if said.wrong:
        return _page(request, visit, said, 422)
    with service_of(request).act(visit.actor) as act:
        new_tenant(act, name)
    return go("/accounts", "organisation")


@router.post("/accounts")
def add_person(request: Request, visit: Administrator) -> Response:
    """Make an account."""
    said = Said(visit.form)
    tenant = said.text("tenant", "Choose the organisation", 26)
    role = said.choice("role", ROLES, "Choose what the person does")
    name = said.text("name", "Enter the person’s name")
    shape = "Use small letters, digits, full stops and hyphens, two at least"
    username = said.text("username", "Enter a user name", 100, r"[a-z0-9][a-z0-9._@-]{1,99}", shape)
    plain = r"[ -~]*"
    shape = "Use letters, digits and signs of a plain keyboard only"
    password = said.text("password", "", 200, plain, shape)
    subject = said.text("subject", "", 200, r"[!-~]*", shape)
    contact = said.text("contact", "", 200, plain, shape)
    if not password and not subject:
        said.wrong["password"] = "Enter a first password, or the person’s identifier at your sign-in provider"  # noqa: S105
    elif password and len(password) < accounts.SHORTEST:
        said.wrong["password"] = f"Use {accounts.SHORTEST} characters at least"
    if not said.wrong:
        try:
            with service_of(request).act(visit.actor) as act:
                accounts.new_account(
                    act, tenant, username, name, Role(role), password or None, contact, subject or None
                )
        except Conflict:
            said.wrong["username"] = "The user name is taken: choose another"
        except UsageError as error:
            if "role" not in error.detail:
                raise
            said.wrong["role"] = "Choose local authority SPOC for an authority, another role for the office"
    if said.wrong:
        return _page(request, visit, said, 422)
    return go("/accounts", "account")


@router.post("/accounts/{account_id}/closing")
def close(request: Request, account_id: ItemId, visit: Administrator) -> Response:
    """Close an account."""
    with service_of(request).act(visit.actor) as act:
        accounts.disable_account(act, account_id)
    return go("/accounts", "account-closed")
