"""The verifiers' mutation score: `python -m tests.verify.mutations`.

Every leak that the tests know is planted, one at a time, in a good copy of each kind, and the verifier is asked. `caught`
are those that it refused; `by text` those where a reader found the secret itself, the others were told by their form
alone. A leak that a copy has no place for (a bookmark where there are none) is left out and counted.
"""

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

import pikepdf

from sanitiser.domain.document import Document, Label, Paragraph, ParagraphStyle, Section, Text
from sanitiser.domain.kinds import Kind
from sanitiser.domain.record import MediaType, PdfMode
from sanitiser.domain.verdict import Needle
from sanitiser.formats.pdf.typeset import typeset
from sanitiser.ingest.pdf import read
from sanitiser.limits import DEFAULT
from sanitiser.redact import pdf_layout
from sanitiser.verify import verify
from tests.channels.pdf.base import source_pdf
from tests.channels.pdf.plants import BYTES, PLANTS, SECRET, SOURCES, Plant
from tests.channels.pdf.traces import TRACES
from tests.verify import docx_leaks

_NEEDLES = (Needle(SECRET, Kind.PLACE), Needle("Leeds City Council", Kind.LOCAL_AUTHORITY), Needle("Ali", Kind.PERSON))
_DOCUMENT = Document((Section((
    Paragraph((Text("Plan"),), ParagraphStyle(heading=1)), Paragraph((Text("Home: "), Label("[PLACE 1]"), Text(", safe and over."))),
)),))  # fmt: skip
Mutant = tuple[str, bytes]


@dataclass
class Score:
    """The result of one kind of copy."""

    planted: int = 0
    caught: int = 0
    by_text: int = 0
    without_place: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


@cache
def strict_copy() -> bytes:
    """A good strict copy."""
    [made] = typeset(_DOCUMENT, DEFAULT)
    return made


@cache
def layout_copy() -> bytes:
    """A good layout copy."""
    return pdf_layout.make(source_pdf(), read(source_pdf(), DEFAULT), [], DEFAULT)


def pdf_mutants(good: bytes) -> Iterator[tuple[str, bytes | None]]:
    """Each leak in a copy; None where the copy has no place for it."""
    plants: dict[str, Plant] = {**PLANTS, **SOURCES, **TRACES}
    for name in sorted(plants):
        with pikepdf.open(io.BytesIO(good)) as pdf:
            try:
                plants[name](pdf)
            except (AttributeError, KeyError):
                yield name, None
                continue
            saved = io.BytesIO()
            pdf.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.disable, fix_metadata_version=False)
        yield name, saved.getvalue()
    for name, change in sorted(BYTES.items()):
        try:
            made = change(good)
        except ValueError:
            made = good
        yield f"bytes: {name}", made if made != good else None


def docx_mutants() -> Iterator[tuple[str, bytes | None]]:
    """Each leak in a DOCX copy."""
    for name, change in sorted(docx_leaks.LEAKS.items()):
        files = docx_leaks.unpacked(docx_leaks.good())
        change(files)
        yield name, docx_leaks.packed(files)
    for name, wrap in sorted(docx_leaks.CONTAINERS.items()):
        yield f"archive: {name}", wrap(docx_leaks.good())


def score(mutants: Iterator[tuple[str, bytes | None]], judge: Callable[[bytes], tuple[bool, bool]]) -> Score:
    """`judge` says whether a copy passed, and whether the secret was read in it."""
    made = Score()
    for name, data in mutants:
        if data is None:
            made.without_place.append(name)
            continue
        passed, told = judge(data)
        made.planted += 1
        made.caught += not passed
        made.by_text += told
        made.missed.extend([name] if passed else [])
    return made


def _judge(media_type: MediaType, mode: PdfMode, needles: tuple[Needle, ...]) -> Callable[[bytes], tuple[bool, bool]]:
    def judge(data: bytes) -> tuple[bool, bool]:
        verdict = verify(data, media_type, mode, needles, DEFAULT)
        return verdict.passed, any(not check.passed and check.name.startswith("residue:") for check in verdict.checks)

    return judge


def scores() -> dict[str, Score]:
    """The score of each kind of copy. In strict mode saving anew fails already: there a mutant counts as caught only if a check
    failed that saving alone does not fail.
    """
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(strict_copy())) as pdf:
        pdf.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.disable, fix_metadata_version=False)
    alone = {check.name for check in verify(saved.getvalue(), MediaType.PDF, PdfMode.STRICT, (), DEFAULT).checks if not check.passed}  # fmt: skip

    def strict(data: bytes) -> tuple[bool, bool]:
        verdict = verify(data, MediaType.PDF, PdfMode.STRICT, _NEEDLES, DEFAULT)
        failed = {check.name for check in verdict.checks if not check.passed}
        bytewise = not data.startswith(b"%PDF-1.7\n%\xbf")  # not saved by pikepdf
        return not (failed if bytewise else failed - alone), any(name.startswith("residue:") for name in failed)

    return {
        "PDF strict": score(pdf_mutants(strict_copy()), strict),
        "PDF layout": score(pdf_mutants(layout_copy()), _judge(MediaType.PDF, PdfMode.LAYOUT, _NEEDLES)),
        "DOCX": score(docx_mutants(), _judge(MediaType.DOCX, PdfMode.STRICT, docx_leaks.NEEDLES)),
    }


def main() -> None:
    """Print the table; fail if any leak was not caught."""
    missed = False
    print(f"{'copy':12}{'planted':>9}{'caught':>9}{'by text':>9}{'no place':>10}")
    for name, made in scores().items():
        print(f"{name:12}{made.planted:9}{made.caught:9}{made.by_text:9}{len(made.without_place):10}")
        for leak in made.missed:
            missed = True
            print(f"  missed: {leak}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
