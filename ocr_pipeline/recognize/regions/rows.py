"""Rows: the words of a page that stand at one height, in however many lines the engine has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocr_pipeline.recognize.regions.cells import PlacedWord
from ocr_pipeline.records import Area

SAME_ROW = 0.5
"""Share of the lower of two words that must lie within the other's height for them to stand in one row."""


@dataclass(frozen=True, slots=True)
class Row:
    """Words at one height, from left to right."""

    words: tuple[PlacedWord, ...]

    @property
    def top(self) -> float:
        """Return the top of the highest word, prepared pixels."""
        return min(word.y - word.height / 2 for word in self.words)

    @property
    def bottom(self) -> float:
        """Return the bottom of the lowest word, prepared pixels."""
        return max(word.y + word.height / 2 for word in self.words)

    @property
    def left(self) -> float:
        """Return where the first word begins, prepared pixels."""
        return min(word.x - word.reach for word in self.words)

    @property
    def right(self) -> float:
        """Return where the last word ends, prepared pixels."""
        return max(word.x + word.reach for word in self.words)

    def gaps(self, least: float) -> list[tuple[float, float]]:
        """Return the stretches of paper between words, at least so wide."""
        found, end = [], self.words[0].x + self.words[0].reach
        for word in self.words[1:]:
            if word.x - word.reach - end >= least:
                found.append((end, word.x - word.reach))
            end = max(end, word.x + word.reach)
        return found

    def crosses(self, start: float, end: float) -> bool:
        """Return whether a word stands within a stretch, or on it."""
        return any(word.x - word.reach < end and word.x + word.reach > start for word in self.words)


def rows_of(words: Sequence[PlacedWord]) -> list[Row]:
    """Return the words in rows from top to bottom: those of one line, and those that stand beside them."""
    rows: list[list[PlacedWord]] = []
    for word in sorted(words, key=lambda one: one.y):
        home = next((row for row in rows[-2:] if any(_level(word, other) for other in row)), None)
        if home is None:
            rows.append([word])
        else:
            home.append(word)
    return [Row(tuple(sorted(row, key=lambda one: one.x))) for row in rows]


def holds(area: Area, word: PlacedWord) -> bool:
    """Return whether the middle of a word lies in an area."""
    return area.left <= word.x <= area.right and area.top <= word.y <= area.bottom


def _level(one: PlacedWord, other: PlacedWord) -> bool:
    if one.line == other.line:
        return True
    top = max(one.y - one.height / 2, other.y - other.height / 2)
    bottom = min(one.y + one.height / 2, other.y + other.height / 2)
    return bottom - top > SAME_ROW * min(one.height, other.height)
