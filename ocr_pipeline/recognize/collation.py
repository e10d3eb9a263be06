"""Two readings of a page set side by side: which line of one is which of the other, and which glyph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ocr_pipeline.records import Box, Glyph, TextLine

SAME_HEIGHT = 0.5
"""Share of the lower of two lines that must lie within the other for them to be one line of type."""

Pair = tuple[int | None, int | None]


@dataclass(frozen=True)
class Sign:
    """A glyph of a line, or the space between two words (`glyph` is None); `x` is its middle."""

    text: str
    x: float
    glyph: Glyph | None = None


def signs_of(line: TextLine) -> tuple[Sign, ...]:
    """Return the glyphs of a line with the spaces between its words; words without glyphs share out their box."""
    signs: list[Sign] = []
    for word in line.words:
        if signs:
            signs.append(Sign(" ", (signs[-1].x + word.box.left) / 2))
        signs.extend(
            Sign(glyph.text, (glyph.box.left + glyph.box.right) / 2, glyph)
            for glyph in word.glyphs or _shared_out(word.text, word.box, word.confidence)
        )
    return tuple(signs)


def _shared_out(text: str, box: Box, confidence: float) -> tuple[Glyph, ...]:
    width = box.width / len(text)
    return tuple(
        Glyph(
            text=letter,
            box=Box(
                left=box.left + place * width, top=box.top, right=box.left + (place + 1) * width, bottom=box.bottom
            ),
            confidence=confidence,
        )
        for place, letter in enumerate(text)
    )


def paired_lines(first: Sequence[TextLine], second: Sequence[TextLine]) -> tuple[tuple[int | None, int | None], ...]:
    """Return pairs of line numbers, in the order of the first reading; a line without counterpart beside None.

    Lines of the second reading alone stand where their height puts them. A line is paired once at most.
    """
    taken: set[int] = set()
    pairs: list[Pair] = []
    for number, line in enumerate(first):
        shares = [
            (0.0 if other in taken else _overlap(line.box, candidate.box), other)
            for other, candidate in enumerate(second)
        ]
        share, best = max(shares, default=(0.0, 0))
        if share >= SAME_HEIGHT:
            taken.add(best)
            pairs.append((number, best))
        else:
            pairs.append((number, None))
    for other, line in enumerate(second):
        if other not in taken:
            middle = (line.box.top + line.box.bottom) / 2
            place = next(
                (
                    position
                    for position, (number, _) in enumerate(pairs)
                    if number is not None and (first[number].box.top + first[number].box.bottom) / 2 > middle
                ),
                len(pairs),
            )
            pairs.insert(place, (None, other))
    return tuple(pairs)


def _overlap(one: Box, other: Box) -> float:
    """Return the share of the lower box's height within the other's; 0 for boxes that are side by side."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(0.0, down) / max(1e-9, min(one.height, other.height)) if across > 0 else 0.0


GAP = 0.7
"""Cost of a sign without counterpart; two signs opposite each other cost 1 where they differ, 0 where not, and
`FAR` for each cell that they stand apart: so what is paired is the same place on paper."""

FAR = 0.5


def paired_signs(
    first: Sequence[Sign], second: Sequence[Sign], same: Sequence[Sequence[bool]] | np.ndarray, cell: float
) -> tuple[Pair, ...]:
    """Return the cheapest alignment of two lines as pairs of numbers; a sign without counterpart beside None.

    `same` has shape (len(first), len(second)); `cell` is the pitch, in the unit of the signs' places.
    """
    rows, columns = len(first), len(second)
    apart = np.abs(
        np.array([sign.x for sign in first])[:, None] - np.array([sign.x for sign in second])[None, :]
    ) / max(cell, 1e-9)
    pairing = np.where(np.asarray(same, dtype=bool), 0.0, 1.0) + FAR * apart
    cost = np.zeros((rows + 1, columns + 1))
    cost[:, 0] = GAP * np.arange(rows + 1)
    cost[0, :] = GAP * np.arange(columns + 1)
    for row in range(1, rows + 1):
        for column in range(1, columns + 1):
            cost[row, column] = min(
                cost[row - 1, column - 1] + pairing[row - 1, column - 1],
                cost[row - 1, column] + GAP,
                cost[row, column - 1] + GAP,
            )
    pairs: list[Pair] = []
    row, column = rows, columns
    while row or column:
        if row and column and cost[row, column] == cost[row - 1, column - 1] + pairing[row - 1, column - 1]:
            row, column = row - 1, column - 1
            pairs.append((row, column))
        elif not column or (row and cost[row, column] == cost[row - 1, column] + GAP):
            row -= 1
            pairs.append((row, None))
        else:
            column -= 1
            pairs.append((None, column))
    return tuple(reversed(pairs))
