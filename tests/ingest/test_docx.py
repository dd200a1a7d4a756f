"""Reading untrusted DOCX: any damage ends in a record or a quarantine, never in a crash."""

import io
import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanitiser.errors import Quarantine
from sanitiser.ingest.docx import read
from sanitiser.limits import MIB, Limits
from tests.channels.docx.fixtures import HIDDEN, VISIBLE

SMALL = Limits(file_bytes=4 * MIB, zip_total_bytes=16 * MIB, xml_nodes=100_000)
SOURCES = [maker("Zarquonby") for maker in (VISIBLE | HIDDEN).values()]


def attempt(data: bytes) -> None:
    """Read, or be quarantined; any other error fails the test."""
    said = ""
    try:
        read(data, SMALL)
    except Quarantine as refused:
        said = str(refused)
    assert "Zarquonby" not in said


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.data_too_large])
@given(st.sampled_from(SOURCES), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), min_size=1, max_size=4))
def test_a_damaged_archive_never_crashes_the_reader(source: bytes, edits: list[tuple[float, bytes]]) -> None:
    """Bytes of the archive overwritten."""
    data = bytearray(source)
    for place, new in edits:
        at = int(place * (len(data) - 1))
        data[at : at + len(new)] = new
    attempt(bytes(data))


TOKENS = [
    "w:p",
    "w:r",
    "w:t",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:sdt",
    "w:fldChar",
    "w:pPr",
    "w:rPr",
    '"',
    "<",
    ">",
    "/",
    "0",
    "-1",
    "x",
]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(SOURCES),
    st.lists(st.tuples(st.sampled_from(TOKENS), st.sampled_from(TOKENS), st.integers(0, 9)), min_size=1, max_size=4),
)
def test_mutated_markup_never_crashes_the_reader(source: bytes, swaps: list[tuple[str, str, int]]) -> None:
    """Names and values of every part swapped for others."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("word/") and not name.endswith(".rels"):
                for one, other, at in swaps:
                    pieces = content.split(one.encode())
                    joined = min(at, len(pieces) - 1)
                    head, tail = one.encode().join(pieces[: joined + 1]), one.encode().join(pieces[joined + 1 :])
                    content = head + (other.encode() if tail or joined + 1 < len(pieces) else b"") + tail
            new.writestr(name, content)
    attempt(target.getvalue())


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(SOURCES), st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=3))
def test_elements_moved_about_never_crash_the_reader(source: bytes, moves: list[tuple[float, float]]) -> None:
    """Well-formed nonsense: any element of the body put into any other."""
    from lxml import etree

    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(content)
                for one, other in moves:
                    every = [e for e in root.iter() if isinstance(e.tag, str)]
                    moved, into = every[int(one * (len(every) - 1))], every[int(other * (len(every) - 1))]
                    if moved is not root and moved not in [into, *into.iterancestors()]:
                        into.append(moved)
                content = etree.tostring(root)
            new.writestr(name, content)
    attempt(target.getvalue())
