"""Scans come back to the job from the threads of an executor: all that were taken, or an error."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from ocr_pipeline.errors import DiskFull, WorkerLost
from ocr_pipeline.job.executors import Results
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.records import ScanSource

FIRST, SECOND = (Attempt(PlannedScan(ScanSource(Path(name)), "a", name, name)) for name in "12")
DONE, LOST = Outcome((), 0), WorkerLost()


def expecting(number):
    results = Results()
    for _ in range(number):
        results.expect()
    return results


def test_every_scan_taken_is_waited_for_and_comes_once():
    results = expecting(2)
    threading.Timer(0.05, results.put, ((SECOND, LOST),)).start()
    results.put((FIRST, DONE))
    assert list(results) == [(FIRST, DONE), (SECOND, LOST)]
    assert list(results) == []


def test_a_scan_that_is_taken_again_meanwhile_is_waited_for_as_well():
    results = expecting(1)
    results.put((FIRST, LOST))
    found = iter(results)
    assert next(found) == (FIRST, LOST)
    results.expect()
    results.put((FIRST, DONE))
    assert list(found) == [(FIRST, DONE)]


def test_an_error_is_raised_where_scans_are_waited_for():
    results = expecting(2)
    results.put((FIRST, DONE))
    results.fail(DiskFull("/output"))
    found = iter(results)
    assert next(found) == (FIRST, DONE)
    with pytest.raises(DiskFull):
        next(found)


def test_where_no_more_come_the_wait_ends():
    results = expecting(2)
    results.end()
    assert list(results) == []
