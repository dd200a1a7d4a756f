"""A reader beside the others: its answer is the same, and whatever befalls it never passes for an answer."""

import os
import signal
import threading

import pytest

from sanitiser.verify.aside import ReaderEnded, aside


def _nothing() -> list[str]:
    os.kill(os.getpid(), signal.SIGKILL)
    return []


def _broken() -> list[str]:
    raise ValueError("a reader's own error")


def test_texts_come_back_as_they_were_read() -> None:
    said = ["Leeds", "", "\ud800 half a pair", "[SCHOOL 1]\n" * 50_000]
    with aside(lambda: said, 30) as texts:
        assert texts() == tuple(said)


def test_it_reads_in_another_process() -> None:
    if threading.active_count() > 1:
        pytest.skip("other threads are at work")
    with aside(lambda: [str(os.getpid())], 30) as texts:
        assert texts() != (str(os.getpid()),)


@pytest.mark.parametrize("read", [_nothing, _broken])
def test_a_reader_that_ends_early_has_no_answer(read: object) -> None:
    if threading.active_count() > 1:
        pytest.skip("other threads are at work")
    with pytest.raises(ReaderEnded), aside(read, 30) as texts:  # type: ignore[arg-type]
        texts()


def test_nobody_is_left_behind_when_the_others_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    forked, fork = [], os.fork
    monkeypatch.setattr(os, "fork", lambda: forked.append(fork()) or forked[-1])
    with pytest.raises(ZeroDivisionError), aside(lambda: ["x"] * 10_000_000, 30):
        raise ZeroDivisionError
    for pid in forked:
        with pytest.raises(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def test_beside_other_threads_it_reads_in_this_process() -> None:
    """To fork there is not safe."""
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        with aside(lambda: [str(os.getpid())], 30) as texts:
            assert texts() == (str(os.getpid()),)
    finally:
        done.set()
        other.join()
