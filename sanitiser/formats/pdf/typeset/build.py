"""Compile documents with typst, within limits, and never let its messages out: they quote the text."""

import json
import re
import threading
from pathlib import Path
from typing import Any, Final

from sanitiser.domain.document import Document
from sanitiser.errors import NotUnderstood, TooLarge
from sanitiser.formats.pdf.typeset.characters import FONTS
from sanitiser.formats.pdf.typeset.flow import Flow, word_count
from sanitiser.formats.pdf.typeset.row_headers import tag_row_headers
from sanitiser.formats.pdf.typeset.split import files
from sanitiser.limits import Limits

_TEMPLATE: Final = Path(__file__).parent / "template.typ"
_IDENTIFIER: Final = b"c2FuaXRpc2VkLXJlY29yZA=="  # "sanitised-record"
_own = threading.local()


def typeset(document: Document, limits: Limits) -> tuple[bytes, ...]:
    """The document as PDF/UA-1, one file for every 150,000 words. The same document gives the same bytes anywhere.

    Raises TooLarge over the cap of words, NotUnderstood if the typesetter refuses. It does not carry over sizes,
    typefaces, exact colours, pictures or the page geometry of the source; running headers stand once.
    """
    blocks = Flow(document).blocks()
    if word_count(blocks) > limits.words:
        raise TooLarge("too many words to typeset")
    return tuple(_compile(part) for part in files(blocks))


def missing_glyphs(document: Document) -> int:
    """How many characters will stand as a box because no font has them; over zero the record needs review."""
    flow = Flow(document)
    flow.blocks()
    return flow.missing


def _compile(blocks: list[dict[str, Any]]) -> bytes:
    import typst

    data = json.dumps(blocks, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    try:
        pdf = _compiler().compile(
            format="pdf", pdf_standards=["ua-1"], sys_inputs={"data": data}, timestamp=None, pdf_tags=True
        )
    except (typst.TypstError, RuntimeError, ValueError):
        pdf = None
    if not isinstance(pdf, bytes):
        raise NotUnderstood("the typesetter refuses the text")
    return tag_row_headers(_without_identifier(pdf))


def _without_identifier(pdf: bytes) -> bytes:
    """The file with a constant of the same length in place of its identifier, a digest of all that it holds."""
    found = re.search(rb"/ID\[\(([A-Za-z0-9+/=]{24})\)\(\1\)\]>>\nstartxref\n", pdf)
    if not found:
        raise NotUnderstood("the typesetter wrote a trailer of another form")
    return pdf.replace(found[1], _IDENTIFIER)


def _compiler() -> Any:
    """This thread's compiler: one that is shared fails when two threads use it."""
    import typst

    if not hasattr(_own, "compiler"):
        _own.compiler = typst.Compiler(
            input=str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=[str(FONTS)], ignore_system_fonts=True
        )
    return _own.compiler
