"""Places on a scan in whole pixels, which is all that most formats have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ocr_pipeline.formats.placed.parts import Place, PlacedLine, PlacedPage, PlacedWord
from ocr_pipeline.records import Box, Page


class Pixels(NamedTuple):
    """A rectangle of whole pixels of the scan, one at least each way."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Return the width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Return the height in pixels."""
        return self.bottom - self.top

    @staticmethod
    def enclosing(all_of: Iterable[Pixels]) -> Pixels:
        """Return the smallest rectangle around one or more."""
        lefts, tops, rights, bottoms = zip(*all_of, strict=True)
        return Pixels(min(lefts), min(tops), max(rights), max(bottoms))


@dataclass(frozen=True)
class ScanFrame:
    """The size of a scan, pixels; nothing lies beyond it. Of a page that failed early it is not known: 0 by 0."""

    width: int
    height: int

    @staticmethod
    def of(page: Page) -> ScanFrame:
        """Return the frame of a page's scan."""
        return ScanFrame(page.scan.width, page.scan.height)

    def pixels(self, box: Box) -> Pixels:
        """Return a box in whole pixels, the nearest ones."""
        return self.all_pixels([box])[0]

    def all_pixels(self, boxes: Sequence[Box]) -> list[Pixels]:
        """Return boxes in whole pixels, the nearest ones."""
        sides = np.rint(Box.sides_of(boxes)).astype(np.int64)
        size = np.array([self.width, self.height])
        most = np.where(size > 0, size, np.maximum(sides[:, 2:], 1))
        first = np.minimum(sides[:, :2].clip(min=0), most - 1)
        last = np.minimum(np.maximum(first + 1, sides[:, 2:]), most)
        return [Pixels(*one) for one in np.hstack([first, last]).tolist()]


class PageBoxes:
    """The places of the words and glyphs of a page in whole pixels of its scan."""

    def __init__(self, placed: PlacedPage) -> None:
        """Take a page laid out."""
        self.frame = ScanFrame.of(placed.page)
        words = [word for line in placed.lines for word in line.words]
        boxes = self.frame.all_pixels([word.word.box for word in words])
        self._of_word = {word.place: box for word, box in zip(words, boxes, strict=True)}
        self._words = words

    @cached_property
    def _of_glyphs(self) -> dict[Place, list[Pixels]]:
        boxes = iter(self.frame.all_pixels([glyph.box for word in self._words for glyph in word.word.glyphs]))
        return {word.place: [next(boxes) for _ in word.word.glyphs] for word in self._words}

    def word(self, word: PlacedWord) -> Pixels:
        """Return the place of a word."""
        return self._of_word[word.place]

    def glyphs(self, word: PlacedWord) -> list[Pixels]:
        """Return the places of a word's glyphs."""
        return self._of_glyphs[word.place]

    def lines(self, lines: Iterable[PlacedLine]) -> Pixels:
        """Return the place of lines, one at least."""
        return Pixels.enclosing(self._of_word[word.place] for line in lines for word in line.words)
