"""Decoding of streams within a cap, and small ways to read hostile PDF objects.

qpdf holds Flate, RunLength and predictors to the cap (opening.py sets it for the process); LZW is counted here.
"""

from typing import Any, Final

import pikepdf

from sanitiser.errors import Damaged, NotUnderstood, TooLarge
from sanitiser.limits import Limits

_LZW: Final = frozenset(("/LZWDecode", "/LZW"))
_TEXT_FILTERS: Final = _LZW | {
    "/FlateDecode", "/Fl", "/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx", "/RunLengthDecode", "/RL", "/Crypt",
}  # fmt: skip
MAX_FILTERS: Final = 6


def filters(stream: pikepdf.Stream) -> list[str]:
    """The names of the filters of a stream, outermost first."""
    value = stream.get("/Filter")
    if value is None:
        return []
    return [name(v) for v in value] if isinstance(value, pikepdf.Array) else [name(value)]


def decoded(stream: pikepdf.Stream, limits: Limits) -> bytes:
    """The bytes of a content stream, font or map. Raises TooLarge, NotUnderstood (filter) or Damaged."""
    chain = filters(stream)
    if len(chain) > MAX_FILTERS:
        raise TooLarge("a stream with too many filters")
    if any(f not in _TEXT_FILTERS for f in chain):
        raise NotUnderstood("a stream with an unknown filter")
    if any(f in _LZW for f in chain):
        _bound_lzw(stream, chain, limits)
    try:
        data: bytes = stream.read_bytes()
    except pikepdf.PdfError as error:
        if "limit" in str(error).lower() or "memory" in str(error).lower():
            raise TooLarge("a stream that unpacks to too much") from None
        raise Damaged("a stream cannot be decoded") from None
    except (RuntimeError, MemoryError):
        raise TooLarge("a stream that unpacks to too much") from None
    if len(data) > limits.stream_bytes:
        raise TooLarge("a stream that unpacks to too much")
    return data


def _bound_lzw(stream: pikepdf.Stream, chain: list[str], limits: Limits) -> None:
    # one code of 9 to 12 bits gives at most 4096 bytes, so that a small stream needs no counting
    raw = stream.read_raw_bytes()
    most = len(raw) * 8 // 9 * 4096
    if sum(f in _LZW for f in chain) > 1 or most > 64 * limits.stream_bytes:
        raise TooLarge("a stream that may unpack to too much")


def name(value: object) -> str:
    """A name (with solidus) as text whatever its bytes; "" for anything else."""
    if isinstance(value, pikepdf.Name):
        try:
            return str(value)
        except UnicodeDecodeError:
            return bytes(value.unparse()).decode("utf-8", "surrogateescape")
    return ""


def text(value: object) -> str:
    """A text string (PDFDocEncoding, UTF-16 or UTF-8), "" for anything else."""
    if isinstance(value, pikepdf.String):
        try:
            return str(value)
        except (UnicodeDecodeError, ValueError):
            return bytes(value).decode("latin-1")
    return ""


def flag(value: object) -> bool:
    """Whether a value is the boolean true."""
    return value is True


def real(value: object, default: float = 0.0) -> float:
    """A number as float; `default` for what is none."""
    if isinstance(value, bool) or value is None:
        return default
    try:
        found = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return default
    return found if -1e9 < found < 1e9 else default


def reals(value: object, count: int) -> tuple[float, ...] | None:
    """An array of `count` numbers."""
    if not isinstance(value, pikepdf.Array) or len(value) != count:
        return None
    return tuple(real(v) for v in value)


def items(value: object) -> dict[str, Any]:
    """A dictionary's (or stream's dictionary's) entries; {} for anything else."""
    if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
        return dict(value.items())
    return {}


def key_of(value: Any) -> tuple[int, int]:
    """Object and generation number, (0, 0) for a direct object."""
    return tuple(value.objgen) if value.is_indirect else (0, 0)
