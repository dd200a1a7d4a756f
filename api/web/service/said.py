"""Reading a form: each field checked once, what is wrong said beside it in words that say what to do."""

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from starlette.datastructures import FormData

_BAD = re.compile("[\0\ud800-\udfff]")
MOST = 4000


class Said:
    """The values of a form, and what is wrong with which field. Values are shown again as they were sent."""

    def __init__(self, form: FormData | None = None) -> None:
        self._form = form if form is not None else FormData()
        self.wrong: dict[str, str] = {}

    def get(self, name: str) -> str:
        """What was sent, unchecked but for what no text may hold."""
        value = self._form.get(name, "")
        return _BAD.sub("", value).strip() if isinstance(value, str) else ""

    def all(self, name: str) -> list[str]:
        """Every value of a field that may be sent more than once."""
        return [value for value in self._form.getlist(name) if isinstance(value, str)]

    def text(self, name: str, need: str = "", most: int = 200, pattern: str = "", shape: str = "") -> str:
        """A text; `need` is what is said when it is missing, `shape` when it does not match."""
        value = self.get(name).replace("\r\n", "\n")
        if not value and need:
            self.wrong[name] = need
        elif len(value) > most:
            self.wrong[name] = f"Use {most:,} characters at most: this has {len(value):,}"
        elif value and pattern and not re.fullmatch(pattern, value):
            self.wrong[name] = shape
        return value

    def choice(self, name: str, options: Collection[str], need: str) -> str:
        """One of a closed list."""
        value = self.get(name)
        if value not in options:
            self.wrong[name] = need
        return value if value in options else ""

    def date(self, name: str, need: str = "", latest: date | None = None) -> date | None:
        """A date from three fields; None where it may be left out and was."""
        parts = [self.get(f"{name}-{part}") for part in ("day", "month", "year")]
        if not any(parts):
            if need:
                self.wrong[name] = need
            return None
        try:
            found = date(*(int(part) for part in reversed(parts)))
        except ValueError:
            self.wrong[name] = "Enter a real date, for example 27 3 2026"
            return None
        if found.year < 1900 or found.year > 2200:
            self.wrong[name] = "Enter the year with four digits, for example 2026"
        elif latest is not None and found > latest:
            self.wrong[name] = "The date must be today or earlier"
        return found

    @property
    def summary(self) -> list[dict[str, Any]]:
        """For the error summary: what is wrong, with a link to its field."""
        return [{"text": words, "href": f"#{name}"} for name, words in self.wrong.items()]

    def told(self, name: str) -> dict[str, str] | None:
        """For the field: what is wrong with it."""
        return {"text": self.wrong[name]} if name in self.wrong else None
