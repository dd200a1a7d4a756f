"""Who sits at the laptop: one-time links, sessions in memory, tokens against forged requests."""

import hmac
import secrets
import threading
from dataclasses import dataclass, field
from typing import Final

COOKIE: Final = "sanitiser_seat"
_SEATS: Final = 20


@dataclass(slots=True)
class Seat:
    """One browser: its reviewer, its token for forms, and what it is to be told once."""

    who: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    told: list[tuple[str, str]] = field(default_factory=list)

    def tell(self, manner: str, words: str) -> None:
        """Say something on the next page; `manner` is 'done' or 'error'."""
        self.told.append((manner, words))

    def take(self) -> list[tuple[str, str]]:
        """What is to be said now."""
        told, self.told = self.told, []
        return told


class Seats:
    """Sessions that end with the program. A link works once; a session begins with a new identifier."""

    def __init__(self) -> None:
        self._keys: set[str] = set()
        self._seats: dict[str, Seat] = {}
        self._lock = threading.Lock()

    def new_key(self) -> str:
        """A key for a one-time link; the one before stops working."""
        with self._lock:
            self._keys = {secrets.token_urlsafe(32)}
            return next(iter(self._keys))

    def good(self, untrusted_key: str) -> bool:
        """Whether a link's key still works."""
        return any(hmac.compare_digest(key.encode(), untrusted_key.encode()) for key in self._keys)

    def enter(self, untrusted_key: str, who: str) -> str | None:
        """Use a link up; gives the identifier of a new session, None if the link does not work."""
        with self._lock:
            if not self.good(untrusted_key):
                return None
            self._keys.clear()
            return self._seat(who)

    def change(self, old: str, who: str) -> str:
        """Another reviewer sits down: a new session in place of the old."""
        with self._lock:
            self._seats.pop(old, None)
            return self._seat(who)

    def at(self, untrusted_id: str) -> Seat | None:
        """The session of a cookie."""
        return self._seats.get(untrusted_id)

    def _seat(self, who: str) -> str:
        name = secrets.token_urlsafe(32)
        self._seats[name] = Seat(who)
        while len(self._seats) > _SEATS:
            self._seats.pop(next(iter(self._seats)))
        return name
