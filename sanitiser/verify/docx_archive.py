"""A DOCX copy's archive, byte by byte: stored parts in order, and not one byte that belongs to none of them."""

import io
import struct
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field

from sanitiser.limits import Limits

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END_SIZE = 22
_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(slots=True)
class Contents:
    """The parts by name, and what is wrong with the archive that holds them, counted by kind."""

    parts: dict[str, bytes] = field(default_factory=dict)
    wrong: Counter[str] = field(default_factory=Counter)


def unpack(data: bytes, limits: Limits) -> Contents:
    """Take an archive apart; never raises, a damaged one is `wrong` in its container."""
    contents = Contents()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _take(archive, data, contents, limits)
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, RuntimeError, EOFError, KeyError):
        contents.wrong["container"] += 1
    except NotImplementedError:
        contents.wrong["container"] += 1
    return contents


def _take(archive: zipfile.ZipFile, data: bytes, contents: Contents, limits: Limits) -> None:
    infos = archive.infolist()
    if len(infos) > limits.zip_entries or sum(i.file_size for i in infos) > limits.zip_total_bytes:
        contents.wrong["container"] += 1
        return
    names = [info.filename for info in infos]
    if names != sorted(set(names), key=lambda name: (name != "[Content_Types].xml", name)) or archive.comment:
        contents.wrong["container"] += 1
    at = 0
    for info in infos:
        if not _is_plain(info) or info.header_offset != at:
            contents.wrong["container"] += 1
        at = _local_end(data, info, contents)
        contents.parts[info.filename] = archive.read(info)
    directory = sum(_CENTRAL.size + len(name.encode()) for name in names)
    if at != archive.start_dir or at + directory + _END_SIZE != len(data):
        contents.wrong["container"] += 1


def _is_plain(info: zipfile.ZipInfo) -> bool:
    """Whether the directory's entry says nothing but the name, the size and the sum of a stored part."""
    return (
        info.compress_type == zipfile.ZIP_STORED
        and info.file_size == info.compress_size
        and info.date_time == _DATE
        and not (info.extra or info.comment or info.flag_bits or info.internal_attr or info.volume)
        and info.external_attr == 0o600 << 16
        and info.create_system == 3
    )


def _local_end(data: bytes, info: zipfile.ZipInfo, contents: Contents) -> int:
    """Where a part ends; its local header must say the same as the directory."""
    header = _LOCAL.unpack_from(data, info.header_offset)
    mark, _version, flags, method, time, date, crc, packed, size, name_size, extra_size = header
    start = info.header_offset + _LOCAL.size
    named = data[start : start + name_size]
    said = (mark, flags, method, time, date, crc, packed, size, extra_size, named)
    plain = (b"PK\x03\x04", 0, 0, 0, 0x21, info.CRC, info.file_size, info.file_size, 0, info.filename.encode())
    if said != plain:
        contents.wrong["container"] += 1
    return start + int(name_size) + int(extra_size) + int(packed)
