"""The record that the channels' fixtures start from: a plain tagged page of text, as an office program writes it."""

import tempfile
from functools import cache
from pathlib import Path

from sanitiser.formats.pdf.typeset.characters import FONTS

_SOURCE = """
#set document(title: "Record", date: none)
#set text(font: "Noto Sans", size: 11pt, lang: "en")
= Summary
Kezia enjoys reading. She is eight years old and allergic to penicillin.

== Health
Her weight was 21.4 kg in May, and the asthma plan is up to date.
"""


@cache
def source_pdf() -> bytes:
    """One page with a heading, paragraphs, an outline, a structure tree, metadata and an embedded font."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "source.typ"
        path.write_text(_SOURCE, encoding="utf-8")
        compiler = typst.Compiler(str(path), root=folder, font_paths=[str(FONTS)], ignore_system_fonts=True)
        made = compiler.compile(format="pdf")
    assert isinstance(made, bytes)
    return made
