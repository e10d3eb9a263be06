"""The forecast of a job, which writes nothing to its output."""

from __future__ import annotations

import cv2
import pytest
from PIL import Image
from typer.testing import CliRunner

from ocr_pipeline.cli import app
from ocr_pipeline.job.forecast.forecast import forecast_job
from ocr_pipeline.job.run import run_job
from ocr_pipeline.settings import Settings
from tests.job.in_process import InThisProcess

SETTINGS = Settings(engine="fault_engines:Good", dpi=100)


@pytest.fixture
def scans(tmp_path, page):
    """A folder of two scans, and a TIFF of three frames."""
    folder = tmp_path / "scans" / "folder"
    folder.mkdir(parents=True)
    pages = [page(100, width_mm=120, seed=number) for number in range(3)]
    for number in range(2):
        cv2.imwrite(str(folder / f"{number}.png"), pages[number])
    first, *others = (Image.fromarray(one) for one in pages)
    first.save(tmp_path / "scans" / "book.tif", save_all=True, append_images=others)
    return tmp_path / "scans"


def test_frames_count_and_nothing_is_written_to_the_output(scans, tmp_path):
    found = forecast_job(scans, tmp_path / "out", SETTINGS, jobs=1)
    assert (found.documents, found.scans, found.finished, len(found.sample)) == (2, 5, 0, 5)
    assert not (tmp_path / "out").exists()
    assert found.seconds.low == found.seconds.total == found.seconds.high > 0
    assert found.wall_seconds(2).total == pytest.approx(found.seconds.total / 2)
    # More workers than pages do not help.
    assert found.wall_seconds(50).total == pytest.approx(found.seconds.total / 5)


def test_the_bytes_expected_are_those_that_the_job_writes(scans, tmp_path):
    expected = forecast_job(scans, tmp_path / "out", SETTINGS, jobs=1).bytes_written.total
    run_job(scans, tmp_path / "out", SETTINGS, make_executor=InThisProcess)
    of_documents = ("pages", "journal")
    files = [
        file
        for file in (tmp_path / "out").rglob("*")
        if file.is_file() and (file.parent.name in of_documents or file.name.startswith("document."))
    ]
    assert expected == pytest.approx(sum(file.stat().st_size for file in files), rel=0.02)


def test_what_is_finished_is_not_counted_nor_read_and_stays_as_it_is(scans, tmp_path):
    run_job(scans, tmp_path / "out", SETTINGS, make_executor=InThisProcess)
    before = {file: file.stat().st_mtime_ns for file in (tmp_path / "out").rglob("*")}
    found = forecast_job(scans, tmp_path / "out", SETTINGS, jobs=1)
    assert (found.finished, found.to_read, found.sample, found.seconds, found.bytes_written) == (5, 0, (), None, None)
    again = forecast_job(scans, tmp_path / "out", SETTINGS, jobs=1, redo=["folder"])
    assert (again.finished, len(again.sample)) == (3, 2)
    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "out").rglob("*")} == before


def test_the_command_says_it_and_leaves_no_temporary_file(scans, tmp_path):
    (tmp_path / "temp").mkdir()
    arguments = ["run", scans, tmp_path / "out", "--engine", "fault_engines:Good", "--dpi", "100", "--dry-run"]
    done = CliRunner().invoke(app, [*map(str, arguments), "--temp", str(tmp_path / "temp"), "--jobs", "2"])
    assert done.exit_code == 0, done.output
    assert "2 documents, 5 pages" in done.output
    assert "Finished before: 0; to be read: 5" in done.output
    assert list((tmp_path / "temp").iterdir()) == []
    assert not (tmp_path / "out").exists()
