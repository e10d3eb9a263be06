"""Scans are worked on in processes of this machine: what dies, hangs or grows costs what it had begun, nothing else."""

from __future__ import annotations

import itertools
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from ocr_pipeline.errors import DiskFull, ExitCode, NoWorkerStarts, PageMemoryExceeded, TaskHung, WorkerLost
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.job.workers import local
from ocr_pipeline.job.workers.local import LocalProcesses
from ocr_pipeline.job.workers.table import processes
from ocr_pipeline.records import Reason, ScanSource
from ocr_pipeline.settings import FailurePolicy, Settings

SETTINGS = Settings(page_seconds=0.5)
POLICY = FailurePolicy(page_memory_mb=1000)
MEGABYTE = 2**20

kept: list[bytes] = []
"""What the work keeps in its process."""


@pytest.fixture(autouse=True)
def in_short(monkeypatch):
    monkeypatch.setattr(local, "LOOK_SECONDS", 0.1)
    monkeypatch.setattr(local, "PAUSE_SECONDS", 0.05)


def scan(name):
    return PlannedScan(ScanSource(Path(name)), "document", name, name)


def work(attempt: Attempt) -> Outcome:
    """Does what the name of the scan says; gives the id of its process as the memory it takes."""
    match attempt.scan.name:
        case "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        case "ends":
            os._exit(3)
        case "hangs":
            signal.pause()
        case "hangs deaf":
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
            os.kill(os.getpid(), signal.SIGSTOP)
        case "grows":
            hoard = [b"\1" * MEGABYTE for _ in range(1500)]
            signal.pause()
            del hoard
        case "keeps much":
            kept.append(b"\1" * (local.IDLE_BYTES + MEGABYTE))
        case "fills the disk":
            raise DiskFull("/output")
        case "dies at first":
            if _is_new(attempt.scan.source.path):
                os.kill(os.getpid(), signal.SIGKILL)
        case "dies after":
            threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGKILL)).start()
    return Outcome((), os.getpid())


class Unstartable:
    """Work whose process dies as it is started, that many times `but` one: the start of a worker unpickles it."""

    def __init__(self, marks: Path, times: int, but: int = -1) -> None:
        self.marks, self.times, self.but = marks, times, but

    def __call__(self, attempt: Attempt) -> Outcome:
        return work(attempt)

    def __setstate__(self, state):
        self.__dict__.update(state)
        number = next(number for number in itertools.count() if _is_new(self.marks / str(number)))
        if number < self.times and number != self.but:
            os.kill(os.getpid(), signal.SIGKILL)


def _is_new(path: Path) -> bool:
    try:
        path.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def outcomes(*names, doing=work, workers=2, policy=POLICY):
    executor = LocalProcesses(doing, SETTINGS, workers=workers, policy=policy)
    for name in names:
        executor.submit(Attempt(scan(name)))
    try:
        return {attempt.scan.name: outcome for attempt, outcome in executor.outcomes()}
    finally:
        executor.stop()


def test_every_scan_comes_back_once_with_its_outcome():
    names = [str(number) for number in range(20)]
    found = outcomes(*names)
    assert sorted(found) == sorted(names)
    assert len({outcome.peak_memory_bytes for outcome in found.values()}) <= 2


def test_what_ends_a_worker_costs_the_scan_it_has_begun_and_the_others_go_on(monkeypatch):
    monkeypatch.setattr(local, "worker_seconds", lambda _settings: 1.0)
    found = outcomes("dies", "1", "hangs", "22", "ends", "hangs deaf", "333")
    for name, how in (("dies", "signal SIGKILL"), ("ends", "exit code 3")):
        lost = found.pop(name)
        assert isinstance(lost, WorkerLost)
        assert lost.detail == how
    assert isinstance(found.pop("hangs"), TaskHung)
    assert isinstance(found.pop("hangs deaf"), TaskHung)
    assert set(found) == {"1", "22", "333"}
    assert all(isinstance(outcome, Outcome) for outcome in found.values())


def test_a_scan_whose_worker_was_killed_by_something_else_is_read_as_if_nothing_had_happened(tmp_path):
    once = PlannedScan(ScanSource(tmp_path / "killed"), "document", "dies at first", "")
    executor = LocalProcesses(work, SETTINGS, workers=1)
    executor.submit(Attempt(once))
    try:
        ((attempt, outcome),) = executor.outcomes()
    finally:
        executor.stop()
    assert attempt == Attempt(once)
    assert isinstance(outcome, Outcome)


def test_a_worker_that_grows_over_a_scan_is_ended_and_costs_that_scan():
    found = outcomes("grows", "1")
    assert isinstance(found["grows"], PageMemoryExceeded)
    assert "1000 are allowed" in found["grows"].detail
    assert isinstance(found["1"], Outcome)


def test_a_worker_that_still_holds_much_after_its_scan_is_replaced_and_one_that_does_not_is_kept():
    found = outcomes("keeps much", "1", "2", "3", workers=1)
    first, *others = (found[name].peak_memory_bytes for name in ("keeps much", "1", "2", "3"))
    assert first not in others
    assert len(set(others)) == 1


