"""Reading: words are folded alike, stand where they say, and labels are never read."""

import time

from hypothesis import given
from hypothesis import strategies as st

from recognisers.text import LABEL, fold, read
from sanitiser.domain.kinds import LABEL_WORDS, PICTURE, WITHHELD


def test_spellings_of_one_name_fold_alike() -> None:
    """Case, accents, line breaks, hyphens, `&`, Saint and a scanner's slips make no difference."""
    assert fold("Hammersmith\n& Fulham") == fold("HAMMERSMITH AND FULHAM") == "hammersmith and fulham"
    assert fold("Stoke-on-Trent") == fold("Stoke on Trent")
    assert fold("Saint Helens") == fold("St. Helens") == fold("ST HELENS")
    assert fold("Ynys Môn") == fold("Ynys Mo\u0302n") == fold("ynys mon")
    assert fold("L0nd0n") == fold("Ｌｏｎｄｏｎ") == fold("Lon\u00addon") == fold("Lon\u200bdon") == "london"
    assert fold("King’s Lynn") == fold("King's Lynn")


def test_codes_are_not_mistaken_for_slips() -> None:
    """Postcodes, dates and short codes keep their digits."""
    assert fold("LS8 1AA 01/05/2019 Y10 S47") == "ls8 1aa 01 05 2019 y10 s47"


def test_other_readings_join_what_a_line_end_or_spacing_broke() -> None:
    """Broken and spaced-out words are also read joined, and 1 also as I."""
    joined = read("of Hert-\nfordshire").others[0]
    assert joined.words == ["of", "hertfordshire"]
    assert joined.raw(1) == "Hert-\nfordshire"
    assert "leeds" in read("L E E D S council").others[0].words
    assert read("Br1stol").others[0].words == ["bristol"]
    assert read("plain text").others == ()


def test_every_label_is_left_alone() -> None:
    """No label of the sanitiser is read as words, numbered or not; other bracketed words are."""
    for words in {w for group in LABEL_WORDS.values() for w in group} - {"WITHHELD"}:
        assert LABEL.fullmatch(f"[{words} 12]"), words
        assert read(f"at [{words} 12] today").words == ["at", "today"]
    assert read(f"{WITHHELD} {PICTURE}").words == []
    assert "leeds" in read("[LEEDS 1] [LEEDS]").words


def test_only_what_one_name_may_hold_links_words() -> None:
    """A name may cross a blank, a hyphen, a comma or one line break, not a sentence's end."""
    assert read("Leeds\nCity Council").whole(0, 2)
    assert read("St. Albans").whole(0, 1)
    assert not read("in Leeds. City life").whole(0, 2)
    assert not read("Leeds\n\nCity").whole(0, 1)
    assert not read("Leeds (City)").whole(0, 1)


@given(st.text(max_size=200))
def test_words_stand_where_they_say(text: str) -> None:
    """Any text: words are in order, do not overlap, and fold again to themselves."""
    for reading in (read(text), *read(text).others):
        at = 0
        for start, end, word in zip(reading.starts, reading.ends, reading.words, strict=True):
            assert at <= start < end <= len(text)
            assert word
            at = end
        for offset, word in zip(reading.offsets, reading.words, strict=True):
            assert reading.joined.startswith(word + " ", offset)


def test_reading_takes_linear_time() -> None:
    """The worst strings are read at more than 100,000 characters a second."""
    for worst in ("[" * 200_000, "a-\n" * 70_000, "a " * 100_000, "\u0301a" * 100_000, "[A" * 100_000, "0a" * 100_000):
        begin = time.perf_counter()
        reading = read(worst)
        _ = reading.others, [reading.linked(i) for i in range(len(reading.words) - 1)]
        assert time.perf_counter() - begin < 2
