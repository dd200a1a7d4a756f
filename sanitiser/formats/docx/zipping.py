"""A ZIP archive whose bytes depend on nothing but names and contents: stored, dated 1980, in canonical order."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

_FIRST: Final = "[Content_Types].xml"
_DATE: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3


def archive(files: Mapping[str, bytes]) -> bytes:
    """The files as one archive. Stored, since what DEFLATE makes differs from one zlib to the next."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as made:
        for name in sorted(files, key=lambda name: (name != _FIRST, name)):
            info = zipfile.ZipInfo(name, _DATE)
            info.create_system = _UNIX
            info.external_attr = 0o600 << 16
            made.writestr(info, files[name])
    return target.getvalue()
