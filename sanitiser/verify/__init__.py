"""Readers that share nothing with the writers look into the copy: a verdict."""

from collections.abc import Sequence

from sanitiser.domain.record import MediaType, PdfMode
from sanitiser.domain.verdict import Needle, Verdict
from sanitiser.limits import Limits


def verify(
    data: bytes, media_type: MediaType, mode: PdfMode | None, needles: Sequence[Needle], limits: Limits
) -> Verdict:
    """The verdict on one file of a copy. It never raises: what cannot be read has not passed.

    `needles` are every redacted text and case term, each with the times that the decisions left it: see
    `residue.allowances`, which counts those by the rules of the check. `mode` is strict unless said.
    """
    match media_type:
        case MediaType.PDF:
            from sanitiser.verify import pdf

            return pdf.inspect(data, mode or PdfMode.STRICT, needles, limits)
        case MediaType.DOCX:
            from sanitiser.verify import docx

            checks = docx.inspect(data, needles, limits)
            return Verdict(bool(checks) and all(check.passed for check in checks), ("expat",), checks)
