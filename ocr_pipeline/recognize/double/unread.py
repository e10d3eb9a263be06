"""Ink not read by the first reader, as the second one is shown it; and whether it stands in rows, as letters do."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from ocr_pipeline.recognize.reading import ReadLine
from ocr_pipeline.recognize.typescript.lines.components import SMALL_LETTER_INCHES
from ocr_pipeline.records import Area, Image, PageImage

PAPER = 255

REDUCTION, HALF = 3, 127
"""Pixels of the page to one of the copy on which rows are looked for, of which half must be ink: at four, letters of a
headline run together."""

AROUND_INK = 5
"""Pixels of the square around each pixel of ink in which the paper is shown: letters keep their edges."""

PAD = 0.2
"""How far around its letters the ink of a line is taken for its own, in heights of the line: accents, tails."""

LETTER_HIGH = (0.8, 9.0)
"""Height of letters of a row, in small letters of the page: print of six points under pica type, and a headline."""

LETTER_WIDE, LETTER_BLACK = (0.12, 3.5), 0.12
"""Breadth of a letter, or of three that touch, in its heights, and the least share of its box that is ink."""

LEVEL, OF_HEIGHT, NEAR = 0.2, 1.7, 1.6
"""How far the feet of neighbours may differ, in heights of the lower one; how many times as high one may be as the
other; and the greatest gap between them, in heights: a word's space and letter-spacing."""

ROW_LETTERS, ROW_MARKS = 4, 3
"""Letters, and marks of one or more, from which a row is one: strokes of a pen stand so by twos and threes, and a pen
joins its letters."""

MOST_MARKS = 4000
"""Marks beyond its lines from which a page is noise, and none of it a row."""


@dataclass(frozen=True)
class _Mark:
    """A component of ink on the reduced copy, pixels."""

    left: int
    foot: int
    right: int
    height: int

    @property
    def letters(self) -> int:
        """How many letters it may be."""
        return max(1, round((self.right - self.left) / self.height))

    def goes_on_with(self, other: _Mark) -> bool:
        """Return whether the other one, to the right, may be the next letter of the same row."""
        low, high = sorted((self.height, other.height))
        return (
            abs(self.foot - other.foot) <= LEVEL * low
            and high <= OF_HEIGHT * low
            and -low < other.left - self.right <= NEAR * high
        )


def unread_ink(image: PageImage, sound: Iterable[ReadLine], failed: Iterable[ReadLine]) -> PageImage:
    """Return a page with nothing on it but ink that is in no sound line; what failed lines hold is shown whole.

    Paper is white but around ink: alone on a faint page its grain would be taken for letters.
    """
    hidden = np.zeros(image.binary.shape, dtype=bool)
    for area in (word.box for line in sound for word in line.words):
        hidden[_padded(area).pixels] = True
    for line in failed:
        hidden[line.box.pixels] = False
    ink = np.where((image.binary == 0) & ~hidden, np.uint8(1), np.uint8(0))
    near = cv2.dilate(ink, np.ones((AROUND_INK, AROUND_INK), np.uint8)) > 0
    shown = near & ~hidden
    grey, binary = (np.where(shown, one, np.uint8(PAPER)) for one in (image.grey, image.binary))
    return replace(image, grey=grey, binary=binary)


def has_unread_rows(image: PageImage, lines: Sequence[ReadLine]) -> bool:
    """Return whether ink outside the lines stands in a row as letters do, of whatever size: a headline, print."""
    ink = _reduced_ink(image.binary)
    for line in lines:
        for word in line.words:
            box = _padded(word.box)
            ink[Area(*(side / REDUCTION for side in (box.left, box.top, box.right, box.bottom))).pixels] = 0
    letter = _small_letter(lines, image.dpi)
    marks = sorted(_letter_like(ink, letter), key=lambda mark: mark.left)
    longest: list[tuple[int, int]] = []
    for number, mark in enumerate(marks):
        before = (longest[other] for other in range(number) if marks[other].goes_on_with(mark))
        letters, count = max(before, default=(0, 0))
        longest.append((letters + mark.letters, count + 1))
    return any(letters >= ROW_LETTERS and count >= ROW_MARKS for letters, count in longest)


def _reduced_ink(binary: Image) -> Image:
    """Return the ink of a prepared page, 255, else 0, on the reduced copy."""
    height, width = (max(1, side // REDUCTION) for side in binary.shape)
    small = cv2.resize(binary[: REDUCTION * height, : REDUCTION * width], (width, height), interpolation=cv2.INTER_AREA)
    _, ink = cv2.threshold(small, HALF, PAPER, cv2.THRESH_BINARY_INV)
    return np.asarray(ink, dtype=np.uint8)


def _letter_like(ink: Image, letter: float) -> list[_Mark]:
    """Return the marks that may be letters; `letter` is the height of small ones, pixels of the copy."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if len(stats) - 1 > MOST_MARKS:
        return []
    return [
        _Mark(left, top + height, left + width, height)
        for left, top, width, height, area in stats[1:].tolist()
        if LETTER_HIGH[0] * letter <= height <= LETTER_HIGH[1] * letter
        and LETTER_WIDE[0] * height <= width <= LETTER_WIDE[1] * height
        and area >= LETTER_BLACK * width * height
    ]


def _small_letter(lines: Sequence[ReadLine], dpi: float) -> float:
    """Return the height of small letters, pixels of the reduced copy."""
    heights = [glyph.box.height for line in lines for word in line.words for glyph in word.glyphs]
    return (statistics.median(heights) if heights else SMALL_LETTER_INCHES * dpi) / REDUCTION


def _padded(area: Area) -> Area:
    pad = PAD * area.height
    return Area(area.left - pad, area.top - pad, area.right + pad, area.bottom + pad)
