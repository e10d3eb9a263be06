"""Files that are damaged, or none at all: `run`, `page` and the Python interface treat them alike, and go on."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import cv2
import pytest
from PIL import Image

from ocr_pipeline import Settings, transcribe_folder, transcribe_page
from ocr_pipeline.errors import ExitCode, FolderUnread, OutputInsideScans, ScanNoFile
from ocr_pipeline.job.run import run_job
from ocr_pipeline.records import PageState
from tests.job.in_process import InThisProcess
from tests.support.closed_folders import close

SETTINGS = Settings(engine="fault_engines:Good", dpi=100)
HERE = Path(__file__).parent
ROOT = HERE.parents[1]

run = partial(run_job, make_executor=InThisProcess)


def command(*arguments, timeout=120, stdout=subprocess.PIPE):
    """Run the command with the engine that reads every page."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(HERE), str(ROOT)))}
    engine = ("--engine", "fault_engines:Good", "--dpi", "100")
    return subprocess.run(
        [sys.executable, "-m", "ocr_pipeline", *map(str, arguments), *engine],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        env=environment,
        timeout=timeout,
    )


@pytest.fixture
def broken(tmp_path, page) -> Path:
    """A TIFF of five typed pages, cut inside the fourth."""
    pages = [Image.fromarray(page(100, width_mm=150, seed=seed)) for seed in range(5)]
    buffer = io.BytesIO()
    pages[0].save(buffer, "TIFF", save_all=True, append_images=pages[1:])
    (tmp_path / "scans").mkdir()
    path = tmp_path / "scans" / "a.tif"
    path.write_bytes(buffer.getvalue()[: len(buffer.getvalue()) * 7 // 10])
    return path


EXPECTED = [PageState.DONE] * 3 + [PageState.FAILED]


def test_from_python_a_broken_tiff_gives_the_pages_that_open_and_one_that_says_that_the_rest_is_lost(broken):
    pages = transcribe_page(broken, SETTINGS)
    assert [one.state for one in pages] == EXPECTED
    assert pages[3].reasons[0].code == "TiffBroken"
    assert "pages from 4 on" in pages[3].reasons[0].message


def test_page_prints_the_pages_of_a_broken_tiff_and_ends_with_its_exit_code(broken, tmp_path):
    done = command("page", broken, "--json", "-o", tmp_path / "out")
    assert done.returncode == ExitCode.SOME_FAILED
    assert [json.loads(line)["state"] for line in done.stdout.splitlines()] == EXPECTED
    assert "page a-0004: failed" in done.stderr
    assert sorted(path.name for path in (tmp_path / "out" / "pages").glob("*.json.gz")) == [
        f"a-{number:04d}.json.gz" for number in range(1, 5)
    ]


def test_what_is_to_be_written_is_written_though_nobody_reads_what_is_printed(broken, tmp_path):
    read, write = os.pipe()
    os.close(read)
    done = command("page", broken, "--json", "-o", tmp_path / "out", stdout=write)
    os.close(write)
    assert done.returncode == ExitCode.SOME_FAILED
    assert "Traceback" not in done.stderr
    assert len(list((tmp_path / "out" / "pages").glob("*.json.gz"))) == 4
    assert (tmp_path / "out" / "document.txt").is_file()


def test_a_job_reads_the_pages_of_a_broken_tiff_and_goes_on(broken, tmp_path, page):
    cv2.imwrite(str(broken.parent / "1.png"), page(100, width_mm=150))
    for kept in (False, True):
        summary = transcribe_folder(broken.parent, tmp_path / "out", SETTINGS, jobs=1)
        assert [(row.document, row.state) for row in summary.rows] == [
            ("scans", PageState.DONE),
            *(("a", state) for state in EXPECTED),
        ]
        assert summary.exit_code is ExitCode.SOME_FAILED
        assert [row.kept for row in summary.rows] == [kept] * 4 + [False]
    assert "list of the pages of this TIFF is damaged" in (tmp_path / "out" / "summary.csv").read_text()


def test_a_pipe_is_refused_at_once_as_the_argument_of_every_interface(tmp_path):
    os.mkfifo(tmp_path / "1.png")
    started = time.monotonic()
    for arguments in (("page", tmp_path / "1.png"), ("run", tmp_path / "1.png", tmp_path / "out")):
        done = command(*arguments, timeout=30)
        assert done.returncode == ExitCode.INPUT
        assert "this is a pipe, a socket or a device, and no file" in done.stderr
    for called in (
        lambda: transcribe_page(tmp_path / "1.png", SETTINGS),
        lambda: transcribe_folder(tmp_path / "1.png", tmp_path / "out", SETTINGS),
    ):
        with pytest.raises(ScanNoFile):
            called()
    assert time.monotonic() - started < 60
    assert not (tmp_path / "out").exists()


def test_a_pipe_among_scans_costs_itself(tmp_path, page):
    (tmp_path / "scans").mkdir()
    cv2.imwrite(str(tmp_path / "scans" / "1.png"), page(100, width_mm=150))
    os.mkfifo(tmp_path / "scans" / "2.png")
    summary = run(tmp_path / "scans", tmp_path / "out", SETTINGS)
    assert [row.state for row in summary.rows] == [PageState.DONE, PageState.FAILED]
    assert "a pipe" in summary.rows[1].warnings[0]


@pytest.fixture
def partly_closed(tmp_path, page, monkeypatch) -> Path:
    """A folder of scans in which one folder cannot be looked into, not even by root."""
    close(monkeypatch, tmp_path / "scans" / "lost+found")
    (tmp_path / "scans" / "lost+found").mkdir(parents=True)
    cv2.imwrite(str(tmp_path / "scans" / "1.png"), page(100, width_mm=150))
    return tmp_path / "scans"


def test_a_folder_that_cannot_be_looked_into_costs_itself_and_the_job_says_so(partly_closed, tmp_path):
    for kept in (False, True):
        summary = run(partly_closed, tmp_path / "out", SETTINGS)
        assert [(row.document, row.state, row.kept) for row in summary.rows] == [
            ("scans", PageState.DONE, kept),
            ("lost+found", PageState.FAILED, False),
        ]
        assert summary.exit_code is ExitCode.SOME_FAILED
        assert "  lost+found  failed: " in summary.text()
        assert "this folder cannot be looked into" in summary.text()
    for overview in ("summary.csv", "index.html"):
        assert "this folder cannot be looked into" in (tmp_path / "out" / overview).read_text()
    assert 'href="lost' not in (tmp_path / "out" / "index.html").read_text()
    assert not (tmp_path / "out" / "lost+found").exists()


def test_where_scans_could_only_be_in_a_closed_folder_the_job_ends_with_that(partly_closed, tmp_path):
    (partly_closed / "1.png").unlink()
    with pytest.raises(FolderUnread, match=r"lost\+found"):
        transcribe_folder(partly_closed, tmp_path / "out", SETTINGS)


def test_a_document_read_before_stays_while_its_folder_is_closed(tmp_path, page, monkeypatch):
    (tmp_path / "scans" / "b").mkdir(parents=True)
    for name in ("1.png", "b/1.png", "b/2.png"):
        cv2.imwrite(str(tmp_path / "scans" / name), page(100, width_mm=150))
    run(tmp_path / "scans", tmp_path / "out", SETTINGS)
    before = (tmp_path / "out" / "b" / "document.txt").read_bytes()
    close(monkeypatch, tmp_path / "scans" / "b")
    summary = run(tmp_path / "scans", tmp_path / "out", SETTINGS)
    assert [row.document for row in summary.rows] == ["scans", "b"]
    assert (tmp_path / "out" / "b" / "document.txt").read_bytes() == before
    monkeypatch.undo()
    assert [row.kept for row in run(tmp_path / "scans", tmp_path / "out", SETTINGS).rows] == [True] * 3


def test_a_link_among_the_scans_that_leads_to_the_output_is_refused(tmp_path, page):
    (tmp_path / "scans").mkdir()
    cv2.imwrite(str(tmp_path / "scans" / "1.png"), page(100, width_mm=150))
    run(tmp_path / "scans", tmp_path / "out", SETTINGS)
    (tmp_path / "scans" / "link").symlink_to(tmp_path / "out" / "scans")
    with pytest.raises(OutputInsideScans, match="a link among the scans leads to it"):
        transcribe_folder(tmp_path / "scans", tmp_path / "out", SETTINGS)
