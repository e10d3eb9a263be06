"""A job says what it will not go on with of the job before in the same folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from ocr_pipeline.job.before import differences_from
from ocr_pipeline.job.plan import Plan, PlannedScan
from ocr_pipeline.job.provenance import provenance_of
from ocr_pipeline.records import JobRecord, PageRow, PageState, ScanSource
from ocr_pipeline.settings import Settings

NOW = provenance_of(Settings(), "reader 1")


def plan(*paths, document="а"):
    scans = (PlannedScan(ScanSource(Path(path)), document, f"{number:04}", path) for number, path in enumerate(paths))
    return Plan(Path("scans"), {document: tuple(scans)})


def before(*paths, settings=None, engine="reader 1", document="а"):
    rows = (PageRow(document=document, page="0001", path=path, state=PageState.DONE) for path in paths)
    return JobRecord(scans="scans", provenance=provenance_of(settings or Settings(), engine), pages=tuple(rows))


def test_nothing_is_said_of_a_first_job_and_of_one_that_goes_on():
    assert differences_from(None, plan("1.png"), NOW) == ()
    assert differences_from(before("1.png"), plan("1.png", "2.png"), NOW) == ()


@pytest.mark.parametrize(
    ("settings", "engine", "said"),
    [
        (Settings(language="eng"), "reader 1", "language eng -> rus"),
        (Settings(split_spreads=False), "reader 1", "split spreads False -> True"),
        (Settings(), "reader 0", "engine reader 0 -> reader 1"),
    ],
)
def test_pages_read_again_for_other_settings_are_announced(settings, engine, said):
    (sentence,) = differences_from(before("1.png", settings=settings, engine=engine), plan("1.png"), NOW)
    assert sentence == f"finished pages are read again, not as before: {said}"


def test_a_setting_that_changes_no_page_is_no_difference():
    assert differences_from(before("1.png", settings=Settings(page_seconds=5)), plan("1.png"), NOW) == ()


def test_a_document_of_the_same_name_from_other_files_is_named():
    (sentence,) = differences_from(before("old/1.png"), plan("new/1.png"), NOW)
    assert sentence.startswith("а is read from other files than before")


def test_a_document_that_has_no_scans_any_more_is_named():
    (sentence,) = differences_from(before("1.png", document="б"), plan("2.png"), NOW)
    assert "no scans are here of б" in sentence
