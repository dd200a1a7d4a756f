"""What a reviewer looks at: pages of the original and of the copy, each made once in a limited child and kept."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final, TypeVar

from sanitiser.domain.document import Document
from sanitiser.domain.record import MediaType
from sanitiser.errors import Quarantine
from sanitiser.jobs.sandbox import Sandbox
from sanitiser.limits import Limits
from sanitiser.review.pictures import Size
from sanitiser.review.recent import Recent

_HELD: Final = 64 * 1024 * 1024
"""Bytes of pictures that are held."""
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Looking:
    """Pictures of pages, their sizes, and copies read again. Safe for several threads."""

    def __init__(self, limits: Limits) -> None:
        self._sandbox = Sandbox(limits)
        self._lock = threading.Lock()
        self._pictures: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._sizes: OrderedDict[str, tuple[Size, ...]] = OrderedDict()
        self._texts: OrderedDict[str, Document | None] = OrderedDict()
        self._thumbs: OrderedDict[str, tuple[bytes, ...]] = OrderedDict()
        self.recent: Recent[Any] = Recent()

    def picture(self, untrusted: bytes, digest: str, page: int) -> bytes:
        """A page as WebP. Raises a Quarantine when it cannot be drawn."""
        made = self._once(self._pictures, (digest, page), lambda: self._sandbox.picture(untrusted, page))
        with self._lock:
            while sum(map(len, self._pictures.values())) > _HELD:
                self._pictures.popitem(last=False)
        return made

    def sizes(self, untrusted: bytes, digest: str) -> tuple[Size, ...]:
        """The sizes of a PDF's pages; none when it cannot be drawn."""
        return self._once(self._sizes, digest, lambda: self._sizes_of(untrusted))

    def text(self, data: bytes, digest: str) -> Document | None:
        """A copy as it reads once it is opened again; None when it cannot be."""
        made = self._once(self._texts, digest, lambda: self._read(data))
        with self._lock:
            while len(self._texts) > 20:
                self._texts.popitem(last=False)
        return made

    def thumbnails(self, untrusted: bytes, digest: str, media_type: MediaType) -> tuple[bytes, ...]:
        """The pictures of a record, small; none when they cannot be shown."""
        made = self._once(self._thumbs, digest, lambda: self._thumbs_of(untrusted, media_type))
        with self._lock:
            while len(self._thumbs) > 8:
                self._thumbs.popitem(last=False)
        return made

    def _thumbs_of(self, untrusted: bytes, media_type: MediaType) -> tuple[bytes, ...]:
        try:
            return self._sandbox.thumbnails(untrusted, media_type)
        except Quarantine:
            return ()

    def warm(self) -> None:
        """Begin to load what draws pages, so that the first one comes sooner."""
        with self._lock:
            self._sandbox.warm()

    def close(self) -> None:
        """End the child."""
        self._sandbox.close()

    def _once(self, held: "OrderedDict[_Key, _Value]", key: "_Key", make: Callable[[], _Value]) -> _Value:
        with self._lock:
            if key not in held:
                held[key] = make()
            held.move_to_end(key)
            return held[key]

    def _sizes_of(self, untrusted: bytes) -> tuple[Size, ...]:
        try:
            return self._sandbox.sizes(untrusted)
        except Quarantine:
            return ()

    def _read(self, data: bytes) -> Document | None:
        try:
            return self._sandbox.read(data).document
        except Quarantine:
            return None
