"""The command `compare`, as a user runs it."""

from __future__ import annotations

import json

import pytest
from typed_documents import TEXT, a_page
from typer.testing import CliRunner

from ocr_pipeline.cli import app
from ocr_pipeline.records import Page, PageState, Provenance, ScanRef, Side
from ocr_pipeline.text import clean_document
from ocr_pipeline.write.document import write_document
from ocr_pipeline.write.page import write_page

RUN = CliRunner()
WHOLE = "\n".join(TEXT)


@pytest.fixture
def result(tmp_path):
    """A document's folder as a job leaves it; its scan is not there any more."""
    page = a_page("0001")
    document = clean_document("телеграмма", [page], Provenance(program="", engine="", language="rus"))
    folder = tmp_path / "output" / "телеграмма <1>"
    write_page(folder, page, None)
    write_document(folder, document, "")
    return folder


def run(*arguments):
    return RUN.invoke(app, ["compare", *map(str, arguments)])


def transcription(tmp_path, text=WHOLE, name="transcription.txt"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_variants_are_shown_and_files_written(result, tmp_path):
    text = transcription(tmp_path, "\n".join(TEXT).replace("300", "800"))
    report, records, table = (tmp_path / name for name in ("r.html", "r.json", "r.csv"))
    done = run(result, text, "--report", report, "--json", records, "--csv", table)
    assert done.exit_code == 0, done.output
    assert "800" in done.output
    assert json.loads(records.read_text("utf-8"))["variants"][0]["theirs"] == "800"
    assert "800" in table.read_text("utf-8")
    assert "<html" in report.read_text("utf-8")


def test_an_error_rate_above_the_limit_ends_with_1(result, tmp_path):
    text = transcription(tmp_path, "\n".join(TEXT).replace("300", "800"))
    assert run(result, text, "--fail-above", "0").exit_code == 1
    assert run(result, text, "--fail-above", "0.5").exit_code == 0


def test_the_transcription_that_fits_is_taken_from_a_folder(result, tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    transcription(folder, "Протокол заседания бюро о посевной кампании в области и ремонте тракторов", "a.txt")
    transcription(folder, "\n".join(TEXT), "b.txt")
    done = run(result, folder)
    assert done.exit_code == 0
    assert "b.txt" in done.output


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path / "nothing.txt", 3),
        (lambda path: transcription(path, "%PDF-1.4"), 3),
        (lambda path: path / "empty folder", 3),
    ],
)
def test_bad_transcriptions_end_with_a_clear_error(result, tmp_path, make, code):
    (tmp_path / "empty folder").mkdir()
    done = run(result, make(tmp_path))
    assert done.exit_code == code
    assert "Traceback" not in done.output


def test_a_damaged_record_and_an_unknown_profile_are_told(result, tmp_path):
    text = transcription(tmp_path)
    assert run(result, text, "--profile", "nowhere").exit_code == 2
    (result / "document.json").write_text("{", encoding="utf-8")
    assert run(result, text).exit_code == 3


def test_pages_without_text_are_no_obstacle(tmp_path):
    scan = ScanRef(path="a.png", frame=0, side=Side.WHOLE, sha256="", width=1, height=1, resolution=None)
    page = Page(id="0001", scan=scan, state=PageState.BLANK)
    write_page(tmp_path / "d", page, None)
    write_document(tmp_path / "d", clean_document("d", [page]), "")
    assert run(tmp_path / "d", transcription(tmp_path)).exit_code == 0
