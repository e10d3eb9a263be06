"""Lines of type found on a prepared page: where each stands, from where to where, and the pitch of them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ocr_pipeline.recognize.typescript.lines.baseline_evidence import STRIP, find_ridges
from ocr_pipeline.recognize.typescript.lines.baseline_fit import fit_baseline
from ocr_pipeline.recognize.typescript.lines.components import (
    REDUCTION,
    SMALL_LETTER_INCHES,
    TypeInk,
    reduced_ink,
    type_ink,
)
from ocr_pipeline.recognize.typescript.lines.entries import with_entries
from ocr_pipeline.recognize.typescript.lines.extent import Marks, seat_below, typed_extent
from ocr_pipeline.recognize.typescript.lines.faint import LOST, faint_ink, lost_share
from ocr_pipeline.recognize.typescript.lines.grouping import (
    CLOSER_THAN_LINES,
    INDEX_CELLS,
    Row,
    Slopes,
    group,
    page_slopes,
)
from ocr_pipeline.recognize.typescript.lines.indices import Index, find_indices
from ocr_pipeline.recognize.typescript.lines.line import TypedLine
from ocr_pipeline.recognize.typescript.lines.pitch import CLEAR, page_pitch, unlike
from ocr_pipeline.recognize.typescript.lines.row_step import SMALL_OF_STEP, close_step
from ocr_pipeline.records import Image, PageImage

Values = npt.NDArray[np.float64]


@dataclass(frozen=True)
class PageLines:
    """The lines of a page in reading order, top to bottom, and their indices and exponents; `pitch` is the width of a
    character cell and `letter` the height of small letters, prepared pixels. `other_pitches` may be the pitch as well,
    where the gaps between the letters do not say."""

    pitch: float
    letter: float
    lines: tuple[TypedLine, ...]
    other_pitches: tuple[float, ...] = ()
    indices: tuple[Index, ...] = ()


def find_lines(page: PageImage) -> PageLines:
    """Return the lines of type of a prepared page. A page without type has none; its pitch is then the usual one.

    Where the binary image has lost letters, the lines of the faint ink stand if their letters keep the grid better.
    """
    if min(page.binary.shape) < REDUCTION:
        return _no_lines(page.dpi).page_lines
    ink = reduced_ink(page.binary)
    found = _found(ink, page.dpi)
    # How much is lost is seen as well without an odd row or column, which would take four times as long.
    height, width = (REDUCTION * (side // REDUCTION) for side in page.grey.shape)
    if lost_share(ink, faint_ink(page.grey[:height, :width], page.dpi, REDUCTION)) > LOST:
        found = _better(found, _found(faint_ink(page.grey, page.dpi, REDUCTION), page.dpi))
    return found.page_lines


@dataclass(frozen=True)
class _Found:
    """The lines of some ink, and how clearly their letters keep a grid."""

    page_lines: PageLines
    clearness: float


KEPT = 0.75
"""Share of the lines of the faint ink that the black ink must have to be the better one where no grid tells: it has
less of the sheet's edges and of what shows through (`lvov` page 82, a table: 32 of 37, its 28 rows among them)."""


OCTAVE = (1.8, 2.2)
"""Bounds of the ratio of two pitches between which one is the other's double."""


def _better(black: _Found, faint: _Found) -> _Found:
    """Return the lines of black or of faint ink, whichever keep a grid better; the black ones where neither does.

    Out of focus, letters run together in pairs, which keep their grid more clearly than letters do: where the pitch of
    the clearer one is the other's double, either may be the page's.
    """
    if max(black.clearness, faint.clearness) < CLEAR:
        return black if len(black.page_lines.lines) >= KEPT * len(faint.page_lines.lines) else faint
    lesser, clearer = sorted((black, faint), key=lambda one: one.clearness)
    page, other = clearer.page_lines, lesser.page_lines.pitch
    if not OCTAVE[0] * other < page.pitch < OCTAVE[1] * other:
        return clearer
    others = unlike((*page.other_pitches, other), page.pitch)
    return replace(clearer, page_lines=replace(page, other_pitches=others))


