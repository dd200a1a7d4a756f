"""Checking a pack: its signature, and that it holds the files that were signed, whole, and nothing else.

Does not say who owns the key: a receiver must have it from the sender by another way than the pack.
"""

import base64
import binascii
import io
import json
import zipfile
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from sanitiser.errors import UsageError
from sanitiser.limits import MIB
from sanitiser.release.bundle import MANIFEST, SCHEMA, SIGNED, SUMS, SUMS_SIGNED, sums_of
from sanitiser.release.papers import PLAIN

_OURS: Final = (PLAIN, MANIFEST, SIGNED)
_FILES: Final = 20_000
_FILE: Final = 512 * MIB
_HEAD: Final = 16 * MIB


class BadPack(UsageError):
    """The pack is not what was signed."""

    code = "bad-pack"
    exit_code = 3
    http_status = 422
    title = "The pack is not what was signed"
    remedy = "Do not use it. Ask the sender for it again, and for the fingerprint of their key by telephone."


@dataclass(frozen=True, slots=True)
class Checked:
    """What a good pack says of itself."""

    reference: str
    number: int
    agency: str
    released: str
    files: tuple[str, ...]
    subjects: tuple[str, ...] = ()


def read_key(untrusted: bytes) -> Ed25519PublicKey:
    """A public key in PEM. Raises UsageError."""
    try:
        key = load_pem_public_key(untrusted)
    except ValueError:
        raise UsageError(
            "the key is not a public key in PEM", "Give the .pem file that the sender handed over."
        ) from None
    if not isinstance(key, Ed25519PublicKey):
        raise UsageError("the key is not an Ed25519 key", "Give the .pem file that the sender handed over.")
    return key


def pem(key: Ed25519PublicKey) -> bytes:
    """The key as receivers keep it."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def fingerprint(key: Ed25519PublicKey) -> str:
    """SHA-256 of the raw key in groups of four, to be read out over the telephone."""
    said = sha256(key.public_bytes_raw()).hexdigest()
    return " ".join(said[n : n + 4] for n in range(0, len(said), 4))


def check(untrusted: bytes, key: Ed25519PublicKey) -> Checked:
    """The contents of a good pack. Raises BadPack that says what is wrong."""
    try:
        with zipfile.ZipFile(io.BytesIO(untrusted)) as archive:
            return _checked(archive, key)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError):
        raise BadPack("it is not a whole ZIP file") from None


def _checked(archive: zipfile.ZipFile, key: Ed25519PublicKey) -> Checked:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > _FILES or len(set(names)) != len(names) or tuple(names[:3]) != _OURS:
        raise BadPack("its list of files is not that of a pack")
    text = _read(archive, MANIFEST, _HEAD)
    _signed(archive, SIGNED, text, key)
    manifest = _manifest(text)
    listed = {f"{file['category']}/{file['name']}": file for file in manifest["files"]}
    papers = {paper["name"]: paper for paper in manifest.get("papers", [])}
    beside = [*(name for name in papers if name != PLAIN), *((SUMS, SUMS_SIGNED) if papers else ())]
    if [*_OURS, *beside, *listed] != names:
        raise BadPack("it holds other files than were signed")
    if sha256(_read(archive, PLAIN, _HEAD)).hexdigest() != manifest["notice_sha256"]:
        raise BadPack("the notice was changed")
    for name, file in {**papers, **listed}.items():
        if sha256(_read(archive, name, _FILE)).hexdigest() != file["sha256"]:
            raise BadPack("a file was changed")
    if papers:
        _signed(archive, SUMS_SIGNED, _sums(archive, names), key)
    return Checked(
        str(manifest["reference"]),
        int(manifest["pack"]),
        str(manifest["agency"]),
        str(manifest["released"]),
        tuple(listed),
        tuple(str(name) for name in manifest.get("subjects", ())),
    )


def _signed(archive: zipfile.ZipFile, name: str, signed: bytes, key: Ed25519PublicKey) -> None:
    try:
        key.verify(base64.b64decode(_read(archive, name, _HEAD), validate=True), signed)
    except (InvalidSignature, binascii.Error, ValueError):
        raise BadPack("the signature is not of this key") from None


def _sums(archive: zipfile.ZipFile, names: list[str]) -> bytes:
    """What the file for `sha256sum -c` must say. Raises BadPack when it says something else."""
    counted = [name for name in names if name not in (SIGNED, SUMS, SUMS_SIGNED)]
    wanted = sums_of((name, _read(archive, name, _FILE)) for name in counted)
    if _read(archive, SUMS, _HEAD) != wanted:
        raise BadPack("its list of digests was changed")
    return wanted


def _manifest(text: bytes) -> dict[str, Any]:
    """Signed, so ours; but perhaps of a later version."""
    made: dict[str, Any] = json.loads(text)
    if made.get("schema") != SCHEMA:
        raise BadPack("it was made by another version", "Check it with the newest version.")
    return made


def _read(archive: zipfile.ZipFile, name: str, at_most: int) -> bytes:
    with archive.open(name) as stream:
        data = stream.read(at_most + 1)
    if len(data) > at_most:
        raise BadPack("a file in it is too large")
    return data
