"""Finished documents in further formats: from the records, each document by itself."""

from __future__ import annotations

import cv2
import pytest

from ocr_pipeline import export_documents
from ocr_pipeline.errors import DocumentUnknown, FormatUnknown, ResultEarlier, ResultNotFound, UsageError
from ocr_pipeline.job.exporting.export import export
from ocr_pipeline.job.run import run_job
from ocr_pipeline.settings import Settings
from tests.job.in_process import InThisProcess

SETTINGS = Settings(engine="fault_engines:Good", dpi=100)


@pytest.fixture
def output(tmp_path, page):
    """What a job made of two documents, without texts and images; their scans lie beside it."""
    for name in ("а б", "1953/c"):
        folder = tmp_path / "scans" / name
        folder.mkdir(parents=True)
        cv2.imwrite(str(folder / "1.png"), page(100, width_mm=150))
    run_job(tmp_path / "scans", tmp_path / "out", SETTINGS, make_executor=InThisProcess, formats=["json"])
    return tmp_path / "out"


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix in (".txt", ".png"))


def test_every_document_is_written_beside_its_records(output):
    found = list(export(output, ["txt", "png"]))
    assert [(one.document, one.pages, one.unwritten) for one in found] == [("1953/c", 1, ()), ("а б", 1, ())]
    assert files(output) == [
        "1953/c/document.txt",
        "1953/c/pages/1.png",
        "1953/c/pages/1.txt",
        "а б/document.txt",
        "а б/pages/1.png",
        "а б/pages/1.txt",
    ]


def test_an_image_is_the_one_that_the_job_would_have_written(output):
    list(export(output, ["png"]))
    run_job(output.parent / "scans", output.parent / "new", SETTINGS, make_executor=InThisProcess, formats=["png"])
    there, new = (folder / "а б" / "pages" / "1.png" for folder in (output, output.parent / "new"))
    assert there.read_bytes() == new.read_bytes()


def test_a_programmer_is_told_the_same(output):
    assert export_documents(str(output), ["txt"]) == tuple(export(output, ["txt"]))


def test_documents_can_be_chosen_and_written_elsewhere(output, tmp_path):
    (one,) = export(output, ["txt"], documents=["1953/c"], target=tmp_path / "there")
    assert one.folder == tmp_path / "there" / "1953" / "c"
    assert files(output) == []
    assert files(tmp_path / "there") == ["1953/c/document.txt", "1953/c/pages/1.txt"]


def test_one_document_s_folder_can_be_named(output):
    assert [one.document for one in export(output / "а б", ["txt"])] == ["а б"]


def test_an_image_whose_scan_is_gone_costs_itself_alone(output):
    (output.parent / "scans" / "а б" / "1.png").unlink()
    _, one = export(output, ["txt", "png"])
    assert [reason.code for reason in one.unwritten] == ["ScanNotFound"]
    assert (output / "а б" / "document.txt").is_file()


def test_a_page_whose_record_is_damaged_is_told(output):
    (output / "а б" / "pages" / "1.json.gz").write_bytes(b"")
    _, one = export(output, ["txt"])
    assert [reason.code for reason in one.unwritten] == ["PageRecordLost"]
    assert "а б, page 1" in one.unwritten[0].message


def test_a_document_that_cannot_be_read_costs_itself_unless_it_is_the_only_one(output):
    (output / "а б" / "document.json").write_text('{"schema_version": 3, "name": "a"}', encoding="utf-8")
    first, second = export(output, ["txt"])
    assert (first.unwritten, [reason.code for reason in second.unwritten]) == ((), ["ResultEarlier"])
    with pytest.raises(ResultEarlier):
        list(export(output / "а б", ["txt"]))


@pytest.mark.parametrize(
    ("formats", "documents", "error"),
    [
        (["dvi"], [], FormatUnknown),
        (["csv"], [], UsageError),
        ([], [], UsageError),
        (["txt"], ["1954"], DocumentUnknown),
    ],
)
def test_what_is_not_there_is_said_before_anything_is_written(output, formats, documents, error):
    with pytest.raises(error):
        export(output, formats, documents=documents)


def test_a_folder_without_results_is_said(tmp_path):
    with pytest.raises(ResultNotFound):
        export(tmp_path, ["txt"])
