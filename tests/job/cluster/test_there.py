"""In a worker of Dask each scan has a process: what dies, hangs or grows costs itself, and the worker lives on."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from ocr_pipeline.errors import DiskFull, PageMemoryExceeded, TaskHung, WorkerLost
from ocr_pipeline.job.cluster import there
from ocr_pipeline.job.cluster.there import Answer, Left, Order, Raised, Unfit, leave, read_here
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.job.workers import local
from ocr_pipeline.job.workers.table import processes
from ocr_pipeline.records import ScanSource
from ocr_pipeline.settings import FailurePolicy, Settings


def attempt(name):
    return Attempt(PlannedScan(ScanSource(Path(name)), "document", name, name))


def work(attempt: Attempt) -> Outcome:
    """Does what the name of the scan says; gives the id of its process as the memory it takes."""
    match attempt.scan.name:
        case "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hangs":
            signal.pause()
        case "grows":
            hoard = [b"\1" * 2**20 for _ in range(1000)]
            signal.pause()
            del hoard
        case "fills the disk":
            raise DiskFull("/output")
    return Outcome((), os.getpid())


class Unstartable:
    """Work whose process dies as it is started."""

    def __call__(self, attempt: Attempt) -> Outcome:
        raise AssertionError(attempt)

    def __getstate__(self):
        return {"made by": os.getpid()}

    def __setstate__(self, state):
        if state["made by"] != os.getpid():
            os.kill(os.getpid(), signal.SIGKILL)


def order_of(tmp_path, doing=work):
    policy = FailurePolicy(page_memory_mb=700)
    return Order(tmp_path.name, doing, Settings(page_seconds=0.5), policy, tmp_path)


@pytest.fixture
def order(tmp_path, monkeypatch):
    monkeypatch.setattr(local, "LOOK_SECONDS", 0.1)
    monkeypatch.setattr(local, "PAUSE_SECONDS", 0.05)
    monkeypatch.setattr(local, "worker_seconds", lambda _settings: 3.0)
    yield order_of(tmp_path)
    leave(tmp_path.name)


def reader_of(order, name) -> int:
    """The process that read a scan."""
    answer = read_here(order, attempt(name))
    assert isinstance(answer, Outcome)
    return answer.peak_memory_bytes


def alive(pid):
    return any(process.pid == pid for process in processes())


def test_a_process_is_kept_for_the_scans_that_follow_and_ends_with_its_job(order):
    first, second = reader_of(order, "1"), reader_of(order, "2")
    assert first == second != os.getpid()
    assert alive(first)
    leave(order.token)
    assert not alive(first)


def test_what_dies_hangs_or_grows_costs_itself(order):
    assert isinstance(read_here(order, attempt("dies")), WorkerLost)
    assert isinstance(read_here(order, attempt("hangs")), TaskHung)
    assert isinstance(read_here(order, attempt("grows")), PageMemoryExceeded)
    assert isinstance(read_here(order, attempt("1")), Outcome)


def test_what_concerns_the_whole_job_comes_back_as_such_and_the_next_scan_is_read(order):
    raised = read_here(order, attempt("fills the disk"))
    assert isinstance(raised, Raised)
    assert isinstance(raised.error, DiskFull)
    assert isinstance(read_here(order, attempt("1")), Outcome)


@pytest.mark.usefixtures("order")
def test_a_machine_on_which_no_process_starts_is_unfit(tmp_path):
    assert isinstance(read_here(order_of(tmp_path, Unstartable()), attempt("1")), Unfit)


def children() -> set[int]:
    return {process.pid for process in processes() if process.parent == os.getpid()}


def test_a_job_that_ends_ends_what_is_being_read(order):
    answers: list[Answer] = []
    others = children()
    reading = threading.Thread(target=lambda: answers.append(read_here(order, attempt("hangs"))))
    reading.start()
    until = time.monotonic() + 10
    while not children() - others and time.monotonic() < until:
        time.sleep(0.05)
    leave(order.token)
    reading.join(5)
    assert answers == [Left()]


def test_scans_side_by_side_have_a_process_each(order):
    readers: set[int] = set()
    reading = [threading.Thread(target=lambda name=name: readers.add(reader_of(order, name))) for name in "12"]
    for thread in reading:
        thread.start()
    for thread in reading:
        thread.join(10)
    assert len(readers) == 2


def test_processes_that_nobody_asks_for_anything_end_by_themselves(order, monkeypatch):
    monkeypatch.setattr(there, "IDLE_SECONDS", 0.1)
    pid = reader_of(order, "1")
    until = time.monotonic() + 10
    while alive(pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not alive(pid)
    assert isinstance(read_here(order, attempt("2")), Outcome)


def test_leaving_without_having_come_is_no_harm(order):
    reader = reader_of(order, "1")
    leave("a job that nobody knows")
    assert alive(reader)
    assert reader_of(order, "2") == reader
