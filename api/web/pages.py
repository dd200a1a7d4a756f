"""Rendering: one Jinja environment, everything escaped, a strict policy with a nonce for each answer."""

import secrets
from functools import cache
from pathlib import Path
from typing import Any, Final

from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader
from starlette.requests import Request

from sanitiser.domain.kinds import Kind
from sanitiser.manifest import plain
from sanitiser.review.rulings import KEEP_REASONS, REDACT_REASONS, WORDS

ASSETS: Final = Path(__file__).parent / "assets"


def policy(nonce: str) -> str:
    """The Content-Security-Policy of a page."""
    return (
        "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; connect-src 'self'; "
        f"img-src 'self'; style-src 'self'; script-src 'nonce-{nonce}'"
    )


@cache
def environment() -> Environment:
    """The templates: ours and the GOV.UK components."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader("api.web"), _components()]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"kind": plain.kind, "sentence": plain.sentence, "slug": slug, "slugged": slugged}
    made.globals |= {
        "plain": plain,
        "kinds": tuple(Kind),
        "redact_reasons": REDACT_REASONS,
        "keep_reasons": KEEP_REASONS,
        "reason_words": WORDS,
    }
    return made


def _components() -> Any:
    from jinja2 import PrefixLoader

    # the components leave parameters unset on purpose
    return PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})


def slug(kind: object) -> str:
    """A kind as the styles name it."""
    return str(kind).lower().replace("_", "-")


def slugged(address: str) -> str:
    """An address as an identifier."""
    return "".join(c if c.isalnum() else "-" for c in address)


def page(request: Request, name: str, status: int = 200, **given: Any) -> HTMLResponse:
    """A page from its template. `desk` of the request, if there is one, says who sits there and their token."""
    nonce = secrets.token_urlsafe(18)
    seat = getattr(request.state, "seat", None)
    known = {"nonce": nonce, "cspNonce": nonce, "seat": seat, "path": request.url.path, "assetPath": "/assets"}
    content = environment().get_template(name).render({**known, **given})
    return HTMLResponse(content, status, headers={"content-security-policy": policy(nonce)})
