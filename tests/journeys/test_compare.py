"""The command `compare`, as a user runs it."""

from __future__ import annotations

import json
import shutil

import pytest
from typer.testing import CliRunner

from ocr_pipeline.cli import app
from ocr_pipeline.errors import EngineCrashed
from ocr_pipeline.formats.registry import formats_named
from ocr_pipeline.records import Affine, Page, PageState, Provenance, ScanRef, Side, replace
from ocr_pipeline.store.documents import write_document
from ocr_pipeline.store.pages import write_page
from ocr_pipeline.text import clean_document
from tests.faults.fault_engines import Good
from tests.support.compared_pages import a_page as drawn_page
from tests.support.compared_pages import drawn
from tests.support.typed_documents import TEXT, a_page

RUN = CliRunner()
WHOLE = "\n".join(TEXT)


@pytest.fixture
def result(tmp_path):
    """A document's folder as a job leaves it; its scan is not there any more."""
    page = a_page("0001")
    document = clean_document("телеграмма", [page], Provenance(program="", engine="", language="rus"))
    folder = tmp_path / "output" / "телеграмма <1>"
    write_page(folder, page, formats_named(["txt"]))
    write_document(folder, document, formats_named(["txt"]))
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
    write_page(tmp_path / "d", page)
    write_document(tmp_path / "d", clean_document("d", [page]))
    assert run(tmp_path / "d", transcription(tmp_path)).exit_code == 0


def test_the_limit_itself_is_not_above_the_limit(result, tmp_path):
    text = transcription(tmp_path, WHOLE.replace("300", "800"))
    records = tmp_path / "r.json"
    run(result, text, "--json", records)
    rate = json.loads(records.read_text("utf-8"))["scores"]["layers"][0]["cer"]["rate"]
    assert run(result, text, "--fail-above", rate).exit_code == 0
    assert run(result, text, "--fail-above", rate * 0.99).exit_code == 1
    assert run(result, transcription(tmp_path), "--fail-above", "0").exit_code == 0
    assert run(result, text, "--fail-above", "-1").exit_code == 2


def test_above_the_limit_the_files_are_written_all_the_same(result, tmp_path):
    report = tmp_path / "r.html"
    done = run(result, transcription(tmp_path, ""), "--fail-above", "0.1", "--report", report, "--quiet")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "above 10.00%" in done.stderr
    assert report.exists()


def test_an_empty_transcription_and_another_document_are_said(result, tmp_path):
    assert "the transcription is empty" in " ".join(run(result, transcription(tmp_path, "")).output.split())
    other = transcription(tmp_path, "Протокол заседания бюро о посевной кампании в области и ремонте тракторов")
    done = run(result, other)
    assert done.exit_code == 0
    assert "another document" in " ".join(done.output.split())


def test_where_the_scans_have_been_moved_strips_are_missing_and_said_to_be(result, tmp_path):
    report = tmp_path / "r.html"
    done = run(result, transcription(tmp_path, WHOLE.replace("300", "800")), "--report", report)
    assert done.exit_code == 0
    page = report.read_text(encoding="utf-8")
    assert "<img" not in page
    assert "The scan is no longer where it was" in page
    assert "Scans no longer where they were, pages:" in page
    assert "transcription.txt" in page


def test_an_engine_that_crashes_on_lines_takes_no_variant_away(tmp_path):
    scan = tmp_path / "1.png"
    picture = drawn(1)
    page = drawn_page(scan, picture, Affine.identity(), picture.shape[1], picture.shape[0])
    lines = tuple(replace(one, words=tuple(replace(word, confidence=0.6) for word in one.words)) for one in page.lines)
    page = replace(page, lines=lines)
    folder = tmp_path / "output" / "d"
    write_page(folder, page)
    write_document(folder, clean_document("d", [page], Provenance(program="", engine="", language="rus")))
    text = transcription(tmp_path, page.text.replace("указаниями", "указателями", 1))
    found = {}
    for engine in ("Crashing", "Good"):
        records = tmp_path / f"{engine}.json"
        done = run(folder, text, "--reread", "--engine", f"{__name__}:{engine}", "--json", records)
        assert done.exit_code == 0, done.output
        (found[engine],) = json.loads(records.read_text("utf-8"))["variants"]
    for variant in found.values():
        assert (variant["ours"], variant["theirs"]) == ("указаниями", "указателями")
    assert not any("read again" in reason["text"] for reason in found["Crashing"]["reasons"])
    assert any("read again" in reason["text"] for reason in found["Good"]["reasons"])


class Crashing(Good):
    """Crashes on everything."""

    def read(self, _image, _language, _seconds):
        raise EngineCrashed(detail="signal 11")


