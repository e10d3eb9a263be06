"""Rows: what stands at one height at the edge of a page, however many lines the engine made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ocr_pipeline.text.text_layout import LaidLine

SAME_HEIGHT = 0.5
"""Share of the lower line's height that two lines must have in common to stand in one row."""


@dataclass(frozen=True)
class EdgeRow:
    """Lines at one height, from left to right."""

    lines: tuple[LaidLine, ...]

    @cached_property
    def text(self) -> str:
        """Return the lines' texts with a space between them."""
        return " ".join(line.text for line in self.lines)

    @property
    def left(self) -> float:
        """Return the left edge of the first line, in prepared pixels."""
        return self.lines[0].place.left

    @property
    def right(self) -> float:
        """Return the right edge of the last line, in prepared pixels."""
        return self.lines[-1].place.right


def rows_from(lines: Sequence[LaidLine], count: int, *, from_top: bool) -> tuple[EdgeRow, ...]:
    """Return the `count` rows nearest to the top or foot of a page, the outermost first."""
    rows: list[list[LaidLine]] = []
    ordered = sorted(lines, key=lambda line: line.place.top if from_top else -line.place.bottom)
    for line in ordered:
        if rows and any(_level(line, other) for other in rows[-1]):
            rows[-1].append(line)
        elif len(rows) == count:
            break
        else:
            rows.append([line])
    return tuple(EdgeRow(tuple(sorted(row, key=lambda line: line.place.left))) for row in rows)


def edge_rows(lines: Sequence[LaidLine], top: int, bottom: int) -> Iterator[tuple[EdgeRow, bool, int]]:
    """Yield the rows at the edges of a page, whether each is at the top, and its rank from there; none twice."""
    above = rows_from(lines, top, from_top=True)
    seen = {line.start for row in above for line in row.lines}
    for rank, row in enumerate(above):
        yield row, True, rank
    for rank, row in enumerate(rows_from(lines, bottom, from_top=False)):
        if not any(line.start in seen for line in row.lines):
            yield row, False, rank


def _level(line: LaidLine, other: LaidLine) -> bool:
    shared = min(line.place.bottom, other.place.bottom) - max(line.place.top, other.place.top)
    lower = min(line.place.bottom - line.place.top, other.place.bottom - other.place.top)
    apart = line.place.left >= other.place.right or other.place.left >= line.place.right
    return apart and shared > SAME_HEIGHT * lower
