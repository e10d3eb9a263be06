"""Where the scan of a record is: found from any working directory, and after a move together with the output."""

from __future__ import annotations

import shutil
from pathlib import Path

import cv2
import pytest

from ocr_pipeline.job.run import run_job
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.paths import absolute, find_scan, output_of, relative_to_output, scan_as_read, way_to_scan
from ocr_pipeline.store.result import read_result
from tests.job.in_process import InThisProcess
from tests.support.stored_records import store, stored

SETTINGS = Settings(engine="fault_engines:Good", dpi=100)


@pytest.fixture
def project(tmp_path, page, monkeypatch):
    """A folder with scans and the output of a job that was run in it, paths typed as they are from there."""
    folder = tmp_path / "project"
    (folder / "scans" / "1953" / "a").mkdir(parents=True)
    cv2.imwrite(str(folder / "scans" / "1953" / "a" / "1.png"), page(100, width_mm=150))
    monkeypatch.chdir(folder)
    run_job(Path("scans"), Path("output"), SETTINGS, make_executor=InThisProcess)
    return folder


def scan_of(output):
    result = read_result(output)
    return result.scan(result.pages()[0].scan.path)


def test_a_scan_is_found_from_any_working_directory_and_after_a_move(project, monkeypatch):
    monkeypatch.chdir("/")
    assert scan_of(project / "output") == project / "scans" / "1953" / "a" / "1.png"
    moved = project.rename(project.with_name("moved"))
    assert scan_of(moved / "output") == moved / "scans" / "1953" / "a" / "1.png"


def test_running_again_on_scans_that_were_moved_mends_their_paths_and_reads_nothing_anew(project):
    shutil.move(project / "scans", project / "elsewhere")
    assert not scan_of(project / "output").exists()
    summary = run_job(project / "elsewhere", project / "output", SETTINGS, make_executor=InThisProcess)
    assert [row.kept for row in summary.rows] == [True]
    assert scan_of(project / "output").is_file()


def test_a_result_of_before_is_found_from_where_it_was_made(project, monkeypatch):
    (record,) = (project / "output").rglob("pages/1.json.gz")
    page = stored(record)
    page["scan"]["path"] = "scans/1953/a/1.png"
    store(record, page)
    assert scan_of(project / "output").is_file()
    monkeypatch.chdir("/")
    assert not scan_of(project / "output").exists()


def test_a_link_to_a_scan_keeps_its_name_and_a_folder_that_is_a_link_is_followed(tmp_path):
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "abc.png").write_bytes(b"")
    (tmp_path / "scans").symlink_to(tmp_path / "store")
    (tmp_path / "store" / "0001.png").symlink_to("abc.png")
    assert absolute(tmp_path / "scans" / "0001.png") == tmp_path / "store" / "0001.png"
    assert str(relative_to_output(tmp_path / "scans" / "0001.png", tmp_path / "out")) == "../store/0001.png"


def test_the_output_folder_is_above_the_parts_of_the_document_s_name(tmp_path):
    assert output_of(tmp_path / "out" / "a" / "b", "a/b") == tmp_path / "out"
    assert output_of(tmp_path / "out" / "renamed", "a") == tmp_path / "out"


def test_the_path_of_a_page_that_no_job_read_is_taken_as_it_is(tmp_path):
    assert find_scan("/a/b.png", tmp_path) == find_scan("/a/b.png", None)
    assert str(find_scan("b.png", None)) == "b.png"


def test_the_scan_of_a_page_is_given_while_it_is_the_file_that_was_read(project):
    folder = project / "output" / "1953" / "a"
    (page,) = read_result(folder).pages()
    scan = project / "scans" / "1953" / "a" / "1.png"
    with scan_as_read(page, project / "output") as file:
        assert file is not None
        assert file.samefile(scan)
    assert way_to_scan(page, folder, project / "output") == "../../../scans/1953/a/1.png"
    scan.write_bytes(scan.read_bytes() + b" ")
    with scan_as_read(page, project / "output") as file:
        assert file is None
    scan.unlink()
    with scan_as_read(page, project / "output") as file:
        assert file is None
