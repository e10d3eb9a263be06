"""A document compared: which transcription belongs to it, what is written, and what goes on without its scans."""

from __future__ import annotations

import csv
import json

import pytest

from ocr_pipeline.compare.load.folder import load_folder
from ocr_pipeline.compare.load.load import load_transcription
from ocr_pipeline.compare.profile import load_profile
from ocr_pipeline.compare.records import Verdict
from ocr_pipeline.errors import (
    EngineCrashed,
    LanguageMissing,
    OutputError,
    PdfDamaged,
    TranscriptionNotFound,
    TranscriptionsMissing,
    TranscriptionUnmatched,
)
from ocr_pipeline.job.comparing.result import compare_result, transcription_for, write_comparison
from ocr_pipeline.records import Provenance
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.result import of_pages
from ocr_pipeline.text import clean_document, clean_text
from tests.support.generated import misread, prose
from tests.support.typed_documents import TEXT, a_page

OTHER = "Протокол заседания бюро обкома о ходе посевной кампании в области и ремонте тракторов и сеялок к весне."


class Failing:
    """Fails on every strip."""

    identity = "failing 1"

    def check(self, language):
        if language == "xxx":
            raise LanguageMissing(language)

    def read(self, _image, _language, _seconds):
        raise EngineCrashed(detail="signal 11")


FAILING = Settings(engine=f"{__name__}:Failing")


@pytest.fixture
def result():
    """A page with a doubtful word whose scan is not there any more."""
    pages = [a_page("1", confidence=0.7)]
    return of_pages(clean_document("d", pages, Provenance(program="", engine="", language="rus")), pages)


@pytest.fixture
def folder(tmp_path):
    """Transcriptions of two documents, one of them in a folder below; a file that is none; one of another kind."""
    files = {"a.txt": OTHER, "1953/b.html": f"<html><body><p>{' '.join(TEXT)}</p></body></html>", "notes.md": TEXT[0]}
    for name, text in files.items():
        path = tmp_path / "texts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "texts" / "scan.txt").write_bytes(b"%PDF-1.4")
    return tmp_path / "texts"


def test_the_transcription_of_a_folder_that_shares_most_belongs_to_the_document(folder, result):
    assert transcription_for(result, folder).name == "b.html"
    assert load_folder(folder).of(clean_text("d", OTHER)).name == "a.txt"


def test_each_of_many_documents_finds_its_own(tmp_path):
    papers = {f"{number}.txt": prose(1_500, number) for number in range(6)}
    for name, text in papers.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    candidates = load_folder(tmp_path)
    for number, (name, text) in enumerate(papers.items()):
        assert candidates.of(clean_text("d", misread(text, 0.05, number))).name == name
    assert candidates.of(clean_text("d", prose(1_500, 77))) is None


def test_a_file_of_a_folder_that_is_no_transcription_is_named_and_others_are_read(folder):
    candidates = load_folder(folder)
    assert sorted(path.rsplit("/", 1)[-1] for path in candidates.by_path) == ["a.txt", "b.html"]
    (unread,) = candidates.unread
    assert "scan.txt" in unread


def test_a_file_named_itself_is_taken_whatever_it_holds(folder, result):
    assert transcription_for(result, folder / "a.txt").text == OTHER
    assert list(load_folder(folder / "a.txt").by_path) == [str(folder / "a.txt")]
    with pytest.raises(PdfDamaged):
        load_folder(folder / "scan.txt")


def test_a_folder_with_none_that_fits_and_one_with_none_at_all_are_told_apart(folder, tmp_path, result):
    (folder / "1953" / "b.html").unlink()
    with pytest.raises(TranscriptionUnmatched, match="1 files, none like d"):
        transcription_for(result, folder)
    (folder / "a.txt").unlink()
    with pytest.raises(TranscriptionsMissing, match=r"scan\.txt"):
        transcription_for(result, folder)
    with pytest.raises(TranscriptionNotFound):
        load_folder(tmp_path / "nowhere")


def compared(result, tmp_path, text, settings=FAILING, **options):
    file = tmp_path / "t.txt"
    file.write_text(text, encoding="utf-8")
    return compare_result(result, load_transcription(file), load_profile(), settings, **options)


@pytest.mark.parametrize("reread", [True, False])
def test_without_the_scans_the_variants_are_those_without_reading_again(result, tmp_path, reread):
    (variant,) = compared(result, tmp_path, "\n".join(TEXT).replace("300", "800"), reread=reread).variants
    assert (variant.ours, variant.theirs) == ("300", "800")
    assert not any("read again" in reason for reason in variant.reasons)
    assert variant.places[0].line == 3


def test_the_engine_is_asked_for_the_language_in_which_the_document_was_read(tmp_path):
    pages = [a_page("1")]
    other = of_pages(clean_document("d", pages, Provenance(program="", engine="", language="xxx")), pages)
    with pytest.raises(LanguageMissing):
        compared(other, tmp_path, "\n".join(TEXT), reread=True)
    assert compared(other, tmp_path, "\n".join(TEXT), reread=False).variants == ()


def test_what_is_asked_for_is_written_and_nothing_else(result, tmp_path):
    comparison = compared(result, tmp_path, "\n".join(TEXT[:3]), reread=False)
    out = tmp_path / "out"
    paths = {"report": out / "r.html", "records": out / "r.json", "table": out / "r.csv"}
    for kind in paths:
        for old in paths.values():
            old.unlink(missing_ok=True)
        chosen = {name: path if name == kind else None for name, path in paths.items()}
        write_comparison(comparison, result, FAILING, **chosen, language="en")
        assert [path for path in paths.values() if path.exists()] == [paths[kind]]
        assert TEXT[3].split()[0] in paths[kind].read_text(encoding="utf-8")


def test_records_and_table_say_what_the_comparison_does(result, tmp_path):
    comparison = compared(result, tmp_path, "\n".join(TEXT[:3]), reread=False)
    paths = (tmp_path / "r.json", tmp_path / "r.csv")
    write_comparison(comparison, result, FAILING, report=None, records=paths[0], table=paths[1], language="ru")
    assert json.loads(paths[0].read_text("utf-8")) == json.loads(comparison.model_dump_json())
    _, row = csv.reader(paths[1].read_text("utf-8-sig").splitlines())
    assert TEXT[3] in row
    assert comparison.variants[0].verdict is Verdict.MISSING_IN_TRANSCRIPTION


def test_a_report_that_cannot_be_written_is_told(result, tmp_path):
    comparison = compared(result, tmp_path, "\n".join(TEXT), reread=False)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError):
        write_comparison(
            comparison, result, FAILING, report=tmp_path / "file" / "r.html", records=None, table=None, language="en"
        )
