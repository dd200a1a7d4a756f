"""The layout copy of a PDF: its pages drawn anew as they were, labels in the place of what is removed.

Everything that no reader sees goes with the source's objects: hidden text, metadata, links, fields, tags, pictures
(a grey box stands for each), fonts (rebuilt with the glyphs that remain). Paragraphs that hold a label are set again.

Does not remove: what layout still tells. The number of lines of a redacted paragraph in a table cell or beside
another column, the split of text over pages and their number, the height of table rows, drawings and shapes that were
made for a text (a frame that fits it), the fonts' design. The strict copy tells none of these.
"""

from collections.abc import Sequence

from sanitiser.domain.finding import Replacement
from sanitiser.domain.record import Record
from sanitiser.limits import Limits


def make(
    untrusted: bytes,
    record: Record,
    replacements: Sequence[Replacement],
    limits: Limits,
    passwords: tuple[str, ...] = (),
) -> bytes:
    """The copy, from the source's bytes and the record that ingest made of them. Raises Quarantine subclasses."""
    from sanitiser.formats.pdf.layout.build import build
    from sanitiser.formats.pdf.opening import open_pdf

    with open_pdf(untrusted, limits, passwords) as pdf:
        return build(pdf, record, replacements, limits)
