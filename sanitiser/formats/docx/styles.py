"""Styles resolved: what a paragraph, a run or a table looks like after its styles' inheritance."""

from dataclasses import dataclass, field, replace
from typing import Final

from sanitiser.formats.docx.colours import fill
from sanitiser.formats.docx.look import (
    TOGGLES,
    UNSAID,
    UNSAID_RUN,
    ParagraphLook,
    RunLook,
    over_paragraph,
    over_run,
    paragraph_look,
    run_look,
)
from sanitiser.formats.docx.xml import Element, attribute, child, name

_DEEPEST = 32  # no honest style is based on more styles than this


@dataclass(frozen=True, slots=True)
class TablePart:
    """What a table style says of the whole table or of one of its parts (first row, banded rows, ...)."""

    run: RunLook = UNSAID_RUN
    paragraph: ParagraphLook = UNSAID
    shade: str | None = None
    borders: bool | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """One style, inheritance not yet resolved."""

    kind: str
    name: str
    based_on: str
    run: RunLook
    paragraph: ParagraphLook
    table: TablePart
    parts: dict[str, TablePart]


@dataclass(slots=True)
class Styles:
    """All styles of a document. Unknown ids fall back to the default style of their kind."""

    defaults_run: RunLook = UNSAID_RUN
    defaults_paragraph: ParagraphLook = UNSAID
    theme: dict[str, str] = field(default_factory=dict)
    styles: dict[str, Style] = field(default_factory=dict)
    default: dict[str, str] = field(default_factory=dict)
    _paragraphs: dict[str, tuple[RunLook, ParagraphLook]] = field(default_factory=dict)
    _characters: dict[str, RunLook] = field(default_factory=dict)
    _tables: dict[str, dict[str, TablePart]] = field(default_factory=dict)

    def chain(self, kind: str, style_id: str | None) -> list[Style]:
        """The style and those it is based on, the base first."""
        found: list[Style] = []
        seen: set[str] = set()
        wanted = self.styles.get(style_id or "")
        at = style_id or "" if wanted is not None and wanted.kind == kind else self.default.get(kind, "")
        while at in self.styles and at not in seen and len(found) < _DEEPEST:
            seen.add(at)
            found.append(self.styles[at])
            at = self.styles[at].based_on
        return found[::-1]

    def paragraph(self, style_id: str | None) -> tuple[RunLook, ParagraphLook]:
        """What a paragraph style says of its runs and of itself."""
        key = style_id or ""
        if key not in self._paragraphs:
            run, look = RunLook(), ParagraphLook()
            for style in self.chain("paragraph", style_id):
                run, look = over_run(run, style.run), over_paragraph(look, style.paragraph)
            self._paragraphs[key] = run, look
        return self._paragraphs[key]

    def character(self, style_id: str | None) -> RunLook:
        """What a character style says."""
        key = style_id or ""
        if key not in self._characters:
            run = RunLook()
            for style in self.chain("character", style_id) if style_id else []:
                run = over_run(run, style.run)
            self._characters[key] = run
        return self._characters[key]

    def table(self, style_id: str | None) -> dict[str, TablePart]:
        """What a table style says of the whole ('') and of each of its parts."""
        key = style_id or ""
        if key not in self._tables:
            parts: dict[str, TablePart] = {"": TablePart()}
            for style in self.chain("table", style_id):
                whole = TablePart(style.run, style.paragraph, style.table.shade, style.table.borders)
                for part, said in {"": whole, **style.parts}.items():
                    parts[part] = over_part(parts.get(part, TablePart()), said)
            self._tables[key] = parts
        return self._tables[key]

    def name_of(self, style_id: str | None) -> str:
        """The name of a paragraph style, lower case."""
        style = self.styles.get(style_id or self.default.get("paragraph", ""))
        return style.name.casefold() if style else ""


def over_part(base: TablePart, top: TablePart) -> TablePart:
    """One part of a table style laid over another."""
    return TablePart(
        over_run(base.run, top.run),
        over_paragraph(base.paragraph, top.paragraph),
        base.shade if top.shade is None else top.shade,
        base.borders if top.borders is None else top.borders,
    )


