"""Opening an untrusted PDF within limits, with or without passwords.

Damage that qpdf can repair is allowed here; whether readers repair it alike is for crosscheck.py to say.
"""

from io import BytesIO
from typing import Final

import pikepdf
import pikepdf.settings

from sanitiser.errors import Damaged, EmptyFile, Encrypted, NotUnderstood, Quarantine, TooLarge
from sanitiser.formats.pdf import streams
from sanitiser.limits import Limits

_HEADER_WITHIN: Final = 1024
_XFA_REMEDY: Final = "Open it in Acrobat and print it to a new PDF: its pages are made by the reader (dynamic XFA)."
_PORTFOLIO_REMEDY: Final = "Take the files out of the portfolio and give each by itself."


def open_pdf(untrusted: bytes, limits: Limits, passwords: tuple[str, ...] = ()) -> pikepdf.Pdf:
    """Open a PDF. The empty password is tried first, then each that was given.

    Raises EmptyFile, TooLarge, Damaged, Encrypted, or NotUnderstood for a portfolio, dynamic XFA or no pages.
    """
    if not untrusted:
        raise EmptyFile
    if len(untrusted) > limits.file_bytes:
        raise TooLarge("more bytes than allowed")
    if b"%PDF-" not in untrusted[:_HEADER_WITHIN]:
        raise Damaged("no PDF header")
    set_caps(limits)
    pdf = _open(untrusted, passwords)
    try:
        _check(pdf, limits)
    except Quarantine:
        pdf.close()
        raise
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, KeyError, AttributeError):
        pdf.close()
        raise Damaged("its catalogue or page tree cannot be read") from None
    return pdf


def set_caps(limits: Limits) -> None:
    """Hold qpdf to the caps: these settings are the process's, and a child process reads one record."""
    cap = min(limits.stream_bytes, 2**32 - 1)
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=cap,
        png_max_memory=cap,
        tiff_max_memory=cap,
        run_length_max_memory=cap,
        dct_max_memory=cap,
        max_stream_filters=streams.MAX_FILTERS,
        doc_max_warnings=10_000,
    )


def repaired(pdf: pikepdf.Pdf, untrusted: bytes) -> bool:
    """Whether qpdf had to mend the file, or it holds more than one revision, so that readers may see it differently."""
    return bool(pdf.get_warnings()) or untrusted.count(b"%%EOF") != 1 or not untrusted.startswith(b"%PDF-")


def _open(untrusted: bytes, passwords: tuple[str, ...]) -> pikepdf.Pdf:
    tries: list[str | bytes] = [""]
    for password in passwords:
        tries.append(password)
        for encoding in ("latin-1", "utf-8"):
            try:
                tries.append(password.encode(encoding))
            except UnicodeEncodeError:
                continue
    for attempt in dict.fromkeys(tries):
        try:
            return pikepdf.open(BytesIO(untrusted), password=attempt, suppress_warnings=True)
        except pikepdf.PasswordError:
            continue
        except pikepdf.PdfError as error:
            if "encrypt" in str(error).lower():
                raise Encrypted("by a method that is not supported") from None
            raise Damaged("it cannot be read as PDF") from None
        except (ValueError, RuntimeError, MemoryError):
            raise Damaged("it cannot be read as PDF") from None
    raise Encrypted("none of the given passwords opens it" if passwords else "it needs a password")


def _check(pdf: pikepdf.Pdf, limits: Limits) -> None:
    count = len(pdf.pages)
    if count > limits.pages:
        raise TooLarge("more pages than allowed")
    root = pdf.Root
    if "/Collection" in root:
        raise NotUnderstood("a portfolio of files", _PORTFOLIO_REMEDY)
    form = root.get("/AcroForm")
    if (
        isinstance(form, pikepdf.Dictionary)
        and "/XFA" in form
        and (streams.flag(root.get("/NeedsRendering")) or not len(form.get("/Fields", [])))
    ):
        raise NotUnderstood("a form whose pages are made by the reader (XFA)", _XFA_REMEDY)
    if count == 0:
        raise Damaged("it has no pages")
