"""Fonts that a copy may name: those of every office, since a house's own typeface tells the house."""

from typing import Final

_COMMON: Final = (
    "Aptos",
    "Arial",
    "Arial Narrow",
    "Book Antiqua",
    "Bookman Old Style",
    "Calibri",
    "Calibri Light",
    "Cambria",
    "Cambria Math",
    "Candara",
    "Century",
    "Century Gothic",
    "Comic Sans MS",
    "Consolas",
    "Constantia",
    "Corbel",
    "Courier New",
    "Garamond",
    "Georgia",
    "Liberation Mono",
    "Liberation Sans",
    "Liberation Serif",
    "Palatino Linotype",
    "Segoe UI",
    "Tahoma",
    "Times New Roman",
    "Trebuchet MS",
    "Verdana",
)
_BY_NAME: Final = {font.casefold(): font for font in _COMMON} | {
    "helvetica": "Arial",
    "times": "Times New Roman",
    "courier": "Courier New",
}
_BY_FAMILY: Final = {"roman": "Times New Roman", "modern": "Courier New"}
OTHERWISE: Final = "Arial"
UNSAID: Final = "Times New Roman"


def allowed(font: str, families: dict[str, str]) -> str:
    """The font itself if every office has it, else one of its family (`families`: roman, swiss, ... by name)."""
    return _BY_NAME.get(font.casefold()) or _BY_FAMILY.get(families.get(font.casefold(), ""), OTHERWISE)
