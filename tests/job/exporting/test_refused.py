"""Scans are never written over, and nothing is written among them."""

from __future__ import annotations

import shutil

import cv2
import pytest

from ocr_pipeline.errors import NoDocumentYet, OutputError, OutputInsideScans, OutputIsInput, OutputTaken
from ocr_pipeline.job.exporting.export import export
from ocr_pipeline.job.exporting.refused import refuse_scans
from ocr_pipeline.job.run import run_job
from ocr_pipeline.settings import Settings
from tests.job.in_process import InThisProcess


@pytest.fixture
def output(tmp_path, page):
    """What a job made of a document whose scans lie in a folder that is called as that of pages is in results."""
    folder = tmp_path / "дело 7" / "pages"
    folder.mkdir(parents=True)
    cv2.imwrite(str(folder / "1.png"), page(100, width_mm=150))
    settings = Settings(engine="fault_engines:Good", dpi=100)
    run_job(tmp_path / "дело 7" / "pages", tmp_path / "out", settings, make_executor=InThisProcess, formats=["json"])
    return tmp_path / "out"


def test_a_page_is_not_written_over_the_scan_that_it_was_read_from(output, tmp_path):
    scan = tmp_path / "дело 7" / "pages" / "1.png"
    before = scan.read_bytes()
    (folder,) = (record.parent for record in output.rglob("document.json"))
    with pytest.raises(OutputIsInput, match="would be overwritten"):
        export(folder, ["png"], target=tmp_path / "дело 7")
    assert scan.read_bytes() == before


@pytest.mark.parametrize("below", [".", "new"])
def test_nothing_is_written_among_the_scans(output, tmp_path, below):
    with pytest.raises(OutputInsideScans):
        export(output, ["png"], target=tmp_path / "дело 7" / "pages" / below)


def test_beside_the_scans_it_may_be(output, tmp_path):
    (folder,) = (record.parent for record in output.rglob("document.json"))
    refuse_scans(folder, tmp_path / "дело 7" / "new")


def test_another_document_s_folder_is_taken(output, tmp_path):
    (folder,) = (record.parent for record in output.rglob("document.json"))
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    with pytest.raises(OutputTaken):
        export(folder, ["txt"], target=other)
    assert [one.unwritten for one in export(folder, ["txt"], target=folder)] == [()]


def test_a_name_that_no_file_system_takes_is_an_error_with_its_name(output, tmp_path):
    with pytest.raises(OutputError):
        list(export(output, ["txt"], target=tmp_path / ("ж" * 300)))


def test_of_a_job_without_a_finished_document_that_is_said(output):
    for record in output.rglob("document.json"):
        record.unlink()
    with pytest.raises(NoDocumentYet):
        export(output, ["txt"])
