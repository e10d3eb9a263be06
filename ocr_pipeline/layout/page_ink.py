"""What layout looks at: a small copy of the page on which letters, rules and drawings are told apart by their size."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.image.components import components
from ocr_pipeline.records import Image

Marks = npt.NDArray[np.int32]
"""Connected marks, shape (n, 5): left, top, width, height, ink, in pixels of the copy."""

WORKING_DPI = 75.0
"""Resolution of the copy by the page's own statement: small letters are 6 pixels high, and a page takes 5 ms."""

LARGEST_LETTER_PX = 10.0
"""Height of the usual letter from which the copy is halved once more: the statement was half of the truth."""

INKED = 0.2
"""Share of a pixel of the copy from which it counts as ink: a hairline of a ruling covers a quarter."""

LETTER_INCHES = (0.035, 0.2)
"""Heights of letters that are looked for, by a statement that may be wrong by a third."""

LARGER = 3.0
"""How many times as high as the greatest of them marks may be for it to be the statement that is wrong."""

ASPECT, FILLED = (0.3, 12.0), 0.9
"""Width over height of a letter or a word run together, and the greatest share of its box that it inks."""

LEVEL_INCHES, UPRIGHT_INCHES = 0.4, 0.3
"""Least lengths of rules, across and upright: three letters and more."""

DRAWN = 3.5
"""Height in letters from which a mark is no letter of the text: a headline, a drawing, a stamp's ring."""

TALL_WIDTH = 2.0
"""Breadth in letters up to which a high mark may be a word on its side: its capitals have 1.4."""

CRUMB = 0.06
"""Ink, in squares of a letter's height, under which a mark is a speck: a full stop has 0.1."""


@dataclass(frozen=True, eq=False)
class PageInk:
    """The ink of a page on a copy `factor` times as small, by what it may be; masks hold 1 and 0.

    `text` are marks of the size of letters, `level` and `upright` the rules, `drawn` what is larger than letters and no
    rule; `tall` are those of the drawn that are as narrow as a letter: words on their side whose letters have run
    together are. `letter` is the usual height of a letter, pixels of the copy, whose shape is that of the masks.
    """

    factor: int
    letter: float
    text: Image
    level: Image
    upright: Image
    drawn: Image
    tall: Image
    marks: Marks


def page_ink(binary: Image, dpi: float) -> PageInk | None:
    """Return the ink of a prepared page (0 ink, 255 paper); None where nothing on it is of a letter's size."""
    factor = max(1, round(dpi / WORKING_DPI))
    # By a statement that is far too low, letters are larger than any that are looked for.
    for times in (1, 2, 4):
        found = _looked_at(binary, factor * times, dpi / factor)
        if found is not None:
            factor *= times
            break
    if found is not None and found.letter > LARGEST_LETTER_PX:
        smaller = factor * round(found.letter / (LARGEST_LETTER_PX * 0.7))
        return _looked_at(binary, smaller, dpi / factor * LARGEST_LETTER_PX * 0.7 / found.letter)
    return found


def _looked_at(binary: Image, factor: int, dpi: float) -> PageInk | None:
    height, width = (side // factor for side in binary.shape)
    if min(height, width) < 1:
        return None
    small = _reduced(binary[: height * factor, : width * factor], factor)
    ink = np.asarray(small < 255 * (1 - INKED), dtype=np.uint8)
    level = _runs(ink, max(3, round(LEVEL_INCHES * dpi)), 1)
    upright = _runs(ink, 1, max(3, round(UPRIGHT_INCHES * dpi)))
    # The ragged rim of a rule goes with it.
    rules = np.maximum(cv2.dilate(level, np.ones((3, 1), np.uint8)), cv2.dilate(upright, np.ones((1, 3), np.uint8)))
    rest = np.asarray(ink * (1 - rules), dtype=np.uint8)
    found = components(rest)
    stats = found.stats
    letter = _letter_height(stats[1:], dpi)
    if letter is None:
        return None
    drawn = stats[:, 3] > DRAWN * letter
    typed = ~drawn & (stats[:, 4] >= CRUMB * letter**2)
    tall = drawn & (stats[:, 2] <= TALL_WIDTH * letter)
    return PageInk(
        factor=factor,
        letter=letter,
        text=found.picture(typed),
        level=level,
        upright=upright,
        drawn=found.picture(drawn),
        tall=found.picture(tall),
        marks=stats[typed],
    )


def closed(mask: Image, width: int, height: int) -> Image:
    """Return a mask (1, else 0) with gaps up to about these sides closed."""
    kernel = np.ones((height | 1, width | 1), np.uint8)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel), dtype=np.uint8)


def pieces(mask: Image) -> tuple[npt.NDArray[np.int32], Marks]:
    """Return the connected pieces of a mask (1, else 0): the number of each pixel's piece, 0 for none, and the pieces
    as in `Marks`, from number 0, what is in none."""
    try:
        # Short numbers take half of the time of long ones.
        _, labels, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(mask, 8, cv2.CV_16U, cv2.CCL_GRANA)
    except cv2.error:
        # More than there are short numbers for: a page of grain.
        _, labels, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(mask, 8, cv2.CV_32S, cv2.CCL_GRANA)
    return np.asarray(labels, dtype=np.int32), np.asarray(stats, dtype=np.int32)


def _reduced(image: Image, factor: int) -> Image:
    """Return the means of squares of so many pixels; the sides are multiples of that. Halves are many times as fast."""
    while factor % 2 == 0:
        size = (image.shape[1] // 2, image.shape[0] // 2)
        image, factor = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8), factor // 2
    if factor > 1:
        size = (image.shape[1] // factor, image.shape[0] // factor)
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return image


def _runs(ink: Image, width: int, height: int) -> Image:
    # Odd sides: the middle of an even one lies between two pixels, and what is opened moves by one.
    kernel = np.ones((height | 1, width | 1), np.uint8)
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel), dtype=np.uint8)


def _letter_height(marks: Marks, dpi: float) -> float | None:
    """Return the height that half of the ink of letter-like marks, by its square root, does not reach."""
    widths, heights, inks = (marks[:, column].astype(np.float64) for column in (2, 3, 4))
    like = (
        (heights >= LETTER_INCHES[0] * dpi)
        & (heights <= LETTER_INCHES[1] * dpi)
        & (widths >= ASPECT[0] * heights)
        & (widths <= ASPECT[1] * heights)
        & (inks <= FILLED * widths * heights)
    )
    larger = (heights > LETTER_INCHES[1] * dpi) & (heights <= LARGER * LETTER_INCHES[1] * dpi)
    larger &= (widths >= ASPECT[0] * heights) & (widths <= ASPECT[1] * heights) & (inks <= FILLED * widths * heights)
    if not like.any() or np.sqrt(inks[larger]).sum() > np.sqrt(inks[like]).sum():
        return None
    order = np.argsort(heights[like])
    reached = np.cumsum(np.sqrt(inks[like][order]))
    return float(heights[like][order][np.searchsorted(reached, reached[-1] / 2)])
