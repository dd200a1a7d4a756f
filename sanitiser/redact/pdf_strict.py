"""The strict copy of a record: its redacted document typeset anew as accessible PDF.

Nothing of the source's pages, fonts or objects is carried over. Does not remove: what the document says outside the
spans, how often a thing is named, the order and length of the text.
"""

from collections.abc import Sequence

from sanitiser.domain.finding import Replacement
from sanitiser.domain.record import Record
from sanitiser.limits import Limits
from sanitiser.redact.document import apply


def make(record: Record, replacements: Sequence[Replacement], limits: Limits) -> tuple[bytes, ...]:
    """The copy, in several files if the record is very long. Raises Quarantine subclasses."""
    from sanitiser.formats.pdf.typeset import typeset

    return typeset(apply(record, replacements), limits)


def notices(record: Record, replacements: Sequence[Replacement]) -> tuple[str, ...]:
    """'missing-glyph' if the copy shows a box for a character that no font has: a reviewer must look."""
    from sanitiser.formats.pdf.typeset import missing_glyphs

    return ("missing-glyph",) if missing_glyphs(apply(record, replacements)) else ()
