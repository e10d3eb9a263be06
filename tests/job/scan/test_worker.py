"""One scan in a worker: what was finished before is kept, whatever becomes of the scan; the rest is a page's state."""

from __future__ import annotations

import sys
from pathlib import Path

import cv2
import pytest

from ocr_pipeline.errors import DiskFull, WorkerLost
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.scan import worker
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.worker import lost, work
from ocr_pipeline.records import PageState, ScanSource
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.files import page_file

SETTINGS = Settings(engine="fault_engines:Good", dpi=100)


@pytest.fixture
def scan(tmp_path, page, monkeypatch):
    monkeypatch.setattr(sys, "path", [*sys.path, str(Path(__file__).parents[2] / "faults")])
    worker._engine.cache_clear()
    cv2.imwrite(str(tmp_path / "1.png"), page(100, width_mm=150))
    return PlannedScan(ScanSource(tmp_path / "1.png"), "document", "1", "1.png")


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_finished_page_is_kept_without_being_read_again(scan, tmp_path):
    (first,) = work(Attempt(scan), tmp_path / "out", SETTINGS).rows
    (second,) = work(Attempt(scan), tmp_path / "out", SETTINGS).rows
    assert (first.state, first.kept, second.state, second.kept) == (PageState.DONE, False, PageState.DONE, True)


@pytest.mark.parametrize("how", ["gone", "lost"])
def test_a_scan_that_cannot_be_looked_at_costs_no_finished_page(scan, tmp_path, how):
    work(Attempt(scan), tmp_path / "out", SETTINGS)
    before = files(tmp_path / "out")
    if how == "gone":
        scan.source.path.unlink()
        (row,) = work(Attempt(scan), tmp_path / "out", SETTINGS).rows
    else:
        (row,) = lost(Attempt(scan), WorkerLost(), tmp_path / "out", SETTINGS).rows
    assert row.state is PageState.FAILED
    assert ("No such file" if how == "gone" else "process working on this page died") in row.warnings[0]
    assert files(tmp_path / "out") == before


def test_a_scan_never_read_that_cannot_be_looked_at_is_recorded_as_failed(scan, tmp_path):
    scan.source.path.unlink()
    (row,) = work(Attempt(scan), tmp_path / "out", SETTINGS).rows
    assert row.state is PageState.FAILED
    assert page_file(tmp_path / "out" / "document", "1").is_file()


def test_what_nobody_foresaw_is_a_page_that_failed(scan, tmp_path, monkeypatch):
    def fails(*_arguments, **_more):
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(worker, "transcribe_scan", fails)
    (row,) = work(Attempt(scan), tmp_path / "out", SETTINGS).rows
    assert row.state is PageState.FAILED
    assert "a bug in ocr-pipeline (ZeroDivisionError at test_worker.py" in row.warnings[0]


def test_a_full_disk_is_no_state_of_a_page(scan, tmp_path, monkeypatch):
    def fails(*_arguments, **_more):
        raise DiskFull(str(tmp_path))

    monkeypatch.setattr(worker, "write_page", fails)
    with pytest.raises(DiskFull):
        work(Attempt(scan), tmp_path / "out", SETTINGS)
