"""What is installed, what is missing, what a language can be read with."""

from __future__ import annotations

import pytest

from ocr_pipeline.doctor import examine


def found(language):
    return {one.name: one.found for one in examine(language)}


def test_the_own_reader_reads_all_letters_of_russian_and_english():
    findings = found("rus+eng")
    assert findings["typescript reads rus"] == findings["typescript reads eng"] == "all its letters"
    assert findings["lexicon rus"] == "Russian"
    assert findings["lexicon eng"] == "English"


@pytest.mark.parametrize("language", ["deu", "script/Cyrillic"])
def test_what_it_cannot_read_is_left_to_tesseract(language):
    name = language.rsplit("/", 1)[-1]
    finding = found(language)[f"typescript reads {name}"]
    assert finding is not None
    assert finding.startswith("no: ")
    assert finding.endswith("--engine auto reads it with tesseract")


def test_a_language_without_a_lexicon_says_which_there_are():
    finding = found("deu")["lexicon deu"]
    assert finding is not None
    assert finding.startswith("none")
    assert "eng, rus" in finding


def test_what_is_missing_says_how_to_install_it(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    missing = {one.name: one.advice for one in examine("rus") if one.found is None}
    assert "apt-get install tesseract-ocr" in missing["tesseract"]
    assert "apt-get install poppler-utils" in missing["poppler"]
