"""How far a run is: pages a second and time left on a terminal, silence elsewhere."""

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text


class _Pages(ProgressColumn):
    """Pages a second since the stage began."""

    def render(self, task: Task) -> Text:
        pages, elapsed = task.fields.get("pages", 0), task.elapsed or 0.0
        return Text(f"{pages / elapsed:.1f} pages/s" if pages and elapsed else "")


class Bar:
    """Shows stages on standard error. `step` is told the pages of each record that is done."""

    def __init__(self, console: Console, *, quiet: bool) -> None:
        self._shown = console.is_terminal and not quiet
        columns = (
            TextColumn("{task.description:<22}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Pages(),
            TimeRemainingColumn(),
        )
        self._progress = Progress(*columns, console=console, transient=True, disable=not self._shown)
        self._task = self._progress.add_task("", total=None, visible=False)
        self._pages = 0
        self.started = time.monotonic()

    def stage(self, name: str, total: int) -> None:
        """Begin a stage of `total` records."""
        self._progress.remove_task(self._task)
        self._pages = 0
        self._task = self._progress.add_task(name, total=total, pages=0)

    def step(self, pages: int) -> None:
        """One record is done."""
        self._pages += pages
        self._progress.update(self._task, advance=1, pages=self._pages)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()
