"""Columns of text side by side: a page is cut along the gaps between them, again and again, into blocks in reading
order.

Method: the recursive cut along the axes (Nagy and Seth, "Hierarchical representation of optically scanned documents",
1984), of gaps in which a high rectangle of paper fits (as in Breuel, "Two geometric algorithms for layout analysis",
2002), between lines of text that fill both columns: a table has such gaps as well, but its cells are short.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.layout.page_ink import PageInk, pieces
from ocr_pipeline.layout.runs import runs_of
from ocr_pipeline.records import Area

GAP = 1.1
"""Least breadth in letters of a gap between columns: newspapers have 1.3 and more."""

HEIGHT = 16.0
"""Least height in letters of a gap between columns: six lines of print; as many spaces above one another are no
chance."""

LEAST_LINES = 6
"""Lines of text to each side of a gap."""

LEAST_BREADTH = 18.0
"""Breadth in letters of a column: a newspaper's have 20 and more; figures, keywords, codes of a listing 10 to 17."""

FILLS = 0.6
"""Usual share of a column's breadth that its lines fill: print and typed columns 0.8 and more, cells of tables less."""

WINDOW = 2.0
"""Letters above and below a row within which text to both sides makes its paper a gap: the paper between lines."""

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Gap:
    """A gap between two columns on the copy: its middle, and the rows along which text stands to both sides."""

    x: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A block that a page is cut into, on the copy; `is_column` says that another one stands beside it."""

    area: Area
    is_column: bool = False


def cut_into_columns(ink: PageInk, solid: Sequence[Area]) -> tuple[Cut, ...]:
    """Return the blocks that a page is cut into, in reading order; one, the whole page, where it has no columns.

    `solid` are the parts of the page that are not to be cut, as tables are.
    """
    # A rule across the columns ends them.
    text: Flags = np.asarray((ink.text | ink.drawn | ink.level) > 0, dtype=np.bool_)
    for area in solid:
        text[int(area.top) : int(area.bottom) + 1, int(area.left) : int(area.right) + 1] = True
    height, width = text.shape
    return tuple(_cut(text, Area(0, 0, width, height), ink.letter, is_column=False))


def _cut(text: Flags, area: Area, letter: float, *, is_column: bool) -> list[Cut]:
    """Return the blocks of a part of the page, in reading order."""
    left, top, right, bottom = (int(side) for side in (area.left, area.top, area.right, area.bottom))
    gap = _widest_gap(text[top:bottom, left:right], letter)
    if gap is None:
        return [Cut(area, is_column)]
    x = left + gap.x
    # A strip lower than a letter is the rim of the columns.
    above = top if gap.top < letter else top + gap.top
    below = bottom if bottom - top - gap.bottom < letter else top + gap.bottom
    parts = (
        (Area(left, top, right, above), is_column),
        (Area(left, above, x, below), True),
        (Area(x, above, right, below), True),
        (Area(left, below, right, bottom), is_column),
    )
    cuts: list[Cut] = []
    for part, beside in parts:
        if text[int(part.top) : int(part.bottom), int(part.left) : int(part.right)].any():
            cuts += _cut(text, part, letter, is_column=beside)
    return cuts


def _widest_gap(text: Flags, letter: float) -> _Gap | None:
    """Return the highest gap between two columns of a part of the page; None where there is none."""
    rows, columns = round(HEIGHT * letter), max(1, round(GAP * letter))
    if text.shape[0] < rows or text.shape[1] < 2 * LEAST_BREADTH * letter:
        return None
    paper = np.asarray(~text, dtype=np.uint8)
    inside = _inside(text, round(WINDOW * letter))
    kernel = np.ones((rows, columns), np.uint8)
    fits = cv2.morphologyEx(paper, cv2.MORPH_OPEN, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=0)
    between = np.asarray((fits > 0) & inside, dtype=np.uint8)
    # At the margins, paper lies between letters that stick out by a pixel.
    found = np.asarray(cv2.morphologyEx(between, cv2.MORPH_OPEN, np.ones((1, columns), np.uint8)), dtype=np.uint8)
    labels, stats = pieces(found)
    count = len(stats)
    for number in sorted(range(1, count), key=lambda one: -int(stats[one, cv2.CC_STAT_HEIGHT])):
        if stats[number, cv2.CC_STAT_HEIGHT] < rows:
            return None
        gap = _gap(labels == number, stats[number])
        if gap is None or not _parts(text, gap, letter):
            continue
        gap = _to_the_end(text, _without_headings(text, gap))
        if gap.bottom - gap.top >= rows:
            return gap
    return None


def _inside(text: Flags, window: int) -> Flags:
    """Return where text stands both to the left and to the right, in the rows around."""
    kernel = np.ones((2 * window + 1, 1), np.uint8)
    rows = cv2.dilate(np.asarray(text, dtype=np.uint8), kernel) > 0
    after = np.logical_or.accumulate(rows, axis=1)
    before = np.logical_or.accumulate(rows[:, ::-1], axis=1)[:, ::-1]
    inside: Flags = after & before
    return inside


def _gap(mask: Flags, stats: npt.NDArray[np.int32]) -> _Gap | None:
    """Return the upright strip of a piece of paper that is the highest, its middle column."""
    left, _, width, *_ = stats.tolist()
    heights = mask[:, left : left + width].sum(axis=0)
    best = np.flatnonzero(heights >= heights.max())
    x = left + int(best[len(best) // 2])
    rows = np.flatnonzero(mask[:, x])
    return _Gap(x, int(rows[0]), int(rows[-1]) + 1) if len(rows) else None


WIDENED = 1.4
"""How many times as wide a gap is without its first or last line where that stands across the columns, a space between
two of its words on the gap by chance."""


def _without_headings(text: Flags, gap: _Gap) -> _Gap:
    """Return a gap without lines at its ends that stand across it."""
    lines = runs_of(text[gap.top : gap.bottom].any(axis=1))
    tops, bottoms = [gap.top + start for start, _ in lines], [gap.top + end for _, end in lines]
    while len(lines) > LEAST_LINES:
        usual = _free(text[tops[0] : bottoms[-1]], gap.x)
        without_first, without_last = (
            _free(text[tops[1] : bottoms[-1]], gap.x),
            _free(text[tops[0] : bottoms[-2]], gap.x),
        )
        if without_first >= WIDENED * usual:
            lines, tops, bottoms = lines[1:], tops[1:], bottoms[1:]
        elif without_last >= WIDENED * usual:
            lines, tops, bottoms = lines[:-1], tops[:-1], bottoms[:-1]
        else:
            break
    return _Gap(gap.x, tops[0], bottoms[-1]) if lines else gap


def _to_the_end(text: Flags, gap: _Gap) -> _Gap:
    """Return a gap that goes on as long as no text stands on it: one column may be longer than the other."""
    crossed = np.flatnonzero(text[gap.bottom :, gap.x])
    return _Gap(gap.x, gap.top, gap.bottom + int(crossed[0]) if len(crossed) else len(text))


MANY_LINES, BROADER = 13, 2.0
"""Lines over which spaces between words do not stand above one another by chance; and how many times as broad as such
a space the gap beside fewer lines is: of 120 pages typed at two intervals four have six lines whose blanks do."""


def _usual_space(band: Flags, lines: Sequence[tuple[int, int]], letter: float) -> float:
    """Return the usual breadth of the spaces between the words of some lines, pixels; 0 where they have none."""
    spaces = []
    for top, bottom in lines:
        inked = np.flatnonzero(band[top:bottom].any(axis=0))
        steps = np.diff(inked) - 1
        spaces += steps[steps >= WORD_SPACE * letter].tolist()
    return float(np.median(spaces)) if spaces else 0.0


WORD_SPACE = 0.5
"""Least space between two words, in letters; between two letters is less."""


def _free(text: Flags, x: int) -> int:
    """Return how many columns of pixels around `x` have no text."""
    inked = np.flatnonzero(text.any(axis=0))
    before, after = inked[inked <= x], inked[inked > x]
    return int((after[0] if len(after) else text.shape[1]) - (before[-1] if len(before) else 0))


def _parts(text: Flags, gap: _Gap, letter: float) -> bool:
    """Return whether full columns of text stand to both sides of a gap that is no chance."""
    band = text[gap.top : gap.bottom]
    # Lines of two columns need not be level.
    reach = round(LEAST_BREADTH * letter)
    sides = [band[:, max(0, gap.x - reach) : gap.x], band[:, gap.x : gap.x + reach]]
    lines = [runs_of(side.any(axis=1)) for side in sides]
    if min(map(len, lines)) < MANY_LINES:
        spaces = max(_usual_space(side, own, letter) for side, own in zip(sides, lines, strict=True))
        if _free(band, gap.x) < BROADER * spaces:
            return False
    return _is_column(band[:, : gap.x][:, ::-1], letter) and _is_column(band[:, gap.x :], letter)


def _is_column(side: Flags, letter: float) -> bool:
    """Return whether the text beside a gap, which is at its left, is a column of full lines, up to the next gap."""
    inked: Flags = np.asarray(side.any(axis=0), dtype=np.bool_)
    if not inked.any():
        return False
    first = int(np.argmax(inked))
    # The column ends where as wide a strip has no ink at all.
    breaks = (start for start, stop in runs_of(~inked[first:]) if stop - start >= GAP * letter)
    end = next(breaks, len(inked) - first)
    column = side[:, first : first + end]
    if end < LEAST_BREADTH * letter:
        return False
    lines: Flags = np.asarray(column.any(axis=1), dtype=np.bool_)
    if len(runs_of(lines)) < LEAST_LINES:
        return False
    reach = [np.flatnonzero(row) for row in column[lines]]
    # Crumbs of a picture among the lines are many rows of pixels, but fewer.
    filled = float(np.median([row[-1] - row[0] + 1 for row in reach])) / end
    return filled >= FILLS
