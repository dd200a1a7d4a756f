"""Codes of the manifest in plain words, for people who read reports and not documentation."""

from math import log2
from typing import Any, Final

_CHANNELS: Final = {
    "core-properties": "Author, title and dates in the file's properties",
    "app-properties": "Company, manager and template in the file's properties",
    "custom-properties": "The file's own properties",
    "info": "Author, title and dates in the file's properties",
    "xmp": "Metadata (XMP)",
    "metadata": "Metadata (XMP)",
    "custom-xml": "Data stored behind the document",
    "thumbnail": "Small picture of the first page",
    "thumbnails": "Small pictures of pages",
    "signature": "Digital signatures",
    "signatures": "Digital signatures",
    "comment": "Comments",
    "comments": "Comments",
    "comment-data": "Who commented, and when",
    "comment-marks": "Marks of comments",
    "people": "Names of people who edited",
    "glossary": "Building blocks of the template",
    "settings": "Settings of the document",
    "printer-settings": "Settings of a printer",
    "style-name": "Names of styles",
    "list-name": "Names of lists",
    "font-name": "Names of fonts",
    "embedded-font": "Fonts stored in the file",
    "theme": "Theme",
    "chart": "Charts with their data",
    "diagram": "Diagrams",
    "embedded": "Files inside the file",
    "attachments": "Files attached to the file",
    "alternative-chunk": "Documents inside the document",
    "alternative-chunks": "Documents inside the document",
    "activex": "ActiveX controls",
    "macro": "Macros",
    "javascript": "Scripts",
    "actions": "Actions that run when the file is opened or clicked",
    "ink": "Handwriting in ink",
    "media": "Stored pictures, sound or film",
    "decorative-pictures": "Pictures called decoration by the file, such as logos (nothing stands in their place)",
    "pictures": "Pictures ([PICTURE] stands in their place)",
    "inline-images": "Small pictures drawn on the page",
    "unused-furniture": "Headers and footers that no page shows",
    "unreferenced-note": "Notes that nothing refers to",
    "other-part": "Parts of the file that are not known",
    "part-name": "Unusual names inside the file",
    "external-relationship": "Links to other files or sites",
    "links": "Link targets",
    "withheld": "Pages that were withheld, or typed by a reviewer in place of the original",
    "zip-comment": "Remarks in the file's container",
    "zip-extra": "Extra data in the file's container",
    "tracked-deletions": "Deleted text kept by tracked changes",
    "tracked-insertions": "Who inserted tracked text, and when",
    "content-controls": "Form controls (their text stays)",
    "fields": "Instructions of fields (their text stays)",
    "form-fields": "Form fields (the values shown stay as text)",
    "bookmarks": "Bookmarks",
    "permissions": "Editing permissions",
    "alternative-texts": "Descriptions of pictures",
    "equations": "Equations",
    "text-box-frames": "Frames of text boxes (their text stays)",
    "unknown-elements": "Elements that are not known",
    "unreadable-part": "Parts that could not be read",
    "not-searched": "Long hidden data that was dropped unread",
    "annotations": "Annotations and replies",
    "outlines": "Bookmarks in the side panel",
    "names": "Named places in the file",
    "destinations": "Named places in the file",
    "page-labels": "Names of pages",
    "structure": "Hidden descriptions for screen readers",
    "actual-text": "Hidden replacement text",
    "marked-content": "Hidden marks in the page",
    "piece-info": "Private data of other programs",
    "layers": "Layers, hidden ones too",
    "earlier-revisions": "Earlier versions of the file",
    "unreferenced-objects": "Leftover data of earlier versions",
    "after-end": "Data after the end of the file",
    "before-start": "Data before the start of the file",
    "lines": "Drawn lines",
    "clipped-lines": "Hidden lines",
    "invisible": "Invisible text",
    "clipped": "Text cut off from view",
    "covered": "Text under something else",
    "off-page": "Text outside the page",
    "tiny": "Text too small to read",
    "background-colour": "Text in the colour of its background",
    "layer-off": "Text on layers that are switched off",
    "hidden": "Hidden text",
    "hidden-text": "Hidden text",
}
_REASONS: Final = {
    "policy": "by policy",
    "protect": "named in the case file",
    "keep-list": "the family's name",
    "part-of-kept-name": "also a part of a family name",
    "unknown-person": "nobody said who is family",
    "identity-changed": "the family's identity is changed",
    "below-threshold": "too weak to be sure",
    "reviewer": "a reviewer decided",
}
_NOTICES: Final = {
    "picture": "It has pictures, which are not read: look at the original.",
    "missing-glyph": "Some characters could not be shown: look at the original.",
}
_PARTS: Final = {
    "body": "text",
    "cell": "table",
    "textbox": "text box",
    "header": "header",
    "footer": "footer",
    "footnote": "footnote",
    "endnote": "endnote",
}
_RESIDUE: Final = {
    "labels-only": "Nothing of the page's layout is carried over. A copy still shows how many labels stand where.",
    "layout": "The page's layout is kept: where lines break and how far text reaches may say how long a name was.",
}

_CLASSES: Final = {
    "docx": "Word files",
    "table": "PDFs with a table",
    "pages": "PDFs of several pages",
    "beside": "pages with text beside other text",
    "letter": "letters of one page",
    "prose": "single pages of prose",
}


def _words(code: str) -> str:
    return code.replace("-", " ").replace("_", " ")


def channel(code: str) -> str:
    """What a channel of the file is."""
    return _CHANNELS.get(code, _words(code).capitalize())


def reason(code: str) -> str:
    """Why a decision was taken."""
    return _REASONS.get(code, _words(code))


def notice(code: str) -> str:
    """What a notice asks of the reviewer."""
    return _NOTICES.get(code, f"{_words(code).capitalize()}: look at the original.")


def part(code: str) -> str:
    """Where in the document something stood."""
    return _PARTS.get(code, f"hidden: {channel(code).lower()}")


def residue(code: str) -> str:
    """What a copy still tells."""
    return _RESIDUE.get(code, _words(code))


def told(quoted: dict[str, Any]) -> str:
    """What the layout of a copy of this class was measured to tell."""
    name, bits, secrets = _CLASSES.get(quoted["class"], "other pages"), quoted["bits"], quoted["secrets"]
    if bits is None or secrets is None:
        return f"Of {name}, what the layout tells was not measured."
    if not bits:
        return f"Of {name}, the layout told nothing of {secrets} names that were tried."
    most = log2(secrets)
    return f"Of {name}, the layout told up to {bits:.2f} of the {most:.2f} bits that tell {secrets} names apart."


def kind(code: str) -> str:
    """A kind of finding."""
    return _words(code).capitalize()


def sentence(text: str) -> str:
    """A text that begins with a capital and ends with a full stop."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) or not text else ".")
