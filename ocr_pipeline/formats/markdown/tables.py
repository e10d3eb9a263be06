"""Tables: with pipes where each cell is one, in HTML where cells span rows or columns."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from ocr_pipeline.formats.markdown.escaping import escaped, one_line
from ocr_pipeline.records import Table


def tables_within(tables: Iterable[Table], start: int, end: int) -> list[Table]:
    """Return the tables whose cells begin in a stretch of the diplomatic text."""
    return [one for one in tables if one.cells and start <= one.cells[0].start < end]


def table(record: Table) -> str:
    """Return a table; in one with pipes, the first row is its heading, as there must be one."""
    if any(cell.row_span > 1 or cell.column_span > 1 for cell in record.cells):
        return "\n".join(_html(record))
    texts = {(cell.row, cell.column): one_line(escaped(cell.text)) for cell in record.cells}
    rows = [_row(texts.get((row, column), "") for column in range(record.columns)) for row in range(record.rows)]
    return "\n".join([*rows[:1], _row("---" for _ in range(record.columns)), *rows[1:]])


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _html(record: Table) -> Iterator[str]:
    """Yield the lines of a table in HTML: an empty line in it would end it."""
    cells = {(cell.row, cell.column): cell for cell in record.cells}
    covered = {
        (row, column)
        for cell in record.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    yield "<table>"
    for row in range(record.rows):
        line = []
        for column in range(record.columns):
            if cell := cells.get((row, column)):
                down = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
                across = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
                text = html.escape(cell.text, quote=False).replace("\n", "<br>")
                line.append(f"<td{down}{across}>{text}</td>")
            elif (row, column) not in covered:
                line.append("<td></td>")
        yield f"<tr>{''.join(line)}</tr>"
    yield "</table>"
