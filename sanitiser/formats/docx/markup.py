"""Writing XML: elements built as text, every value escaped, attributes in the order given."""

from typing import Final

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TEXT: Final = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
_ATTRIBUTE: Final = _TEXT | {ord('"'): "&quot;", ord("\n"): "&#10;", ord("\t"): "&#9;"}


def text(value: str) -> str:
    """Character data."""
    return value.translate(_TEXT)


def element(name: str, content: str = "", /, **attributes: str | int | None) -> str:
    """An element of the main vocabulary; attributes that are None are left out."""
    said = "".join(
        f' w:{key.rstrip("_")}="{str(value).translate(_ATTRIBUTE)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<w:{name}{said}>{content}</w:{name}>" if content else f"<w:{name}{said}/>"
