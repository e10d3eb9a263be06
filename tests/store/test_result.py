"""A result to be compared: a document's folder as a job left it, or one that is damaged, several, or none."""

from __future__ import annotations

import pytest

from ocr_pipeline.errors import ResultBroken, ResultNotFound, ResultsSeveral
from ocr_pipeline.store.documents import write_document
from ocr_pipeline.store.files import page_file
from ocr_pipeline.store.pages import write_page
from ocr_pipeline.store.result import is_result, of_pages, read_result, result_in
from ocr_pipeline.text import clean_document
from tests.support.typed_documents import TEXT, a_page

PAGES = [a_page("0001"), a_page("0002", ("Обязанности министра", "временно исполняет Ли Дон Ген"))]


def written(folder, pages=PAGES):
    for page in pages:
        write_page(folder, page)
    document = clean_document(folder.name, pages)
    write_document(folder, document)
    return document


def test_a_folder_is_read_back_as_it_was_written(tmp_path):
    document = written(tmp_path / "телеграмма <1> & «2»")
    result = read_result(tmp_path / "телеграмма <1> & «2»")
    assert result.document == document
    assert [result.page(index) for index in (0, 1)] == PAGES
    assert result.folder == tmp_path / "телеграмма <1> & «2»"


def test_the_one_document_of_an_output_folder_is_found(tmp_path):
    document = written(tmp_path / "output" / "1953" / "a")
    assert is_result(tmp_path / "output")
    assert read_result(tmp_path / "output").document == document


def test_of_several_documents_one_must_be_named(tmp_path):
    written(tmp_path / "a")
    written(tmp_path / "b")
    with pytest.raises(ResultsSeveral, match="a, b"):
        read_result(tmp_path)


@pytest.mark.parametrize("name", ["nothing", "empty", "file.txt"])
def test_where_no_document_is_none_is_found(tmp_path, name):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.txt").write_text("текст", encoding="utf-8")
    assert not is_result(tmp_path / name)
    with pytest.raises(ResultNotFound):
        read_result(tmp_path / name)
    with pytest.raises(ResultNotFound):
        result_in(tmp_path / name)


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"[]", b"\xff\xfe\x00", b'{"schema_version": 99, "name": "a"}'])
def test_a_damaged_record_or_one_of_another_version_is_told(tmp_path, content):
    written(tmp_path / "a")
    (tmp_path / "a" / "document.json").write_bytes(content)
    with pytest.raises(ResultBroken, match=r"document\.json"):
        read_result(tmp_path / "a")


@pytest.mark.parametrize("damage", ["missing", "broken"])
def test_a_page_without_its_record_is_none_and_the_others_are_there(tmp_path, damage):
    written(tmp_path / "a")
    record = page_file(tmp_path / "a", "0001")
    if damage == "missing":
        record.unlink()
    else:
        record.write_text("{", encoding="utf-8")
    result = read_result(tmp_path / "a")
    assert result.page(0) is None
    assert [page.id for page in result.pages()] == ["0002"]


def test_pages_for_a_report_come_without_their_glyphs_but_with_their_words(tmp_path):
    written(tmp_path / "a")
    (page, _) = read_result(tmp_path / "a").pages()
    assert page.text == "\n".join(TEXT)
    assert all(word.glyphs == () for line in page.lines for word in line.words)
    assert [line.box for line in page.lines] == [line.box for line in PAGES[0].lines]


def test_pages_just_read_are_a_result_too():
    result = of_pages(clean_document("d", PAGES), PAGES)
    assert (result.page(1), result.page(2), result.folder) == (PAGES[1], None, None)
