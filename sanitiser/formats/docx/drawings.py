"""Drawings, pictures and embedded objects: the texts that readers see in them, and that there was a picture."""

from dataclasses import dataclass, field
from typing import Final

from sanitiser.formats.docx.xml import PREFIXES, Element, attribute, name

_PICTURES: Final = frozenset(
    [
        "pic:pic",
        "c:chart",
        "cx:chart",
        "dgm:relIds",
        "v:imagedata",
        "w:control",
        "o:OLEObject",
        "w14:contentPart",
        "wp14:contentPart",
        "wpi:contentPart",
        "w:contentPart",
        "w:movie",
        "w:objectEmbed",
        "w:objectLink",
        "a:graphicFrame",
        "wpg:graphicFrame",
    ]
)
_LINES: Final = frozenset(["line", "straightConnector1"])
_VML_SHAPES: Final = frozenset(
    ["v:shape", "v:rect", "v:roundrect", "v:oval", "v:arc", "v:curve", "v:polyline", "v:image"]
)
_GROUPS: Final = frozenset(["wpg:wgp", "wpg:grpSp", "wpc:wpc", "v:group"])
_SKIPPED: Final = frozenset(["v:shapetype", "w:txbxContent"])
_NAMED: Final = frozenset(["wp:docPr", "pic:cNvPr", "wps:cNvPr", "wpg:cNvPr", "a:cNvPr", "a:hlinkClick"])


@dataclass(slots=True)
class Drawing:
    """What a w:drawing, w:pict or w:object holds.

    `boxes` are w:txbxContent elements in order, `words` texts drawn as shapes (WordArt, watermarks), `aside` names and
    alternative texts that nobody sees, `lines` plain lines, which are not pictures.
    """

    picture: bool = False
    hidden: bool = False
    boxes: list[Element] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    lines: int = 0


def branch(alternate: Element) -> tuple[Element | None, list[Element]]:
    """The one branch of an mc:AlternateContent that a modern reader takes, and those that it leaves."""
    choices = [e for e in alternate if name(e) == "mc:Choice"]
    fallbacks = [e for e in alternate if name(e) == "mc:Fallback"]
    taken = next((e for e in choices if _understood(e)), None)
    if taken is None:
        taken = fallbacks[0] if fallbacks else None
    return taken, [e for e in choices + fallbacks if e is not taken]


def _understood(choice: Element) -> bool:
    spaces = [choice.nsmap.get(prefix, "") or "" for prefix in choice.get("Requires", "").split()]
    known = (space in PREFIXES or space.startswith("http://schemas.microsoft.com/office/") for space in spaces)
    return bool(spaces) and all(known)


def survey(element: Element) -> Drawing:
    """Look through a drawing without following it outside its part."""
    drawing = Drawing()
    if name(element) == "w:object":
        drawing.picture = True
    _look(element, drawing, grouped=False)
    return drawing


def _look(element: Element, drawing: Drawing, *, grouped: bool) -> None:
    short = name(element)
    _note_names(element, short, drawing)
    if short in _PICTURES:
        drawing.picture = True
    elif short == "wps:wsp":
        _shape(element, drawing, grouped=grouped)
    elif short in _VML_SHAPES:
        _vml_shape(element, drawing)
    elif short in ("wps:cxnSp", "v:line"):
        _line(drawing, grouped=grouped)
    for item in element:
        kind = name(item)
        if kind == "mc:AlternateContent":
            taken, _left = branch(item)
            for inner in taken if taken is not None else ():
                _look(inner, drawing, grouped=grouped)
        elif kind == "w:txbxContent":
            drawing.boxes.append(item)
        elif kind not in _SKIPPED:
            _look(item, drawing, grouped=grouped or short in _GROUPS)


def _line(drawing: Drawing, *, grouped: bool) -> None:
    if grouped:
        drawing.picture = True  # the lines of a group join its shapes: a family tree, a flow chart
    else:
        drawing.lines += 1


def _shape(element: Element, drawing: Drawing, *, grouped: bool) -> None:
    geometry = next((e.get("prst", "") for e in element.iter() if name(e) == "a:prstGeom"), None)
    has_text = any(name(e) in ("wps:txbx", "wps:linkedTxbx") for e in element)
    if geometry in _LINES and not has_text:
        _line(drawing, grouped=grouped)
    elif not has_text or any(name(e) == "a:blip" for e in element.iter()):
        drawing.picture = True


def _vml_shape(element: Element, drawing: Drawing) -> None:
    words = [text for e in element if name(e) == "v:textpath" and (text := (e.get("string") or "").strip())]
    if attribute(element, "o:hr") is not None:
        drawing.lines += 1
    elif words:
        drawing.words += words
    elif not any(name(e) == "v:textbox" for e in element):
        drawing.picture = True


def _note_names(element: Element, short: str, drawing: Drawing) -> None:
    if short in _NAMED or short.startswith("v:"):
        keys = ("descr", "title", "name", "alt", "href", "tooltip", "tgt")
        drawing.aside += [text for key in keys if (text := element.get(key))]
        drawing.aside += [text for key in ("o:title", "o:href") if (text := attribute(element, key))]
    if short == "wp:docPr" and element.get("hidden", "0").lower() in ("1", "true"):
        drawing.hidden = True
    if short.startswith("v:") and "visibility:hidden" in element.get("style", "").replace(" ", "").lower():
        drawing.hidden = True
