"""The loop over a job's scans does not know where they are worked on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ocr_pipeline.errors import DiskFull, PageError, WorkerLost
from ocr_pipeline.job.execute import Progress, execute
from ocr_pipeline.job.plan import Plan, PlannedScan
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.records import PageRow, PageState, ScanSource

SCANS = tuple(PlannedScan(ScanSource(Path(name)), "а", name, name) for name in ("0001", "0002", "0003"))
PLAN = Plan(Path("scans"), {"а": SCANS})


def row(scan, state=PageState.DONE):
    return PageRow(document=scan.document, page=scan.name, path=scan.path, state=state)


class Backwards:
    """Gives outcomes in the order opposite to that of the scans; the last scan's worker is lost."""

    def __init__(self):
        self.attempts = []
        self.stopped = False

    def submit(self, attempt: Attempt) -> None:
        self.attempts.append(attempt)

    def outcomes(self) -> Iterator[tuple[Attempt, Outcome | PageError]]:
        yield self.attempts[-1], WorkerLost()
        for attempt in self.attempts[-2::-1]:
            yield attempt, Outcome((row(attempt.scan),), 7)

    def stop(self) -> None:
        self.stopped = True


def lost(attempt, error):
    return Outcome((row(attempt.scan, PageState.FAILED),), 9) if isinstance(error, WorkerLost) else Outcome((), 0)


def test_rows_are_in_the_order_of_the_plan_however_they_come():
    executor, progress = Backwards(), Progress(PLAN)
    for scan, outcome in execute(SCANS, executor, lost):
        progress.take(scan, outcome)
    assert [(one.page, one.state) for one in progress.rows_of("а")] == [
        ("0001", PageState.DONE),
        ("0002", PageState.DONE),
        ("0003", PageState.FAILED),
    ]
    assert progress.peak_memory_bytes == 9
    assert executor.stopped


def test_the_executor_is_stopped_when_the_job_breaks_off():
    executor = Backwards()

    def broken_off():
        for _ in execute(SCANS, executor, lost):
            raise DiskFull("/output")

    with pytest.raises(DiskFull):
        broken_off()
    assert executor.stopped


def test_without_scans_the_executor_has_nothing_to_do():
    class Idle(Backwards):
        def outcomes(self):
            raise AssertionError("there is nothing to yield")

    executor = Idle()
    assert list(execute((), executor, lost)) == []
    assert executor.stopped
