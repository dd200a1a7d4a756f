"""What is known and gathered while the stories of one document are read."""

from collections import Counter
from dataclasses import dataclass, field

from sanitiser.domain.record import Hidden
from sanitiser.formats.docx.fields import Field, Shows
from sanitiser.formats.docx.look import UNSAID, UNSAID_RUN, ParagraphLook, RunLook
from sanitiser.formats.docx.numbering import Numbering
from sanitiser.formats.docx.package import Package
from sanitiser.formats.docx.styles import Styles
from sanitiser.formats.docx.xml import Element, attribute, child, name
from sanitiser.limits import Limits


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds a paragraph: what its table's style says, and the colour behind it (None: not known)."""

    run: RunLook = UNSAID_RUN
    paragraph: ParagraphLook = UNSAID
    background: str | None = "ffffff"
    tables: int = 0


@dataclass(slots=True)
class Reading:
    """The state of reading one document: its tables of styles, lists and notes, and what has been found hidden."""

    package: Package
    limits: Limits
    styles: Styles
    numbering: Numbering
    families: dict[str, str]
    part: str = ""
    fields: list[Field] = field(default_factory=list)
    endless: list[Element] = field(default_factory=list)
    note_elements: dict[tuple[str, str], Element] = field(default_factory=dict)
    notes: dict[tuple[str, str], int] = field(default_factory=dict)
    hidden: list[Hidden] = field(default_factory=list)
    removed: Counter[str] = field(default_factory=Counter)
    notices: set[str] = field(default_factory=set)
    read_parts: set[str] = field(default_factory=set)
    fonts: set[str] = field(default_factory=set)
    in_note: bool = False

    @property
    def visible(self) -> bool:
        """Whether what comes next is seen: every open field is in its result, and the result is shown."""
        return all(item.in_result and item.shows is Shows.RESULT for item in self.fields)

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents or figures is open."""
        return any(item.kind in ("TOC", "TOA", "INDEX") for item in self.fields)

    def bury(self, channel: str, text: str | None) -> None:
        """Note text that nobody sees, to be searched and not carried over."""
        if text and text.strip():
            self.hidden.append(Hidden(channel, " ".join(text.split())))

    def count(self, channel: str, number: int = 1) -> None:
        """Count things of a channel that are not carried over."""
        if number:
            self.removed[channel] += number


def words_of(element: Element) -> str:
    """All text in an element, of whatever vocabulary, paragraphs apart."""
    found: list[str] = []
    for item in element.iter():
        short = name(item)
        if short.rpartition(":")[2] in ("t", "delText", "instrText", "delInstrText", "v") and item.text:
            found.append(item.text)
        elif short in ("w:p", "a:p", "w:tab", "w:br", "w:cr", "w:tc"):
            found.append(" ")
    return " ".join("".join(found).split())


def bury_control(reading: Reading, control: Element) -> None:
    """Note the names, bindings and list entries of a content control or of custom XML markup."""
    for holder in ("w:sdtPr", "w:customXmlPr"):
        properties = child(control, holder)
        for item in properties.iter() if properties is not None else ():
            short = name(item)
            if short in ("w:alias", "w:tag", "w:docPart", "w:placeholder"):
                reading.bury("content-control", attribute(item))
            elif short in ("w:dataBinding", "w:listItem", "w:attr"):
                for value in item.attrib.values():
                    reading.bury("content-control", str(value))
    reading.bury("content-control", attribute(control, "w:element"))
