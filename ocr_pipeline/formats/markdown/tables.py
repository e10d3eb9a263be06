"""Tables: with pipes where each cell is one, in HTML where cells span rows or columns."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from ocr_pipeline.formats.markdown.escaping import LINE, escaped, one_line
from ocr_pipeline.formats.running.spans import Place, spanned
from ocr_pipeline.records import Table, TableCell


def tables_within(tables: Iterable[Table], start: int, end: int) -> list[Table]:
    """Return the tables whose cells begin in a stretch of the diplomatic text."""
    return [one for one in tables if one.cells and start <= one.cells[0].start < end]


def table(record: Table) -> str:
    """Return a table; in one with pipes, the first row is its heading, as there must be one."""
    if any(cell.row_span > 1 or cell.column_span > 1 for cell in record.cells):
        return "\n".join(_html(record))
    cells = _cells(record)
    texts = {place: LINE.join(one_line(escaped(cell.text)) for cell in found) for place, found in cells.items()}
    rows = [_row(texts.get((row, column), "") for column in range(record.columns)) for row in range(record.rows)]
    return "\n".join([*rows[:1], _row("---" for _ in range(record.columns)), *rows[1:]])


def _cells(record: Table) -> dict[Place, list[TableCell]]:
    """Return the cells of a table by where they begin: what a record puts in one place stands there together."""
    cells: dict[Place, list[TableCell]] = {}
    for cell in record.cells:
        cells.setdefault((cell.row, cell.column), []).append(cell)
    return cells


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _html(record: Table) -> Iterator[str]:
    """Yield the lines of a table in HTML: an empty line in it would end it."""
    cells, hidden = _cells(record), spanned(record.cells)
    yield "<table>"
    for row in range(record.rows):
        line = []
        for column in range(record.columns):
            if found := cells.get((row, column)):
                down, across = found[0].row_span, found[0].column_span
                spans = (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{across}"' if across > 1 else "")
                texts = (html.escape(cell.text, quote=False).replace("\n", LINE) for cell in found)
                line.append(f"<td{spans}>{LINE.join(texts)}</td>")
            elif (row, column) not in hidden:
                line.append("<td></td>")
        yield f"<tr>{''.join(line)}</tr>"
    yield "</table>"
