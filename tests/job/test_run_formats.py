"""Formats asked for later: written from the records, nothing read again, the same bytes as at once."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from ocr_pipeline import transcribe_folder
from ocr_pipeline.errors import ExitCode, FormatUnknown
from ocr_pipeline.formats.registry import GROUP
from ocr_pipeline.job.run import run_job
from ocr_pipeline.settings import Settings
from tests.job.in_process import InThisProcess
from tests.support.plugins import example, install
from tests.support.stored_records import stored

SETTINGS = Settings(engine="fault_engines:Good", dpi=100)
ALL = ("txt", "json", "png")
BROKEN = """
from ocr_pipeline.formats.format import Format

def page(page, prepared):
    raise KeyError(page.id)

FORMAT = Format("broken", ".broken", page=page)
"""


@pytest.fixture
def scans(tmp_path, page):
    """A page, a spread of two pages, and a page on its side."""
    folder = tmp_path / "scans"
    folder.mkdir()
    upright = page(100, width_mm=150)
    gutter = np.full((upright.shape[0], 12), 90, dtype=np.uint8)
    for name, pixels in (("1", upright), ("2", np.hstack([upright, gutter, upright])), ("3", np.rot90(upright))):
        cv2.imwrite(str(folder / f"{name}.png"), np.ascontiguousarray(pixels))
    (folder / "4.png").write_bytes(b"no image")
    return folder


def files(output):
    """The content of every file that tells of pages and documents, without the seconds that they took."""
    found = {}
    for path in sorted((output / "scans").rglob("*")):
        if path.suffix in (".json", ".gz"):
            record = stored(path) if path.suffix == ".gz" else json.loads(path.read_bytes())
            record.pop("seconds", None)
            found[str(path.relative_to(output))] = record
        elif path.is_file():
            found[str(path.relative_to(output))] = path.read_bytes()
    return found


def test_formats_asked_for_later_are_the_same_bytes_and_no_engine_is_called(scans, tmp_path, monkeypatch):
    log = tmp_path / "calls"
    monkeypatch.setenv("ENGINE_CALLS", str(log))
    monkeypatch.syspath_prepend(Path(__file__).parent)
    settings = Settings(engine="counting_engine:Counting", dpi=100)
    run_job(scans, tmp_path / "direct", settings, make_executor=InThisProcess, formats=ALL)
    first = run_job(scans, tmp_path / "later", settings, make_executor=InThisProcess, formats=("json",))
    assert not list((tmp_path / "later").rglob("pages/*.txt"))
    calls = log.read_text()
    second = run_job(scans, tmp_path / "later", settings, make_executor=InThisProcess, formats=ALL)
    assert log.read_text() == calls
    assert [row.page for row in second.rows if row.kept] == [row.page for row in first.rows if row.page != "4"]
    later, direct = files(tmp_path / "later"), files(tmp_path / "direct")
    assert later == direct
    images = [name.removeprefix("scans/pages/") for name in later if name.endswith(".png")]
    assert images == ["1.png", "2L.png", "2R.png", "3.png"]


def test_no_file_of_an_earlier_reading_stays_beside_a_new_one(scans, tmp_path):
    run_job(scans, tmp_path / "out", SETTINGS, make_executor=InThisProcess, formats=ALL)
    run_job(
        scans,
        tmp_path / "out",
        Settings(engine="fault_engines:Good", dpi=110),
        make_executor=InThisProcess,
        formats=("json",),
    )
    assert not [path.name for path in (tmp_path / "out" / "scans" / "pages").iterdir() if path.suffix != ".gz"]


def test_an_installed_format_is_written_by_the_workers(scans, tmp_path, monkeypatch):
    install(monkeypatch, tmp_path, GROUP, "words", example("words_format"), "FORMAT")
    summary = transcribe_folder(scans, tmp_path / "out", SETTINGS, jobs=1, formats=["words"])
    assert len(list((tmp_path / "out" / "scans" / "pages").glob("*.words.txt"))) == len(summary.rows)
    assert (tmp_path / "out" / "scans" / "pages" / "1.words.txt").read_text("utf-8").startswith("-\t0.99\t")


def test_a_format_that_fails_is_said_at_the_end_and_the_rest_is_done(scans, tmp_path, monkeypatch):
    (scans / "4.png").unlink()
    install(monkeypatch, tmp_path, GROUP, "broken", BROKEN, "FORMAT")
    summary = run_job(scans, tmp_path / "out", SETTINGS, make_executor=InThisProcess, formats=("broken", "txt"))
    assert summary.exit_code is ExitCode.SOME_FAILED
    assert "not written: page 1, format broken" in summary.text()
    assert (tmp_path / "out" / "scans" / "document.txt").is_file()


def test_an_unknown_format_is_said_before_anything_is_read(scans, tmp_path):
    with pytest.raises(FormatUnknown):
        run_job(scans, tmp_path / "out", SETTINGS, formats=("dvi",))
    assert not (tmp_path / "out").exists()
