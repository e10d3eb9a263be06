"""The files of a whole job: `job.json`, `summary.csv`, `documents.csv` and `index.html`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from ocr_pipeline.formats.tables import csv_table
from ocr_pipeline.records import SCHEMA_VERSION, Provenance, Record
from ocr_pipeline.store.atomic import write_text
from ocr_pipeline.store.entries import DocumentEntry, PageEntry
from ocr_pipeline.store.files import job_file, overview_file


class JobRecord(Record):
    """What a job was asked, with what it was done, and how far it is."""

    schema_version: Literal[3] = SCHEMA_VERSION
    scans: str
    provenance: Provenance
    pages: tuple[PageEntry, ...]


COLUMNS = (
    "document",
    "page",
    "state",
    "expected CER",
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


def write_job(output: Path, record: JobRecord) -> None:
    """Write `job.json`. Raises `OutputError`."""
    write_text(job_file(output), record.model_dump_json(indent=1) + "\n")


def write_overview(output: Path, pages: Sequence[PageEntry], documents: Sequence[DocumentEntry], html: str) -> None:
    """Write `summary.csv`, a row a page, `documents.csv`, a row a document (`csv_table`), and `index.html` as given.

    Raises `OutputError`.
    """
    write_text(job_file(output, "summary", ".csv"), csv_table(COLUMNS, [_page_cells(entry) for entry in pages]))
    write_text(
        job_file(output, "documents", ".csv"),
        csv_table(DOCUMENT_COLUMNS, [_document_cells(entry) for entry in documents]),
    )
    write_text(overview_file(output), html)


def _page_cells(entry: PageEntry) -> tuple[str, ...]:
    return (
        entry.document,
        entry.page,
        entry.state,
        _number(entry.expected_cer, ".4f"),
        _number(entry.skew_degrees, ".2f"),
        _number(entry.page_number, "d"),
        _number(entry.seconds, ".2f"),
        entry.path,
        " | ".join(entry.warnings),
    )


def _document_cells(entry: DocumentEntry) -> tuple[str, ...]:
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
