"""A pack that was changed in any way is not good, whoever changed it."""

import base64
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sanitiser.errors import UsageError
from sanitiser.release.bundle import EPOCH, PackFile, PackHead, bundle
from sanitiser.release.check import BadPack, check, fingerprint, pem, read_key
from tests.run.conftest import sanitise

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
FILES = (PackFile("school-file-0001.pdf", "school-file", b"one"), PackFile("marac-0001.pdf", "marac", b"two"))
HEAD = PackHead("FAM-0001", 1, "school", date(2026, 1, 2), ("Kezia Oyelaran",), None, ("0.1.0/strict",))


@cache
def _pack() -> bytes:
    return bundle(HEAD, FILES, KEY.sign).data


def _changed(change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(_pack())) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    change(held)
    return _zipped(held)


def _zipped(held: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_a_whole_pack_is_good_and_the_same_each_time() -> None:
    assert bundle(HEAD, FILES[::-1], KEY.sign).data == _pack()
    found = check(_pack(), KEY.public_key())
    assert found.files == ("marac/marac-0001.pdf", "school-file/school-file-0001.pdf")
    assert (found.number, found.agency, found.released) == (1, "school", "2026-01-02")
    assert found.subjects == ("Kezia Oyelaran",)
    with zipfile.ZipFile(io.BytesIO(_pack())) as archive:
        assert {(entry.date_time, entry.create_system, entry.extra) for entry in archive.infolist()} == {
            (EPOCH, 3, b"")
        }


def test_a_pack_of_the_first_make_is_still_good() -> None:
    """Packs that were sent stay checkable: README.txt, manifest and signature, and no other paper."""
    notice, files = b"About these copies\n", {"marac/marac-0001.pdf": b"two"}
    listed = [{"name": "marac-0001.pdf", "category": "marac", "bytes": 3, "sha256": sha256(b"two").hexdigest()}]
    said = {"schema": "sanitiser.release/1", "reference": "FAM-0001", "pack": 1, "agency": "police"}
    said |= {"released": "2026-01-02", "files": listed, "counts": {"marac": 1}}  # type: ignore[dict-item]
    text = json.dumps(said | {"notice_sha256": sha256(notice).hexdigest()}).encode()
    held = {"README.txt": notice, "manifest.json": text, "manifest.sig": base64.b64encode(KEY.sign(text)), **files}
    assert check(_zipped(held), KEY.public_key()).files == tuple(files)


@pytest.mark.parametrize(
    "change",
    [
        lambda held: held.update({"school-file/school-file-0001.pdf": b"other"}),
        lambda held: held.update({"school-file/more.pdf": b"more"}),
        lambda held: held.pop("marac/marac-0001.pdf"),
        lambda held: held.update({"README.txt": b"call them"}),
        lambda held: held.update({"manifest.json": held["manifest.json"].replace(b'"school"', b'"police"')}),
        lambda held: held.update({"manifest.sig": base64.b64encode(b"0" * 64)}),
        lambda held: held.update({"manifest.sig": b"no base64!"}),
        lambda held: held.pop("manifest.sig"),
        lambda held: held.update({"read-first.pdf": held["read-first.pdf"] + b" "}),
        lambda held: held.update({"SHA256SUMS": held["SHA256SUMS"] + b"\n"}),
        lambda held: held.update({"SHA256SUMS.sig": held["manifest.sig"]}),
        lambda held: held.pop("SHA256SUMS.sig"),
    ],
)
def test_a_pack_with_anything_changed_is_not(change: Callable[[dict[str, bytes]], None]) -> None:
    with pytest.raises(BadPack):
        check(_changed(change), KEY.public_key())


def test_a_pack_of_another_key_and_what_is_no_pack_are_not() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key()
    for data, key in ((_pack(), other), (b"", KEY.public_key()), (_pack()[:-30], KEY.public_key())):
        with pytest.raises(BadPack):
            check(data, key)
    for wrong in (b"", b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"):
        with pytest.raises(UsageError):
            read_key(wrong)


def test_the_manifest_holds_nothing_of_an_original() -> None:
    with zipfile.ZipFile(io.BytesIO(_pack())) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    first = {"schema", "reference", "pack", "agency", "released", "files", "counts", "notice_sha256"}
    assert set(manifest) == first | {"subjects", "replaces", "versions", "papers"}
    keys = {"name", "category", "bytes", "sha256", "pages", "subjects"}
    assert all(set(file) == keys for file in manifest["files"])


def test_the_command_line_says_good_or_not(tmp_path: Path) -> None:
    pack, key = tmp_path / "pack.zip", tmp_path / "key.pem"
    pack.write_bytes(_pack())
    public = KEY.public_key()
    key.write_bytes(pem(public))
    good = sanitise("verify-pack", pack, "--key", key, cwd=tmp_path)
    assert (good.code, good.stderr) == (0, "")
    assert fingerprint(public) in good.stdout
    pack.write_bytes(_pack()[:-10] + b"0123456789")
    bad = sanitise("verify-pack", pack, "--key", key, cwd=tmp_path)
    assert bad.code == 3
    assert bad.stderr.startswith("error: The pack is not what was signed")
