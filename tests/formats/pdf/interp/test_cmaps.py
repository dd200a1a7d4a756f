"""Character maps are read as they were written, and hostile ones end."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from sanitiser.formats.pdf import cmaps

TEXT = st.text(st.characters(codec="utf-16-be", exclude_categories=("Cs",)), min_size=1, max_size=3)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.integers(0, 0xFFFF), TEXT, max_size=30))
def test_single_entries_come_back(entries: dict[int, str]) -> None:
    lines = "".join(f"<{code:04x}> <{text.encode('utf-16-be').hex()}>\n" for code, text in entries.items())
    program = (
        f"begincmap 1 begincodespacerange <0000><ffff> endcodespacerange {len(entries)} beginbfchar\n{lines}endbfchar"
    )
    assert cmaps.parse(program.encode()).texts == entries


@given(st.integers(0, 0xFF00), st.integers(0, 200), st.integers(0x20, 0xD000))
def test_ranges_count_on_from_their_first_character(low: int, size: int, first: int) -> None:
    program = b"1 beginbfrange <%04x> <%04x> <%04x> endbfrange" % (low, low + size, first)
    assert cmaps.parse(program).texts == {low + i: chr(first + i) for i in range(size + 1)}


def test_ranges_may_list_their_characters() -> None:
    assert cmaps.parse(b"1 beginbfrange <01> <03> [<0041> <00420043> <0044>] endbfrange").texts == {
        1: "A", 2: "BC", 3: "D",
    }  # fmt: skip


def test_codes_of_mixed_length_are_told_apart() -> None:
    cmap = cmaps.parse(
        b"2 begincodespacerange <00> <7f> <8000> <ffff> endcodespacerange "
        b"1 begincidchar <20> 7 endcidchar 1 begincidrange <8140> <8150> 100 endcidrange /WMode 1 def"
    )
    assert list(cmap.segment(b"\x20\x81\x45\x20")) == [(0, 1, 0x20), (1, 2, 0x8145), (3, 1, 0x20)]
    assert (cmap.number(1, 0x20), cmap.number(2, 0x8145), cmap.number(2, 0x8151)) == (7, 105, None)
    assert cmap.vertical


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_an_error(data: bytes) -> None:
    cmap = cmaps.parse(b"1 beginbfrange " + data + b" endbfrange")
    assert all(isinstance(text, str) for text in cmap.texts.values())
    list(cmap.segment(data))


def test_ranges_cannot_fill_the_memory() -> None:
    begin = time.monotonic()
    cmap = cmaps.parse(b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange " * 1000)
    assert not cmap.texts
    cmap = cmaps.parse(b"1 beginbfrange <0000> <ffff> <0041> endbfrange " * 1000 + b"<" * 100_000)
    assert len(cmap.texts) <= cmaps.MAX_ENTRIES + 0x10000
    assert time.monotonic() - begin < 30
