"""Words where they stand on a prepared page, on a grid of one pitch, and the tables that they may stand in."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from ocr_pipeline.layout.blocks import Block, Grid, Lean, Span
from ocr_pipeline.recognize.regions.rows import PlacedWord
from ocr_pipeline.records import Area, RegionKind

PITCH, STEP, HEIGHT = 20.0, 60.0, 30.0


def placed_words(*rows: str, first: int = 0) -> list[PlacedWord]:
    """The words of rows of type, each row a line of the engine's; runs of spaces are room."""
    words = []
    for row, text in enumerate(rows, first):
        place, column = 0, 0
        for piece in text.split(" "):
            if piece:
                middle = PITCH * (column + len(piece) / 2)
                reach = PITCH * len(piece) / 2
                words.append(PlacedWord(row, place, middle, STEP * row + HEIGHT / 2, HEIGHT, reach, piece))
                place += 1
            column += len(piece) + 1
    return words


def grid_of(
    columns: Sequence[float], bands: Sequence[float] = (), spans: Sequence[Span] = (), lean: Lean | None = None
):
    """The grid whose edges stand before these characters of the grid and above these rows."""
    full = tuple(Span(band, column) for band in range(len(bands) + 1) for column in range(len(columns) + 1))
    return Grid(
        lean or Lean(),
        tuple(PITCH * column - PITCH / 2 for column in columns),
        tuple(STEP * band - (STEP - HEIGHT) / 2 for band in bands),
        tuple(spans) or full,
        is_ruled=bool(bands),
    )


def text_block(top: float, bottom: float, left: float = 0, right: float = 1000, **changes) -> Block:
    """A block of text."""
    return Block(RegionKind.TEXT, Area(left, top, right, bottom), **changes)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Grids of a few columns and bands, some of whose cells cover several."""
    columns, bands = draw(st.integers(0, 3)), draw(st.integers(0, 3))
    free = [(band, column) for band in range(bands + 1) for column in range(columns + 1)]
    spans = []
    while free:
        band, column = free[0]
        wide = draw(st.integers(1, columns + 1 - column))
        high = draw(st.integers(1, bands + 1 - band))
        cells = [(band + down, column + right) for down in range(high) for right in range(wide)]
        if not set(cells) <= set(free):
            wide, high, cells = 1, 1, [(band, column)]
        spans.append(Span(band, column, high, wide))
        free = [cell for cell in free if cell not in cells]
    edges = sorted(draw(st.sets(st.integers(1, 30), min_size=columns, max_size=columns)))
    rows = sorted(draw(st.sets(st.integers(1, 8), min_size=bands, max_size=bands)))
    return grid_of(edges, rows, sorted(spans, key=lambda span: (span.band, span.column)))


ROWS = st.lists(st.text("аб- ", min_size=1, max_size=24), max_size=8)
