"""Tables for a spreadsheet: CSV (RFC 4180), or parted by tabs, in which no text becomes a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)


def csv_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a heading and rows as CSV.

    A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return and is no number has an apostrophe before it:
    a spreadsheet would carry it out as a formula, and texts come from anywhere.
    """
    return _table(columns, rows, csv.excel)


def tab_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a heading and rows parted by tabs; cells are harmless as those of `csv_table`.

    A cell that holds a quotation mark, a tab or a line break stands in quotation marks, as spreadsheets read it.
    """
    return _table(columns, rows, csv.excel_tab)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]], dialect: type[csv.Dialect]) -> str:
    table = io.StringIO()
    writer = csv.writer(table, dialect)
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return table.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
