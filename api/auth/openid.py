"""Signing in at an OpenID provider: there and back again."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from api.auth.allow import COOKIE, UNKNOWN, address_of, service_of, throttle
from api.auth.routes import SIGN_INS_PER_MINUTE, set_cookie
from api.problems import RESPONSES
from sanitiser.casework.sides import NotFound
from sanitiser.people import openid, sessions
from sanitiser.people.accounts import NotSignedIn
from sanitiser.settings import OpenId

router = APIRouter(tags=["authentication"], responses={**RESPONSES})
WAITING_COOKIE = "sanitiser-openid"
HOME = "/"
_REDIRECT: dict[int | str, dict[str, Any]] = {303: {"description": "Go on there."}}


def _settings(request: Request) -> OpenId:
    settings = service_of(request).settings.openid
    if not settings.issuer:
        raise NotFound
    throttle(request, "openid:" + address_of(request), SIGN_INS_PER_MINUTE)
    return settings


@router.get("/auth/openid", status_code=303, response_class=Response, responses={**_REDIRECT})
def leave(request: Request) -> Response:
    """Go to the provider."""
    settings = _settings(request)
    leaving = openid.leave(settings)
    service = service_of(request)
    with service.act(UNKNOWN) as act:
        begun = sessions.begin(act, None, {**leaving.waiting})
    answer = RedirectResponse(leaving.url, 303)
    secure = service.settings.secure_cookies
    # lax: the provider sends the browser back by a link of its own
    answer.set_cookie(
        WAITING_COOKIE, begun.token, path="/auth/openid", max_age=600, httponly=True, secure=secure, samesite="lax"
    )
    return answer


@router.get("/auth/openid/return", status_code=303, response_class=Response, responses={**_REDIRECT})
def come_back(request: Request) -> Response:
    """Come back from the provider; a new session begins."""
    settings = _settings(request)
    service = service_of(request)
    with service.act(UNKNOWN) as act:
        waiting = sessions.take_data(act, request.cookies.get(WAITING_COOKIE, ""))
        at = int(act.at.timestamp())
    if waiting is None:
        raise NotSignedIn
    returned_to = f"{settings.redirect_url}?{request.url.query}"
    subject = openid.come_back(settings, waiting, returned_to, at)
    with service.act(UNKNOWN) as act:
        begun = sessions.begin(act, openid.account_of(act, settings.issuer, subject))
    answer = RedirectResponse(HOME, 303)
    answer.delete_cookie(WAITING_COOKIE, path="/auth/openid")
    answer.delete_cookie(COOKIE, path="/")
    set_cookie(answer, begun.token, secure=service.settings.secure_cookies)
    return answer
