"""The files of a folder as an engine: which page of which file, known by its content, errors named."""

from __future__ import annotations

import os

import pytest

from ocr_pipeline.errors import (
    EngineUnknown,
    OcrFileBroken,
    OcrFileMissing,
    OcrFilePages,
    OcrFileUnknown,
    OcrFolderNotFound,
    ScanNoFile,
)
from ocr_pipeline.recognize import Engine, make_engine, ready_source
from ocr_pipeline.recognize.file.engine import LARGEST, FileEngine
from ocr_pipeline.recognize.file.find import ScanName
from ocr_pipeline.records import Area, Side
from tests.support.ocr_files import alto, hocr

SCAN = ScanName(("1",), (), 0, ())
THIRD = ScanName(("b-0003",), ("b",), 2, ())


def line(text):
    return [(text, Area(1, 2, 3, 4), 0.5)]


def texts(folder, scan=SCAN):
    return [[line.text for line in side.page.lines] for side in FileEngine(folder).of(scan).sides()]


def test_it_is_named_with_its_folder_and_reads_no_pictures(tmp_path):
    files = ready_source(f"file:{tmp_path}", "rus")
    assert isinstance(files, FileEngine)
    assert not isinstance(files, Engine)
    with pytest.raises(OcrFolderNotFound, match="нет"):
        ready_source(f"file:{tmp_path / 'нет'}", "rus")
    with pytest.raises(OcrFolderNotFound, match="file:"):
        ready_source("file:", "rus")
    with pytest.raises(EngineUnknown, match="read no picture"):
        make_engine(f"file:{tmp_path}")
    assert isinstance(ready_source("tesseract", "rus"), Engine)


def test_the_file_of_a_scan_is_its_page(tmp_path):
    (tmp_path / "1.xml").write_text(alto([line("да")], 9, 9), encoding="utf-8")
    assert texts(tmp_path) == [["да"]]


def test_a_book_s_file_has_the_pages_of_all_its_scans(tmp_path):
    (tmp_path / "b.hocr").write_text(hocr(*([line(text)] for text in "абв"), width=9, height=9), encoding="utf-8")
    assert texts(tmp_path, THIRD) == [["в"]]
    with pytest.raises(OcrFilePages, match="3 pages, and none for page 4"):
        texts(tmp_path, ScanName(("b-0004",), ("b",), 3, ()))


def test_a_file_of_several_pages_is_of_no_single_scan(tmp_path):
    (tmp_path / "1.hocr").write_text(hocr([line("а")], [line("б")], width=9, height=9), encoding="utf-8")
    with pytest.raises(OcrFilePages, match="2 pages for one scan"):
        texts(tmp_path)


def test_what_is_wrong_with_one_side_is_kept_beside_the_other(tmp_path):
    (tmp_path / "1L.xml").write_text(alto([line("да")], 9, 9), encoding="utf-8")
    left, right = FileEngine(tmp_path).of(SCAN).sides()
    assert (left.side, left.error) == (Side.LEFT, None)
    assert (right.side, type(right.error)) == (Side.RIGHT, OcrFileMissing)
    assert "1R" in str(right.error)
    (tmp_path / "1R.xml").write_bytes(b"<alto>")
    assert type(FileEngine(tmp_path).of(SCAN).sides()[1].error) is OcrFileBroken


@pytest.mark.parametrize(
    ("content", "cause"), [(b"text", OcrFileUnknown), (b"<alto", OcrFileBroken), (b"", OcrFileUnknown)]
)
def test_a_file_that_is_none_is_an_error_that_names_it(tmp_path, content, cause):
    (tmp_path / "1.xml").write_bytes(content)
    with pytest.raises(cause, match=r"1\.xml"):
        texts(tmp_path)


def test_a_file_beyond_all_measure_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr("ocr_pipeline.recognize.file.engine.LARGEST", 3)
    (tmp_path / "1.xml").write_bytes(b"<alto/>")
    with pytest.raises(OcrFileBroken, match="more than"):
        texts(tmp_path)


def test_a_scan_is_known_by_the_content_of_its_file_alone(tmp_path):
    def identity():
        return FileEngine(tmp_path).of(SCAN).identity

    missing = identity()
    (tmp_path / "1.xml").write_text("a")
    first = identity()
    (tmp_path / "2.xml").write_text("another scan's")
    assert identity() == first
    (tmp_path / "1.xml").write_text("b")
    assert len({missing, first, identity()}) == 3
    assert "1.xml" in first


def test_a_pipe_is_no_file_and_nothing_waits_for_it(tmp_path):
    os.mkfifo(tmp_path / "1.xml")
    assert FileEngine(tmp_path).of(SCAN).identity == "file 1.xml none"
    with pytest.raises(ScanNoFile, match=r"1\.xml"):
        texts(tmp_path)


def test_a_flood_is_not_read(tmp_path):
    with (tmp_path / "1.xml").open("wb") as file:
        file.truncate(LARGEST + 1)
    found = FileEngine(tmp_path).of(SCAN)
    assert found.identity == "file 1.xml none"
    with pytest.raises(OcrFileBroken, match="more than 64 MB"):
        found.sides()
