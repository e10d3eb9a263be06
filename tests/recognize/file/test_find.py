"""The file of a scan is found by its name, in the folder or in that of its document."""

from __future__ import annotations

import unicodedata

import pytest

from ocr_pipeline.errors import OcrFileMissing, OcrFolderNotFound
from ocr_pipeline.recognize.file.find import SUFFIXES, ScanName, files_of, listing
from ocr_pipeline.records import Side

SCAN = ScanName(("1019",), (), 0, ("Дело 5",))
OF_A_BOOK = ScanName(("книга-0003",), ("книга",), 2, ("книга",))


def made(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("")
    return folder


def found(folder, scan=SCAN):
    return [
        (one.side, str(one.path.relative_to(folder)) if one.path else None, one.page) for one in files_of(folder, scan)
    ]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_any_of_the_suffixes_will_do_in_any_case(tmp_path, suffix):
    made(tmp_path, f"1019{suffix.upper()}", f"1020{suffix}")
    assert found(tmp_path) == [(Side.WHOLE, f"1019{suffix.upper()}", None)]


def test_of_several_page_xml_is_taken_before_alto_and_alto_before_hocr(tmp_path):
    made(tmp_path, "1019.hocr", "1019.alto.xml", "1019.page.xml", "1019.xml")
    for name in ("1019.page.xml", "1019.alto.xml", "1019.xml", "1019.hocr"):
        assert found(tmp_path) == [(Side.WHOLE, name, None)]
        (tmp_path / name).unlink()


@pytest.mark.parametrize("name", ["Дело 5/1019.xml", "Дело 5/pages/1019.xml"])
def test_a_folder_named_as_the_document_is_looked_into_first(tmp_path, name):
    made(tmp_path, "1019.xml", name)
    assert found(tmp_path) == [(Side.WHOLE, name, None)]


def test_letters_may_be_composed_otherwise(tmp_path):
    made(tmp_path, unicodedata.normalize("NFD", "Край.xml"))
    assert files_of(tmp_path, ScanName((unicodedata.normalize("NFC", "Край"),), (), 0, ()))


def test_a_frame_has_its_own_file_or_its_page_of_the_book_s(tmp_path):
    made(tmp_path, "книга.hocr")
    assert found(tmp_path, OF_A_BOOK) == [(Side.WHOLE, "книга.hocr", 2)]
    made(tmp_path, "книга-0003.xml")
    assert found(tmp_path, OF_A_BOOK) == [(Side.WHOLE, "книга-0003.xml", None)]


def test_sides_have_files_of_their_own_and_a_missing_one_is_said(tmp_path):
    made(tmp_path, "1019L.xml")
    assert found(tmp_path) == [(Side.LEFT, "1019L.xml", None), (Side.RIGHT, None, None)]
    assert files_of(tmp_path, SCAN)[1].wanted == "1019R"
    made(tmp_path, "1019.xml")
    assert found(tmp_path) == [(Side.WHOLE, "1019.xml", None)]


def test_a_scan_without_a_file_is_an_error_that_names_it(tmp_path):
    made(tmp_path, "10190.xml", "1019.txt", "Дело 5/x.xml")
    with pytest.raises(OcrFileMissing, match=r"1019\.xml") as caught:
        files_of(tmp_path, SCAN)
    assert caught.value.exit_code == 3


def test_a_folder_that_is_none_is_an_error_that_names_it(tmp_path):
    with pytest.raises(OcrFolderNotFound, match="нет"):
        listing(tmp_path / "нет")
    with pytest.raises(OcrFolderNotFound):
        listing(made(tmp_path, "файл") / "файл")