def _no_lines(dpi: float) -> _Found:
    letter = SMALL_LETTER_INCHES * dpi
    return _Found(PageLines(page_pitch((), letter).pitch, letter, ()), 0.0)


def _found(pixels: Image, dpi: float) -> _Found:
    """Return the lines of a reduced copy (255 ink, 0 paper) of a page of so many dots per inch."""
    ink = type_ink(pixels, dpi)
    if ink is None:
        return _no_lines(dpi)
    step = close_step(ink.pixels, ink.letter)
    if step is not None:
        ink = replace(ink, letter=SMALL_OF_STEP * step)
    ridges = find_ridges(ink.pixels, ink.letter)
    slopes = page_slopes(ridges)
    marks = Marks.of(ink.marks, ink.pixels.shape, dpi / REDUCTION)
    found: list[TypedLine] = []
    rows = group(ridges, ink.letter, slopes)
    beside, marks = _letters_beside(ink, marks, rows, slopes)
    for row in rows:
        line = _line(ink, marks, row, slopes.of(row))
        if line is not None and not _stands_on(line, found, ink.letter):
            found.append(line)
    found += [line for line in beside if not _stands_on(line, found, ink.letter)]
    found = with_entries(found, marks, ink.letter)
    found.sort(key=lambda line: (float(np.mean([y for _, y in line.baseline])), line.left))
    indices = find_indices(marks, ink.letter, found)
    grid = page_pitch([_columns(ink.pixels, line, ink.letter) for line in found], ink.letter)
    lines = tuple(_enlarged(line) for line in found)
    on_page = tuple(replace(one, line=_enlarged(one.line)) for one in indices)
    others = tuple(REDUCTION * pitch for pitch in grid.others)
    return _Found(PageLines(REDUCTION * grid.pitch, REDUCTION * ink.letter, lines, others, on_page), grid.clearness)


REFIT = 4.0
"""Difference between the ends of a row's ridges and of its type, letter heights, that asks for a second fit: ridges
go beyond their letters by a cell or two, by the smoothing along them."""

TAKEN = 0.5
"""Share of a line above or below which a stronger one stands, closer than lines are, from which it is no line."""


INDEX_GAP_CELLS = 1.2
"""Gap in cells up to which a raised or lowered character is an index of the letters beside: it is struck in the next
cell. What stands farther off, half a line up or down, is a line of its own: `В` beside two lines of figures."""

JUMPED = 0.55
"""Height, in letter heights, by which a word may stand off its own line: half a line is 0.75 and more (`dispak-17`), a
word at the beginning of a line that jumped has 0.4 (`setun70` s03R)."""


LEAST_HOST_CELLS = 7.5
"""Length in cells of a line from which a letter may stand beside it: scraps of stamps stand so beside each other."""

SINGLE = 1.5
"""Greatest width of a single letter, or a dash, in letter heights: what is wider is a pen's or a
stamp's."""


def _letters_beside(ink: TypeInk, marks: Marks, rows: Sequence[Row], slopes: Slopes) -> tuple[list[TypedLine], Marks]:
    """Return the lines of a letter or a few that stand beside a row, half a line off it, and the marks of all others.

    The rows have taken them for indices.
    """
    beside: list[TypedLine] = []
    half, cell = STRIP * ink.letter / 2, STRIP * ink.letter
    indices = [(row, ridge) for row in rows for ridge in row.indices]
    for row, ridge in indices:
        slope = slopes.of(row)
        own = marks.kept(marks.between(float(ridge.x[0]) - half, float(ridge.x[-1]) + half))
        lone = _line(ink, own, Row([ridge]), slope)
        if lone is None or lone.right - lone.left > INDEX_CELLS * cell:
            continue
        middle = (lone.left + lone.right) / 2
        base = float(lone.at(middle))
        ours = marks.between(lone.left, lone.right) & marks.on(base - LONE_RISE * ink.letter, base)
        wide = ours & (marks.right - marks.left > SINGLE * ink.letter)
        if wide.any() or (marks.around(lone.left, lone.right, base, ink.letter) & ~ours).any():
            continue
        others = marks.kept(~ours)
        host = _line(ink, others, row, slope)
        if host is None or host.right - host.left < LEAST_HOST_CELLS * cell:
            continue
        gap, off = max(host.left - lone.right, lone.left - host.right), abs(float(host.at(middle)) - base)
        if gap > INDEX_GAP_CELLS * cell and off > JUMPED * ink.letter:
            beside.append(lone)
            marks = others
    return beside, marks


