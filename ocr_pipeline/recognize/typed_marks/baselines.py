"""Where the words of a page stand: baseline, x-height and height of capitals, from the boxes of what was read."""

from __future__ import annotations

import statistics
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ocr_pipeline.recognize.reading import ReadLine, ReadWord

X_HEIGHT_LETTERS = frozenset("авгежзиклмнопстхчшъыьэюяaceimnorsuvwxz") - {"i"}
CAPITALS = frozenset("АБВГЕЖЗИКЛМНОПРСТУФХЧШЪЫЬЭЮЯABCDEFGHIKLMNOPRSTUVWXYZ0123456789бbdhkl")
"""Letters that stand on the baseline, and reach up to the x-height or to the height of capitals."""

USUAL_SHARE = 0.25
"""Share of the page's usual height by which a glyph's box may differ and still be taken for the glyph alone: where an
underline touches the letters, the box holds both and is 1.3 times as high and more (`setun70` s03L, s06L)."""

FEW = 5
"""Letters of a height under which a page has no usual one."""

CAPITALS_TO_X = 1.3
"""Height of capitals over that of small letters on the machines of `setun70` and `ehri`: 1.25 to 1.4."""


@dataclass(frozen=True)
class Face:
    """The type of a page: heights of its small letters and of its capitals, pixels."""

    x_height: float
    capitals: float


@dataclass(frozen=True)
class Baseline:
    """The baseline of a line: `y` at the places `x`, in rising order, pixels."""

    x: tuple[float, ...]
    y: tuple[float, ...]

    def at(self, x: float) -> float:
        """Return the height of the baseline at `x`; level beyond the ends."""
        after = bisect(self.x, x)
        if after in (0, len(self.x)):
            return self.y[min(after, len(self.x) - 1)]
        (x0, x1), (y0, y1) = self.x[after - 1 : after + 1], self.y[after - 1 : after + 1]
        return y0 + (y1 - y0) * (x - x0) / (x1 - x0)


def face_of(lines: Sequence[ReadLine]) -> Face | None:
    """Return the type of a page; None where too little is read, or the engine gives no glyphs."""
    return face_of_letters(
        (glyph.text, glyph.box.height) for line in lines for word in line.words for glyph in word.glyphs
    )


def face_of_letters(letters: Iterable[tuple[str, float]]) -> Face | None:
    """Return the type of a page by its letters and their heights, pixels; None where there are too few."""
    small: list[float] = []
    large: list[float] = []
    for letter, height in letters:
        if letter in X_HEIGHT_LETTERS:
            small.append(height)
        elif letter in CAPITALS:
            large.append(height)
    if len(small) < FEW and len(large) < FEW:
        return None
    x_height = statistics.median(small) if len(small) >= FEW else statistics.median(large) / CAPITALS_TO_X
    return Face(x_height, statistics.median(large) if len(large) >= FEW else CAPITALS_TO_X * x_height)


class SeatedWord(NamedTuple):
    """A word: the x of its middle, the y of its top, and that on which its letters stand, None where none is sure."""

    text: str
    middle: float
    top: float
    seat: float | None


def baseline_of(line: ReadLine, face: Face) -> Baseline:
    """Return the baseline of a line on a page of this type: of its letters whose boxes hold nothing but the letter.

    Where there is none such, the letters' tops say where they stand: marks below do not move them.
    """
    return baseline_through(
        [
            SeatedWord(
                word.text,
                _middle(word),
                word.box.top,
                seat_of(((glyph.text, glyph.box.top, glyph.box.bottom) for glyph in word.glyphs), face),
            )
            for word in line.words
        ],
        face,
    )


def baseline_through(words: Sequence[SeatedWord], face: Face) -> Baseline:
    """Return the baseline of the words of a line, as `baseline_of` does."""
    seats = [(word.middle, word.seat) for word in words if word.seat is not None]
    if not seats:
        tops = [(word.middle, word.top + _reach(word.text, face)) for word in words]
        seats = [(x, statistics.median(y for _, y in tops)) for x, _ in tops[:1]]
    seats = _without_outliers(sorted(seats), STRAY_SHARE * face.x_height)
    return Baseline(tuple(x for x, _ in seats), tuple(y for _, y in seats))


STRAY_SHARE = 0.25
"""Share of the x-height by which a word may stand off its line: the jitter of the machines seen is a tenth."""


def _without_outliers(seats: list[tuple[float, float]], tolerance: float) -> list[tuple[float, float]]:
    """Return the seats (x, y) within `tolerance` pixels of the line through them by the median slope (Theil, Sen)."""
    if len(seats) < LEAST_SEATS:
        return seats
    x, y = np.array(seats).T
    first, second = np.triu_indices(len(x), 1)
    apart = x[second] > x[first]
    slope = np.median((y[second] - y[first])[apart] / (x[second] - x[first])[apart]) if apart.any() else 0.0
    strays = y - slope * x
    aside = np.abs(strays - np.median(strays))
    # Where half of the words stand high and half low, the middle is nobody's: then none is the outlier.
    return [seat for seat, stray in zip(seats, aside, strict=True) if stray <= tolerance] or seats


LEAST_SEATS = 3
"""Words that can outvote one."""


def seat_of(letters: Iterable[tuple[str, float, float]], face: Face) -> float | None:
    """Return the median lower edge of the letters of a word (text, top, bottom) that stand on the baseline; None where
    none is sure."""
    bottoms = []
    for letter, top, bottom in letters:
        usual = usual_height(letter, face)
        if usual is not None and abs(bottom - top - usual) <= USUAL_SHARE * usual:
            bottoms.append(bottom)
    return statistics.median(bottoms) if bottoms else None


def usual_height(letter: str, face: Face) -> float | None:
    """Return the height of a letter that stands on the baseline, pixels; None for any other character."""
    if letter in X_HEIGHT_LETTERS:
        return face.x_height
    return face.capitals if letter in CAPITALS else None


def _reach(text: str, face: Face) -> float:
    """Return how far the highest letter of a word reaches above the baseline, pixels."""
    return face.x_height if set(text) <= X_HEIGHT_LETTERS else face.capitals


def _middle(word: ReadWord) -> float:
    return (word.box.left + word.box.right) / 2
