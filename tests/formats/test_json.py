"""The records as JSON: what was written is what is read."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.formats.json import document_record, page_record, unpacked
from ocr_pipeline.records import Document, Page, replace
from ocr_pipeline.text import clean_document
from tests.support.typed_documents import a_page

PAGE = a_page("0001")


def test_a_page_is_one_line_packed_and_comes_back_whole():
    content = gzip.decompress(page_record(PAGE))
    assert content.count(b"\n") == 1
    assert content.endswith(b"\n")
    assert Page.model_validate_json(content) == PAGE


def test_a_packed_record_has_neither_a_time_nor_a_name():
    header = page_record(PAGE)[:10]
    assert header[3:8] == bytes(5)
    assert page_record(PAGE) == page_record(PAGE)


@given(st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1), st.floats(0, 1), st.floats(-10, 5000))
def test_what_is_read_back_is_written_as_the_same_bytes(text, confidence, left):
    page = a_page("1019", (text,), confidence=confidence)
    (line,) = page.lines
    content = page_record(replace(page, lines=[replace(line, box=moved(line.box, left))]))
    assert page_record(Page.model_validate_json(unpacked(content))) == content


def moved(box, left):
    return replace(box, left=left, right=left + box.width)


@pytest.mark.parametrize("content", [b"{}", page_record(PAGE)[:-9], page_record(PAGE)[:40] + b"x" * 40])
def test_what_is_damaged_is_told(content):
    with pytest.raises(ValueError, match=r"."):
        unpacked(content)


def test_a_document_comes_back_whole():
    document = clean_document("d", [PAGE])
    assert Document.model_validate_json(document_record(document)) == document
