"""The case file: TOML that says whose names stay and what must go. Its keys are a contract: only ever added to."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from sanitiser.domain.case import FAMILY_ROLES, Case, FamilyMember, Identity, ProtectTerm
from sanitiser.domain.kinds import LABEL_WORDS, Kind
from sanitiser.errors import CaseFileError
from sanitiser.limits import CASE_TERMS, TERM_LETTERS
from sanitiser.tomlfile import TomlFile, read_settings, shown

_KEYS = ("reference", "identity", "keep", "protect", "family")
_PROTECT_KEYS = ("text", "kind", "label")
_FAMILY_KEYS = ("name", "role", "aliases", "born")
_WORDS = sorted({words for group in LABEL_WORDS.values() for words in group} - {"WITHHELD"})


def load_case(path: Path) -> Case:
    """The case that a file describes. Raises CaseFileError, or EnvironmentFault if it cannot be read."""
    return parse_case(read_settings(path, CaseFileError))


def parse_case(untrusted: bytes) -> Case:
    """The case that a case file's bytes describe. Raises CaseFileError with one line that says what to mend."""
    file = TomlFile(untrusted, CaseFileError)
    values = file.values
    file.known(values, _KEYS)
    return Case(
        reference=_text(file, values, "reference"),
        identity=_identity(file, values),
        keep=_names(file, values, "keep"),
        protect=tuple(_protect(file, table, n) for n, table in _tables(file, "protect")),
        family=tuple(_member(file, table, n) for n, table in _tables(file, "family")),
    )


def _identity(file: TomlFile, values: dict[str, Any]) -> Identity:
    said = values.get("identity", Identity.UNCHANGED)
    if said not in tuple(Identity):
        file.refuse("identity", 'identity must be "unchanged" or "changed"')
    return Identity(said)


def _tables(file: TomlFile, key: str) -> list[tuple[int, dict[str, Any]]]:
    tables = file.values.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        file.refuse(key, f"{key} must be written as tables: [[{key}]]")
    if len(tables) > CASE_TERMS:
        file.refuse(key, f"more than {CASE_TERMS} [[{key}]] tables")
    return list(enumerate(tables))


def _protect(file: TomlFile, table: dict[str, Any], nth: int) -> ProtectTerm:
    within = "[[protect]]"
    file.known(table, _PROTECT_KEYS, within, nth)
    text = _text(file, table, "text", within, nth)
    kind = table.get("kind")
    if not isinstance(kind, str) or kind not in tuple(Kind):
        what = f"unknown kind {shown(str(kind))}" if kind is not None else f"{within} needs a kind"
        file.refuse("kind", f"{what}; known are {', '.join(Kind)}", within, nth)
    label = table.get("label", "")
    if label != "" and label not in _WORDS:
        file.refuse("label", f"unknown label {shown(str(label))}; known are {', '.join(_WORDS)}", within, nth)
    return ProtectTerm(text, Kind(str(kind)), label)


def _member(file: TomlFile, table: dict[str, Any], nth: int) -> FamilyMember:
    within = "[[family]]"
    file.known(table, _FAMILY_KEYS, within, nth)
    role = table.get("role", "")
    if role != "" and role not in FAMILY_ROLES:
        file.refuse("role", f"unknown role {shown(str(role))}; known are {', '.join(FAMILY_ROLES)}", within, nth)
    born = table.get("born")
    if born is not None and (not isinstance(born, date) or isinstance(born, datetime)):
        file.refuse("born", "born must be a date without quotes, such as 2016-03-14", within, nth)
    aliases = _names(file, table, "aliases", within, nth)
    return FamilyMember(_text(file, table, "name", within, nth), role, aliases, born)


def _names(file: TomlFile, table: dict[str, Any], key: str, within: str = "", nth: int = 0) -> tuple[str, ...]:
    names = table.get(key, [])
    if not isinstance(names, list):
        file.refuse(key, f'{key} must be a list of names: ["One Name", "Another Name"]', within, nth)
    if len(names) > CASE_TERMS:
        file.refuse(key, f"more than {CASE_TERMS} names", within, nth)
    return tuple(dict.fromkeys(_checked(file, name, key, f"a name in {key}", within, nth) for name in names))


def _text(file: TomlFile, table: dict[str, Any], key: str, within: str = "", nth: int = 0) -> str:
    if key not in table:
        file.refuse(key, f"{within or 'the file'} needs {key}", within, nth)
    return _checked(file, table[key], key, key, within, nth)


def _checked(file: TomlFile, value: Any, key: str, what: str, within: str, nth: int) -> str:
    """A text that is not blank, not over-long and holds something to look for."""
    if not isinstance(value, str):
        file.refuse(key, f"{what} must be text in quotes", within, nth)
    text: str = value.strip()
    if not any(c.isalnum() for c in text):
        file.refuse(key, f"{what} must hold a letter or a figure", within, nth)
    if len(text) > TERM_LETTERS:
        file.refuse(key, f"{what} is longer than {TERM_LETTERS} characters", within, nth)
    return text
