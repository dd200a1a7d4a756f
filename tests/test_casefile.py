"""Case files: what they mean, and that a wrong one gives one line that says what to mend."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitiser.casefile import load_case, parse_case
from sanitiser.domain.case import Case, FamilyMember, Identity, ProtectTerm
from sanitiser.domain.kinds import Kind
from sanitiser.errors import CaseFileError, EnvironmentFault, SanitiserError
from sanitiser.limits import SETTINGS_BYTES

WHOLE = b"""\
reference = "FAM-0001"
identity = "changed"   # they have new names
keep = ["Kezia Oyelaran", "Tasha Oyelaran", "Kezia Oyelaran"]
[[protect]]
text = "Leeds City Council"
kind = "LOCAL_AUTHORITY"
label = "COUNCIL"
[[protect]]
text = "Quarry Mount"
kind = "SCHOOL"
[[family]]
name = "Tasha Oyelaran"
role = "PARENT"
aliases = ["Tash"]
born = 1990-02-03
"""


def test_a_whole_case_file_is_read() -> None:
    case = parse_case(WHOLE)
    assert case.reference == "FAM-0001"
    assert case.identity is Identity.CHANGED
    assert case.keep == ("Kezia Oyelaran", "Tasha Oyelaran")
    assert case.protect == (
        ProtectTerm("Leeds City Council", Kind.LOCAL_AUTHORITY, "COUNCIL"),
        ProtectTerm("Quarry Mount", Kind.SCHOOL),
    )
    assert [(m.name, m.role, m.aliases, m.born.isoformat() if m.born else "") for m in case.family] == [
        ("Tasha Oyelaran", "PARENT", ("Tash",), "1990-02-03")
    ]
    assert case.names == ("Kezia Oyelaran", "Tasha Oyelaran", "Tash")


def test_what_is_absent_has_its_default() -> None:
    assert parse_case(b'reference = "FAM-0002"') == Case("FAM-0002")
    assert FamilyMember("A").aliases == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"keep = []", "needs reference"),
        (b'reference = ""', "line 1: reference must hold a letter"),
        (b"reference = 7", "line 1: reference must be text in quotes"),
        (b'reference = "F"\nfamly = 1', "line 2: unknown key 'famly'"),
        (b'reference = "F"\nkeep = "Kezia"', "line 2: keep must be a list"),
        (b'reference = "F"\nkeep = [3]', "line 2: a name in keep must be text"),
        (b'reference = "F"\nidentity = "new"', "line 2: identity must be"),
        (b'reference = "F"\n[protect]\ntext = "x"', "protect must be written as tables"),
        (b'reference = "F"\n[[protect]]\ntext = "x"', "line 2: [[protect]] needs a kind"),
        (b'reference = "F"\n[[protect]]\nkind = "PLACE"', "line 2: [[protect]] needs text"),
        (b'reference = "F"\n[[protect]]\ntext = "x"\nkind = "TOWN"', "line 4: unknown kind 'TOWN'; known are ADDRESS"),
        (
            b'reference = "F"\n[[protect]]\ntext = "x"\nkind = "PLACE"\n[[protect]]\ntext = "y"\nkind = "WEB"\nlbl=""',
            "line 8: unknown key 'lbl' in [[protect]]",
        ),
        (b'reference = "F"\n[[protect]]\ntext = "x"\nkind = "PLACE"\nlabel = "REFUGE"', "line 5: unknown label"),
        (b'reference = "F"\n[[family]]\nname = "x y"\nrole = "MUM"', "line 4: unknown role"),
        (b'reference = "F"\n[[family]]\nname = "x y"\nborn = "2016"', "line 4: born must be a date"),
        (b'reference = "F"\nkeep = [', "not valid TOML"),
        (b"reference", "not valid TOML"),
        (b"x = " + b"[" * 4000, "not valid TOML"),
        ('reference = "F"'.encode("utf-16"), "UTF-16"),
        (b'reference = "F"\nkeep = ["Zo\xeb"]', "line 2 is not UTF-8"),
        (b"#" * (SETTINGS_BYTES + 1), "larger than"),
    ],
)
def test_a_wrong_case_file_is_refused_in_one_line(text: bytes, says: str) -> None:
    with pytest.raises(CaseFileError) as caught:
        parse_case(text)
    assert says in caught.value.message
    assert "\n" not in caught.value.message


def test_notepad_files_are_read() -> None:
    """A byte order mark and Windows line ends are no mistake of the user's."""
    assert parse_case(b'\xef\xbb\xbfreference = "F"\r\nkeep = ["A B"]\r\n').keep == ("A B",)


def test_a_missing_file_and_a_folder_are_wrong_case_files(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(CaseFileError, match="no such file"):
            load_case(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_the_machines_fault(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_bytes(WHOLE)
    path.chmod(0)
    with pytest.raises(EnvironmentFault):
        load_case(path)


def _outcome(untrusted: bytes) -> Case | SanitiserError:
    try:
        return parse_case(untrusted)
    except SanitiserError as error:
        return error


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")))
def test_any_bytes_give_a_case_or_our_error(untrusted: bytes) -> None:
    said = _outcome(untrusted)
    assert isinstance(said, Case) or (isinstance(said, CaseFileError) and "\n" not in said.message)


_LINES = st.sampled_from(
    [*WHOLE.decode().splitlines(), "x = 1", "[[", "keep = 1", 'kind = "X"', "born = 1979-05-27T07:32"]
)


@given(st.lists(_LINES, max_size=12))
def test_shuffled_lines_give_a_case_or_our_error(lines: list[str]) -> None:
    said = _outcome("\n".join(lines).encode())
    assert said.reference if isinstance(said, Case) else (said.exit_code == 2 and "\n" not in said.message)
