"""The baseline of one row of type, fitted to the lower edges of its letters: level, sloped or slightly curved."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ocr_pipeline.records import Image

Values = npt.NDArray[np.float64]

WINDOW = (-0.5, 0.25)
"""Where about the expected baseline lower edges of letters are looked for, in letter heights, down positive: feet
stand within a tenth, descenders end at 0.3 and more, underlines lie lower still."""

BIN = 0.6
"""Width, in letter heights, of a piece of the line that gives one edge, its lowest: half a character, so that most
sides of round letters, which do not reach the line, have no say."""

DASH = 0.35
"""Height, in letter heights, under which the ink of a piece is a dash or a stop, which says nothing: dashes have 0.1 to
0.2 and hang in the air, commas reach under the line."""

KNOTS = 12.5
"""Distance of the corners of a baseline in letter heights: ten characters. Paper does not curl faster."""

JITTER = 0.08
"""Standard deviation of a letter's foot about its line, in letter heights: machines have 0.05 to 0.1."""

BEND = 0.05
"""Standard deviation of the change of direction at a corner, in letter heights over the distance of two corners."""

SLOPE = 0.002
"""Standard deviation of a line's slope about the page's: 0.1 degrees. Short lines have the page's slope by that."""

CUTS = (0.3, 0.2, 0.15)
"""Distances from the line, in letter heights, beyond which an edge has no say, round for round: 2 to 4 deviations."""


def fit_baseline(
    ink: Image, letter: float, guess: tuple[Values, Values], span: tuple[float, float], slope: float
) -> tuple[Values, Values]:
    """Return the corners (x, y) of the baseline of a row of type between the two ends of `span`, pixels of `ink`.

    `ink` is 255 where there is type; `guess` are places (x rising, y) within a quarter of a letter of the baseline;
    `slope` is the page's. Where no letter stands on paper, the guess with that slope is returned.
    """
    left, right = span
    count = max(2, round((right - left) / (KNOTS * letter)) + 1)
    corners: Values = np.linspace(left, right, count, dtype=np.float64)
    x, y = _feet(ink, letter, guess, left, right)
    start: Values = np.asarray(np.interp(corners, *guess), dtype=np.float64)
    if not len(x):
        middle = float(np.mean(guess[0]))
        return corners, float(np.median(guess[1])) + slope * (corners - middle)
    heights: Values = start + float(np.median(y - np.interp(x, corners, start)))
    hats = _hats(x, corners)
    stiff, target = _stiffness(corners, slope, letter)
    for cut in CUTS:
        off = (y - np.interp(x, corners, heights)) / (cut * letter)
        weight = np.where(np.abs(off) < 1, (1 - off**2) ** 2, 0.0) / (JITTER * letter) ** 2
        normal = hats.T @ (weight[:, None] * hats) + stiff
        # The faint pull to where it was keeps a line solvable that no edge holds.
        normal[np.diag_indices(count)] += FAINT / letter**2
        side = hats.T @ (weight * y) + target + FAINT / letter**2 * heights
        heights = np.asarray(np.linalg.solve(normal, side), dtype=np.float64)
    return corners, heights


FAINT = 1e-3
"""Weight of the pull to the place before, beside that of an edge: too little to be seen where there is one."""


def _feet(ink: Image, letter: float, guess: tuple[Values, Values], left: float, right: float) -> tuple[Values, Values]:
    """Return the places (x, y) of the lowest lower edges near the guess, at most one for each piece of the line."""
    columns = np.arange(max(0, int(left)), min(ink.shape[1], int(np.ceil(right))))
    expected = np.rint(np.interp(columns + 0.5, *guess)).astype(np.intp)
    first, last = (round(edge * letter) for edge in WINDOW)
    # Edges lie between rows: row r - 1 inked, row r bare, for edges r about the guess.
    rows = expected[None, :] + np.arange(first - 1, last + 1)[:, None]
    inside = (rows >= 0) & (rows < len(ink))
    inked = (ink[np.clip(rows, 0, len(ink) - 1), columns[None, :]] > 0) & inside
    edges = inked[:-1] & ~inked[1:]
    found = edges.any(axis=0)
    lowest = len(edges) - 1 - edges[::-1].argmax(axis=0)
    x, y = columns[found] + 0.5, (expected + first + lowest)[found].astype(np.float64)
    if not len(x):
        return x, y
    piece = ((x - left) / (BIN * letter)).astype(np.intp)
    tall = _heights(ink, letter, x, y, piece) >= DASH * letter
    if tall.any():
        x, y, piece = x[tall], y[tall], piece[tall]
    # Heights of two neighbouring pieces are compared as they stand on the paper, not against a sloping guess.
    order = np.lexsort((y, piece))
    ends = np.flatnonzero(np.diff(piece[order], append=-1))
    return x[order][ends], y[order][ends]


def _heights(ink: Image, letter: float, x: Values, y: Values, piece: npt.NDArray[np.intp]) -> Values:
    """Return for each edge how far the ink of its piece of the line reaches up from it, up to a letter's height."""
    columns = (x - 0.5).astype(np.intp)
    bottoms = y.astype(np.intp)
    rows = bottoms - np.arange(1, round(letter) + 1)[:, None]
    inked = (ink[np.clip(rows, 0, len(ink) - 1), columns[None, :]] > 0) & (rows >= 0)
    tops = bottoms - np.where(inked.any(axis=0), len(rows) - inked[::-1].argmax(axis=0), 0)
    highest = np.full(int(piece.max()) + 1, np.iinfo(np.intp).max)
    np.minimum.at(highest, piece, tops)
    result: Values = y - highest[piece]
    return result


def _hats(x: Values, corners: Values) -> Values:
    """Return the weights, shape (len(x), len(corners)), by which heights at the corners give heights at `x`."""
    step = corners[1] - corners[0]
    place = np.clip((x - corners[0]) / step, 0, len(corners) - 1)
    result: Values = np.maximum(0.0, 1 - np.abs(place[:, None] - np.arange(len(corners))))
    return result


def _stiffness(corners: Values, slope: float, letter: float) -> tuple[Values, Values]:
    """Return the normal equations (matrix, right side) that hold the line straight and at the page's slope."""
    count = len(corners)
    matrix, side = np.zeros((count, count)), np.zeros(count)
    bends = np.diff(np.eye(count), 2, axis=0)
    matrix += bends.T @ bends / (BEND * letter) ** 2
    length = float(corners[-1] - corners[0])
    weight = 1 / (SLOPE * max(length, letter)) ** 2
    for first, second, sign in ((0, 0, 1), (-1, -1, 1), (0, -1, -1), (-1, 0, -1)):
        matrix[first, second] += sign * weight
    side[0], side[-1] = -weight * slope * length, weight * slope * length
    return matrix, side
