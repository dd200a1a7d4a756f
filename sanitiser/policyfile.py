"""The policy file: TOML that sets the action and the threshold of each kind, on top of the policy that ships."""

from importlib.resources import files
from pathlib import Path
from typing import Any

from sanitiser.domain.kinds import LABEL_WORDS, Action, Kind
from sanitiser.domain.policy import Policy
from sanitiser.errors import PolicyFileError
from sanitiser.tomlfile import TomlFile, read_settings, shown

_KEYS = ("actions", "thresholds", "words")
_WORDS = sorted({words for group in LABEL_WORDS.values() for words in group})


def default_policy() -> Policy:
    """The policy of the UK Protected Persons Service, `ukpps_policy.toml` in the package."""
    nothing = Policy({}, {})
    return parse_policy(files("sanitiser").joinpath("ukpps_policy.toml").read_bytes(), nothing)


def load_policy(path: Path) -> Policy:
    """The policy of a file, on top of the default. Raises PolicyFileError, or EnvironmentFault if unreadable."""
    return parse_policy(read_settings(path, PolicyFileError), default_policy())


def parse_policy(untrusted: bytes, base: Policy) -> Policy:
    """The base policy with what the file's bytes change. Raises PolicyFileError, one line that says what to mend."""
    file = TomlFile(untrusted, PolicyFileError)
    file.known(file.values, _KEYS)
    actions = {_kind(file, k, "actions"): _action(file, k, v, "actions") for k, v in _table(file, "actions").items()}
    scores = {_kind(file, k, "thresholds"): _score(file, k, v) for k, v in _table(file, "thresholds").items()}
    words = {_label(file, k): _action(file, k, v, "words") for k, v in _table(file, "words").items()}
    return Policy({**base.actions, **actions}, {**base.thresholds, **scores}, {**base.words, **words})


def _table(file: TomlFile, key: str) -> dict[str, Any]:
    table = file.values.get(key, {})
    if not isinstance(table, dict):
        file.refuse(key, f"{key} must be a table: [{key}]")
    return dict(table)


def _kind(file: TomlFile, key: str, within: str) -> Kind:
    if key not in tuple(Kind):
        file.refuse(key, f"unknown kind {shown(key)}; known are {', '.join(Kind)}", within)
    return Kind(key)


def _label(file: TomlFile, key: str) -> str:
    if key not in _WORDS:
        file.refuse(key, f"unknown words {shown(key)}; known are {', '.join(_WORDS)}", "words")
    return key


def _action(file: TomlFile, key: str, value: Any, within: str) -> Action:
    if not isinstance(value, str) or value not in tuple(Action):
        file.refuse(key, f"{shown(key)} must be one of {', '.join(Action)}", within)
    return Action(str(value))


def _score(file: TomlFile, key: str, value: Any) -> float:
    right = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    if not right:
        file.refuse(key, f"{shown(key)} must be a number from 0.0 to 1.0", "thresholds")
    return float(value)
