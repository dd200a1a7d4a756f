"""A pack that was changed in any way is not good, whoever changed it."""

import base64
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sanitiser.errors import UsageError
from sanitiser.manifest.canonical import canonical
from sanitiser.release.bundle import PackFile, bundle, manifest_of
from sanitiser.release.check import BadPack, check, fingerprint, read_key
from tests.run.conftest import sanitise

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
FILES = [PackFile("school-file-0001.pdf", "school-file", b"one"), PackFile("marac-0001.pdf", "marac", b"two")]


def _pack(files: list[PackFile] | None = None) -> bytes:
    text = canonical(manifest_of("FAM-0001", 1, "school", date(2026, 1, 2), files or FILES)).decode()
    return bundle(text, base64.b64encode(KEY.sign(text.encode())).decode(), files or FILES)


def _changed(change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(_pack())) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    change(held)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_a_whole_pack_is_good_and_the_same_each_time() -> None:
    assert _pack() == _pack()
    found = check(_pack(), KEY.public_key())
    assert found.files == ("school-file/school-file-0001.pdf", "marac/marac-0001.pdf")
    assert (found.number, found.agency, found.released) == (1, "school", "2026-01-02")


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
    assert set(manifest) == {"schema", "reference", "pack", "agency", "released", "files", "counts", "notice_sha256"}
    assert all(set(file) == {"name", "category", "bytes", "sha256"} for file in manifest["files"])


def test_the_command_line_says_good_or_not(tmp_path: Path) -> None:
    pack, key = tmp_path / "pack.zip", tmp_path / "key.pem"
    pack.write_bytes(_pack())
    public = KEY.public_key()
    key.write_bytes(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    good = sanitise("verify-pack", pack, "--key", key, cwd=tmp_path)
    assert (good.code, good.stderr) == (0, "")
    assert fingerprint(public) in good.stdout
    pack.write_bytes(_pack()[:-10] + b"0123456789")
    bad = sanitise("verify-pack", pack, "--key", key, cwd=tmp_path)
    assert bad.code == 3
    assert bad.stderr.startswith("error: The pack is not what was signed")
