"""Formatting as a style or a run says it: every property may be left unsaid, and one set is laid over another."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Final, Literal

from sanitiser.domain.document import Align, TabStop
from sanitiser.formats.docx.colours import HIGHLIGHTS, fill, hex_colour
from sanitiser.formats.docx.xml import Element, attribute, child, is_on, name, twips, whole


@dataclass(frozen=True, slots=True)
class RunLook:
    """Character formatting; None is unsaid. `colour`, `highlight` and `shade` are hex digits, "" for automatic."""

    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    small_caps: bool | None = None
    strike: bool | None = None
    vanish: bool | None = None
    underline: bool | None = None
    vertical: Literal["", "super", "sub"] | None = None
    size: int | None = None
    colour: str | None = None
    highlight: str | None = None
    shade: str | None = None
    font: str | None = None
    width: int | None = None


TOGGLES: Final = ("bold", "italic", "caps", "small_caps", "strike", "vanish")
"""Properties that a paragraph's and a character's style switch on and off against each other (17.7.3)."""


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """Paragraph formatting; None is unsaid. Lengths in twips; `outline` 0..8, 9 is body text."""

    outline: int | None = None
    align: Align | None = None
    indent: int | None = None
    indent_end: int | None = None
    first_line: int | None = None
    before: int | None = None
    after: int | None = None
    line: int | None = None
    exact: bool | None = None
    keep_next: bool | None = None
    page_break: bool | None = None
    shade: str | None = None
    border: bool | None = None
    rule_above: bool | None = None
    rule_below: bool | None = None
    contextual: bool | None = None
    number: int | None = None
    level: int | None = None
    tabs: tuple[TabStop | int, ...] = ()


UNSAID_RUN: Final = RunLook()
UNSAID: Final = ParagraphLook()


@cache
def _names(kind: type[RunLook] | type[ParagraphLook]) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind))


def over_run(base: RunLook, top: RunLook) -> RunLook:
    """What `top` says, and where it is silent what `base` says."""
    said = {key: value for key in _names(RunLook) if (value := getattr(top, key)) is not None}
    return replace(base, **said) if said else base


def over_paragraph(base: ParagraphLook, top: ParagraphLook) -> ParagraphLook:
    """What `top` says, and where it is silent what `base` says; tab stops add up, a bare position clears one."""
    said = {key: value for key in _names(ParagraphLook) if (value := getattr(top, key)) is not None}
    if top.tabs and base.tabs:
        here = {stop if isinstance(stop, int) else stop.position for stop in top.tabs}
        kept = [s for s in base.tabs if not isinstance(s, int) and s.position not in here]
        said["tabs"] = (*kept, *top.tabs)
    elif not top.tabs:
        said.pop("tabs")
    return replace(base, **said) if said else base


def run_look(properties: Element | None, theme: dict[str, str]) -> RunLook:
    """The formatting that a w:rPr says. `theme` gives the fonts of theme references."""
    if properties is None:
        return UNSAID_RUN
    said: dict[str, object] = {}
    for item in properties:
        _RUN.get(name(item), _nothing)(item, said, theme)
    return RunLook(**said) if said else UNSAID_RUN  # type: ignore[arg-type]


def _nothing(_item: Element, _said: dict[str, object], _theme: dict[str, str]) -> None:
    """A property that is not carried over."""


def _toggle(key: str) -> Callable[[Element, dict[str, object], dict[str, str]], None]:
    def read(item: Element, said: dict[str, object], _theme: dict[str, str]) -> None:
        said[key] = bool(is_on(item)) or (key == "strike" and said.get(key) is True)

    return read


def _underline(item: Element, said: dict[str, object], _theme: dict[str, str]) -> None:
    said["underline"] = (attribute(item) or "single") != "none"


def _vertical(item: Element, said: dict[str, object], _theme: dict[str, str]) -> None:
    said["vertical"] = {"superscript": "super", "subscript": "sub"}.get(attribute(item) or "", "")


def _size(item: Element, said: dict[str, object], _theme: dict[str, str]) -> None:
    value = attribute(item) or ""
    size = (twips(value) or 0) // 10 if value[-2:].isalpha() else whole(value)
    if size is not None and size >= 0:
        said["size"] = min(size, 3276)


def _width(item: Element, said: dict[str, object], _theme: dict[str, str]) -> None:
    said["width"] = whole((attribute(item) or "").rstrip("%"))


def _colour(item: Element, said: dict[str, object], _theme: dict[str, str]) -> None:
    said["colour"] = hex_colour(attribute(item))


def _highlight(item: Element, said: dict[str, object], _theme: dict[str, str]) -> None:
    said["highlight"] = HIGHLIGHTS.get(attribute(item) or "", "")


def _shade(item: Element, said: dict[str, object], _theme: dict[str, str]) -> None:
    said["shade"] = fill(item)


def _font(item: Element, said: dict[str, object], theme: dict[str, str]) -> None:
    for key in ("ascii", "hAnsi"):
        themed = attribute(item, f"w:{key}Theme")
        value = theme.get(themed, "") if themed else attribute(item, f"w:{key}")
        if value:
            said["font"] = value
            return


_RUN: Final = {
    "w:b": _toggle("bold"),
    "w:i": _toggle("italic"),
    "w:caps": _toggle("caps"),
    "w:smallCaps": _toggle("small_caps"),
    "w:strike": _toggle("strike"),
    "w:dstrike": _toggle("strike"),
    "w:vanish": _toggle("vanish"),
    "w:u": _underline,
    "w:vertAlign": _vertical,
    "w:sz": _size,
    "w:w": _width,
    "w:color": _colour,
    "w:highlight": _highlight,
    "w:shd": _shade,
    "w:rFonts": _font,
}

_ALIGN: Final = {
    "left": Align.START,
    "start": Align.START,
    "center": Align.CENTRE,
    "right": Align.END,
    "end": Align.END,
    "both": Align.JUSTIFY,
    "distribute": Align.JUSTIFY,
    "lowKashida": Align.JUSTIFY,
    "mediumKashida": Align.JUSTIFY,
    "highKashida": Align.JUSTIFY,
    "thaiDistribute": Align.JUSTIFY,
}
_AUTO_SPACING: Final = 280  # what Word shows for beforeAutospacing and afterAutospacing: 14 points


def paragraph_look(properties: Element | None) -> ParagraphLook:
    """The formatting that a w:pPr says."""
    if properties is None:
        return UNSAID
    said: dict[str, object] = {}
    for item in properties:
        match name(item):
            case "w:outlineLvl":
                said["outline"] = whole(attribute(item))
            case "w:jc":
                said["align"] = _ALIGN.get(attribute(item) or "")
            case "w:ind":
                _indents(item, said)
            case "w:spacing":
                _spacing(item, said)
            case "w:keepNext":
                said["keep_next"] = is_on(item)
            case "w:pageBreakBefore":
                said["page_break"] = is_on(item)
            case "w:contextualSpacing":
                said["contextual"] = is_on(item)
            case "w:shd":
                said["shade"] = fill(item)
            case "w:pBdr":
                drawn = {name(edge) for edge in item if (attribute(edge) or "none") not in ("none", "nil")}
                said["border"] = bool(drawn & {"w:left", "w:right", "w:start", "w:end"})
                said["rule_above"], said["rule_below"] = "w:top" in drawn, "w:bottom" in drawn
            case "w:numPr":
                said["number"] = whole(attribute(child(item, "w:numId")))
                said["level"] = whole(attribute(child(item, "w:ilvl")))
            case "w:tabs":
                said["tabs"] = _tabs(item)
            case _:
                pass
    return ParagraphLook(**said)  # type: ignore[arg-type]


def _indents(item: Element, said: dict[str, object]) -> None:
    for key, names in (("indent", ("w:start", "w:left")), ("indent_end", ("w:end", "w:right"))):
        for attr in names:
            length = twips(attribute(item, attr))
            if length is not None:
                said[key] = length
                break
    hanging, first = twips(attribute(item, "w:hanging")), twips(attribute(item, "w:firstLine"))
    if hanging is not None:
        said["first_line"] = -hanging
    elif first is not None:
        said["first_line"] = first


def _spacing(item: Element, said: dict[str, object]) -> None:
    for key in ("before", "after"):
        auto = attribute(item, f"w:{key}Autospacing")
        if auto is not None and auto.lower() not in ("0", "false", "off"):
            said[key] = _AUTO_SPACING
        elif (length := twips(attribute(item, f"w:{key}"))) is not None:
            said[key] = max(0, length)
    line = twips(attribute(item, "w:line"))
    if line is not None:
        said["line"] = abs(line)
        said["exact"] = (attribute(item, "w:lineRule") or "auto") != "auto"


_STOPS: Final = {"left": "left", "start": "left", "center": "center", "right": "right", "end": "right"}
_LEADERS: Final = {"dot": "dot", "middleDot": "dot", "hyphen": "hyphen", "underscore": "underscore"}


def _tabs(item: Element) -> tuple[TabStop | int, ...]:
    stops: list[TabStop | int] = []
    for stop in item:
        position = twips(attribute(stop, "w:pos"))
        kind = attribute(stop) or "left"
        if position is None:
            continue
        if kind == "clear":
            stops.append(position)
        elif kind in _STOPS or kind == "decimal":
            leader = _LEADERS.get(attribute(stop, "w:leader") or "", "")
            stops.append(TabStop(position, _STOPS.get(kind, "decimal"), leader))  # type: ignore[arg-type]
    return tuple(stops)
