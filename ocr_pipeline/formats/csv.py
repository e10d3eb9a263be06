"""The overview of a job as tables for a spreadsheet: `summary`, a row a page, and `documents`, a row a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ocr_pipeline.formats.format import Format, as_utf8
from ocr_pipeline.formats.tables import csv_table
from ocr_pipeline.records import DocumentRow, PageRow

COLUMNS = (
    "document",
    "page",
    "state",
    "expected CER",
    "unread ink, mm²",
    "skew, degrees",
    "page number",
    "seconds",
    "scan",
    "warnings",
)
DOCUMENT_COLUMNS = (
    "document",
    "pages",
    "pages not read",
    "transcription",
    "CER layout-neutral",
    "CER convention-neutral",
    "CER as typed",
    "variants",
    "not compared",
)


def tables(pages: Sequence[PageRow], documents: Sequence[DocumentRow]) -> Mapping[str, bytes]:
    """Return both tables, as `csv_table` makes them, in UTF-8."""
    return {
        "summary": as_utf8(csv_table(COLUMNS, (_page_cells(entry) for entry in pages))),
        "documents": as_utf8(csv_table(DOCUMENT_COLUMNS, [_document_cells(entry) for entry in documents])),
    }


def _page_cells(entry: PageRow) -> tuple[str, ...]:
    return (
        entry.document,
        entry.page,
        entry.state,
        _number(entry.expected_cer, ".4f"),
        _number(entry.unread_mm2, ".1f"),
        _number(entry.skew_degrees, ".2f"),
        _number(entry.page_number, "d"),
        _number(entry.seconds, ".2f"),
        entry.path,
        " | ".join(entry.warnings),
    )


def _document_cells(entry: DocumentRow) -> tuple[str, ...]:
    return (
        entry.document,
        str(entry.pages),
        str(entry.failed),
        entry.transcription or "",
        _number(entry.cer_layout_neutral, ".4f"),
        _number(entry.cer_convention_neutral, ".4f"),
        _number(entry.cer_as_typed, ".4f"),
        _number(entry.variants, "d"),
        entry.not_compared or "",
    )


def _number(value: float | None, form: str) -> str:
    return "" if value is None else format(value, form)


FORMAT = Format("csv", ".csv", job=tables)
