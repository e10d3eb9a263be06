"""What came of a job, for a person: counts, the exit code, and where to look first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ocr_pipeline.errors import ExitCode
from ocr_pipeline.formats.format import Format
from ocr_pipeline.formats.registry import formats_named
from ocr_pipeline.job.assemble import Assembled
from ocr_pipeline.job.comparing.documents import ComparisonFigures
from ocr_pipeline.job.execute import Progress
from ocr_pipeline.job.plan import Plan, PlannedScan
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.job.summary import document_row, summarize
from ocr_pipeline.records import DocumentRow, PageRow, PageState, Remark, ScanSource


def row(page, state=PageState.DONE, **more):
    return PageRow(document="а", page=page, path=f"{page}.png", state=state, **more)


def summary(tmp_path, *rows, **more):
    scans = tuple(PlannedScan(ScanSource(Path(one.path)), "а", one.page, one.path) for one in rows)
    progress = Progress(Plan(Path("scans"), {"а": scans}))
    for scan, one in zip(scans, rows, strict=True):
        progress.take(scan, Outcome((one,), 2**20))
    progress.number("а", more.pop("numbers", {}))
    return summarize(tmp_path, progress, Assembled(**more), (), None, 3.0)


def test_failed_pages_come_first_then_the_most_doubtful(tmp_path):
    found = summary(
        tmp_path,
        row("0001", expected_cer=0.06),
        row("0002", expected_cer=0.3),
        row("0003", expected_cer=0.01),
        row("0004", PageState.UNREADABLE, warnings=("noise",)),
        row("0005", PageState.FAILED, warnings=("damaged",)),
    )
    assert [one.page for one in found.look_first()] == ["0005", "0004", "0002", "0001"]
    assert found.exit_code is ExitCode.SOME_FAILED
    text = found.text()
    assert "3 of 5 pages read, 1 unreadable, 1 failed; 3 s, 1 MB a worker" in text
    assert "а/0005  failed: damaged" in text


def test_unread_ink_is_said_of_the_pages_and_of_the_job(tmp_path):
    text = summary(
        tmp_path,
        row("0001", expected_cer=0.35, unread_mm2=310.4, unread_characters=204.2),
        row("0002", expected_cer=0.06, unread_mm2=1.2, unread_characters=1.0),
        row("0003", expected_cer=0.01, unread_mm2=20.0, unread_characters=12.0),
        row("0004", PageState.UNREADABLE, expected_cer=1.0, unread_characters=900.0, warnings=("noise",)),
    ).text()
    assert "а/0001  done: about 35% of characters wrong or missing, 204 not read (310 mm² of ink)" in text
    assert "а/0002  done: about 6% of characters wrong or missing\n" in text
    assert "Unread ink: about 216 characters on 2 pages; summary.csv has it for each page" in text


def test_of_a_job_without_unread_ink_nothing_is_said(tmp_path):
    assert "Unread ink" not in summary(tmp_path, row("0001", expected_cer=0.01, unread_characters=2.0)).text()


def test_numbers_understood_stand_in_the_rows(tmp_path):
    found = summary(tmp_path, row("0001"), row("0002"), numbers={"0002": 1020})
    assert [one.page_number for one in found.rows] == [None, 1020]
    assert found.exit_code is ExitCode.DONE


def test_pages_kept_and_pages_read_by_one_reader_are_counted(tmp_path):
    text = summary(tmp_path, row("0001", kept=True), row("0002", codes=("ReadByOne",))).text()
    assert "1 finished before" in text
    assert "1 page was read by one reader alone, since the other failed: а/0002;" in text


def test_pages_of_another_attempt_are_named_with_how_they_are_read_again(tmp_path):
    text = summary(tmp_path, row("0001"), row("0002", codes=("SaferSettings",))).text()
    assert "1 page was read at another attempt, by one reader and at half the resolution: а/0002;" in text
    assert "--redo failed" in text


def test_pages_of_damaged_files_are_named_unless_they_failed(tmp_path):
    rows = [row(f"{number:04d}", codes=("FileDamaged",)) for number in range(1, 7)]
    found = summary(tmp_path, *rows, row("0007", PageState.FAILED, codes=("FileDamaged",)), row("0008"))
    assert "6 pages were read from a damaged file, and part of them may be missing: а/0001," in found.text()
    assert "а/0005, ...; summary.csv says how" in found.text()


def test_a_folder_that_could_not_be_looked_into_is_a_row_without_a_page(tmp_path):
    scans = (PlannedScan(ScanSource(Path("1.png")), "а", "0001", "1.png"),)
    closed = PageRow(document="б", page="", path="б", state=PageState.FAILED, warnings=("cannot be looked into",))
    progress = Progress(Plan(Path("scans"), {"а": scans}, (closed,)))
    progress.take(scans[0], Outcome((row("0001"),), 2**20))
    found = summarize(tmp_path, progress, Assembled(), (), None, 3.0)
    assert found.exit_code is ExitCode.SOME_FAILED
    assert "  б  failed: cannot be looked into" in found.text()
    assert found.rows[-1] == closed


def test_a_documents_row_has_its_failed_pages_and_its_figures():
    rows = (row("0001"), row("0002", PageState.FAILED))
    figures = ComparisonFigures("а", "t.txt", {"as typed": 0.02, "layout-neutral": 0.01}, 4, Path("r.html"))
    found = document_row("а", rows, figures)
    assert (found.pages, found.failed, found.variants) == (2, 1, 4)
    assert (found.cer_as_typed, found.cer_layout_neutral) == (0.02, 0.01)
    assert document_row("а", rows, None).transcription is None


def test_a_documents_row_says_what_page_numbers_tell_and_whether_images_are_written(tmp_path):
    scans = (PlannedScan(ScanSource(Path("1.png")), "а", "0001", "1.png"),)
    progress = Progress(Plan(Path("scans"), {"а": scans}))
    progress.take(scans[0], Outcome((row("0001"),), 2**20))
    remark = Remark(code="page-doubled", message="two pages have the number 7", pages=("0001", "0002"))
    progress.remarks["а"] = (remark,)
    given: list[Sequence[DocumentRow]] = []

    def note(_pages, documents):
        given.append(documents)
        return {}

    spy = Format("spy", ".spy", job=note)
    summarize(tmp_path, progress, Assembled(), (spy,), None, 3.0)
    summarize(tmp_path, progress, Assembled(), (spy, *formats_named(["png"])), None, 3.0)
    assert [(one.remarks, one.has_images) for (one,) in given] == [((remark,), False), ((remark,), True)]
