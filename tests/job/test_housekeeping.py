"""A job brings the output of an earlier version over, and moves aside what no scan gives any more; nothing is lost."""

from __future__ import annotations

import shutil

import cv2
import numpy as np
import pytest

from ocr_pipeline.job import housekeeping
from ocr_pipeline.job.housekeeping import retire_documents_gone, retire_pages_gone
from ocr_pipeline.job.progress import Verbosity
from ocr_pipeline.job.run import run_job
from ocr_pipeline.job.scan.worker import page_key
from ocr_pipeline.recognize import ready_engine
from ocr_pipeline.records import PageRow, PageState
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.pages import scan_of as scan_of_page
from ocr_pipeline.store.result import read_result
from tests.job.in_process import InThisProcess
from tests.support.stored_records import as_earlier, store, stored

SETTINGS = Settings(engine="fault_engines:Good", dpi=100)


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """A folder with the scans of two documents, of three pages the second is a spread, and one of one page; and `out`,
    what a job has made of them."""
    from tests.conftest import draw_page

    folder = tmp_path_factory.mktemp("read")
    upright = draw_page(100, width_mm=150)
    gutter = np.full((upright.shape[0], 12), 90, dtype=np.uint8)
    spread = np.hstack([upright, gutter, upright])
    for name, pixels in (("а/1.png", upright), ("а/2.png", spread), ("а/3.png", upright[::-1]), ("б/1.png", upright)):
        path = folder / "scans" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(path), np.ascontiguousarray(pixels))
    summary = run(folder / "scans")
    assert {(row.page, row.kept) for row in summary.rows} == {(page, False) for page in EARLIER}
    return folder


