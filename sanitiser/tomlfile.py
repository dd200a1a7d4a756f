"""TOML files that people write by hand: read with care, and every error in one line that names where to mend."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from sanitiser.errors import EnvironmentFault, UsageError
from sanitiser.limits import SETTINGS_BYTES


class TomlFile:
    """One file's values, and the lines they stand on. Every complaint is an error of the class given."""

    def __init__(self, untrusted: bytes, error: type[UsageError]) -> None:
        self._error = error
        self.text = self._decode(untrusted)
        try:
            self.values: dict[str, Any] = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as fault:
            raise error(f"it is not valid TOML: {one_line(str(fault))}") from None
        except (RecursionError, ValueError):
            raise error("it is not valid TOML: too deep, or a number or date that cannot be") from None

    def _decode(self, untrusted: bytes) -> str:
        if len(untrusted) > SETTINGS_BYTES:
            raise self._error(f"it is larger than {SETTINGS_BYTES // 1024} KiB")
        if not untrusted.strip():
            raise self._error("it is empty")
        if untrusted.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise self._error("it is saved as UTF-16: save it as UTF-8")
        try:
            return untrusted.decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            line = untrusted.count(b"\n", 0, fault.start) + 1
            raise self._error(f"line {line} is not UTF-8: save the file as UTF-8") from None

    def known(self, table: dict[str, Any], allowed: Iterable[str], within: str = "", nth: int = 0) -> None:
        """Refuse keys that are not allowed."""
        names = tuple(allowed)
        for key in table:
            if key not in names:
                place = f" in {within}" if within else ""
                self.refuse(key, f"unknown key {shown(key)}{place}; known are {', '.join(names)}", within, nth)

    def refuse(self, key: str, complaint: str, within: str = "", nth: int = 0) -> NoReturn:
        """Raise the file's error, with the line of `key` (in the nth table `within`) where it can be found."""
        line = self._line(key, within, nth)
        raise self._error(f"line {line}: {complaint}" if line else complaint)

    def _line(self, key: str, within: str, nth: int) -> int:
        """The line of a key, from 1; 0 if it is written in some way that is not worth following."""
        header = re.compile(rf"\s*\[\[?\s*{re.escape(within.strip('[]'))}\s*\]\]?\s*(?:#.*)?")
        wanted = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*(?:=|\.)""")
        lines = self.text.splitlines()
        start = 0
        if within:
            starts = [i for i, line in enumerate(lines) if header.fullmatch(line)]
            if nth >= len(starts):
                return 0
            start = starts[nth]
        for number, line in enumerate(lines[start:], start + 1):
            if within and number > start + 1 and line.lstrip().startswith("["):
                break
            if wanted.match(line):
                return number
        return start + 1 if within else 0


def read_settings(path: Path, error: type[UsageError]) -> bytes:
    """The bytes of a settings file, no more than one over the cap. Raises `error` or EnvironmentFault."""
    try:
        with path.open("rb") as file:
            return file.read(SETTINGS_BYTES + 1)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, ValueError):
        raise error(f"there is no such file: {shown(str(path))}") from None
    except OSError as fault:
        raise EnvironmentFault(f"cannot read {shown(str(path))}: {fault.strerror}") from None


def one_line(text: str, most: int = 200) -> str:
    """Text for a message: printable, on one line, no longer than `most`."""
    line = "".join(c if c.isprintable() else " " for c in text)
    return line if len(line) <= most else line[: most - 1] + "…"


def shown(text: str) -> str:
    """A name in quotes for a message."""
    return f"'{one_line(text, 80)}'"
