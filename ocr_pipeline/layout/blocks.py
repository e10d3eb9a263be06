"""What a page is divided into, in pixels of the prepared page: the regions in reading order, each with its frame."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ocr_pipeline.records import Area, RegionKind


@dataclass(frozen=True, slots=True)
class Lean:
    """The frame of a table on a page that is not quite level: the point (`x`, `y`) stays, an upright rule goes `right`
    pixels to the right for each pixel down, a level one `down` pixels down for each pixel to the right."""

    x: float = 0.0
    y: float = 0.0
    right: float = 0.0
    down: float = 0.0

    def across(self, x: float, y: float) -> float:
        """Return how far to the right a point lies in the frame."""
        return x - self.right * (y - self.y)

    def along(self, x: float, y: float) -> float:
        """Return how far down a point lies in the frame."""
        return y - self.down * (x - self.x)

    def scaled(self, factor: float) -> Lean:
        """Return the frame on a copy so many times as large."""
        return Lean(self.x * factor, self.y * factor, self.right, self.down)


@dataclass(frozen=True, slots=True)
class Span:
    """A cell of the ruled grid: its first band and column (from 0), and how many of each it covers."""

    band: int
    column: int
    bands: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Grid:
    """The columns of a table, and its bands between level rules, by their edges in the frame `lean`.

    `columns` are the edges between columns from left to right, `bands` those between bands from top to bottom: none
    where there is but one. `spans` are the cells that the rules make, row by row; a band may hold several rows of the
    table. `is_ruled` says that the edges are rules, not gaps.
    """

    lean: Lean
    columns: tuple[float, ...]
    bands: tuple[float, ...]
    spans: tuple[Span, ...]
    is_ruled: bool

    def column_at(self, x: float, y: float) -> int:
        """Return the column that a point lies in, from 0; points outside lie in the nearest one."""
        return sum(edge <= self.lean.across(x, y) for edge in self.columns)

    def band_at(self, x: float, y: float) -> int:
        """Return the band that a point lies in, from 0; points outside lie in the nearest one."""
        return sum(edge <= self.lean.along(x, y) for edge in self.bands)

    def span_at(self, x: float, y: float) -> Span:
        """Return the cell of the ruled grid that a point lies in."""
        band, column = self.band_at(x, y), self.column_at(x, y)
        return next(
            span
            for span in self.spans
            if span.band <= band < span.band + span.bands and span.column <= column < span.column + span.columns
        )

    def scaled(self, factor: float) -> Grid:
        """Return the grid on a copy so many times as large."""
        return replace(
            self,
            lean=self.lean.scaled(factor),
            columns=tuple(edge * factor for edge in self.columns),
            bands=tuple(edge * factor for edge in self.bands),
        )


@dataclass(frozen=True)
class Block:
    """One region of a prepared page: what it is, where, and by how many quarter turns, counter-clockwise, it is turned
    to stand upright. `grid` is a table's, and `rules` are the lines drawn in it, from end to end (x, y, x, y). `apart`
    says that it is not read with the page: what lies on its side is read by itself, other blocks with the column that
    they are in, whose area is `column`.
    """

    kind: RegionKind
    area: Area
    quarter_turns: int = 0
    grid: Grid | None = None
    rules: tuple[tuple[float, float, float, float], ...] = ()
    apart: bool = False
    column: Area | None = None


@dataclass(frozen=True)
class Layout:
    """The blocks of a page in reading order: at least one; and the areas of those that may lie on their side, which
    only a reading can tell (`blocks` are those of the page as if they did not)."""

    blocks: tuple[Block, ...]
    may_lie: tuple[Area, ...] = ()
