"""Keys: a value opens only with the right key and in the right place; rotation changes wraps and nothing else."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitiser.store.keys import (
    DataKeyring,
    KeyFault,
    MasterKeys,
    find_key_file,
    new_key,
    new_master,
    read_key_file,
    write_key_file,
)


@given(st.text(), st.text(max_size=5), st.text(max_size=5))
def test_a_sealed_value_opens_in_its_place_and_nowhere_else(text: str, left: str, right: str) -> None:
    """Joining the parts of a place differently is another place."""
    ring = DataKeyring(bytes(32))
    sealed = ring.seal_text(text, "t", left + right, "x")
    assert ring.open_text(sealed, "t", left + right, "x") == text
    for other in (("t", left, right, "x"), ("t", left + right), ("t", left + right + "x")):
        with pytest.raises(KeyFault):
            ring.open_text(sealed, *other)


def test_sealing_twice_never_gives_the_same_bytes() -> None:
    """Equal values cannot be told from their sealed form, only from the keyed index."""
    ring = DataKeyring(new_key())
    assert ring.seal_text("Larkfield", "a") != ring.seal_text("Larkfield", "a")
    assert ring.index("Larkfield", "term") == ring.index("Larkfield", "term")
    assert ring.index("Larkfield", "term") != ring.index("Larkfield", "other")
    assert ring.index("Larkfield", "term") != DataKeyring(new_key()).index("Larkfield", "term")


def test_a_key_file_is_for_its_owner_alone_and_never_written_over(tmp_path: Path) -> None:
    """Somebody else's permission on the file is refused, and so is making it again."""
    path = tmp_path / "key"
    master = new_master()
    write_key_file(path, [master])
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_key_file(path).current == master
    with pytest.raises(KeyFault):
        write_key_file(path, [new_master()])
    assert read_key_file(path).current == master
    path.chmod(0o604)
    with pytest.raises(KeyFault):
        read_key_file(path)
    assert sorted(os.listdir(tmp_path)) == ["key"]


@pytest.mark.parametrize(
    "content", ["", "nonsense\n", "sanitiser-master-key-1 a bm90IGEga2V5\n", "sanitiser-master-key-1 a !!\n"]
)
def test_a_file_that_is_no_key_file_is_refused_without_quoting_it(tmp_path: Path, content: str) -> None:
    """The message holds nothing of the file."""
    path = tmp_path / "key"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(KeyFault) as caught:
        read_key_file(path)
    assert "bm90" not in caught.value.message
    assert "nonsense" not in caught.value.message


def test_the_systemd_credential_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a setting, the credential that systemd hands the unit."""
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with pytest.raises(KeyFault):
        find_key_file(None)
    write_key_file(tmp_path / "sanitiser-master-key", [new_master()])
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert find_key_file(None) == tmp_path / "sanitiser-master-key"


def test_old_masters_unwrap_and_the_first_wraps() -> None:
    """Rotation: a new key in front of the old one."""
    old, new = new_master(), new_master()
    name, wrapped = MasterKeys((old,)).wrap(b"k" * 32, "case")
    both = MasterKeys((new, old))
    assert both.unwrap(name, wrapped, "case") == b"k" * 32
    with pytest.raises(KeyFault):
        both.unwrap(name, wrapped, "another case")
    assert both.wrap(b"k" * 32, "case")[0] == new.name
    with pytest.raises(KeyFault):
        MasterKeys((new,)).unwrap(name, wrapped, "case")
