"""A task in a child cannot outlive its limits, write, connect, or answer with half a message."""

import io
import os
import time
from dataclasses import asdict
from pathlib import Path

import pytest

from sanitiser.errors import EmptyFile, Quarantine
from sanitiser.jobs import nursery, tasks, wire
from sanitiser.jobs.sandbox import Sandbox
from sanitiser.limits import MIB, Limits

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

SMALL = Limits(memory_bytes=1500 * MIB, cpu_seconds=2, wall_seconds=3)


def _run(task, monkeypatch) -> dict:
    monkeypatch.setitem(tasks.TASKS, "probe", task)
    reading, writing = os.pipe()
    try:
        with os.fdopen(reading, "rb") as requests:
            message = wire.Message({"task": "probe", "limits": asdict(SMALL)})
            answer = wire.read(io.BytesIO(nursery._in_child(message, requests)))
    finally:
        os.close(writing)
    assert answer is not None
    return answer.head


def test_a_child_that_sleeps_is_ended_by_the_wall_clock(monkeypatch) -> None:
    assert _run(lambda head, blobs: time.sleep(60), monkeypatch)["detail"] == "wall time"


def test_a_child_that_spins_is_ended_by_its_cpu_time(monkeypatch) -> None:
    def spin(head, blobs):
        while True:
            pass

    assert _run(spin, monkeypatch)["detail"] in {"CPU time", "wall time"}


def test_a_child_that_hoards_memory_is_refused(monkeypatch) -> None:
    assert _run(lambda head, blobs: (bytes(4_000 * MIB),), monkeypatch)["code"] == "limit"


def test_a_child_that_dies_gives_a_refusal(monkeypatch) -> None:
    assert _run(lambda head, blobs: os.kill(os.getpid(), 9), monkeypatch)["detail"] == "killed"
    assert _run(lambda head, blobs: os._exit(0), monkeypatch)["code"] == "limit"


def test_a_child_cannot_write_a_file(monkeypatch, tmp_path: Path) -> None:
    def write(head, blobs):
        (tmp_path / "leak").write_bytes(b"x" * 100)
        return ()

    _run(write, monkeypatch)
    assert not (tmp_path / "leak").exists() or (tmp_path / "leak").stat().st_size == 0


def test_no_message_of_an_exception_crosses(monkeypatch) -> None:
    def fail(head, blobs):
        raise ValueError("Leeds City Council")

    head = _run(fail, monkeypatch)
    assert head["code"] == "limit"
    assert "Leeds" not in str(head)


def test_the_nursery_forbids_sockets_and_programs() -> None:
    with pytest.raises(PermissionError):
        nursery._forbid("socket.connect", ())
    nursery._forbid("open", ())


def test_a_sandbox_says_why_and_goes_on_after_its_nursery_was_killed() -> None:
    with Sandbox(SMALL) as sandbox:
        with pytest.raises(EmptyFile):
            sandbox.read(b"  ")
        assert sandbox._nursery is not None
        sandbox._nursery.kill()
        sandbox._nursery.wait()
        with pytest.raises(Quarantine):
            sandbox.read(b"not a record")


def test_a_file_of_another_kind_is_named_with_its_remedy() -> None:
    with Sandbox(SMALL) as sandbox, pytest.raises(Quarantine) as caught:
        sandbox.read(b"{\\rtf1 hello}")
    assert "RTF" in caught.value.message
    assert "PDF or DOCX" in caught.value.advice


@pytest.mark.parametrize("cut", [0, 1, 5, 11, 20])
def test_a_message_cut_short_is_never_taken_for_one(cut: int) -> None:
    data = wire.pack({"a": 1}, (b"xyz",))
    assert wire.read(io.BytesIO(data)) == wire.Message({"a": 1}, (b"xyz",))
    if cut == 0:
        assert wire.read(io.BytesIO(b"")) is None
    else:
        with pytest.raises(EOFError):
            wire.read(io.BytesIO(data[:-cut] if cut < 20 else data[:10]))
