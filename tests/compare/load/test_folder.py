"""The transcriptions of a folder: read one by one, each document finds its own."""

from __future__ import annotations

import pytest

from ocr_pipeline.compare.load.folder import load_folder, transcription_of
from ocr_pipeline.errors import TranscriptionsMissing, TranscriptionUnmatched
from ocr_pipeline.text import clean_text
from tests.support.generated import prose


@pytest.fixture
def folder(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(prose(1_500, number), encoding="utf-8")
    (tmp_path / "notes.md").write_text(prose(1_500, 3), encoding="utf-8")
    (tmp_path / "scan.txt").write_bytes(b"%PDF-1.4")
    return tmp_path


@pytest.mark.parametrize("number", range(3))
def test_each_document_finds_its_own(folder, number):
    assert transcription_of(clean_text("d", prose(1_500, number)), folder).name == f"{number}.txt"


def test_files_of_other_kinds_are_passed_over_and_what_cannot_be_read_is_named(folder):
    found = load_folder(folder)
    assert sorted(path.rsplit("/", 1)[-1] for path in found.by_path) == ["0.txt", "1.txt", "2.txt"]
    (unread,) = found.unread
    assert "scan.txt" in unread


def test_a_document_that_none_belongs_to_and_a_folder_without_any_are_told_apart(folder, tmp_path):
    document = clean_text("d", prose(1_500, 9))
    with pytest.raises(TranscriptionUnmatched, match="3 files, none like d"):
        transcription_of(document, folder)
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(TranscriptionsMissing):
        transcription_of(document, empty)
