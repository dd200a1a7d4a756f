"""Widths of glyphs: of the standard 14 fonts, and of composite fonts (ISO 32000-1, 9.7.4.3)."""

from typing import Any

import pikepdf

from sanitiser.formats.pdf import streams
from sanitiser.formats.pdf.cmaps import MAX_ENTRIES
from sanitiser.formats.pdf.page import FontLook


def standard_widths(look: FontLook, by_code: dict[int, str]) -> dict[int, float]:
    """Widths of the standard 14 fonts, which need not carry them; a font like them in look gets theirs."""
    from pdfminer.fontmetrics import FONT_METRICS

    low = look.name.lower()
    if low.startswith("symbol"):
        name = "Symbol"
    elif low.startswith(("zapf", "itczapf", "zadb")):
        name = "ZapfDingbats"
    elif look.monospace:
        name = "Courier" + ("-Bold" if look.bold else "") + ("Oblique" if look.bold and look.italic else "")
        name += "-Oblique" if look.italic and not look.bold else ""
    elif look.serif:
        style = ("Bold" if look.bold else "") + ("Italic" if look.italic else "")
        name = "Times-" + (style or "Roman")
    else:
        name = "Helvetica" + ("-Bold" if look.bold else "")
    metrics = FONT_METRICS[name][1]
    return {code: float(metrics.get(text, 600 if look.monospace else 500)) for code, text in by_code.items()}


def cid_widths(found: Any) -> dict[int, float]:
    """The W array: `c [w1 w2 ...]` and `first last w`."""
    widths: dict[int, float] = {}
    if not isinstance(found, pikepdf.Array):
        return widths
    pending: list[float] = []
    for entry in found:
        if isinstance(entry, pikepdf.Array):
            first = int(pending[-1]) if pending else 0
            widths.update((first + i, streams.real(w)) for i, w in zip(range(65536), entry, strict=False))
            pending = []
        else:
            pending.append(streams.real(entry))
            if len(pending) == 3:
                first, last = int(pending[0]), min(int(pending[1]), 65535)
                if len(widths) + last - first < MAX_ENTRIES:
                    widths.update(dict.fromkeys(range(first, last + 1), pending[2]))
                pending = []
    return widths


def cid_verticals(found: Any) -> dict[int, tuple[float, float, float]]:
    """The W2 array: `c [w x y ...]` and `first last w x y`."""
    out: dict[int, tuple[float, float, float]] = {}
    if not isinstance(found, pikepdf.Array):
        return out
    pending: list[float] = []
    for entry in found:
        if isinstance(entry, pikepdf.Array):
            first = int(pending[-1]) if pending else 0
            values = [streams.real(v) for v in entry][: 3 * 65536]
            for i in range(len(values) // 3):
                out[first + i] = (values[3 * i], values[3 * i + 1], values[3 * i + 2])
            pending = []
        else:
            pending.append(streams.real(entry))
            if len(pending) == 5:
                for cid in range(int(pending[0]), min(int(pending[1]), 65535) + 1):
                    if len(out) < MAX_ENTRIES:
                        out[cid] = (pending[2], pending[3], pending[4])
                pending = []
    return out
