"""Lines read across what divides a page: two pages side by side that were taken for one, or two columns of prose.

Where two blocks of text stand side by side, row after row has a wide gap at the same place. A table has such gaps as
well, and is read across rightly: its cells are short, where lines of prose fill their column. So has a form, whose
questions and answers may be as long as lines of prose: its rows begin with questions, where those of prose go on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ocr_pipeline.recognize.reading import ReadLine, ReadWord, alphanumeric
from ocr_pipeline.records import Area

GAP_CELLS = 3.0
"""Least gap between columns, in cells: between words of a line a typist leaves one, two after a full stop."""

LEAST_ROWS = 4
"""Rows that must have the gap: fewer do by chance."""

ALL_ROWS = 0.75
"""Share of the rows that reach over a place which must have a gap there: headings stand across both."""

LEAST_CELLS = 25.0
"""Breadth of a column of prose, in cells: a newspaper's have 30, a typed page 55 to 90, a table's seldom 20."""

FILLS = 0.33
"""Mean share of a column's breadth that its lines fill: prose, ends of paragraphs and drafts included, 0.35 and more;
columns of tables on `lvov` and `manuals` 0.1 to 0.3 on one side at least."""

LEAST_RETURNS = 2
"""Returns from the right block to the left one that no reading block after block makes."""

ALMOST_AS_MANY = 0.8
"""Share of the most rows with a gap at one place that those beside it have at least, for it to be one gap."""

SAME_ROW = 1.2
"""Heights of the lower of two lines within which their middles lie for them to be side by side: the lines of two pages
that were scanned together stand half a step apart at most."""


QUESTION_CELLS, ANSWER_CELLS = 40.0, 55.0
"""Breadth of a form's questions and answers, in cells, at most: half a typed page, and less than a whole one. Of pages
side by side, lists of contents and titles begin their lines as questions do: on `lvov` and `manuals` the longest of
their lines have 50 to 70, and typed pages beside them 55 to 90."""

ASKED = 0.6
"""Share of the rows whose left part begins or ends as a question: on forms, those of questions in two lines included,
0.9 and more; in prose 0.1 to 0.45."""

BROKEN = 0.1
"""Share of the left lines with a word broken at their end from which they are prose: columns have 0.15 to 0.5."""

SMALL_LETTERS = 0.5
"""Share of small letters among those of the questions from which a capital begins something: not where all are."""

_ASKS = re.compile(r"[:?]$|[._…]{2,}$")
_BROKEN_WORD = re.compile(r"[^\W\d_][-‐‑¬]$")


@dataclass(frozen=True)
class ReadAcross:
    """The share of a page's characters in lines that are read across a gap between two blocks of text, or from block to
    block and back; and the x of the middle of that gap, prepared pixels. `crossed`: words stand over the gap as well, a
    heading over two columns, so that it is no gutter between two pages."""

    share: float
    gutter: float
    crossed: bool = False


def read_across(lines: Sequence[ReadLine], pitch: float | None) -> ReadAcross | None:
    """Return what of a page was read across, None where nothing was. `pitch` is the page's, None where it is unknown.

    A page read block after block has none: its lines go from the right block back to the left one at most once.
    """
    if pitch is None or len(lines) < LEAST_ROWS:
        return None
    rows = _rows(lines)
    middle = _gutter(lines, rows, pitch)
    if middle is None or _is_form(rows, middle, pitch):
        return None
    sides = [_sides(line, middle) for line in lines]
    order = [
        (number, side) for number, line in enumerate(sides) for side, letters in zip("lr", line, strict=True) if letters
    ]
    back = [(before[0], after[0]) for before, after in pairwise(order) if before[1] == "r" and after[1] == "l"]
    if len(back) < LEAST_RETURNS:
        return None
    torn = sides[back[0][0] : back[-1][1] + 1]
    share = sum(map(sum, torn)) / sum(map(sum, sides))
    return ReadAcross(share, middle, crossed=any(_crosses(row, middle, pitch) for row in rows))


def _gutter(lines: Sequence[ReadLine], rows: Sequence[Sequence[ReadLine]], pitch: float) -> float | None:
    """Return the x of the gap between two blocks of text that stand side by side, None where there is none."""
    first = min(line.box.left for line in lines)
    cells = int((max(line.box.right for line in lines) - first) / pitch) + 1
    gaps, letters = np.zeros(cells), np.zeros(cells)
    for row in rows:
        boxes = sorted((word.box for line in row for word in line.words), key=lambda box: box.left)
        for box in boxes:
            letters[_span(box.left - first, box.right - first, pitch)] += 1
        end = boxes[0].right
        for box in boxes[1:]:
            if box.left - end >= GAP_CELLS * pitch:
                gaps[int(np.ceil((end - first) / pitch)) : int((box.left - first) / pitch)] += 1
            end = max(end, box.right)
    place = np.arange(cells)
    wide = (place >= LEAST_CELLS) & (cells - place >= LEAST_CELLS)
    divides = wide & (gaps >= LEAST_ROWS) & (gaps >= ALL_ROWS * (gaps + letters))
    if not divides.any():
        return None
    most = np.flatnonzero(divides & (gaps >= ALMOST_AS_MANY * gaps[divides].max()))
    # The widest stretch of such places, and its middle.
    stretches = np.split(most, np.flatnonzero(np.diff(most) > 1) + 1)
    stretch = max(stretches, key=len)
    cell = float(stretch[0] + stretch[-1] + 1) / 2
    middle = first + cell * pitch
    filled = _filled([_sides(line, middle) for line in lines], (cell, cells - cell))
    return middle if min(filled) >= FILLS else None


def _is_form(rows: Sequence[Sequence[ReadLine]], middle: float, pitch: float) -> bool:
    """Return whether what stands left of a gap are questions, and what stands right of it their answers."""
    parted = [_parted(row, middle) for row in rows if not _crosses(row, middle, pitch)]
    left, right = [words for words, _ in parted if words], [words for _, words in parted if words]
    if not left or not right:
        return False
    if _breadth(left) > QUESTION_CELLS * pitch or _breadth(right) > ANSWER_CELLS * pitch:
        return False
    texts = [_text(words) for words in left]
    if sum(map(bool, map(_BROKEN_WORD.search, texts))) >= BROKEN * len(texts):
        return False
    letters = [letter for text in texts for letter in text if letter.isalpha()]
    cased = sum(map(str.islower, letters)) >= SMALL_LETTERS * len(letters)
    beside = [_text(words) for words, answer in parted if words and answer]
    asked = sum(bool(_ASKS.search(text)) or (cased and _begins(text)) for text in beside)
    return asked >= ASKED * len(beside)


def _parted(row: Sequence[ReadLine], middle: float) -> tuple[list[ReadWord], list[ReadWord]]:
    """Return the words of a row left and right of `middle`, from left to right."""
    words = sorted((word for line in row for word in line.words), key=lambda word: word.box.left)
    return [word for word in words if word.box.middle < middle], [word for word in words if word.box.middle >= middle]


def _breadth(lines: Sequence[Sequence[ReadWord]]) -> float:
    return max(words[-1].box.right for words in lines) - min(words[0].box.left for words in lines)


def _text(words: Sequence[ReadWord]) -> str:
    return " ".join(word.text for word in words)


def _begins(text: str) -> bool:
    """Return whether a line begins something: with a capital or a figure."""
    first = next((character for character in text if character.isalnum()), "")
    return bool(first) and not first.islower()


def _crosses(row: Sequence[ReadLine], middle: float, pitch: float) -> bool:
    """Return whether a row has letters on both sides of a gap, and no gap there: staples are read as strokes."""
    boxes = [glyph.box for line in row for glyph in alphanumeric(line.words)]
    left = [box.right for box in boxes if box.middle < middle]
    right = [box.left for box in boxes if box.middle >= middle]
    return bool(left and right) and min(right) - max(left) < GAP_CELLS * pitch


def _filled(sides: Sequence[tuple[int, int]], cells: tuple[float, float]) -> tuple[float, float]:
    """Return what share of its column the lines on each side fill on average."""
    columns = ([side for side in column if side] for column in zip(*sides, strict=True))
    left, right = (
        sum(column) / len(column) / width if column else 0.0 for column, width in zip(columns, cells, strict=True)
    )
    return left, right


def _sides(line: ReadLine, middle: float) -> tuple[int, int]:
    """Return how many characters of a line stand left and right of `middle`."""
    left = sum(len(word.text) for word in line.words if word.box.middle < middle)
    return left, sum(len(word.text) for word in line.words) - left


def _span(left: float, right: float, pitch: float) -> slice:
    start = int(left / pitch)
    return slice(start, max(start + 1, int(np.ceil(right / pitch))))


def _rows(lines: Sequence[ReadLine]) -> list[list[ReadLine]]:
    """Return the lines in rows: those that lie side by side at one height together."""
    rows: list[list[ReadLine]] = []
    for line in sorted(lines, key=lambda one: one.box.top + one.box.bottom):
        home = next((row for row in rows[-NEAR_ROWS:] if all(_beside(line.box, other.box) for other in row)), None)
        if home is None:
            rows.append([line])
        else:
            home.append(line)
    return rows


NEAR_ROWS = 6
"""Rows back in which a line may still have its place: lines that slope differ in height from those beside them."""


def _beside(one: Area, other: Area) -> bool:
    down = abs(one.top + one.bottom - other.top - other.bottom) / 2
    apart = max(one.left, other.left) >= min(one.right, other.right)
    return apart and down <= SAME_ROW * min(one.height, other.height)
