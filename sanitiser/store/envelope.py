"""Encrypted streams: a blob in frames of one mebibyte, so that no document need be whole in memory to be written.

Each frame is AES-256-GCM under the blob's own key. The nonce of a frame is its number and whether it is the last (the
STREAM construction, Hoang, Reyhanitabar, Rogaway and Vizár, CRYPTO 2015), so frames cannot be dropped, moved or cut
off; the associated data bind blob, case and version, so a blob put in another's place does not open. A key encrypts one
blob once, which makes counting nonces safe.
"""

from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sanitiser.limits import MIB
from sanitiser.store.keys import KeyFault

FRAME = MIB
TAG = 16
MAGIC = b"SANB1\n"


def place(blob_id: str, case_id: str, version: int) -> bytes:
    """What a blob is bound to."""
    return f"{blob_id}|{case_id}|{version}".encode()


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


class Sealer:
    """Encrypts a stream: `feed` gives the bytes that are ready, `finish` the rest."""

    def __init__(self, key: bytes, bound_to: bytes) -> None:
        self._cipher = AESGCM(key)
        self._aad = bound_to
        self._rest = bytearray()
        self._number = 0
        self._head = MAGIC
        self.size = 0

    def feed(self, plain: bytes) -> bytes:
        """Take some of the plain text."""
        self.size += len(plain)
        self._rest += plain
        out = bytearray()
        while len(self._rest) > FRAME:
            out += self._frame(bytes(self._rest[:FRAME]), last=False)
            del self._rest[:FRAME]
        return bytes(out)

    def finish(self) -> bytes:
        """The last frame; there is always one, empty or not."""
        return self._frame(bytes(self._rest), last=True)

    def _frame(self, plain: bytes, *, last: bool) -> bytes:
        sealed = self._head + self._cipher.encrypt(_nonce(self._number, last=last), plain, self._aad)
        self._number += 1
        self._head = b""
        return sealed


def open_stream(key: bytes, bound_to: bytes, sealed: Iterable[bytes]) -> Iterator[bytes]:
    """Decrypt frame by frame. Raises KeyFault on the first frame that is not as it was written, or at a missing end."""
    cipher = AESGCM(key)
    rest = bytearray()
    number = 0
    begun = False
    for piece in sealed:
        rest += piece
        if not begun and len(rest) >= len(MAGIC):
            if bytes(rest[: len(MAGIC)]) != MAGIC:
                raise KeyFault("a blob is damaged")
            del rest[: len(MAGIC)]
            begun = True
        while begun and len(rest) > FRAME + TAG:
            yield _open(cipher, _nonce(number, last=False), bytes(rest[: FRAME + TAG]), bound_to)
            del rest[: FRAME + TAG]
            number += 1
    if not begun:
        raise KeyFault("a blob is damaged")
    yield _open(cipher, _nonce(number, last=True), bytes(rest), bound_to)


def _open(cipher: AESGCM, nonce: bytes, frame: bytes, bound_to: bytes) -> bytes:
    try:
        return cipher.decrypt(nonce, frame, bound_to)
    except InvalidTag:
        raise KeyFault("a blob is damaged or not the one that was asked for") from None
