"""From decisions to a DOCX: the redacted logical document written as a new package.

Removes: every replaced text, and everything of the source that the logical document does not hold (parts, metadata,
hidden text, pictures, geometry that text had moved). Does not remove: what nobody decided to replace, the number of
mentions, the structure that the author gave (headings, tables, lists).
"""

from collections.abc import Sequence

from sanitiser.domain.finding import Replacement
from sanitiser.domain.record import Record
from sanitiser.formats.docx.writer import write
from sanitiser.limits import Limits
from sanitiser.redact.document import apply


def make(record: Record, replacements: Sequence[Replacement], limits: Limits) -> bytes:  # noqa: ARG001
    """The bytes of the copy; a function of the redacted document alone."""
    return write(apply(record, replacements))