LONE_RISE = 1.6
"""Height in letter heights above its baseline in which the marks of a letter beside a line have their middles."""


def _line(ink: TypeInk, marks: Marks, row: Row, slope: float) -> TypedLine | None:
    x, y = row.points()
    half = STRIP * ink.letter / 2
    first, last = row.ends()
    span = (first - half, last + half)
    corners = fit_baseline(ink.pixels, ink.letter, (x, y), span, slope)
    extent = typed_extent(marks, ink.letter, corners, span)
    if extent is None:
        seat = seat_below(marks, ink.letter, corners, span)
        if seat is None:
            return None
        corners = (corners[0], corners[1] + seat)
        extent = typed_extent(marks, ink.letter, corners, span)
        if extent is None:
            return None
    if max(abs(extent[0] - span[0]), abs(extent[1] - span[1])) > REFIT * ink.letter:
        # What was no type had a say in the first fit, or what lay farther out had none.
        corners = fit_baseline(ink.pixels, ink.letter, corners, extent, slope)
    return TypedLine(tuple(zip(*(values.tolist() for values in corners), strict=True)), *extent)


def _stands_on(line: TypedLine, others: list[TypedLine], letter: float) -> bool:
    """Return whether other lines stand closer above or below a line than lines do, along half of it."""
    covered = 0.0
    for other in others:
        left, right = max(line.left, other.left), min(line.right, other.right)
        if right <= left or abs(line.baseline[0][1] - other.baseline[0][1]) > FAR * letter:
            continue
        middle = (left + right) / 2
        if abs(float(line.at(middle) - other.at(middle))) < CLOSER_THAN_LINES * letter:
            covered += right - left
    return covered > TAKEN * (line.right - line.left)


FAR = 6.0
"""Distance in letter heights of two lines' left ends from which they can't meet, whatever their slopes."""


def _band(ink: Image, line: TypedLine, left: int, right: int, top: float, bottom: float) -> npt.NDArray[np.bool_]:
    """Return the ink between `top` and `bottom` pixels from the baseline, straightened, shape (rows, right - left)."""
    columns = np.arange(left, right)
    base = np.rint(line.at(columns.astype(np.float64) + 0.5)).astype(np.intp)
    rows = base[None, :] + np.arange(round(top), round(bottom))[:, None]
    inside = (rows >= 0) & (rows < len(ink))
    band: npt.NDArray[np.bool_] = (ink[np.clip(rows, 0, len(ink) - 1), columns[None, :]] > 0) & inside
    return band


def _columns(ink: Image, line: TypedLine, letter: float) -> Values:
    """Return for each column of a line whether the body of its letters has ink there, less in thin places."""
    band = _band(ink, line, int(line.left), max(int(line.left) + 1, int(line.right)), -letter, 0)
    result: Values = np.minimum(band.sum(axis=0), letter / 4).astype(np.float64)
    return result


def _enlarged(line: TypedLine) -> TypedLine:
    """Return a line of the copy in prepared pixels."""
    baseline = tuple((REDUCTION * x, REDUCTION * y) for x, y in line.baseline)
    return TypedLine(baseline, REDUCTION * line.left, REDUCTION * line.right)
