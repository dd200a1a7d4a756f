"""DOCX to Record: the package's parts read with their formatting resolved, every hidden text noted."""

from sanitiser.domain.record import MediaType, Record, assemble
from sanitiser.errors import TooLarge
from sanitiser.formats.docx.package import open_package
from sanitiser.formats.docx.reader import read_package
from sanitiser.formats.docx.unlocking import unlock
from sanitiser.limits import Limits


def read(untrusted: bytes, limits: Limits, passwords: tuple[str, ...] = ()) -> Record:
    """Read a .docx, .docm, .dotx or .dotm.

    Pages are not known before it is shown, so `pages` is 1. The first password that fits opens an encrypted file.
    Raises Quarantine.
    """
    contents = read_package(open_package(unlock(untrusted, limits, passwords), limits))
    text, segments = assemble(contents.document, contents.hidden)
    if text.count(" ") + text.count("\n") > limits.words:
        raise TooLarge("it has more words than a record may have")
    return Record(
        MediaType.DOCX,
        1,
        text,
        segments,
        contents.document,
        removed=contents.removed,
        notices=contents.notices,
    )
