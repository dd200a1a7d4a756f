"""Keys: the master keys in a file, and what they wrap.

A master key never encrypts data. It wraps data keys (one for the service, one a case), which encrypt columns and wrap
the keys of blobs; everything is AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce, and the place that a value
belongs to is bound into it as associated data, so that a value moved to another row does not open. Rotation adds a
master key and wraps the data keys anew; the data stay as they are.

What this does not do: it does not protect against somebody who holds both the key file and the store, nor take back a
key from a backup. Erasing a case by its data key is complete only when the backups of the database have expired too.
"""

import base64
import hmac
import os
import secrets
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from sanitiser.errors import EnvironmentFault

KEY_BYTES = 32
NONCE_BYTES = 12
_MARK = "sanitiser-master-key-1"
CREDENTIAL = "sanitiser-master-key"


class KeyFault(EnvironmentFault):
    """There is no master key, or it is not the one that the store was written with."""

    code = "key"
    title = "The master key cannot be used"
    remedy = "Make one with `sanitiser keys new FILE` and name it in SANITISER_KEY_FILE, or restore it from its backup."


@dataclass(frozen=True, slots=True)
class DataKeyring:
    """One data key: seals values, makes keyed digests for look-ups, and derives keys for other uses."""

    key: bytes

    def seal(self, plain: bytes, *place: str) -> bytes:
        """Encrypt; `place` (table, column, row) must be given again to open."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self.derive("seal")).encrypt(nonce, plain, _aad(place))

    def open(self, sealed: bytes, *place: str) -> bytes:
        """Decrypt what `seal` made for the same place. Raises KeyFault when it is not that."""
        try:
            return AESGCM(self.derive("seal")).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _aad(place))
        except InvalidTag:
            raise KeyFault("a stored value does not open with this key") from None

    def seal_text(self, text: str, *place: str) -> bytes:
        """Encrypt a text."""
        return self.seal(text.encode("utf-8", "surrogatepass"), *place)

    def open_text(self, sealed: bytes, *place: str) -> str:
        """Decrypt a text."""
        return self.open(sealed, *place).decode("utf-8", "surrogatepass")

    def index(self, text: str | bytes, purpose: str) -> str:
        """A keyed digest (HMAC-SHA-256, hex): equal values can be found, and not be guessed without the key."""
        data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        return hmac.new(self.derive("index:" + purpose), data, sha256).hexdigest()

    def derive(self, purpose: str) -> bytes:
        """32 bytes for one purpose (HKDF-Expand, RFC 5869; the data key is uniformly random already)."""
        return HKDFExpand(algorithm=SHA256(), length=KEY_BYTES, info=b"sanitiser:" + purpose.encode()).derive(self.key)

    def signer(self, purpose: str) -> Ed25519PrivateKey:
        """An Ed25519 key for one purpose."""
        return Ed25519PrivateKey.from_private_bytes(self.derive("sign:" + purpose))


@dataclass(frozen=True, slots=True)
class MasterKey:
    """A master key with the name that stands beside everything it wraps."""

    name: str
    key: bytes


@dataclass(frozen=True, slots=True)
class MasterKeys:
    """The master keys of a key file. The first wraps; all of them unwrap."""

    keys: tuple[MasterKey, ...]

    @property
    def current(self) -> MasterKey:
        """The key that wraps."""
        return self.keys[0]

    def wrap(self, key: bytes, name: str) -> tuple[str, bytes]:
        """Encrypt the data key called `name`: the master key's name and the wrapped key."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return self.current.name, nonce + AESGCM(self.current.key).encrypt(nonce, key, _aad(("data-key", name)))

    def unwrap(self, master: str, wrapped: bytes, name: str) -> bytes:
        """Decrypt the data key called `name` that the master key called `master` wrapped."""
        for candidate in self.keys:
            if candidate.name == master:
                try:
                    place = _aad(("data-key", name))
                    return AESGCM(candidate.key).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], place)
                except InvalidTag:
                    break
        raise KeyFault("it is not the key that the store was written with")


def _aad(place: Sequence[str]) -> bytes:
    """The place, unambiguous: every part with its length before it."""
    parts = [part.encode() for part in place]
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def new_key() -> bytes:
    """256 random bits."""
    return secrets.token_bytes(KEY_BYTES)


def new_master() -> MasterKey:
    """A new master key under a random name."""
    return MasterKey(secrets.token_hex(6), new_key())


def write_key_file(path: Path, keys: Sequence[MasterKey], *, replace: bool = False) -> None:
    """Write a key file readable by its owner alone; whole or not at all. Refuses to write over one unless told."""
    lines = "".join(f"{_MARK} {key.name} {base64.b64encode(key.key).decode()}\n" for key in keys)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(lines)
            out.flush()
            os.fsync(out.fileno())
        if replace:
            beside.replace(path)
        else:
            os.link(beside, path)
    except FileExistsError:
        raise KeyFault(
            "there is a key file already", "Name another file; a key that is lost cannot be had back."
        ) from None
    except OSError as error:
        raise KeyFault(f"the key file cannot be written ({error.strerror})") from None
    finally:
        beside.unlink(missing_ok=True)


def read_key_file(path: Path) -> MasterKeys:
    """Read a key file. Raises KeyFault when it is missing, open to others, or not a key file."""
    try:
        mode = path.stat().st_mode
        lines = path.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        raise KeyFault("the key file is missing or cannot be read") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO) & ~stat.S_IRGRP:
        raise KeyFault("the key file is open to others", "Make it readable by its owner alone: chmod 600.")
    return MasterKeys(tuple(_parse(line) for line in lines if line.strip()) or _none())


def _parse(line: str) -> MasterKey:
    match line.split():
        case [mark, name, encoded] if mark == _MARK:
            try:
                key = base64.b64decode(encoded, validate=True)
            except ValueError:
                key = b""
            if len(key) == KEY_BYTES:
                return MasterKey(name, key)
    raise KeyFault("the key file is not one that `sanitiser keys new` made")


def _none() -> tuple[MasterKey, ...]:
    raise KeyFault("the key file is empty")


def find_key_file(named: Path | None) -> Path:
    """The key file that a setting names, or the systemd credential 'sanitiser-master-key' (systemd.exec(5))."""
    if named is not None:
        return named
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    if folder and (Path(folder) / CREDENTIAL).exists():
        return Path(folder) / CREDENTIAL
    raise KeyFault("none is set")
