"""Fields: what a reader sees of each. The instruction is never carried over, only searched."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sanitiser.formats.docx.symbols import character
from sanitiser.formats.docx.xml import Element, attribute, child, is_on, name, whole


class Shows(StrEnum):
    """What stands in a field's place."""

    RESULT = "result"  # what the document holds as its result
    PAGE = "page"
    PAGES = "pages"
    TEXT = "text"  # text that the instruction or the form holds
    NOTHING = "nothing"


@dataclass(slots=True)
class Field:
    """One field that is open while a story is read."""

    code: str = ""
    in_result: bool = False
    form: Element | None = None
    shows: Shows = Shows.RESULT
    text: str = ""

    @property
    def kind(self) -> str:
        """The field's type, upper case (`TOC`)."""
        return self.code.split(maxsplit=1)[0].upper() if self.code.strip() else ""

    def decide(self) -> None:
        """Settle what is shown, once the whole instruction is known."""
        self.shows, self.text = shown_by(self.code, self.form)


# results that count pages, letters or bytes depend on the length of what is redacted; marks of indexes are never seen
_NOTHING: Final = frozenset(
    [
        "PAGEREF",
        "NUMWORDS",
        "NUMCHARS",
        "FILESIZE",
        "EDITTIME",
        "REVNUM",
        "XE",
        "TC",
        "RD",
        "TA",
        "PRIVATE",
        "SET",
        "ASK",
        "FILLIN",
        "NEXT",
        "NEXTIF",
        "SKIPIF",
        "PRINT",
        "ADVANCE",
        "DATABASE",
        "BARCODE",
        "DISPLAYBARCODE",
        "MERGEBARCODE",
    ]
)
_PICTURES: Final = frozenset(["BARCODE", "DISPLAYBARCODE", "MERGEBARCODE"])
_FONT: Final = re.compile(r"\\f\s*+\"?([A-Za-z0-9 ]++)")


def shown_by(code: str, form: Element | None) -> tuple[Shows, str]:
    """What a field with this instruction and this form data shows, with its text where it is not the result."""
    words = code.split()
    kind = words[0].upper() if words else ""
    if kind == "PAGE":
        return Shows.PAGE, ""
    if kind in ("NUMPAGES", "SECTIONPAGES"):
        return Shows.PAGES, ""
    if kind in _NOTHING:
        return Shows.NOTHING, ""
    if kind in ("MACROBUTTON", "GOTOBUTTON"):
        return Shows.TEXT, " ".join(words[2:])
    if kind == "SYMBOL":
        return Shows.TEXT, _symbol(code, words)
    if kind == "FORMCHECKBOX":
        return Shows.TEXT, "☒" if _checked(child(form, "w:checkBox")) else "☐"
    if kind == "FORMDROPDOWN" and form is not None:
        return Shows.TEXT, _chosen(child(form, "w:ddList"))
    return Shows.RESULT, ""


def without_result(field: Field) -> str:
    """What a field shows that has no result (`EQ`, `QUOTE`): the text of its arguments."""
    if field.kind in ("EQ", "QUOTE"):
        rest = field.code.strip().partition(" ")[2]
        return re.sub(r"\\\*?\s?[A-Za-z]++", "", rest).replace('"', "").strip()
    return ""


def is_picture(kind: str) -> bool:
    """Whether the field draws a picture (a bar code)."""
    return kind in _PICTURES


def _symbol(code: str, words: list[str]) -> str:
    number = words[1].strip('"') if len(words) > 1 else ""
    base = 16 if number.lower().startswith("0x") else 10
    font = _FONT.search(code)
    try:
        point = int(number, base)
    except ValueError:
        return number[:1]
    if not 0x20 <= point <= 0xFFFF or 0xD800 <= point <= 0xDFFF:
        return ""
    return character(font[1].strip() if font else "", point)


def _checked(box: Element | None) -> bool:
    now = child(box, "w:checked")
    return is_on(now if now is not None else child(box, "w:default")) is True


def _chosen(choices: Element | None) -> str:
    entries = [attribute(e) or "" for e in choices if name(e) == "w:listEntry"] if choices is not None else []
    index = whole(attribute(child(choices, "w:result")))
    if index is None:
        index = whole(attribute(child(choices, "w:default")))
    index = index or 0
    return entries[index] if 0 <= index < len(entries) else ""


def unmatched(root: Element) -> list[Element]:
    """The beginnings of fields in a story that never end: Word shows what follows them, so they begin nothing."""
    open_fields: list[Element] = []
    for mark in root.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}fldChar"):
        kind = attribute(mark, "w:fldCharType")
        if kind == "begin":
            open_fields.append(mark)
        elif kind == "end" and open_fields:
            open_fields.pop()
    return open_fields
