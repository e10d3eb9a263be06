"""The tables of a document's pages: where each cell stands in the diplomatic text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocr_pipeline.records import CellWords, Page, Region, RegionKind

Stretch = tuple[int, int]
"""Start and end in the diplomatic text."""


@dataclass(frozen=True)
class LaidCell:
    """A cell with text: its place in the table, and the stretches of its lines."""

    row: int
    column: int
    row_span: int
    column_span: int
    stretches: tuple[Stretch, ...]

    @property
    def start(self) -> int:
        """Return where its text starts."""
        return self.stretches[0][0]

    @property
    def end(self) -> int:
        """Return where its text ends."""
        return self.stretches[-1][1]


@dataclass(frozen=True)
class LaidTable:
    """A table: its page (from 0), rows and columns, and the cells in which something stands, in their order in the
    text."""

    page: int
    rows: int
    columns: int
    cells: tuple[LaidCell, ...]

    @property
    def start(self) -> int:
        """Return where its text starts."""
        return self.cells[0].start

    @property
    def end(self) -> int:
        """Return where its text ends."""
        return self.cells[-1].end


def laid_tables(index: int, page: Page, starts: Sequence[int]) -> Iterator[LaidTable]:
    """Yield the tables of a page with text in them; `starts` are the places of its lines in the diplomatic text.

    Every word on a line of a table is in a cell: one that the record has in none is in that before it. A table between
    whose cells a line stands that is in none is no table: its lines stay lines.
    """
    for region in page.regions:
        if region.kind is RegionKind.TABLE:
            cells = sorted(_cells(region, page, starts), key=lambda cell: cell.start)
            if cells and not _has_loose_line(region, starts, cells):
                yield LaidTable(index, region.rows, region.columns, tuple(cells))


def _cells(region: Region, page: Page, starts: Sequence[int]) -> Iterator[LaidCell]:
    whole = _whole_lines([part for cell in region.cells for part in cell.words], page)
    for cell in region.cells:
        stretches = []
        for part in cell.words:
            first, last = whole[part.line, part.first_word]
            lengths = [len(word.text) + 1 for word in page.lines[part.line].words]
            start = starts[part.line] + sum(lengths[:first])
            stretches.append((start, start + sum(lengths[first : last + 1]) - 1))
        if stretches:
            yield LaidCell(cell.row, cell.column, cell.row_span, cell.column_span, tuple(stretches))


def _whole_lines(parts: Sequence[CellWords], page: Page) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the words of each part, first and last, by its line and first word, so that they are all of the line."""
    by_line: dict[int, list[CellWords]] = {}
    for part in parts:
        by_line.setdefault(part.line, []).append(part)
    whole = {}
    for line, found in by_line.items():
        found.sort(key=lambda part: part.first_word)
        ends = [*(after.first_word for after in found[1:]), len(page.lines[line].words)]
        for number, (part, end) in enumerate(zip(found, ends, strict=True)):
            whole[line, part.first_word] = part.first_word if number else 0, max(part.last_word, end - 1)
    return whole


def _has_loose_line(region: Region, starts: Sequence[int], cells: Sequence[LaidCell]) -> bool:
    """Return whether a line that is in no cell stands between the first cell and the last."""
    inside = {part.line for cell in region.cells for part in cell.words}
    return any(cells[0].start <= start < cells[-1].end for line, start in enumerate(starts) if line not in inside)
