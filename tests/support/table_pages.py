"""Pages of type in regions: text, columns, and tables whose cells are given by their texts."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from ocr_pipeline.layout.blocks import Block
from ocr_pipeline.recognize.regions.arrange import arranged
from ocr_pipeline.records import Affine, Area, Box, Cell, CellWords, Page, PageState, Region, RegionKind, TextLine
from tests.support.placed_words import STEP, grids, text_block
from tests.support.region_readings import text_line
from tests.support.typed_pages import FRAGMENTS, SCAN

Part = str | Sequence[Sequence[str]]
"""Lines of text, one string each, or the rows of a table, whose cells hold lines parted by a stroke."""


def page_in_regions(name: str, *parts: Part) -> Page:
    """A page of these parts from top to bottom: each string a line of text, each list a table."""
    lines: list[TextLine] = []
    regions: list[Region] = []
    for part in parts:
        if isinstance(part, str):
            if not regions or regions[-1].kind is not RegionKind.TEXT:
                regions.append(region_of(RegionKind.TEXT))
            lines.append(text_line(part, len(lines), region=len(regions) - 1))
        else:
            cells = _cells(part, lines, len(regions))
            columns = max(len(row) for row in part)
            regions.append(region_of(RegionKind.TABLE, rows=len(part), columns=columns, cells=cells))
    return Page(id=name, scan=SCAN, state=PageState.DONE, lines=tuple(lines), regions=tuple(regions))


def _cells(rows: Sequence[Sequence[str]], lines: list[TextLine], region: int) -> tuple[Cell, ...]:
    cells = []
    for number, row in enumerate(rows):
        texts = [[line for line in cell.split("/") if line] for cell in row]
        together = all(len(cell) <= 1 for cell in texts)
        at, start = len(lines), 0
        for column, cell in enumerate(texts):
            words = []
            for line in cell:
                if not together:
                    lines.append(_line(line, column, len(lines), region))
                    at, start = len(lines) - 1, 0
                count = len(line.split())
                words.append(CellWords(line=at, first_word=start, last_word=start + count - 1))
                start += count
            cells.append(Cell(row=number, column=column, words=tuple(words)))
        if together and any(texts):
            lines.append(_line("".join(f"{cell[0] if cell else '':19} " for cell in texts), 0, len(lines), region))
    return tuple(cells)


def _line(text: str, column: int, row: int, region: int) -> TextLine:
    return text_line(" " * (20 * column) + text, row, region=region)


def region_of(kind: RegionKind, left: float = 0, top: float = 0, right: float = 1000, bottom: float = 1000, **more):
    """A region at a place on the scan."""
    box = Box(left=left, top=top, right=right, bottom=bottom)
    return Region(kind=kind, box=box, outline=tuple((x, y) for x, y in box.corners().tolist()), **more)


def columns_page(name: str, *columns: Sequence[str], letters: int = 40) -> Page:
    """A page of columns of text side by side."""
    lines, regions = [], []
    for number, column in enumerate(columns):
        left = 20 * (letters + 6) * number
        regions.append(region_of(RegionKind.TEXT, left, 0, left + 20 * letters, 60 * len(column)))
        lines += [
            text_line(" " * ((letters + 6) * number) + text, row, region=number) for row, text in enumerate(column)
        ]
    return Page(id=name, scan=SCAN, state=PageState.DONE, lines=tuple(lines), regions=tuple(regions))


@st.composite
def pages_with_tables(draw: st.DrawFn, most: int = 3) -> list[Page]:
    """Documents of a page or a few, of rows of fragments that stand in text and in a table, divided anyhow."""
    pages = []
    for number in range(draw(st.integers(1, most))):
        texts = draw(st.lists(st.lists(FRAGMENTS, min_size=1, max_size=5).map(" ".join), max_size=8))
        lines = [text_line(text, row) for row, text in enumerate(texts) if text.strip()]
        upper, lower = sorted(draw(st.tuples(st.integers(0, 9), st.integers(0, 9))))
        table = Block(RegionKind.TABLE, Area(0, upper * STEP, 5000, lower * STEP + 1), grid=draw(grids()))
        blocks = [text_block(0, upper * STEP, right=5000), table, text_block(lower * STEP, 2000, right=5000)]
        found = arranged(lines, (), blocks, Affine.identity())
        state = PageState.DONE if lines else PageState.BLANK
        pages.append(Page(id=str(number), scan=SCAN, state=state, lines=found.lines, regions=found.regions))
    return pages
