"""The tables of a document's pages: where each cell stands in the diplomatic text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocr_pipeline.records import Page, Region, RegionKind

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
    """Yield the tables of a page with text in them; `starts` are the places of its lines in the diplomatic text."""
    for region in page.regions:
        if region.kind is RegionKind.TABLE:
            cells = sorted(_cells(region, page, starts), key=lambda cell: cell.start)
            if cells:
                yield LaidTable(index, region.rows, region.columns, tuple(cells))


def _cells(region: Region, page: Page, starts: Sequence[int]) -> Iterator[LaidCell]:
    for cell in region.cells:
        stretches = []
        for part in cell.words:
            lengths = [len(word.text) + 1 for word in page.lines[part.line].words]
            start = starts[part.line] + sum(lengths[: part.first_word])
            stretches.append((start, start + sum(lengths[part.first_word : part.last_word + 1]) - 1))
        if stretches:
            yield LaidCell(cell.row, cell.column, cell.row_span, cell.column_span, tuple(stretches))
