"""The regions of a page: what stands where on it, and the cells of its tables."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from ocr_pipeline.records.base import Record, replace
from ocr_pipeline.records.geometry import Box


class RegionKind(StrEnum):
    """What a region of a page is."""

    TEXT = "text"
    TABLE = "table"
    PICTURE = "picture"
    """Pictures, graphs, drawings; the lines in it are its labels."""
    FORMULA = "formula"
    MARGIN = "margin"
    """Notes beside the text: keywords, as manuals have them."""
    FOOTNOTE = "footnote"


class TypeKind(StrEnum):
    """How the letters of a region were made."""

    TYPED = "typed"
    """By a machine of one pitch."""
    PRINTED = "printed"
    """With letters of their own widths: print, composer type."""


class CellWords(Record):
    """Words of one line: line (from 0, of the page's lines), first and last word (from 0, both counted)."""

    line: Annotated[int, Field(ge=0)]
    first_word: Annotated[int, Field(ge=0)]
    last_word: Annotated[int, Field(ge=0)]

    @model_validator(mode="after")
    def _words_in_order(self) -> Self:
        if self.last_word < self.first_word:
            raise ValueError(f"words must not end before they begin: {self!r}")
        return self


class Cell(Record):
    """A cell of a table: its first row and column (from 0), how many of each it covers, its words from top to bottom.

    Cells in which nothing stands have no words.
    """

    row: Annotated[int, Field(ge=0)]
    column: Annotated[int, Field(ge=0)]
    row_span: Annotated[int, Field(ge=1)] = 1
    column_span: Annotated[int, Field(ge=1)] = 1
    words: tuple[CellWords, ...] = ()


class Region(Record):
    """A part of a page that is read as one, in the page's reading order.

    `box` is the smallest upright box around it on the scan, `outline` its corners there (x, y), clockwise as seen in
    the prepared page. `quarter_turns`, counter-clockwise, make it stand upright on the prepared page. `type` is None
    where no letters were read. A table has `rows`, `columns` and `cells`, row by row; other regions have none.
    """

    kind: RegionKind
    box: Box
    outline: tuple[tuple[float, float], ...]
    quarter_turns: Annotated[int, Field(ge=0, le=3)] = 0
    type: TypeKind | None = None
    rows: Annotated[int, Field(ge=0)] = 0
    columns: Annotated[int, Field(ge=0)] = 0
    cells: tuple[Cell, ...] = ()

    @model_validator(mode="after")
    def _cells_within(self) -> Self:
        if self.cells and self.kind is not RegionKind.TABLE:
            raise ValueError(f"only a table has cells: {self.kind}")
        for cell in self.cells:
            if cell.row + cell.row_span > self.rows or cell.column + cell.column_span > self.columns:
                raise ValueError(f"a cell must lie within the table's rows and columns: {cell!r}")
        return self

    def with_lines(self, new: Callable[[int], int]) -> Region:
        """Return the region with the lines of its cells numbered anew: `new` tells the number of each."""
        cells = tuple(
            replace(cell, words=tuple(replace(words, line=new(words.line)) for words in cell.words))
            for cell in self.cells
        )
        return replace(self, cells=cells) if cells else self

    def turned(self, quarter_turns: int) -> Region:
        """Return the region of a part of the page that was turned counter-clockwise to be read."""
        return replace(self, quarter_turns=(self.quarter_turns + quarter_turns) % 4) if quarter_turns % 4 else self
