"""How far a run is: records done, pages a second and time left on a terminal, silence elsewhere."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text

T = TypeVar("T")


class _Pages(ProgressColumn):
    """Pages a second since the stage began."""

    def render(self, task: Task) -> Text:
        pages, elapsed = task.fields.get("pages", 0), task.elapsed or 0.0
        return Text(f"{pages / elapsed:.1f} pages/s" if pages and elapsed else "")


class _Left(ProgressColumn):
    """The time left: by pages where it is known how many there are, since records differ in length; else by records."""

    def render(self, task: Task) -> Text:
        done, whole = task.completed, task.total or 0
        if task.fields.get("whole"):
            done, whole = task.fields["pages"], task.fields["whole"]
        elapsed = task.elapsed or 0.0
        if not done or not elapsed or done >= whole:
            return Text("")
        return Text(in_words((whole - done) * elapsed / done))


def in_words(seconds: float) -> str:
    """A time that is left, no more exactly than anybody can know it."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return "under a minute left"
    if minutes < 90:
        return f"about {minutes} min left"
    return f"about {round(minutes / 60)} h left"


class Bar:
    """Shows stages on standard error. `step` is told the pages of each record that is done."""

    def __init__(self, console: Console, *, quiet: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._shown = console.is_terminal and not quiet
        columns = (TextColumn("{task.description:<22}"), BarColumn(), MofNCompleteColumn(), _Pages(), _Left())
        self._progress = Progress(
            *columns, console=console, transient=True, disable=not self._shown, get_time=clock, refresh_per_second=4
        )
        self._task = self._progress.add_task("", total=None, visible=False)
        self._pages = 0

    def stage(self, name: str, total: int, pages: int = 0) -> None:
        """Begin a stage of `total` records with `pages` pages, if that is known."""
        self._progress.remove_task(self._task)
        self._pages = 0
        self._task = self._progress.add_task(name, total=total, pages=0, whole=pages)

    def step(self, pages: int) -> None:
        """One record is done."""
        self._pages += pages
        self._progress.update(self._task, advance=1, pages=self._pages)

    def aside(self, ask: Callable[[], T]) -> T:
        """Ask somebody something, with the bar out of the way."""
        if not self._shown:
            return ask()
        self._progress.stop()
        try:
            return ask()
        finally:
            self._progress.start()

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()
