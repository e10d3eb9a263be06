"""What a job does about pages that fail: another attempt, an early end, reading again what was finished."""

from __future__ import annotations

from functools import partial

import cv2
import pytest

from ocr_pipeline.errors import FirstFailed, RedoUnknown, TooManyFailed
from ocr_pipeline.job import failure_watch
from ocr_pipeline.job.run import run_job
from ocr_pipeline.job.workers.local import LocalProcesses
from ocr_pipeline.records import PageState, ReasonCode
from ocr_pipeline.settings import FailurePolicy, Settings
from ocr_pipeline.store.pages import read_page
from tests.job.in_process import InThisProcess

ALL = ("txt", "png")


@pytest.fixture
def scans(tmp_path, page):
    """Three scans, the second of which is narrow: the one the engines misbehave on."""
    folder = tmp_path / "scans"
    folder.mkdir()
    for name, width in (("1", 150), ("2", 60), ("3", 150)):
        cv2.imwrite(str(folder / f"{name}.png"), page(100, width_mm=width))
    return folder


def run(scans, engine, redo=(), formats=ALL, make_executor=InThisProcess, **policy):
    return run_job(
        scans,
        scans.parent / "out",
        Settings(engine=f"fault_engines:{engine}", dpi=100),
        formats=formats,
        policy=FailurePolicy(**policy),
        redo=redo,
        make_executor=make_executor,
    )


one_worker = partial(run, make_executor=partial(LocalProcesses, workers=1))


def pages(summary):
    return [read_page(summary.output / row.document, row.page) for row in summary.rows]


def warnings_of(page):
    return {warning.code: warning.message for warning in page.warnings}


def test_a_page_that_cost_a_worker_is_read_at_half_the_resolution_and_says_so(scans):
    for name in ("2.png", "3.png"):
        (scans / name).unlink()
    first = one_worker(scans, "FailsAtFullResolution", formats=("txt",))
    (page,) = pages(first)
    assert page.state is PageState.DONE
    assert page.preparation.dpi == pytest.approx(150)
    assert page.lines[0].box.left == pytest.approx(100 / 150 * 100, abs=3), "boxes lie on the pixels of the scan"
    assert "the process working on this page died (signal SIGKILL)" in warnings_of(page)[ReasonCode.SAFER_SETTINGS]
    assert "--redo failed" in (first.output / "summary.csv").read_text(encoding="utf-8")
    # Finished all the same; its prepared image, asked for later, is the one that was read.
    again = run(scans, "FailsAtFullResolution")
    assert [row.kept for row in again.rows] == [True]
    (image,) = (again.output / "scans" / "pages").glob("*.png")
    assert cv2.imread(str(image), 0).shape == (page.preparation.height, page.preparation.width)
    assert [row.kept for row in one_worker(scans, "FailsAtFullResolution", redo=["failed"]).rows] == [False]


def test_a_page_that_fails_again_has_both_reasons_and_one_that_cannot_change_is_not_tried(scans):
    (scans / "3.png").write_bytes(b"no image")
    summary = run(scans, "Crashes")
    _, crashed, broken = pages(summary)
    assert (crashed.state, broken.state) == (PageState.FAILED, PageState.FAILED)
    assert crashed.reasons[0].code == "EngineCrashed"
    assert "signal 11" in warnings_of(crashed)[ReasonCode.SAFER_SETTINGS]
    assert broken.reasons[0].code == "ScanNotAnImage"
    assert ReasonCode.SAFER_SETTINGS not in warnings_of(broken)


def test_without_retries_a_page_fails_at_once(scans):
    assert ReasonCode.SAFER_SETTINGS not in warnings_of(pages(run(scans, "Crashes", retries=0))[1])


def test_a_job_that_is_to_fail_fast_ends_at_the_first_failed_page_with_its_state_saved(scans):
    with pytest.raises(FirstFailed, match="signal 11"):
        run(scans, "Crashes", retries=0, fail_fast=True)
    rows = run(scans, "Crashes", retries=0).rows
    assert rows[0].kept


def test_a_job_ends_early_where_too_many_pages_fail(scans, monkeypatch):
    monkeypatch.setattr(failure_watch, "ASKED_AFTER", 2)
    with pytest.raises(TooManyFailed, match=r"1 of 2, 40% are allowed"):
        run(scans, "Crashes", retries=0, max_failed=0.4)


def test_finished_pages_that_are_named_are_read_again(scans):
    summary = run(scans, "Good")
    name = summary.rows[1].page
    for redo, kept in (
        ([], [True] * 3),
        (["failed"], [True] * 3),
        ([f"scans/{name}"], [True, False, True]),
        (["scans"], [False] * 3),
        (["all"], [False] * 3),
    ):
        assert [row.kept for row in run(scans, "Good", redo=redo).rows] == kept, redo
    with pytest.raises(RedoUnknown, match="scans/0099"):
        run(scans, "Good", redo=["scans/0099"])
