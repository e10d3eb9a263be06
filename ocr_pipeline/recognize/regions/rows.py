"""Rows: the words of a page that stand at one height, in however many lines the engine has them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from ocr_pipeline.records import Area

SAME_ROW = 0.5
"""Distance in heights of the lower of two lines up to which they are in one row."""


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word by the line and place in it (from 0) where the engine has it: its middle, height and half its breadth in
    prepared pixels, and its text."""

    line: int
    word: int
    x: float
    y: float
    height: float
    reach: float
    text: str


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
    """Return the words in rows from top to bottom: those of one line, and the lines that stand beside them.

    A line stands beside others where most of its words are level with most of theirs: one word that was read too high
    joins no rows.
    """
    lines: dict[int, list[PlacedWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    rows: list[list[PlacedWord]] = []
    for line in sorted(lines.values(), key=_middle):
        home = next((row for row in rows[-2:] if _level(line, row)), None)
        if home is None:
            rows.append(list(line))
        else:
            home += line
    return [Row(tuple(sorted(row, key=lambda one: one.x))) for row in rows]


def holds(area: Area, word: PlacedWord) -> bool:
    """Return whether the middle of a word lies in an area."""
    return area.holds(word.x, word.y)


def breadth_of(words: Sequence[PlacedWord]) -> float:
    """Return how far it is from the left of the first to the right of the last of words, prepared pixels."""
    return max(word.x + word.reach for word in words) - min(word.x - word.reach for word in words)


def _middle(words: Sequence[PlacedWord]) -> float:
    return statistics.median(word.y for word in words for _ in word.text)


def _height(words: Sequence[PlacedWord]) -> float:
    return statistics.median(word.height for word in words for _ in word.text)


def _level(one: Sequence[PlacedWord], other: Sequence[PlacedWord]) -> bool:
    """Return whether two lines stand at one height and not above one another."""
    beside = all(
        word.x - word.reach >= beyond.x + beyond.reach or beyond.x - beyond.reach >= word.x + word.reach
        for word in one
        for beyond in other
    )
    return beside and abs(_middle(one) - _middle(other)) < SAME_ROW * min(_height(one), _height(other))
