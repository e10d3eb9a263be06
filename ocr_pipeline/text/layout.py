"""The pages of a document as one string, and where on paper each of its lines stands."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ocr_pipeline.records import Page, PageSpan, TextLine

PAGE_BREAK = "\f"
LINE_BREAK = "\n"


FULL_SHARE = 0.1
"""Share of the lines that may stick out beyond the right edge: a word typed into the margin moves it no further."""


@dataclass(frozen=True)
class Place:
    """Where a line stands on its page, in pixels of the prepared image, where lines are level."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class LaidLine:
    """One line: its characters `start` to `end` in the diplomatic text, its page (from 0), its place on paper."""

    text: str
    start: int
    end: int
    page: int
    place: Place


@dataclass(frozen=True)
class Measures:
    """The usual left and right edge of a page's lines, the distance of its lines and the pitch, in prepared pixels."""

    left: float
    right: float
    line_distance: float
    pitch: float


@dataclass(frozen=True)
class Layout:
    """The diplomatic text, its pages, its lines in order, and the measures of each page that has lines."""

    text: str
    pages: tuple[PageSpan, ...]
    lines: tuple[LaidLine, ...]
    measures: dict[int, Measures]

    def lines_of(self, page: int) -> tuple[LaidLine, ...]:
        """Return the lines of a page (from 0)."""
        return tuple(line for line in self.lines if line.page == page)


def lay_out(pages: Sequence[Page]) -> Layout:
    """Return the layout of a document: its pages' diplomatic texts, with a form feed between pages."""
    spans: list[PageSpan] = []
    lines: list[LaidLine] = []
    measures: dict[int, Measures] = {}
    position = 0
    for index, page in enumerate(pages):
        start = position
        laid: list[LaidLine] = []
        for line in page.lines:
            end = position + len(line.text)
            laid.append(LaidLine(line.text, position, end, index, _place(line, page)))
            position = end + len(LINE_BREAK)
        end = laid[-1].end if laid else start
        spans.append(PageSpan(id=page.id, state=page.state, start=start, end=end))
        if laid:
            measures[index] = _measures(laid)
        lines += laid
        position = end + len(PAGE_BREAK)
    return Layout(PAGE_BREAK.join(page.text for page in pages), tuple(spans), tuple(lines), measures)


def _place(line: TextLine, page: Page) -> Place:
    """Return the line's place on the levelled page: on a skewed scan, margins are no vertical lines."""
    first, last = line.words[0].box, line.words[-1].box
    if page.preparation is not None:
        to_prepared = page.preparation.to_scan.inverse()
        first, last = to_prepared.apply_box(first), to_prepared.apply_box(last)
    return Place(
        left=min(first.left, last.left),
        right=max(first.right, last.right),
        top=(first.top + last.top) / 2,
        bottom=(first.bottom + last.bottom) / 2,
    )


def _measures(lines: Sequence[LaidLine]) -> Measures:
    pitch = statistics.median((line.place.right - line.place.left) / max(1, len(line.text)) for line in lines)
    lefts = sorted(line.place.left for line in lines)
    rights = sorted(line.place.right for line in lines)
    distances = [
        below.place.bottom - above.place.bottom
        for above, below in pairwise(lines)
        if below.place.bottom > above.place.bottom
    ]
    return Measures(
        left=_commonest(lefts, pitch),
        right=rights[-max(1, round(FULL_SHARE * len(rights)))],
        line_distance=statistics.median(distances) if distances else 0.0,
        pitch=pitch,
    )


def _commonest(positions: Sequence[float], within: float) -> float:
    """Return the leftmost of the positions that most others are `within` reach of: the margin, not the indents."""
    return max(positions, key=lambda at: (sum(abs(other - at) <= within for other in positions), -at))
