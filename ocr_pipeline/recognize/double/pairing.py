"""Two readings of a page set side by side: which line of one is which of the other, and which glyph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from ocr_pipeline.recognize.reading import ReadGlyph, ReadLine
from ocr_pipeline.records import Area

SAME_HEIGHT = 0.5
"""Share of the lower of two lines that must lie within the other for them to be one line of type."""

NumberPair = tuple[int | None, int | None]
"""Numbers of two characters, one of each reading, that are one place on paper; None where a reading has none."""


@dataclass(frozen=True)
class Character:
    """A glyph of a line, or the space between two words (`glyph` is None); `x` is its middle."""

    text: str
    x: float
    glyph: ReadGlyph | None = None


def characters_of(lines: Sequence[ReadLine]) -> tuple[Character, ...]:
    """Return the glyphs of the lines of one row, left to right, with the spaces between words.

    Words without glyphs share out their box.
    """
    words = [word for line in lines for word in line.words]
    if len(lines) > 1:
        words.sort(key=lambda word: word.box.left)
    characters: list[Character] = []
    for word in words:
        if characters:
            characters.append(Character(" ", (characters[-1].x + word.box.left) / 2))
        characters.extend(
            Character(glyph.text, (glyph.box.left + glyph.box.right) / 2, glyph) for glyph in word.letters()
        )
    return tuple(characters)


@dataclass
class PairedLines:
    """Lines of two readings that are one row of type, by number; one of the two may have none."""

    first: list[int]
    second: list[int]


@dataclass(frozen=True)
class LinePairing:
    """The rows of type of two readings, and the numbers of lines of the second that are in none: read twice."""

    rows: tuple[PairedLines, ...]
    left_out: tuple[int, ...]


CharacterPair = tuple[Character | None, Character | None]
"""What two readers have at one place of a row; None where one has nothing."""


def paired_lines(first: Sequence[ReadLine], second: Sequence[ReadLine]) -> LinePairing:
    """Return the rows of type of two readings, in the order of the first; each line is in one row at most.

    Lines go together that lie at one height, the widest overlaps first; several of one reading, side by side, may be
    one of the other. A row of the second reading alone stands where its height puts it. A line of the second that lies
    on a line of the first which has another counterpart is left out: that place is read twice already.
    """
    of_first = [PairedLines([number], []) for number in range(len(first))]
    of_second = [PairedLines([], [number]) for number in range(len(second))]
    meeting = [
        (across, number, other)
        for number, line in enumerate(first)
        for other, candidate in enumerate(second)
        if (across := _across(line.box, candidate.box)) > 0 and _same_height(line.box, candidate.box)
    ]
    left_out: set[int] = set()
    for _, number, other in sorted(meeting, key=lambda pair: (-pair[0], pair[1], pair[2])):
        one, two = of_first[number], of_second[other]
        if one is two:
            continue
        if not _side_by_side(first, [*one.first, *two.first]) or not _side_by_side(second, [*one.second, *two.second]):
            if not two.first:
                left_out.add(other)
            continue
        one.first += two.first
        one.second += two.second
        for moved in two.first:
            of_first[moved] = one
        for moved in two.second:
            of_second[moved] = one
        left_out.difference_update(one.second)
    found: list[PairedLines] = []
    for row in of_first:
        if row not in found:
            found.append(row)
    for other, row in enumerate(of_second):
        if not row.first and other not in left_out:
            middle = _middle(second[other])
            later = (place for place, one in enumerate(found) if one.first and _middle(first[one.first[0]]) > middle)
            found.insert(next(later, len(found)), row)
    return LinePairing(tuple(found), tuple(sorted(left_out)))


BESIDE = 0.3
"""Share of the narrower of two lines of one reading up to which they may overlap and still be side by side."""


def _side_by_side(lines: Sequence[ReadLine], numbers: Sequence[int]) -> bool:
    boxes = [lines[number].box for number in numbers]
    return all(_across(one, other) <= BESIDE * min(one.width, other.width) for one, other in combinations(boxes, 2))


def _middle(line: ReadLine) -> float:
    return (line.box.top + line.box.bottom) / 2


def _across(one: Area, other: Area) -> float:
    return min(one.right, other.right) - max(one.left, other.left)


def _same_height(one: Area, other: Area) -> bool:
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return down >= SAME_HEIGHT * min(one.height, other.height)


GAP = 0.7
"""Cost of a character without counterpart; two opposite each other cost 1 where they differ, 0 where not, and `FAR` for
each cell that they stand apart: so what is paired is the same place on paper."""

FAR = 0.5


def paired_characters(
    first: Sequence[Character], second: Sequence[Character], same: Sequence[Sequence[bool]] | np.ndarray, cell: float
) -> tuple[NumberPair, ...]:
    """Return the cheapest alignment of two lines as pairs of numbers; a character without counterpart beside None.

    `same` has shape (len(first), len(second)); `cell` is the pitch, in the unit of the characters' places.
    """
    rows, columns = len(first), len(second)
    apart = np.abs(
        np.array([character.x for character in first])[:, None]
        - np.array([character.x for character in second])[None, :]
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
    pairs: list[NumberPair] = []
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
