"""A browser at the service's pages: what is in a page, and forms sent as a browser sends them."""

import re
from dataclasses import dataclass
from typing import Any

from tests.api.web import User, Web

HTML = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1"}


@dataclass
class Browser:
    """One person of the kit at the pages."""

    user: User

    def get(self, url: str, **said: Any) -> Any:
        return self._call("GET", url, **said)

    def post(self, url: str, **fields: Any) -> Any:
        """Send a form with the session's token."""
        return self._call("POST", url, data={"token": self.token, **fields})

    @property
    def token(self) -> str:
        return self.user.headers["X-CSRF-Token"]

    def _call(self, method: str, url: str, **said: Any) -> Any:
        headers = {**HTML, "Cookie": self.user.headers["Cookie"], **said.pop("headers", {})}
        return self.user.client.request(method, url, headers=headers, follow_redirects=False, **said)


def browser(web: Web, name: str) -> Browser:
    """A signed-in browser of one of the kit's people."""
    return Browser(web.user(name))


def heading(answer: Any) -> str:
    """The page's first heading."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", answer.text, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", found.group(1)).split()) if found else ""
