"""Scans that change while one is read alone: its pages are those of the file that their record names, or have failed.

What a job does about them is in `tests/job/scan/test_worker.py`.
"""

from __future__ import annotations

import hashlib

import cv2
import pytest

from ocr_pipeline import Settings, transcribe_page
from ocr_pipeline.job.scan import alone
from ocr_pipeline.job.scan.page import transcribe_scan
from ocr_pipeline.records import PageState

SETTINGS = Settings(engine="fault_engines:Good", dpi=100)


@pytest.fixture
def changed(tmp_path, page, monkeypatch):
    """A scan that changes as often as is said while it is read, and how often it was read."""
    path = tmp_path / "1.png"
    cv2.imwrite(str(path), page(100, width_mm=120))

    def change(times):
        read = []

        def reads(*arguments, **more):
            results = transcribe_scan(*arguments, **more)
            read.append(results)
            if len(read) <= times:
                path.write_bytes(path.read_bytes() + b"\0")
            return results

        monkeypatch.setattr(alone, "transcribe_scan", reads)
        return path, read

    return change


def test_a_scan_that_changes_once_is_read_again(changed):
    path, read = changed(1)
    (page,) = transcribe_page(path, SETTINGS)
    assert len(read) == 2
    assert page.state is PageState.DONE
    assert page.scan.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_scan_that_changes_each_time_has_failed(changed):
    path, read = changed(9)
    (page,) = transcribe_page(path, SETTINGS)
    assert len(read) == 2
    assert (page.state, page.key) == (PageState.FAILED, "")
    assert [reason.code for reason in page.reasons] == ["ScanChanging"]
