"""The tables of a job: a row a page, a row a document, empty where there is nothing to say."""

from __future__ import annotations

import csv
import io

from ocr_pipeline.formats.csv import COLUMNS, DOCUMENT_COLUMNS, tables
from ocr_pipeline.records import DocumentRow, PageRow

PAGE = PageRow(
    document="Март 1953/а",
    page="0001",
    path="../scans/1.png",
    state="done",
    expected_cer=0.012345,
    unread_mm2=12.34,
    page_number=1019,
    warnings=("one", "two, and more"),
)
DOCUMENT = DocumentRow(document="Март 1953/а", pages=1, failed=0, transcription="=1+1.txt", variants=3)


def rows(content: bytes):
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def test_a_page_is_a_row():
    heading, row = rows(tables([PAGE], [])["summary"])
    assert tuple(heading) == COLUMNS
    assert row == [
        "Март 1953/а",
        "0001",
        "done",
        "0.0123",
        "12.3",
        "",
        "1019",
        "",
        "../scans/1.png",
        "one | two, and more",
    ]


def test_a_document_is_a_row_and_no_formula():
    heading, row = rows(tables([], [DOCUMENT])["documents"])
    assert tuple(heading) == DOCUMENT_COLUMNS
    assert row == ["Март 1953/а", "1", "0", "'=1+1.txt", "", "", "", "3", ""]
