"""Reading untrusted XML: no entities, no DTD, capped; the strict namespaces of ISO/IEC 29500 read as the usual ones."""

import re
from functools import cache
from math import isnan
from typing import Final

from lxml import etree

from sanitiser.errors import Damaged, TooLarge
from sanitiser.limits import Limits

Element = etree._Element

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML: Final = "http://www.w3.org/XML/1998/namespace"

PREFIXES: Final = {
    W: "w",
    R: "r",
    XML: "xml",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing": "wp14",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup": "wpg",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas": "wpc",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingInk": "wpi",
    "http://schemas.microsoft.com/office/drawing/2014/chartex": "cx",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
    "http://schemas.microsoft.com/office/word/2006/wordml": "wne",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "urn:schemas-microsoft-com:office:word": "w10",
}

_STRICT: Final = re.compile(rb"(=\s*[\"'])http://purl\.oclc\.org/ooxml/([A-Za-z]++)/([A-Za-z]++)")


def _usual(match: re.Match[bytes]) -> bytes:
    """The transitional form of a strict namespace: the year goes between the vocabulary and its part."""
    return match[1] + b"http://schemas.openxmlformats.org/" + match[2] + b"/2006/" + match[3]


def parse(untrusted: bytes, limits: Limits) -> Element:
    """The root element of one part.

    Raises TooLarge over the node cap, Damaged if it is not well-formed, is nested over the parser's depth or declares a
    document type. Comments and processing instructions are left out.
    """
    if untrusted.count(b"<") > 2 * limits.xml_nodes:
        raise TooLarge("an XML part has too many nodes")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_STRICT.sub(_usual, untrusted), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Damaged("an XML part is not well-formed") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Damaged("an XML part declares a document type, which no word processor writes")
    _check_depth(root, limits)
    return root


def _check_depth(root: Element, limits: Limits) -> None:
    """Raise TooLarge when elements are nested deeper than a reader without recursion trouble can follow."""
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limits.xml_depth:
            raise TooLarge("an XML part is nested too deeply")


@cache
def _short(tag: str) -> str:
    namespace, _, local = tag.rpartition("}")
    prefix = PREFIXES.get(namespace[1:])
    return f"{prefix}:{local}" if prefix else f"?:{local}" if namespace else local


def name(element: Element) -> str:
    """`w:p`, `a:blip`, ... by the prefixes of PREFIXES; `?:local` in a namespace that is not known."""
    tag = element.tag
    return _short(tag) if isinstance(tag, str) else ""


@cache
def tag(short: str) -> str:
    """The Clark name of a short name (`w:p`)."""
    prefix, _, local = short.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


_NAMESPACES: Final = {prefix: namespace for namespace, prefix in PREFIXES.items()}


def child(element: Element | None, short: str) -> Element | None:
    """The first child of that name."""
    return None if element is None else element.find(tag(short))


def attribute(element: Element | None, short: str = "w:val") -> str | None:
    """The value of an attribute, None when the element or the attribute is absent."""
    return None if element is None else element.get(tag(short))


def is_on(element: Element | None) -> bool | None:
    """An on/off property (ST_OnOff); None when it is not said."""
    if element is None:
        return None
    return (element.get(tag("w:val")) or "true").lower() not in ("0", "false", "off", "no", "none")


def whole(value: str | None) -> int | None:
    """A whole number of a sane size, None for anything else."""
    if value is None or len(value) > 12:
        return None
    try:
        number = int(float(value))
    except (ValueError, OverflowError):
        return None
    return number if abs(number) < 1_000_000_000 else None


_UNITS: Final = {"pt": 20.0, "in": 1440.0, "cm": 566.929, "mm": 56.6929, "pc": 240.0, "pi": 240.0}


def twips(value: str | None) -> int | None:
    """A length in twentieths of a point, from a number or a universal measure (`12pt`); capped at a large page."""
    if value is None or len(value) > 16:
        return None
    text = value.strip()
    unit = _UNITS.get(text[-2:])
    try:
        length = float(text[:-2]) * unit if unit else float(text)
    except ValueError:
        return None
    return None if isnan(length) else int(max(-31_680.0, min(31_680.0, length)))
