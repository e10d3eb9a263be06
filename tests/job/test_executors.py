"""Scans are worked on somewhere; what becomes of each comes back as a value."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from ocr_pipeline.errors import DiskFull, TaskHung, WorkerLost
from ocr_pipeline.job import executors
from ocr_pipeline.job.executors import LocalProcesses
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.records import ScanSource
from ocr_pipeline.settings import Settings

SETTINGS = Settings(page_seconds=0.5)


def scan(name):
    return PlannedScan(ScanSource(Path(name)), "document", name, name)


def work(one: PlannedScan) -> Outcome:
    """Does what the name of the scan says."""
    if one.name == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    if one.name == "hangs":
        time.sleep(60)
    if one.name == "fills the disk":
        raise DiskFull("/output")
    return Outcome((), len(one.name))


def outcomes(*names):
    executor = LocalProcesses(work, SETTINGS, workers=2)
    for name in names:
        executor.submit(scan(name))
    try:
        return {one.name: outcome for one, outcome in executor.outcomes()}
    finally:
        executor.stop()


def test_every_scan_comes_back_once_with_its_outcome():
    found = outcomes("1", "22", "333")
    assert {name: outcome.peak_memory_bytes for name, outcome in found.items()} == {"1": 1, "22": 2, "333": 3}


def test_a_lost_and_a_hung_worker_are_values_and_the_others_go_on(monkeypatch):
    monkeypatch.setattr(executors, "GRACE_SECONDS", 3.0)
    found = outcomes("dies", "1", "hangs", "22")
    assert isinstance(found.pop("dies"), WorkerLost)
    assert isinstance(found.pop("hangs"), TaskHung)
    assert set(found) == {"1", "22"}


def test_what_concerns_the_whole_job_is_raised():
    with pytest.raises(DiskFull):
        outcomes("fills the disk")


def test_stopping_ends_work_that_is_not_done():
    executor = LocalProcesses(work, Settings(page_seconds=600), workers=2)
    for name in ("1", "hangs"):
        executor.submit(scan(name))
    started = time.monotonic()
    next(executor.outcomes())
    executor.stop()
    assert time.monotonic() - started < 30


def test_an_executor_that_was_never_asked_is_stopped_without_harm():
    executor = LocalProcesses(work, SETTINGS)
    executor.submit(scan("1"))
    executor.stop()
