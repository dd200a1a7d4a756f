"""Blobs: encrypted objects in a folder or an S3-compatible store, each written once and never changed."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, S3Store
from sqlalchemy import select
from sqlalchemy.orm import Session

from sanitiser.errors import EnvironmentFault
from sanitiser.limits import MIB
from sanitiser.store.base import new_id, now
from sanitiser.store.envelope import Sealer, open_stream, place
from sanitiser.store.keys import DataKeyring, new_key
from sanitiser.store.tables.records import Blob

SPOOL_BYTES = 8 * MIB
ORPHAN_AGE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Written:
    """A blob in the store that no row names yet; `save` writes the row in the caller's transaction."""

    blob_id: str
    case_id: str
    key: bytes
    size: int

    def save(self, session: Session, ring: DataKeyring) -> str:
        """Name the blob in the database; until the transaction ends it is an orphan that `sweep` takes away."""
        wrapped = ring.seal(self.key, "blob", "key", self.blob_id, self.case_id)
        session.add(Blob(id=self.blob_id, case_id=self.case_id, version=1, wrapped=wrapped, size=self.size))
        session.flush()
        return self.blob_id


class BlobWriter:
    """Takes a stream and spools it encrypted; what touches a disk is never plain."""

    def __init__(self, store: "Blobs", case_id: str) -> None:
        self._store = store
        self._case_id = case_id
        self._id = new_id()
        self._key = new_key()
        self._sealer = Sealer(self._key, place(self._id, case_id, 1))
        self._spool = tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115 (closed by finish or drop)

    @property
    def size(self) -> int:
        """Bytes taken so far."""
        return self._sealer.size

    def feed(self, plain: bytes) -> None:
        """Take some bytes."""
        self._spool.write(self._sealer.feed(plain))

    def finish(self) -> Written:
        """Put the blob into the store."""
        self._spool.write(self._sealer.finish())
        size = self._spool.tell()
        self._spool.seek(0)
        try:
            self._store.put(self._id, self._spool, size)
        finally:
            self._spool.close()
        return Written(self._id, self._case_id, self._key, self._sealer.size)

    def drop(self) -> None:
        """Forget what was taken."""
        self._spool.close()


class Blobs:
    """The blob store. Objects are named by their id alone, spread over folders by its first two letters."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def writer(self, case_id: str) -> BlobWriter:
        """A new blob of a case, to be fed."""
        return BlobWriter(self, case_id)

    def write(self, case_id: str, plain: bytes) -> Written:
        """A new blob of a case from bytes in memory."""
        writer = self.writer(case_id)
        for at in range(0, len(plain), MIB):
            writer.feed(plain[at : at + MIB])
        return writer.finish()

    def put(self, blob_id: str, sealed: IO[bytes], size: int) -> None:
        """Create an object; one that exists is never written over."""
        try:
            multipart = size > 4 * SPOOL_BYTES
            if multipart and self._exists(blob_id):
                raise AlreadyExistsError
            mode = None if multipart else "create"
            self._backend.put(_path(blob_id), sealed, mode=mode, use_multipart=multipart)
        except AlreadyExistsError:
            raise EnvironmentFault("a blob of this name exists already") from None
        except (BaseError, OSError):
            raise EnvironmentFault("the blob store does not take the blob") from None

    def stream(self, session: Session, ring: DataKeyring, blob_id: str) -> Iterator[bytes]:
        """The blob's plain bytes, piece by piece. The row is read before this returns, the object as it is consumed."""
        row = session.get(Blob, blob_id)
        if row is None:
            raise EnvironmentFault("a blob is missing")
        key = ring.open(row.wrapped, "blob", "key", row.id, row.case_id)
        return self._open(key, place(row.id, row.case_id, row.version), blob_id)

    def read(self, session: Session, ring: DataKeyring, blob_id: str) -> bytes:
        """The blob's plain bytes."""
        return b"".join(self.stream(session, ring, blob_id))

    def erase(self, session: Session, blob_id: str) -> None:
        """Delete the object and the row with its key."""
        row = session.get(Blob, blob_id)
        if row is not None:
            session.delete(row)
        self._delete(blob_id)

    def discard(self, blob_id: str) -> None:
        """Delete the object of a blob whose row has gone."""
        self._delete(blob_id)

    def sweep(self, session: Session, at: datetime | None = None) -> int:
        """Delete objects older than a day that no row names: what a crash between object and row left behind."""
        limit = (at or now()) - ORPHAN_AGE
        swept = 0
        for batch in self._backend.list():
            old = [str(item["path"]).rsplit("/", 1)[-1] for item in batch if item["last_modified"] < limit]
            known = set(session.scalars(select(Blob.id).where(Blob.id.in_(old))))
            for blob_id in old:
                if blob_id not in known:
                    self._delete(blob_id)
                    swept += 1
        return swept

    def _exists(self, blob_id: str) -> bool:
        try:
            self._backend.head(_path(blob_id))
        except (FileNotFoundError, BaseError):
            return False
        return True

    def _delete(self, blob_id: str) -> None:
        try:
            self._backend.delete(_path(blob_id))
        except FileNotFoundError:
            return
        except (BaseError, OSError):
            raise EnvironmentFault("the blob store does not delete the blob") from None

    def _open(self, key: bytes, bound_to: bytes, blob_id: str) -> Iterator[bytes]:
        try:
            got = self._backend.get(_path(blob_id))
        except (FileNotFoundError, BaseError):
            raise EnvironmentFault("a blob is missing") from None
        return open_stream(key, bound_to, (bytes(piece) for piece in _pieces(got)))


def _pieces(got: Any) -> Iterator[Any]:
    yield from got.stream(min_chunk_size=MIB)


def _path(blob_id: str) -> str:
    return f"{blob_id[:2]}/{blob_id}"


def open_blobs(where: str) -> Blobs:
    """A folder's path, or s3://bucket/prefix with the usual AWS_* environment (AWS_ENDPOINT for other makers)."""
    if where.startswith("s3://"):
        return Blobs(S3Store.from_url(where))
    folder = Path(where)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise EnvironmentFault(f"the folder for blobs cannot be made ({error.strerror})") from None
    return Blobs(LocalStore(str(folder.resolve())))
