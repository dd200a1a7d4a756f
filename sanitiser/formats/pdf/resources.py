"""A content stream's resources, and the fonts of a file, each read once."""

from typing import Any

import pikepdf

from sanitiser.errors import Damaged, NotUnderstood
from sanitiser.formats.pdf import streams
from sanitiser.formats.pdf.faces import Face
from sanitiser.limits import Limits


class Fonts:
    """The faces of a file by object number; None for a font that cannot be read."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._by_key: dict[tuple[int, int], Face | None] = {}
        self.all: list[Face] = []

    def face(self, obj: Any) -> Face | None:
        """The face of a font dictionary."""
        if not isinstance(obj, pikepdf.Dictionary):
            return None
        key = streams.key_of(obj)
        if key == (0, 0):
            return self._read(obj)
        if key not in self._by_key:
            self._by_key[key] = self._read(obj)
        return self._by_key[key]

    def _read(self, obj: Any) -> Face | None:
        try:
            face = Face(obj, len(self.all), self._limits)
        except (
            Damaged,
            NotUnderstood,
            pikepdf.PdfError,
            ValueError,
            TypeError,
            AttributeError,
            KeyError,
            RuntimeError,
        ):
            return None
        self.all.append(face)
        return face


class Resources:
    """Named resources by category, looked up once each."""

    __slots__ = ("_faces", "_fonts", "_kinds", "obj")

    def __init__(self, obj: Any, fonts: Fonts) -> None:
        self.obj = obj
        self._fonts = fonts
        self._kinds: dict[str, dict[str, Any]] = {}
        self._faces: dict[str, Face | None] = {}

    def get(self, category: str, key: object) -> Any:
        """The resource of a category ('/XObject') under a name, None if there is none."""
        if not isinstance(key, str):
            return None
        kind = self._kinds.get(category)
        if kind is None:
            found = self.obj.get(category) if isinstance(self.obj, pikepdf.Dictionary) else None
            kind = self._kinds[category] = streams.items(found)
        return kind.get(key)

    def face(self, key: object) -> Face | None:
        """The font under a name."""
        if not isinstance(key, str):
            return None
        if key not in self._faces:
            self._faces[key] = self._fonts.face(self.get("/Font", key))
        return self._faces[key]
