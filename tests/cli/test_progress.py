"""How far a run is, on a terminal alone: records, pages a second, and the time left by pages."""

import io

import pytest
from rich.console import Console

from sanitiser.cli.progress import Bar, in_words


class Clock:
    at = 0.0

    def __call__(self) -> float:
        return self.at


def screen(*, terminal: bool = True) -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(file=out, force_terminal=terminal, width=120, color_system=None), out


def last(bar: Bar, out: io.StringIO) -> str:
    """The line as it stands now."""
    out.truncate(out.seek(0))
    bar._progress.refresh()
    return out.getvalue()


def test_the_time_left_is_told_by_pages_where_they_are_known() -> None:
    """One short record of two is not half of the work when the other has 300 pages."""
    clock, (console, out) = Clock(), screen()
    with Bar(console, quiet=False, clock=clock) as bar:
        bar.stage("Writing and verifying", 2, 310)
        assert "left" not in last(bar, out)
        clock.at = 20.0
        bar.step(10)
        shown = last(bar, out)
        assert "1/2" in shown
        assert "0.5 pages/s" in shown
        assert "about 10 min left" in shown
        bar.stage("Reading and searching", 4)
        clock.at = 140.0
        bar.step(30)
        assert "about 6 min left" in last(bar, out)  # one record of four took two minutes


def test_nothing_is_shown_where_nobody_looks() -> None:
    for console, out in (screen(terminal=False), screen()):
        with Bar(console, quiet=console.is_terminal) as bar:
            bar.stage("Reading and searching", 1)
            bar.step(1)
        assert out.getvalue().strip() == ""


def test_a_question_is_asked_with_the_bar_out_of_the_way() -> None:
    console, out = screen()
    with Bar(console, quiet=False) as bar:
        bar.stage("Reading and searching", 1)
        assert bar.aside(lambda: bar._progress.live.is_started) is False
        assert bar._progress.live.is_started
    assert out.getvalue()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(5, "under a minute left"), (61, "about 1 min left"), (3600, "about 60 min left"), (7300, "about 2 h left")],
)
def test_a_time_is_told_no_more_exactly_than_it_is_known(seconds: float, words: str) -> None:
    assert in_words(seconds) == words
