"""The rules of a page as lines with two ends, and which of them meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ocr_pipeline.layout.page_ink import PageInk, closed, pieces
from ocr_pipeline.records import Image

BRIDGED = 1.6
"""Break in a rule, in letters, over which it goes on: a dash of a dashed one, a letter that stands on it."""

SHORTEST = 3.0
"""Least length of a rule, in letters."""

THICKEST = 1.0
"""Greatest breadth of a rule, in letters, by its ink over its length; more is the edge of the sheet or a bar."""

MEET = 2.0
"""Distance in letters from the end of one rule within which another one meets it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line on the copy: from (`x0`, `y0`) to (`x1`, `y1`), downwards if `is_upright`, else to the right."""

    x0: float
    y0: float
    x1: float
    y1: float
    is_upright: bool

    def at(self, along: float) -> float:
        """Return its x at the height `along`, or its y at the column: on its prolongation beyond the ends."""
        (a0, b0), (a1, b1) = ((self.y0, self.x0), (self.y1, self.x1)) if self.is_upright else self._across()
        return b0 if a1 == a0 else b0 + (b1 - b0) * (along - a0) / (a1 - a0)

    def _across(self) -> tuple[tuple[float, float], tuple[float, float]]:
        return (self.x0, self.y0), (self.x1, self.y1)

    @property
    def ends(self) -> tuple[float, float, float, float]:
        """Return both ends: x, y, x, y."""
        return self.x0, self.y0, self.x1, self.y1

    @property
    def length(self) -> float:
        """Return how long it is, pixels of the copy."""
        return self.y1 - self.y0 if self.is_upright else self.x1 - self.x0

    def meets(self, other: Rule, reach: float) -> bool:
        """Return whether a rule of the other direction crosses this one, or comes within `reach` pixels of it."""
        upright, level = (self, other) if self.is_upright else (other, self)
        if not upright.is_upright or level.is_upright:
            return False
        y = level.at(upright.at((level.y0 + level.y1) / 2))
        x = upright.at(y)
        return upright.y0 - reach <= y <= upright.y1 + reach and level.x0 - reach <= x <= level.x1 + reach


def find_rules(ink: PageInk) -> tuple[Rule, ...]:
    """Return the rules of a page, upright ones first."""
    return (*_lines(ink.upright, ink.letter, is_upright=True), *_lines(ink.level, ink.letter, is_upright=False))


def groups_of(rules: Sequence[Rule], letter: float) -> list[list[Rule]]:
    """Return the rules in groups of those that meet, directly or by others."""
    left, groups = list(rules), []
    while left:
        group, ahead = [], [left.pop()]
        while ahead:
            one = ahead.pop()
            group.append(one)
            meeting = [other for other in left if one.meets(other, MEET * letter)]
            left = [other for other in left if other not in meeting]
            ahead += meeting
        groups.append(group)
    return groups


def _lines(runs: Image, letter: float, *, is_upright: bool) -> list[Rule]:
    """Return the rules of one direction, those cut in pieces joined."""
    reach = max(1, round(BRIDGED * letter))
    # Across its direction a rule that slopes is broken into runs side by side.
    labels, stats = pieces(closed(runs, *((3, reach) if is_upright else (reach, 3))))
    found = []
    for number in range(1, len(stats)):
        left, top, width, height, _ = stats[number].tolist()
        length = height if is_upright else width
        part = (slice(top, top + height), slice(left, left + width))
        own = (labels[part] == number) & (runs[part] > 0)
        if length < SHORTEST * letter or own.sum() > THICKEST * letter * length:
            continue
        rows, columns = np.nonzero(own)
        along, across = (rows, columns) if is_upright else (columns, rows)
        low, high = int(along.min()), int(along.max())
        third = max(1.0, (high - low) / 3)
        first = float(np.median(across[along <= low + third]))
        last = float(np.median(across[along >= high - third]))
        # The medians stand for the middles of the outer thirds.
        slope = (last - first) / max(1.0, (high - low) - third)
        start, end = first - slope * third / 2, last + slope * third / 2
        if is_upright:
            found.append(Rule(left + start, top + low, left + end, top + high + 1.0, is_upright=True))
        else:
            found.append(Rule(left + low, top + start, left + high + 1.0, top + end, is_upright=False))
    return found