def test_a_limit_that_is_passed_is_said_and_one_that_is_none_is_refused(result, tmp_path):
    text = transcription(tmp_path, WHOLE.replace("300", "800"))
    failed = run(result, text, "--fail-above", "0.1%")
    assert failed.exit_code == 1
    assert "above 0.10%" in failed.output
    assert run(result, text, "--fail-above", "50%").exit_code == 0
    for limit in ("2", "-1", "much", "200%", "nan"):
        refused = run(result, text, f"--fail-above={limit}")
        assert refused.exit_code == 2, limit
        assert "2%" in refused.output


def test_a_dash_prints_the_records_and_nothing_else(result, tmp_path):
    text = transcription(tmp_path, WHOLE.replace("300", "800"))
    assert json.loads(run(result, text, "--json", "-").stdout)["variants"]
    rows = run(result, text, "--csv", "-").stdout.splitlines()
    assert rows[0].lstrip("\ufeff").startswith("number,")
    assert len(rows) == 2


def test_the_transcription_is_not_written_over(result, tmp_path):
    text = transcription(tmp_path)
    done = run(result, text, "--report", text)
    assert done.exit_code == 2
    assert "would be overwritten" in done.output
    assert text.read_text("utf-8") == WHOLE
    assert run(result, text, "--json", "x", "--csv", "x").exit_code == 2


def test_scans_that_are_not_found_are_said_everywhere(result, tmp_path):
    report, records = tmp_path / "r.html", tmp_path / "r.json"
    done = run(result, transcription(tmp_path), "--report", report, "--json", records)
    said = "scans of 1 page not found: no strips"
    assert done.exit_code == 0
    assert said in done.output
    assert said in report.read_text("utf-8")
    assert said in records.read_text("utf-8")


@pytest.mark.parametrize("damage", ["gone", "cut off"])
def test_page_records_that_are_not_there_are_said(tmp_path, damage):
    pages = [a_page("0001"), a_page("0002")]
    folder = tmp_path / "d"
    for page in pages:
        write_page(folder, page)
    write_document(folder, clean_document("d", pages))
    record = folder / "pages" / "0002.json.gz"
    if damage == "gone":
        record.unlink()
    else:
        record.write_bytes(record.read_bytes()[:500])
    report = tmp_path / "r.html"
    done = run(folder, transcription(tmp_path), "--report", report)
    assert done.exit_code == 0
    for told in (done.output, report.read_text("utf-8")):
        assert "the records of 1 page are missing or damaged" in told
        assert "0002" in told
    shutil.rmtree(folder / "pages")
    none = run(folder, transcription(tmp_path))
    assert none.exit_code == 3
    assert "none of the records of its pages can be read" in none.output


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("output/телеграмма <1>/document.json", "one file of a result"),
        ("output/телеграмма <1>/pages/0001.txt", "one file of a result"),
        ("transcription.txt", "not an image or PDF"),
        ("bad.jpg", "not an image or PDF"),
        ("scans", "ocr-pipeline run SCANS OUTPUT"),
        ("nowhere", "no such file or folder"),
    ],
)
@pytest.mark.usefixtures("result")
def test_what_is_no_result_is_said_with_what_to_do(tmp_path, name, said):
    (tmp_path / "scans").mkdir()
    for bad in ("bad.jpg", "scans/1.jpg"):
        (tmp_path / bad).write_bytes(b"garbage" * 100)
    done = run(tmp_path / name, transcription(tmp_path), "--engine", "fault_engines:Good")
    assert done.exit_code == 3, done.output
    assert said in done.output.replace("\n", " ")


def test_what_is_no_transcription_is_said_with_what_is_one(result, tmp_path):
    assert "no such file or folder" in run(result, tmp_path / "nowhere").output
    done = run(result, transcription(tmp_path, "GIF89a", "x.gif"))
    assert done.exit_code == 3
    for kind in ("plain text", "HTML", "DOCX", "TEI", "PAGE", "ALTO"):
        assert kind in done.output


def test_a_folder_gets_the_report(result, tmp_path):
    (tmp_path / "there").mkdir()
    for folder in (tmp_path / "there", f"{tmp_path}/new/"):
        assert run(result, transcription(tmp_path), "--report", folder).exit_code == 0
    assert (tmp_path / "there" / "comparison.html").is_file()
    assert (tmp_path / "new" / "comparison.html").is_file()


def test_a_transcription_in_another_language_is_said_to_be(result, tmp_path):
    english = "Ambassador Kuznetsov reported that Comrade Kim agreed with the proposal of the Soviet government."
    assert "in another language than the document" in run(result, transcription(tmp_path, english)).output.replace(
        "\n", " "
    )
