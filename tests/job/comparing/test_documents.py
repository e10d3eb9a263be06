"""Each document of a job compared with the transcription that belongs to it, as it is done."""

from __future__ import annotations

import json

import pytest

from ocr_pipeline.compare.load.folder import load_folder
from ocr_pipeline.compare.profile import load_profile
from ocr_pipeline.job.comparing.documents import ComparisonPlan
from ocr_pipeline.records import Provenance
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.documents import write_document
from ocr_pipeline.store.pages import write_page
from ocr_pipeline.text import clean_document
from tests.faults.fault_engines import TEXTS
from tests.support.typed_documents import TEXT, a_page

GOOD = Settings(engine="fault_engines:Good")


@pytest.fixture
def comparing(tmp_path):
    """A folder with one transcription, a digit of which is wrong."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "telegram.txt").write_text("\n".join(TEXT).replace("300", "800"), encoding="utf-8")
    return ComparisonPlan(load_folder(texts), load_profile(), "en")


def done(folder, lines):
    """A document as a job leaves it."""
    page = a_page("0001", lines)
    document = clean_document(folder.name, [page], Provenance(program="", engine="", language="rus"))
    write_page(folder, page)
    write_document(folder, document)
    return document


def test_a_document_with_its_transcription_has_figures_and_a_report_in_its_folder(comparing, tmp_path):
    folder = tmp_path / "output" / "телеграмма"
    figures = comparing.compare(done(folder, TEXT), folder, GOOD)
    assert (figures.document, figures.transcription, figures.variants) == ("телеграмма", "telegram.txt", 1)
    assert figures.cer["as typed"] == pytest.approx(1 / len(" ".join(TEXT)))
    assert figures.report == folder / "comparison.html"
    assert "telegram.txt" in figures.report.read_text(encoding="utf-8")
    (variant,) = json.loads((folder / "comparison.json").read_text(encoding="utf-8"))["variants"]
    assert (variant["ours"], variant["theirs"]) == ("300", "800")


def test_a_document_without_one_has_neither(comparing, tmp_path):
    folder = tmp_path / "output" / "другое"
    said = comparing.compare(done(folder, TEXTS), folder, GOOD)
    assert (said.document, said.reason.code, said.failed) == ("другое", "NoTranscription", False)
    assert not list(folder.glob("comparison.*"))
