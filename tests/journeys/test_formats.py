"""Formats at the command line: chosen by name, asked for later, refused where unknown."""

from __future__ import annotations

import cv2
import pytest
from typer.testing import CliRunner

from ocr_pipeline.cli import app

RUN = CliRunner()


@pytest.fixture
def scans(tmp_path, page):
    folder = tmp_path / "scans"
    folder.mkdir()
    cv2.imwrite(str(folder / "1.png"), page(100, width_mm=150))
    return folder


def run(scans, *options):
    arguments = [
        "run",
        str(scans),
        str(scans.parent / "out"),
        "--engine",
        "fault_engines:Good",
        "--dpi",
        "100",
        *options,
    ]
    return RUN.invoke(app, arguments)


def names(scans):
    files = (path for path in (scans.parent / "out").rglob("*") if path.is_file() and path.name[0] != ".")
    return sorted(path.name for path in files if path.parent.name != "journal")


def test_only_what_is_asked_for_is_written_beside_records_and_overview_and_the_rest_can_follow(scans):
    assert run(scans, "--formats", "json").exit_code == 0
    always = {"1.json.gz", "document.json", "documents.csv", "index.html", "job.json", "summary.csv"}
    assert set(names(scans)) == always
    later = run(scans, "--formats", " txt, png ")
    assert later.exit_code == 0
    assert "1 finished before" in later.output
    assert set(names(scans)) == always | {"1.txt", "1.png", "document.txt"}


def test_an_unknown_format_is_wrong_usage(scans):
    done = run(scans, "--formats", "txt,dvi")
    assert done.exit_code == 2
    assert "dvi: no output format of this name is installed" in done.output
