"""Policy files: the default covers every kind, a file changes only what it names, a wrong one says what to mend."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitiser.domain.kinds import Action, Kind
from sanitiser.errors import PolicyFileError
from sanitiser.policyfile import default_policy, load_policy, parse_policy


def test_the_default_policy_names_every_kind() -> None:
    policy = default_policy()
    assert set(policy.actions) == set(policy.thresholds) == set(Kind)
    reviewed = {kind for kind in Kind if policy.action(kind) is Action.REVIEW}
    assert reviewed == {Kind.AREA_CLUE, Kind.NATION}
    assert policy.action(Kind.IDENTIFIER, "NHS NUMBER") is Action.KEEP
    assert policy.action(Kind.IDENTIFIER, "CASE NUMBER") is Action.REDACT


def test_a_file_changes_only_what_it_names(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes(b'[actions]\nNATION = "keep"\n[thresholds]\nPLACE = 1\n[words]\n"NHS NUMBER" = "redact"\n')
    policy = load_policy(path)
    assert policy.action(Kind.NATION) is Action.KEEP
    assert policy.threshold(Kind.PLACE) == 1.0
    assert policy.action(Kind.IDENTIFIER, "NHS NUMBER") is Action.REDACT
    assert policy.action(Kind.SCHOOL) is Action.REDACT
    assert policy.digest != default_policy().digest


def test_the_digest_is_of_the_meaning() -> None:
    base = default_policy()
    same = parse_policy(b'# a remark\n[actions]\nSCHOOL="redact"', base)
    assert same.digest == base.digest


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b'[action]\nPLACE = "keep"', "unknown key 'action'"),
        (b'[actions]\nTOWN = "keep"', "line 2: unknown kind 'TOWN'"),
        (b'[actions]\nPLACE = "hide"', "line 2: 'PLACE' must be one of redact, keep, review"),
        (b"[actions]\nPLACE = 1", "must be one of"),
        (b"[thresholds]\nPLACE = 1.5", "line 2: 'PLACE' must be a number from 0.0 to 1.0"),
        (b"[thresholds]\nPLACE = nan", "must be a number"),
        (b"[thresholds]\nPLACE = true", "must be a number"),
        (b"actions = 3", "line 1: actions must be a table"),
        (b'[words]\nNHS = "keep"', "unknown words 'NHS'"),
        (b"\xff\xfe", "UTF-16"),
    ],
)
def test_a_wrong_policy_file_is_refused_in_one_line(text: bytes, says: str) -> None:
    with pytest.raises(PolicyFileError) as caught:
        parse_policy(text, default_policy())
    assert says in caught.value.message
    assert "\n" not in caught.value.message


@given(st.binary(max_size=120) | st.text(max_size=120).map(lambda t: t.encode("utf-8", "surrogatepass")))
def test_any_bytes_give_a_policy_or_our_error(untrusted: bytes) -> None:
    try:
        parse_policy(untrusted, default_policy())
        said = "a policy"
    except PolicyFileError as error:
        said = error.message
    assert "\n" not in said
