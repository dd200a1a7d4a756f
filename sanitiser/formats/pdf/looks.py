"""How a font looks, from its name and its descriptor."""

import re
from typing import Any, Final

from sanitiser.formats.pdf import streams
from sanitiser.formats.pdf.page import FontLook

_SUBSET: Final = re.compile(r"^[A-Z]{6}\+")


def look(obj: Any, inner: Any, descriptor: Any) -> FontLook:
    """Name and style, from the name first and the descriptor's flags second (ISO 32000-1, table 123)."""
    name = _SUBSET.sub("", (streams.name(obj.get("/BaseFont")) or streams.name(inner.get("/BaseFont")))[1:])
    name = name.encode("utf-8", "replace").decode("utf-8")[:80]
    low = name.lower()
    flags = int(streams.real(descriptor.get("/Flags"))) if descriptor is not None else 0
    weight = streams.real(descriptor.get("/FontWeight")) if descriptor is not None else 0
    slant = streams.real(descriptor.get("/ItalicAngle")) if descriptor is not None else 0
    bold = (
        any(w in low for w in ("bold", "black", "heavy", "semibold", "demi")) or weight >= 600 or bool(flags & 1 << 18)
    )
    italic = "italic" in low or "oblique" in low or slant != 0 or bool(flags & 64)
    mono = bool(flags & 1) or any(w in low for w in ("courier", "mono", "consol", "typewriter"))
    serif = bool(flags & 2) or any(w in low for w in ("times", "georgia", "garamond", "cambria", "serif", "roman"))
    return FontLook(name, bold, italic, mono, serif and "sans" not in low)