def effective(defaults: RunLook, table: RunLook, paragraph: RunLook, character: RunLook, direct: RunLook) -> RunLook:
    """The formatting of a run: each level over the one before; toggles of styles cancel out in pairs (17.7.3)."""
    look = over_run(over_run(over_run(over_run(defaults, table), paragraph), character), direct)
    toggled: dict[str, bool] = {}
    for key in TOGGLES:
        if getattr(direct, key) is None:
            odd = [getattr(level, key) is True for level in (table, paragraph, character)].count(True) % 2 == 1
            toggled[key] = odd or getattr(defaults, key) is True
    return replace(look, **toggled) if toggled else look  # type: ignore[arg-type]


def read_styles(root: Element | None, theme: dict[str, str]) -> Styles:
    """The styles of a styles part; without one, Word's own defaults."""
    styles = Styles(theme=theme)
    for item in root if root is not None else ():
        if name(item) == "w:docDefaults":
            styles.defaults_run = run_look(child(child(item, "w:rPrDefault"), "w:rPr"), theme)
            styles.defaults_paragraph = paragraph_look(child(child(item, "w:pPrDefault"), "w:pPr"))
        elif name(item) == "w:style":
            _add(styles, item)
    return styles


def _add(styles: Styles, item: Element) -> None:
    kind = attribute(item, "w:type") or "paragraph"
    style_id = attribute(item, "w:styleId") or ""
    parts = {
        attribute(part, "w:type") or "": _table_part(part, styles.theme)
        for part in item
        if name(part) == "w:tblStylePr"
    }
    styles.styles.setdefault(
        style_id,
        Style(
            kind,
            attribute(child(item, "w:name")) or "",
            attribute(child(item, "w:basedOn")) or "",
            run_look(child(item, "w:rPr"), styles.theme),
            paragraph_look(child(item, "w:pPr")),
            _table_part(item, styles.theme),
            parts,
        ),
    )
    if (attribute(item, "w:default") or "0").lower() in ("1", "true", "on"):
        styles.default.setdefault(kind, style_id)


def _table_part(item: Element, theme: dict[str, str]) -> TablePart:
    cell, table = child(item, "w:tcPr"), child(item, "w:tblPr")
    shading = child(cell, "w:shd") if child(cell, "w:shd") is not None else child(table, "w:shd")
    edges = [shown for holder in (table, cell) if (shown := borders(holder)) is not None]
    return TablePart(
        run_look(child(item, "w:rPr"), theme),
        paragraph_look(child(item, "w:pPr")),
        fill(shading) if shading is not None else None,
        any(edges) if edges else None,
    )


_INNER: Final = frozenset(["w:insideH", "w:insideV"])
_SIDES: Final = frozenset(["w:left", "w:right", "w:start", "w:end"])


def borders(holder: Element | None) -> bool | None:
    """Whether a w:tblPr or w:tcPr frames cells (a line above or below is not a frame); None when it does not say."""
    for short in ("w:tblBorders", "w:tcBorders"):
        edges = child(holder, short)
        if edges is not None and len(edges):
            drawn = {name(edge) for edge in edges if (attribute(edge) or "none") not in ("none", "nil")}
            return bool(drawn & _INNER) or len(drawn & _SIDES) > 1
    return None


_THEME_FONTS: Final = (
    ("Ascii", "a:latin", ""),
    ("HAnsi", "a:latin", ""),
    ("Bidi", "a:cs", "Times New Roman"),
    ("EastAsia", "a:ea", "Times New Roman"),
)


def read_theme(root: Element | None) -> dict[str, str]:
    """The fonts that theme references (`minorHAnsi`) stand for."""
    fonts: dict[str, str] = {}
    for element in root.iter() if root is not None else ():
        short = name(element)
        if short in ("a:majorFont", "a:minorFont"):
            for kind, script, otherwise in _THEME_FONTS:
                face = child(element, script)
                fonts[short[2:7] + kind] = (face.get("typeface", "") if face is not None else "") or otherwise
    return fonts


def read_families(root: Element | None) -> dict[str, str]:
    """The family (roman, swiss, modern, ...) of each font of a font table, by its case-folded name."""
    families: dict[str, str] = {}
    for font in root if root is not None else ():
        family = attribute(child(font, "w:family"))
        if family:
            families[(attribute(font, "w:name") or "").casefold()] = family
    return families
