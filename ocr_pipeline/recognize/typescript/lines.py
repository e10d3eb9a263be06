"""Lines of type found on a prepared page: where each stands, from where to where, and the pitch of them all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocr_pipeline.recognize.typescript.baseline import fit_baseline
from ocr_pipeline.recognize.typescript.ink import REDUCTION, TypeInk, type_ink
from ocr_pipeline.recognize.typescript.pitch import page_pitch
from ocr_pipeline.recognize.typescript.ridges import STRIP, find_ridges
from ocr_pipeline.recognize.typescript.rows import Row, group, page_slopes
from ocr_pipeline.records import Image, PageImage

Values = npt.NDArray[np.float64]


@dataclass(frozen=True)
class TypedLine:
    """One line of type, prepared pixels, continuous (pixel i covers [i, i + 1)).

    `baseline` are its corners (x, y), x rising, straight between them: the lower edge of letters that stand on the
    line. `left` and `right` are the ends of its ink.
    """

    baseline: tuple[tuple[float, float], ...]
    left: float
    right: float

    def at(self, x: float | Values) -> Values:
        """Return the height of the baseline at `x`, prepared pixels; prolonged in its direction beyond its ends."""
        corners = np.array(self.baseline)
        place = np.asarray(x, dtype=np.float64)
        y = np.interp(place, corners[:, 0], corners[:, 1])
        if len(corners) > 1:
            for end, inner, outside in ((0, 1, place < corners[0, 0]), (-1, -2, place > corners[-1, 0])):
                slope = (corners[end, 1] - corners[inner, 1]) / (corners[end, 0] - corners[inner, 0])
                y = np.where(outside, corners[end, 1] + slope * (place - corners[end, 0]), y)
        return y


@dataclass(frozen=True)
class Layout:
    """The lines of a page in reading order, top to bottom; `pitch` is the width of a character cell and `letter` the
    height of small letters, prepared pixels."""

    pitch: float
    letter: float
    lines: tuple[TypedLine, ...]


def find_lines(page: PageImage) -> Layout:
    """Return the lines of type of a prepared page. A page without type has none; its pitch is then the usual one."""
    ink = type_ink(page.binary, page.dpi)
    if ink is None:
        letter = LETTER_INCHES * page.dpi
        return Layout(page_pitch((), letter), letter, ())
    ridges = find_ridges(ink.pixels, ink.letter)
    slopes = page_slopes(ridges)
    found = []
    for row in group(ridges, ink.letter, slopes):
        line = _line(ink, row, slopes.at(float(np.median(row.points()[1]))))
        if line is not None:
            found.append(line)
    found.sort(key=lambda line: (float(np.mean([y for _, y in line.baseline])), line.left))
    pitch = page_pitch([_columns(ink.pixels, line, ink.letter) for line in found], ink.letter)
    return Layout(REDUCTION * pitch, REDUCTION * ink.letter, tuple(_enlarged(line) for line in found))


LETTER_INCHES = 0.081
"""Height of small letters where none is seen: 2.05 mm, ten to the inch."""

BODY = (-1.45, 0.3)
"""Where the ink of a line lies about its baseline, in letter heights: from capitals and quotation marks to commas."""

REACH_CELLS = 4
"""How far, in cells, a line's next mark may stand from its letters: a hyphen or a full stop after a blank or two."""

NEAR_CELLS = 1.5
"""Gap in cells up to which any mark is the line's."""

STOP_AREA = 0.04
"""Ink of the least mark farther off, share of a letter's height squared: a full stop has 0.04 to 0.08."""


def _line(ink: TypeInk, row: Row, slope: float) -> TypedLine | None:
    x, y = row.points()
    half = STRIP * ink.letter / 2
    span = (float(x[0]) - half, float(x[-1]) + half)
    corners = fit_baseline(ink.pixels, ink.letter, (x, y), span, slope)
    extent = _extent(ink.pixels, ink.letter, corners, row)
    if extent is None:
        return None
    left, right = extent
    corners = fit_baseline(ink.pixels, ink.letter, corners, extent, slope)
    return TypedLine(tuple(zip(*(values.tolist() for values in corners), strict=True)), left, right)


def _band(ink: Image, line: TypedLine, left: int, right: int, top: float, bottom: float) -> npt.NDArray[np.bool_]:
    """Return the ink between `top` and `bottom` pixels from the baseline, straightened, shape (rows, right - left)."""
    columns = np.arange(left, right)
    base = np.rint(line.at(columns + 0.5)).astype(np.intp)
    rows = base[None, :] + np.arange(round(top), round(bottom))[:, None]
    inside = (rows >= 0) & (rows < len(ink))
    band: npt.NDArray[np.bool_] = (ink[np.clip(rows, 0, len(ink) - 1), columns[None, :]] > 0) & inside
    return band


def _extent(ink: Image, letter: float, corners: tuple[Values, Values], row: Row) -> tuple[float, float] | None:
    """Return the ends of the ink of a row, from its ridges outward to marks that are near enough."""
    cell = STRIP * letter
    line = TypedLine(tuple(zip(*(values.tolist() for values in corners), strict=True)), 0, 0)
    first = max(0, int(row.ridges[0].x[0] - (REACH_CELLS + 40) * cell))
    last = min(ink.shape[1], int(row.ridges[-1].x[-1] + (REACH_CELLS + 40) * cell))
    band = _band(ink, line, first, last, BODY[0] * letter, BODY[1] * letter)
    amount = band.sum(axis=0)
    inked = np.flatnonzero(amount)
    if not len(inked):
        return None
    breaks = np.flatnonzero(np.diff(inked) > NEAR_CELLS * cell) + 1
    pieces = [piece for piece in np.split(inked, breaks)]
    core = [
        any(piece[-1] + first >= ridge.x[0] - cell and piece[0] + first <= ridge.x[-1] + cell for ridge in row.ridges)
        for piece in pieces
    ]
    if not any(core):
        return None
    low, high = core.index(True), len(core) - 1 - core[::-1].index(True)
    least = STOP_AREA * letter**2
    while low > 0 and _joins(pieces[low - 1], pieces[low][0] - pieces[low - 1][-1], amount, least, cell):
        low -= 1
    while high + 1 < len(pieces) and _joins(
        pieces[high + 1], pieces[high + 1][0] - pieces[high][-1], amount, least, cell
    ):
        high += 1
    return float(pieces[low][0] + first), float(pieces[high][-1] + 1 + first)


def _joins(piece: npt.NDArray[np.intp], gap: int, amount: npt.NDArray[np.intp], least: float, cell: float) -> bool:
    return bool(gap <= REACH_CELLS * cell and amount[piece].sum() >= least)


def _columns(ink: Image, line: TypedLine, letter: float) -> Values:
    """Return for each column of a line whether the body of its letters has ink there, less in thin places."""
    band = _band(ink, line, int(line.left), max(int(line.left) + 1, int(line.right)), -letter, 0)
    result: Values = np.minimum(band.sum(axis=0), letter / 4).astype(np.float64)
    return result


def _enlarged(line: TypedLine) -> TypedLine:
    """Return a line of the copy in prepared pixels."""
    baseline = tuple((REDUCTION * x, REDUCTION * y) for x, y in line.baseline)
    return TypedLine(baseline, REDUCTION * line.left, REDUCTION * line.right)
