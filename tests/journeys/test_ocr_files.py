"""What another program has read, as a user brings it in: one scan, a comparison, a folder."""

from __future__ import annotations

import json
from types import SimpleNamespace

import cv2
import pytest
from typer.testing import CliRunner

from ocr_pipeline.cli import app
from tests.support.drawn_pages import blank, draw
from tests.support.ocr_files import alto, hocr, page_xml

TEXT = (
    "- 2 -",
    "Proba of the first line, which con-",
    "tinues here and is long enough to be",
    "joined with the next one.",
)
CLEAN = "Proba of the first line, which continues here and is long enough to be joined with the next one."


def run(*arguments):
    result = CliRunner().invoke(app, [*map(str, arguments), "--lang", "eng"])
    return SimpleNamespace(returncode=result.exit_code, stdout=result.stdout, stderr=result.stderr)


@pytest.fixture
def folder(tmp_path):
    """Two scans of a typed page, and what another program has read on the first."""
    pixels = blank()
    lines = [[(word.text, word.box, 0.9) for word in line.words] for line in draw(pixels, TEXT)]
    (tmp_path / "Дело 5").mkdir()
    (tmp_path / "ocr").mkdir()
    for name in ("1", "2"):
        cv2.imwrite(str(tmp_path / f"Дело 5/{name}.png"), pixels)
    (tmp_path / "ocr/1.hocr").write_text(hocr(lines, width=1600, height=1200), encoding="utf-8")
    (tmp_path / "ocr/1.alto.xml").write_text(alto(lines, 1600, 1200), encoding="utf-8")
    (tmp_path / "ocr/1.page.xml").write_text(page_xml(lines, 1600, 1200), encoding="utf-8")
    return tmp_path


def test_page_gives_the_clean_text_of_what_another_program_read(folder, monkeypatch):
    monkeypatch.chdir(folder)
    done = run("page", "Дело 5/1.png", "--engine", "file:ocr")
    assert (done.returncode, done.stdout) == (0, CLEAN + "\n")
    records = json.loads(run("page", "Дело 5/1.png", "--engine", "file:ocr", "--json").stdout)
    assert records["engine"].startswith("file 1.page.xml sha256:")


def test_page_says_what_is_missing_with_the_exit_code_of_input(folder):
    done = run("page", folder / "Дело 5/2.png", "--engine", f"file:{folder / 'ocr'}")
    assert done.returncode == 3
    assert "no ALTO, PAGE or hOCR file belongs to this scan" in done.stderr
    done = run("page", folder / "Дело 5/2.png", "--engine", f"file:{folder / 'нет'}")
    assert done.returncode == 3
    assert "there is no such folder" in done.stderr


@pytest.mark.parametrize("name", ["1.hocr", "1.alto.xml", "1.page.xml"])
def test_a_scan_of_which_files_say_what_is_on_it_is_compared_with_each_of_them(folder, name):
    engine = f"file:{folder / 'ocr'}"
    done = run("compare", folder / "Дело 5/1.png", folder / "ocr" / name, "--engine", engine, "--json", "-")
    assert done.returncode == 0
    assert json.loads(done.stdout)["variants"] == []


def test_files_read_no_line_again(folder):
    engine = f"file:{folder / 'ocr'}"
    done = run("compare", folder / "Дело 5/1.png", folder / "ocr/1.hocr", "--engine", engine, "--reread")
    assert done.returncode == 2
    assert "read no picture" in done.stderr


def test_run_takes_what_is_there_and_names_the_rest(folder):
    done = run("run", folder / "Дело 5", folder / "out", "--engine", f"file:{folder / 'ocr'}", "--jobs", "1")
    assert done.returncode == 6
    assert (folder / "out/Дело 5/document.txt").read_text(encoding="utf-8").startswith(CLEAN)
    rows = (folder / "out/summary.csv").read_text(encoding="utf-8").splitlines()
    assert ",1,done," in rows[1]
    assert ",2,failed," in rows[2]
    assert "no ALTO, PAGE or hOCR file belongs to this scan" in rows[2]
