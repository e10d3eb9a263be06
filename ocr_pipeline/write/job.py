"""The files of a whole job: `job.json`, `summary.csv` and `index.html`."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from ocr_pipeline.records import SCHEMA_VERSION, Provenance, Record
from ocr_pipeline.tables import csv_table
from ocr_pipeline.write.atomic import write_text


class PageEntry(Record):
    """One row of the overview. `state` is a page's state, or `waiting`.

    `document_cer` and `document_variants` are those of its document beside its transcription, where it has one;
    `not_compared` says why it was to be compared and was not.
    """

    document: str
    page: str
    path: str
    state: str
    expected_cer: float | None = None
    skew_degrees: float | None = None
    page_number: int | None = None
    seconds: float | None = None
    warnings: tuple[str, ...] = ()
    document_cer: float | None = None
    document_variants: int | None = None
    not_compared: str | None = None


class JobRecord(Record):
    """What a job was asked, with what it was done, and how far it is."""

    schema_version: Literal[2] = SCHEMA_VERSION
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
    "CER beside the transcription",
    "variants",
    "not compared",
)


def write_job(output: Path, record: JobRecord) -> None:
    """Write `job.json`. Raises `OutputError`."""
    write_text(output / "job.json", record.model_dump_json(indent=1) + "\n")


def write_overview(output: Path, entries: Sequence[PageEntry]) -> None:
    """Write `summary.csv` (UTF-8, `csv_table`) and `index.html`, one row a page. Raises `OutputError`."""
    write_text(output / "summary.csv", csv_table(COLUMNS, [_cells(entry) for entry in entries]))
    write_text(output / "index.html", _page(entries))


def _cells(entry: PageEntry) -> tuple[str, ...]:
    def number(value: float | None, form: str) -> str:
        return "" if value is None else format(value, form)

    return (
        entry.document,
        entry.page,
        entry.state,
        number(entry.expected_cer, ".4f"),
        number(entry.skew_degrees, ".2f"),
        number(entry.page_number, "d"),
        number(entry.seconds, ".2f"),
        entry.path,
        " ".join(entry.warnings),
        number(entry.document_cer, ".4f"),
        number(entry.document_variants, "d"),
        entry.not_compared or "",
    )


def _page(entries: Sequence[PageEntry]) -> str:
    head = "".join(f"<th>{html.escape(column)}</th>" for column in COLUMNS)
    rows = "\n".join(_row(entry) for entry in entries)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>ocr_pipeline: {len(entries)} pages</title>
<style>
body {{ font: 15px/1.4 system-ui, sans-serif; margin: 1.5rem; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #ddd; }}
td {{ overflow-wrap: anywhere; }}
tr.failed td {{ background: #fde2e0; }}
tr.unreadable td {{ background: #fdf0d5; }}
tr.blank td {{ color: #777; }}
</style>
</head>
<body>
<h1>{len(entries)} pages</h1>
<table>
<thead><tr>{head}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""


def _row(entry: PageEntry) -> str:
    document, page, *rest, cer, variants, not_compared = _cells(entry)
    folder = quote(document, safe="/")
    links = (
        f'<td><a href="{html.escape(folder)}/document.txt">{html.escape(document)}</a></td>'
        f'<td><a href="{html.escape(folder)}/pages/{html.escape(page)}.txt">{html.escape(page)}</a></td>'
    )
    return (
        f'<tr class="{html.escape(entry.state)}">{links}'
        + "".join(f"<td>{html.escape(cell)}</td>" for cell in rest)
        + (f'<td><a href="{html.escape(folder)}/comparison.html">{cer}</a></td>' if cer else "<td></td>")
        + f"<td>{variants}</td><td>{html.escape(not_compared)}</td>"
        + "</tr>"
    )
