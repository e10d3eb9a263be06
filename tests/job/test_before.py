"""A job says what it will not go on with of the job before in the same folder."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ocr_pipeline.job.before import differences_from
from ocr_pipeline.job.journal.read import JournalState
from ocr_pipeline.job.plan import Plan, PlannedScan
from ocr_pipeline.job.provenance import provenance_of
from ocr_pipeline.records import JobRecord, ScanLine, ScanSource
from ocr_pipeline.settings import Settings

NOW = provenance_of(Settings(), "reader 1")


def plan(*paths, document="а"):
    scans = (PlannedScan(ScanSource(Path(path)), document, f"{number:04}", path) for number, path in enumerate(paths))
    return Plan(Path("scans"), {document: tuple(scans)})


BEGUN = datetime(2026, 3, 29, tzinfo=UTC)


def before(*, settings=None, engine="reader 1"):
    provenance = provenance_of(settings or Settings(), engine)
    return JobRecord(scans="scans", documents=1, planned=1, provenance=provenance, begun=BEGUN)


def journal(*paths, document="а"):
    state = JournalState()
    for path in paths:
        line = ScanLine(time=BEGUN, process="p", document=document, scan=path, path=path, pages=(), kept=False)
        state.take(line.model_dump_json().encode())
    return state


def test_nothing_is_said_of_a_first_job_and_of_one_that_goes_on():
    assert differences_from(None, journal(), plan("1.png"), NOW) == ()
    assert differences_from(before(), journal("1.png"), plan("1.png", "2.png"), NOW) == ()


@pytest.mark.parametrize(
    ("settings", "engine", "said"),
    [
        (Settings(language="eng"), "reader 1", "language eng -> rus"),
        (Settings(split_spreads=False), "reader 1", "split spreads False -> True"),
        (Settings(), "reader 0", "engine reader 0 -> reader 1"),
    ],
)
def test_pages_read_again_for_other_settings_are_announced(settings, engine, said):
    (sentence,) = differences_from(before(settings=settings, engine=engine), journal("1.png"), plan("1.png"), NOW)
    assert sentence == f"finished pages are read again, not as before: {said}"


def test_a_setting_that_changes_no_page_is_no_difference():
    assert differences_from(before(settings=Settings(page_seconds=5)), journal("1.png"), plan("1.png"), NOW) == ()


def test_a_document_of_the_same_name_from_other_files_is_named():
    (sentence,) = differences_from(before(), journal("old/1.png"), plan("new/1.png"), NOW)
    assert sentence.startswith("а is read from other files than before")


def test_a_document_that_has_no_scans_any_more_is_named():
    (sentence,) = differences_from(before(), journal("1.png", document="б"), plan("2.png"), NOW)
    assert "no scans are here of б" in sentence


def test_a_document_whose_scans_are_those_of_its_parts_is_not_missed():
    parts = plan("1.png", document="а/1")
    assert differences_from(before(), journal("1.png"), parts, NOW, {"а"}) == ()