@pytest.fixture
def scans(read, tmp_path, monkeypatch):
    """The scans, and beside them what a job has made of them, for a test to change."""
    shutil.copytree(read, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "scans"


def run(scans, settings=SETTINGS, **options):
    return run_job(scans, scans.parent / "out", settings, make_executor=InThisProcess, **options)


def files(folder):
    """The files below a folder, without those of the job as a whole."""
    of_documents = (path for path in folder.rglob("*") if path.is_file() and path.parent != folder)
    return {str(path.relative_to(folder)) for path in of_documents if path.parent.name != "journal"}


def of_page(folder, name):
    return {f"{folder}/{name}{suffix}" for suffix in (".json.gz", ".txt", ".png")}


def test_a_scan_that_is_gone_takes_its_pages_out_of_the_document_and_leaves_them_in_retired(scans):
    out = scans.parent / "out"
    before = files(out)
    (scans / "а" / "2.png").unlink()
    summary = run(scans)
    assert [row.kept for row in summary.rows] == [True] * 3
    moved = of_page("а/pages", "2L") | of_page("а/pages", "2R")
    assert files(out) == before - moved | of_page("а/retired", "2L") | of_page("а/retired", "2R")
    assert "2 pages of а that no scan gives any more moved to retired/: 2L, 2R" in summary.text()
    assert "retired" not in run(scans).text()
    assert [span.id for span in read_result(out / "а").document.pages] == ["1", "3"]


def test_a_scan_that_is_renamed_is_read_under_its_new_name_and_no_other_is_read_again(scans):
    (scans / "а" / "1.png").rename(scans / "а" / "0 обложка.png")
    summary = run(scans)
    assert [(row.page, row.kept) for row in summary.rows][:4] == [
        ("0 обложка", False),
        ("2L", True),
        ("2R", True),
        ("3", True),
    ]
    assert of_page("а/retired", "1") <= files(scans.parent / "out")


def test_sides_that_a_scan_does_not_give_any_more_are_retired(scans):
    summary = run(scans, Settings(engine="fault_engines:Good", dpi=100, split_spreads=False))
    assert [row.page for row in summary.rows if row.document == "а"] == ["1", "2", "3"]
    out = scans.parent / "out"
    assert of_page("а/retired", "2L") | of_page("а/retired", "2R") | of_page("а/pages", "2") <= files(out)
    assert not of_page("а/pages", "2L") & files(out)


def test_a_document_whose_scans_are_gone_is_retired_and_one_not_asked_for_this_time_stays(scans):
    out = scans.parent / "out"
    before = files(out)
    kept = run_job(scans / "а", out, SETTINGS, make_executor=InThisProcess)
    assert files(out) == before
    assert "retired" not in kept.text()
    shutil.rmtree(scans / "б")
    summary = run(scans)
    assert "1 document whose scans are gone moved to retired/: б" in summary.text()
    assert files(out) == {f"retired/{name}" if name.startswith("б/") else name for name in before}
    assert read_result(out).document.name == "а"


def test_a_document_is_left_where_it_is_not_known_that_its_scans_are_gone(scans, monkeypatch):
    out = scans.parent / "out"
    before = files(out)
    scans.rename(scans.with_name("elsewhere"))

    def out_of_reach(path, _output):
        raise PermissionError(path)

    with monkeypatch.context() as patch:
        patch.setattr("ocr_pipeline.job.housekeeping.find_scan", out_of_reach)
        assert list(retire_documents_gone(out, {"а"})) == []
    record = out / "б" / "pages" / "1.json.gz"
    content = stored(record)
    store(record, content | {"scan": content["scan"] | {"path": "../scans/б/\\xff.png"}})
    assert list(retire_documents_gone(out, {"а"})) == []
    record.unlink()
    assert list(retire_documents_gone(out, {"а"})) == []
    assert files(out) == before - {"б/pages/1.json.gz"}


def test_what_was_read_of_a_file_that_cannot_be_looked_at_this_time_stays(scans):
    folder = scans.parent / "out" / "а"
    rows = (PageRow(document="а", page="2", path="../scans/а/2.png", state=PageState.FAILED),)
    assert retire_pages_gone(folder, rows) == ("1", "3")
    assert {path.name.partition(".")[0] for path in (folder / "pages").iterdir()} == {"2L", "2R"}


EARLIER = {"1": "0001", "2L": "0002L", "2R": "0002R", "3": "0003"}


def test_the_output_of_an_earlier_version_is_brought_over_and_nothing_is_read_again(scans, capfd):
    out = scans.parent / "out"
    before = {name: (out / name).read_bytes() for name in files(out)}
    turn_back(out)
    assert "а/pages/0002L.json" in files(out)
    summary = run(scans, verbosity=Verbosity.NORMAL)
    assert "this output is of an earlier version: 5 pages renamed after their scans" in capfd.readouterr().err
    assert all(row.kept for row in summary.rows)
    assert {name: (out / name).read_bytes() for name in files(out)} == before


def test_pages_of_an_earlier_version_that_do_not_fit_any_more_are_read_again(scans):
    turn_back(scans.parent / "out")
    (scans / "а" / "1.png").rename(scans / "а" / "0.png")
    shutil.copy(scans / "а" / "3.png", scans / "а" / "2.png")
    summary = run(scans)
    assert [(row.page, row.kept) for row in summary.rows if row.document == "а"] == [
        ("0", False),
        ("2", False),
        ("3", True),
    ]
    retired = {path.name for path in (scans.parent / "out" / "а" / "retired").iterdir()}
    assert {"0001.json", "0001.txt", "2L.json.gz", "2R.txt"} <= retired


def turn_back(out):
    """Make an output that of an earlier version: its names, its records, its keys, and no journal."""
    shutil.rmtree(out / "journal")
    engine = ready_engine(SETTINGS.engine, SETTINGS.language)
    for document in ("а", "б"):
        records = list((out / document / "pages").glob("*.json.gz"))
        assert records
        for record in records:
            content = stored(record)
            key = page_key(content["scan"]["sha256"], content["scan"]["frame"], SETTINGS, engine, 3)
            store(record, content | {"key": key})
        as_earlier(out / document, EARLIER)


def test_of_a_document_that_is_not_in_the_job_no_more_is_read_than_says_that_its_scans_are_there(scans, monkeypatch):
    looked_at = []

    def scan_of(folder, page):
        looked_at.append(page)
        return scan_of_page(folder, page)

    monkeypatch.setattr(housekeeping, "scan_of", scan_of)
    assert list(retire_documents_gone(scans.parent / "out", ["б"])) == []
    assert len(looked_at) == 1
