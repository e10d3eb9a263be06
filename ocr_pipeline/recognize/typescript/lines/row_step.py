"""The step from line to line where lines stand as close as they will go: tables of capitals and figures."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.records import Image

CLOSEST, CLOSE = 1.05, 1.36
"""Steps, in heights of the letters measured, of lines that all but touch: capitals were measured then. Capitals typed
at single spacing have 1.4, small letters 2.1."""

REGULAR = 0.3
"""Correlation of a column's ink with itself one step on from which it has such rows: tables and listings of `lvov` have
0.33 to 0.48, of all other pages of `setun70`, `ehri`, `p4` and `manuals` one of 0.16, the others none: half a step off,
text has a negative one."""

STRIP_LETTERS = 6.0
"""Breadth of a strip in letters: rows of a sheet that leans keep their height in it."""

LEAST_ROWS = 6.0
"""Steps that the ink of a strip must reach over, for its rows to tell."""

SMALL_OF_STEP = 0.66
"""Height of small letters over the step of such lines: capitals of 0.85 of it over 1.3."""

Values = npt.NDArray[np.float64]


def close_step(ink: Image, letter: float) -> float | None:
    """Return the step from line to line, pixels, on a page of `ink` (255 ink, 0 paper) whose lines all but touch.

    `letter` is the height of letters that was measured. None for every other page.
    """
    strips = max(1, round(ink.shape[1] / (STRIP_LETTERS * letter)))
    columns = np.asarray(cv2.resize(ink, (strips, ink.shape[0]), interpolation=cv2.INTER_AREA), dtype=np.float64) / 255
    low, high = max(2, round(CLOSEST * letter)), round(CLOSE * letter)
    found = np.zeros(2 * high + 1)
    counted = 0.0
    for column in columns.T:
        inked = np.flatnonzero(column)
        if not len(inked) or inked[-1] - inked[0] < LEAST_ROWS * low:
            continue
        weight = float(column.sum())
        found += weight * _alike(column[inked[0] : inked[-1] + 1], 2 * high)
        counted += weight
    if not counted:
        return None
    found /= counted
    step = low + int(np.argmax(found[low : high + 1]))
    peak = found[step] >= max(found[step - 1], found[min(step + 1, len(found) - 1)])
    return float(step) if peak and found[step] >= REGULAR else None


def _alike(column: Values, reach: int) -> Values:
    """Return the correlation of a column with itself, for each step up to `reach`."""
    level = column - column.mean()
    size = int(2 ** np.ceil(np.log2(len(level) + reach + 1)))
    power = np.abs(np.fft.rfft(level, size)) ** 2
    steps = np.arange(reach + 1)
    full = np.fft.irfft(power, size)[: reach + 1]
    # As many products as there are pairs at that distance.
    pairs = np.maximum(1, len(level) - steps) / len(level)
    result: Values = np.asarray(full / max(float(full[0]), 1e-9) / pairs, dtype=np.float64)
    return result
