"""Files damaged in every way: each gives pages or an error of its own; none costs time, memory or a neighbour.

`benchmarks/mutants.py` opens thousands; here are 200 that stay the same.
"""

from __future__ import annotations

import time

import cv2
import pytest

from ocr_pipeline import Settings, transcribe_folder
from ocr_pipeline.errors import ExitCode
from ocr_pipeline.records import PageState
from tests.support.hostile.images import image_files, typed_page
from tests.support.hostile.mutations import Mutant, mutants
from tests.support.hostile.opening import HANGS_SECONDS, PAGE, Opener
from tests.support.hostile.pdfs import pdf_files

COUNT, SEED = 200, 7


@pytest.fixture(scope="module")
def seeds() -> dict[str, bytes]:
    """A page of the sample scan in every kind of file that is read."""
    pixels = typed_page()
    return image_files(pixels) | pdf_files(pixels)


def test_what_is_damaged_can_be_read_whole(seeds, tmp_path):
    with Opener(tmp_path) as opener:
        opened = {name: opener.open(Mutant(name, name, "none", content)) for name, content in seeds.items()}
    refused = {name: one.outcomes for name, one in opened.items() if set(one.outcomes) != {PAGE}}
    assert refused == {"secret.pdf": ["PdfEncrypted"]}
    assert [one.faults for one in opened.values() if one.faults] == []


def test_a_seed_gives_the_same_files_again(seeds):
    assert list(mutants(seeds, 60, SEED)) == list(mutants(seeds, 60, SEED))
    assert list(mutants(seeds, 60, SEED)) == list(mutants(seeds, COUNT, SEED))[:60]
    assert list(mutants(seeds, 60, SEED)) != list(mutants(seeds, 60, SEED + 1))


def test_damaged_files_give_pages_or_errors_of_their_own(seeds, tmp_path):
    """No bug, no crash, nothing hung, nothing printed, nothing left behind, and nothing cut that passes for whole."""
    with Opener(tmp_path) as opener:
        opened = [opener.open(mutant) for mutant in mutants(seeds, COUNT, SEED)]
    assert {one.name: one.faults for one in opened if one.faults} == {}
    assert len({outcome for one in opened for outcome in one.outcomes}) > 5


def test_a_file_on_which_the_process_dies_or_hangs_is_found_out(seeds, tmp_path, monkeypatch):
    monkeypatch.setattr("tests.support.hostile.opening.HANGS_SECONDS", 0.0)
    with Opener(tmp_path) as opener:
        hung = opener.open(Mutant("a.tif", "plain.tif", "none", seeds["plain.tif"]))
        monkeypatch.setattr("tests.support.hostile.opening.HANGS_SECONDS", HANGS_SECONDS)
        after = opener.open(Mutant("b.tif", "plain.tif", "none", seeds["plain.tif"]))
    assert hung.outcomes == ["hung"]
    assert after.outcomes == [PAGE]


def test_in_a_job_damaged_files_cost_no_neighbour(seeds, tmp_path, page):
    scans = tmp_path / "scans"
    scans.mkdir()
    good = ("00000-first", "00010-middle", "99999-last")
    for name in good:
        cv2.imwrite(str(scans / f"{name}.png"), page(100, width_mm=150))
    damaged = list(mutants(seeds, 20, SEED))
    for mutant in damaged:
        (scans / mutant.name).write_bytes(mutant.content)
    started = time.monotonic()
    settings = Settings(engine="fault_engines:Good", dpi=100)
    summary = transcribe_folder(scans, tmp_path / "out", settings, jobs=1)
    assert time.monotonic() - started < HANGS_SECONDS
    states = {row.page: row.state for row in summary.rows}
    assert [states[name] for name in good] == [PageState.DONE] * 3
    # Every file has its row, and whatever failed says why, in the program's own words.
    assert len(summary.rows) >= len(damaged) + len(good)
    failed = [row for row in summary.rows if row.state is PageState.FAILED]
    assert failed
    assert all(row.warnings and "Bug" not in row.codes for row in failed)
    assert summary.exit_code is ExitCode.SOME_FAILED