def test_a_worker_that_dies_between_two_scans_costs_nothing():
    names = [str(number) for number in range(5)]
    executor = LocalProcesses(work, SETTINGS, workers=1, policy=POLICY)
    executor.submit(Attempt(scan("dies after")))
    try:
        found = []
        for attempt, outcome in executor.outcomes():
            found.append((attempt.scan.name, type(outcome)))
            if attempt.scan.name == "dies after":
                # Its process waits for a scan and is killed then; only after that there are scans again.
                assert isinstance(outcome, Outcome)
                _wait_for_the_end_of(outcome.peak_memory_bytes)
                for name in names:
                    executor.submit(Attempt(scan(name)))
    finally:
        executor.stop()
    assert found == [(name, Outcome) for name in ("dies after", *names)]


@pytest.mark.parametrize("times", [1, 2])
def test_a_worker_that_dies_at_its_start_is_replaced_and_costs_nothing(tmp_path, times):
    found = outcomes("1", "2", doing=Unstartable(tmp_path, times), workers=1)
    assert all(isinstance(outcome, Outcome) for outcome in found.values())


def test_where_no_worker_can_be_started_the_job_ends_with_its_own_error_after_three_tries(tmp_path):
    with pytest.raises(NoWorkerStarts, match="signal SIGKILL") as raised:
        outcomes("1", doing=Unstartable(tmp_path, 1000), workers=1)
    assert raised.value.exit_code is ExitCode.MACHINE
    assert len(list(tmp_path.iterdir())) == local.STARTS


def test_where_only_some_workers_can_be_started_these_do_all_the_work(tmp_path):
    names = [str(number) for number in range(8)]
    found = outcomes(*names, doing=Unstartable(tmp_path, 1000, but=0), workers=4)
    assert sorted(found) == names
    assert len({outcome.peak_memory_bytes for outcome in found.values()}) == 1


def test_what_concerns_the_whole_job_is_raised():
    with pytest.raises(DiskFull):
        outcomes("fills the disk")


class Unpicklable(Exception):
    def __init__(self):
        super().__init__("a bug")
        self.held = threading.Lock()


def raises(_attempt):
    raise Unpicklable


def test_an_error_that_cannot_be_sent_is_raised_as_one_that_can():
    with pytest.raises(RuntimeError, match="a bug"):
        outcomes("1", doing=raises)


def test_another_attempt_is_made_before_the_scans_that_wait():
    executor = LocalProcesses(work, SETTINGS, workers=1, policy=POLICY)
    for name in ("1", "2", "3"):
        executor.submit(Attempt(scan(name)))
    order = []
    failure = Reason(code="EngineCrashed", message="signal 11", exit_code=6)
    executor.submit(Attempt(scan("again")).after(failure))
    for attempt, _ in executor.outcomes():
        order.append((attempt.scan.name, attempt.is_first))
    executor.stop()
    assert order == [("again", False), ("1", True), ("2", True), ("3", True)]


def test_stopping_ends_work_that_is_not_done_and_what_it_has_started():
    executor = LocalProcesses(starts_a_program, Settings(page_seconds=600), workers=2)
    for name in ("1", "hangs"):
        executor.submit(Attempt(scan(name)))
    _, outcome = next(executor.outcomes())
    sessions = {process.session for process in processes() if process.parent == os.getpid()}
    started = time.monotonic()
    executor.stop()
    assert time.monotonic() - started < 10
    assert isinstance(outcome, Outcome)
    assert outcome.peak_memory_bytes in sessions
    assert not [process for process in processes() if process.session in sessions - {os.getsid(0)}]


def starts_a_program(attempt: Attempt) -> Outcome:
    os.spawnlp(os.P_NOWAIT, "sleep", "sleep", "600")
    return work(attempt)


def test_no_time_is_taken_from_the_clock_that_can_be_set(monkeypatch):
    """The wall clock goes back a day and forward two while scans are worked on."""
    jumps = itertools.cycle((-86_400.0, 86_400.0))
    true = time.time
    monkeypatch.setattr(time, "time", lambda: true() + next(jumps))
    found = outcomes("1", "dies", "2")
    assert isinstance(found["dies"], WorkerLost)
    assert all(isinstance(found[name], Outcome) for name in ("1", "2"))


def test_no_module_of_the_job_asks_the_wall_clock_for_a_duration():
    package = Path(local.__file__).parents[1]
    asking = [path.name for path in package.rglob("*.py") if "time.time(" in path.read_text(encoding="utf-8")]
    assert asking == []


def test_an_executor_that_is_stopped_before_its_outcomes_are_asked_for_starts_nothing_and_has_none():
    executor = LocalProcesses(work, SETTINGS, workers=1)
    executor.submit(Attempt(scan("hangs")))
    executor.stop()
    assert list(executor.outcomes()) == []
    assert not any(one.name == "ocr-pipeline workers" for one in threading.enumerate())


def test_an_executor_that_was_never_asked_is_stopped_without_harm():
    executor = LocalProcesses(work, SETTINGS)
    executor.submit(Attempt(scan("1")))
    executor.stop()


def test_the_processes_do_not_print_where_the_job_prints(capfd):
    outcomes("1", doing=prints)
    assert capfd.readouterr().out == ""


def prints(attempt: Attempt) -> Outcome:
    os.write(1, b"a flood\n" * 10_000)
    print("a flood", file=sys.stdout, flush=True)
    return work(attempt)


def _wait_for_the_end_of(pid):
    end = time.monotonic() + 10
    while any(process.pid == pid for process in processes()):
        assert time.monotonic() < end
        time.sleep(0.01)
