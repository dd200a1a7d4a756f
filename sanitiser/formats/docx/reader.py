"""A package read into the logical document, with everything that is hidden in it and counts of what is left behind."""

from dataclasses import dataclass

from sanitiser.domain.document import Block, Document, Paragraph
from sanitiser.domain.record import Hidden, Removed
from sanitiser.errors import Ambiguous, Damaged, TooLarge
from sanitiser.formats.docx.channels import gather
from sanitiser.formats.docx.fields import unmatched
from sanitiser.formats.docx.numbering import read_numbering
from sanitiser.formats.docx.package import Package
from sanitiser.formats.docx.reading import Around, Reading
from sanitiser.formats.docx.sections import split_sections
from sanitiser.formats.docx.stories import Flow, fill_flow, read_story
from sanitiser.formats.docx.styles import read_families, read_styles, read_theme
from sanitiser.formats.docx.xml import Element, attribute, child, is_on, name, whole


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a package says: what is carried over, what is only searched, what is counted, what needs an eye."""

    document: Document
    hidden: tuple[Hidden, ...]
    removed: tuple[Removed, ...]
    notices: tuple[str, ...]


def read_package(package: Package) -> Contents:
    """Read a word-processing package.

    Raises Quarantine: Ambiguous (several bodies), NotUnderstood (embedded documents in the flow), Damaged, TooLarge.
    """
    try:
        return _read(package)
    except RecursionError as error:
        raise TooLarge("its parts are nested too deeply") from error


def _read(package: Package) -> Contents:
    root = package.xml(package.main)
    bodies = [item for item in root if name(item) == "w:body"]
    if name(root) != "w:document" or not bodies:
        raise Damaged("the main part is not a document")
    if len(bodies) > 1:
        raise Ambiguous("the document has several bodies")
    reading = _prepare(package)
    reading.read_parts.add(package.main.lower())
    settings = _optional(package, "settings")
    flow = Flow()
    reading.endless = unmatched(bodies[0])
    fill_flow(bodies[0], reading, Around(background=_page_colour(root, settings)), flow)
    reading.fields, reading.endless = [], []
    last = next((item for item in reversed(bodies[0]) if name(item) == "w:sectPr"), None)
    even = is_on(child(settings, "w:evenAndOddHeaders")) is True
    sections = split_sections(flow, last, reading, even=even)
    footnotes, endnotes = _notes(reading, "footnote"), _notes(reading, "endnote")
    gather(reading)
    return Contents(
        Document(sections, footnotes, endnotes),
        tuple(reading.hidden),
        tuple(Removed(channel, count) for channel, count in sorted(reading.removed.items())),
        tuple(sorted(reading.notices)),
    )


def _prepare(package: Package) -> Reading:
    theme = read_theme(_optional(package, "theme"))
    styles_root = _optional(package, "styles")
    styles = read_styles(styles_root, theme)
    numbers = {
        attribute(item, "w:styleId") or "": number
        for item in (styles_root if styles_root is not None else ())
        if attribute(item, "w:type") == "numbering"
        and (number := whole(attribute(child(child(child(item, "w:pPr"), "w:numPr"), "w:numId")))) is not None
    }
    reading = Reading(
        package,
        package.limits,
        styles,
        read_numbering(_optional(package, "numbering"), numbers),
        read_families(_optional(package, "fontTable")),
        part=package.main,
    )
    for kind in ("footnote", "endnote"):
        root = _optional(package, f"{kind}s")
        for item in root if root is not None else ():
            if name(item) == f"w:{kind}" and attribute(item, "w:type") in (None, "normal"):
                reading.note_elements.setdefault((kind, str(whole(attribute(item, "w:id")))), item)
    return reading


def _optional(package: Package, kind: str) -> Element | None:
    part = package.related(package.main, kind)
    return None if part is None else package.xml(part)


def _page_colour(root: Element, settings: Element | None) -> str | None:
    """White, or None (not known) where the page has a colour, which is not carried over."""
    coloured = child(root, "w:background") is not None
    return None if coloured and is_on(child(settings, "w:displayBackgroundShape")) else "ffffff"


def _notes(reading: Reading, kind: str) -> tuple[tuple[Block, ...], ...]:
    """The notes of a kind in the order in which the document refers to them."""
    part = reading.package.related(reading.package.main, f"{kind}s")
    if part is None:
        return ()
    reading.part, reading.in_note = part, True
    wanted = sorted((index, key) for key, index in reading.notes.items() if key[0] == kind)
    notes = tuple(read_story(reading.note_elements[key], reading) or (Paragraph(),) for _index, key in wanted)
    reading.part, reading.in_note = reading.package.main, False
    return notes
