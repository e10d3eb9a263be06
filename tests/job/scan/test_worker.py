"""One scan in a worker: what was finished before is kept, whatever becomes of the scan; the rest is a page's state."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from ocr_pipeline.errors import DiskFull, WorkerLost
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.scan import worker
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.page import transcribe_scan
from ocr_pipeline.job.scan.worker import finished, lost, work
from ocr_pipeline.records import PageState, ScanSource
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.files import page_file
from ocr_pipeline.store.pages import read_page as stored_page
from ocr_pipeline.store.pages import write_missing

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


@pytest.fixture
def changing(scan, monkeypatch):
    """Has the file changed as often as is said, each time while it is read; returns how often it was read."""
    true = transcribe_scan
    read: list[str] = []

    def change(times, how):
        def reads(*arguments, **more):
            results = true(*arguments, **more)
            read.append(more["sha256"])
            if len(read) <= times:
                how(scan.source.path)
            return results

        monkeypatch.setattr(worker, "transcribe_scan", reads)
        return read

    return change


def replaced(path):
    """Put another scan of the same time in its place."""
    before = path.stat()
    image = cv2.imread(str(path), 0)
    cv2.imwrite(str(path.with_suffix(".new.png")), image[:, ::-1])
    path.with_suffix(".new.png").replace(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def cut_off(path):
    path.write_bytes(path.read_bytes()[:-1000])


def appended_to(path):
    path.write_bytes(path.read_bytes() + b"\0")


@pytest.mark.parametrize("how", [replaced, appended_to])
def test_a_scan_that_changes_while_it_is_read_is_read_again_and_kept_under_the_key_of_what_it_is(
    scan, tmp_path, changing, how
):
    read = changing(1, how)
    outcome = work(Attempt(scan), tmp_path / "out", SETTINGS)
    now = hashlib.sha256(scan.source.path.read_bytes()).hexdigest()
    assert len(read) == 2
    assert read[1] == now != read[0]
    assert outcome.rows[0].state is PageState.DONE
    assert outcome.resumable.sha256 == now
    (page,) = finished(tmp_path / "out" / "document", "1", outcome.resumable.key)
    assert page.scan.sha256 == now


@pytest.mark.parametrize("how", [replaced, cut_off, appended_to])
def test_a_scan_that_changes_each_time_has_failed_and_nothing_of_it_is_kept(scan, tmp_path, changing, how):
    read = changing(9, how)
    (row,) = work(Attempt(scan), tmp_path / "out", SETTINGS).rows
    assert len(read) == 2
    assert (row.state, row.codes) == (PageState.FAILED, ("ScanChanging",))
    assert "changed while it was read" in row.warnings[0]
    assert len(list((tmp_path / "out").rglob("*.json.gz"))) == 1
    assert stored_page(tmp_path / "out" / "document", "1").key == ""


def test_a_scan_that_is_changed_and_put_back_is_not_known_by_what_was_read_meanwhile(scan, tmp_path, monkeypatch):
    """The bytes at the end are those that were hashed; what was read is another file's."""
    true = transcribe_scan
    read: list[list[PageState]] = []
    path, first = scan.source.path, scan.source.path.with_name("first")

    def reads(*arguments, **more):
        is_first = not read
        if is_first:
            path.rename(first)
            cv2.imwrite(str(path), np.full((1200, 900), 235, np.uint8))
        results = true(*arguments, **more)
        if is_first:
            first.rename(path)
        read.append([result.page.state for result in results])
        return results

    monkeypatch.setattr(worker, "transcribe_scan", reads)
    (row,) = work(Attempt(scan), tmp_path / "out", SETTINGS).rows
    assert read == [[PageState.BLANK], [PageState.DONE]]
    assert row.state is PageState.DONE


def test_a_finished_page_whose_scan_changes_while_a_format_is_made_of_it_is_read_anew(scan, tmp_path, monkeypatch):
    work(Attempt(scan), tmp_path / "out", SETTINGS, ("json", "txt"))
    true = write_missing

    def changes(*arguments):
        replaced(scan.source.path)
        return true(*arguments)

    monkeypatch.setattr(worker, "write_missing", changes)
    (row,) = work(Attempt(scan), tmp_path / "out", SETTINGS, ("json", "txt", "png")).rows
    assert (row.state, row.kept) == (PageState.DONE, False)
    now = hashlib.sha256(scan.source.path.read_bytes()).hexdigest()
    assert stored_page(tmp_path / "out" / "document", "1").scan.sha256 == now


def test_pages_finished_before_stay_where_their_scan_changes_each_time_it_is_read(scan, tmp_path, changing):
    work(Attempt(scan), tmp_path / "out", SETTINGS)
    appended_to(scan.source.path)
    before = files(tmp_path / "out")
    changing(9, appended_to)
    (row,) = work(Attempt(scan), tmp_path / "out", SETTINGS).rows
    assert (row.state, row.codes) == (PageState.FAILED, ("ScanChanging",))
    assert files(tmp_path / "out") == before


def test_a_page_that_another_process_has_read_meanwhile_stays_where_it_is(scan, tmp_path, monkeypatch):
    """Somebody may put it together with others just then: at no time is its record away."""
    true, out = transcribe_scan, tmp_path / "out"

    def reads_second(*arguments, **more):
        results = true(*arguments, **more)
        monkeypatch.setattr(worker, "transcribe_scan", true)
        work(Attempt(scan), out, SETTINGS)
        return results

    monkeypatch.setattr(worker, "transcribe_scan", reads_second)
    monkeypatch.setattr(worker, "remove_page", lambda *_arguments, record: removed.append(record))
    removed: list[bool] = []
    outcome = work(Attempt(scan), out, SETTINGS)
    assert removed == [False], "of the first of the two, where no record was"
    assert outcome.rows[0].state is PageState.DONE
    assert outcome.resumable.record_bytes == (page_file(out / "document", "1").stat().st_size,)
    assert finished(out / "document", "1", outcome.resumable.key)


def test_a_page_of_another_reading_goes_with_all_its_files(scan, tmp_path, page):
    out = tmp_path / "out"
    work(Attempt(scan), out, SETTINGS, ("json", "txt", "png"))
    cv2.imwrite(str(scan.source.path), page(100, width_mm=150, seed=5))
    work(Attempt(scan), out, SETTINGS, ("json", "txt"))
    assert sorted(path.name for path in (out / "document" / "pages").iterdir()) == ["1.json.gz", "1.txt"]


def test_a_record_that_may_not_be_read_is_replaced(scan, tmp_path, monkeypatch):
    work(Attempt(scan), tmp_path / "out", SETTINGS)

    def forbidden(*_arguments):
        raise PermissionError

    monkeypatch.setattr(worker, "read_page", forbidden)
    (row,) = work(Attempt(scan), tmp_path / "out", SETTINGS).rows
    assert (row.state, row.kept) == (PageState.DONE, False)
