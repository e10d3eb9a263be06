"""What the first reader fails on by its own account, line by line, and whose reading of such a line is the better one.

The first reader is made for type of one pitch in scripts that it knows. Where its letters keep no grid it reads print;
where it is unsure, and hardly a word is one of the language, it reads it badly, or what it reads is no text.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from ocr_pipeline.recognize.double.printed import KEPT_BY_PRINT, TYPED_LINE, is_printed_line
from ocr_pipeline.recognize.expected_error import CHANCE
from ocr_pipeline.recognize.expected_error import LEAST_LETTERS as TELLING_LETTERS
from ocr_pipeline.recognize.known_words import Knows, known_letters
from ocr_pipeline.recognize.measures import line_confidence
from ocr_pipeline.recognize.reading import ReadLine, alphanumeric
from ocr_pipeline.recognize.typed_grid import grid_of

LEAST_LETTERS = 10
"""Letters and figures of a line that tell."""

SHORT_WORD = 4
"""Letters and figures from which a line tells where a page has too few of them to have a pitch, such as a headline."""

NOT_QUITE_SURE, UNSURE = 0.95, 0.85
"""Mean confidence of a line, 0 to 1, under which letters that stray from their grid are no typing that jumped, and
under which a line of unknown words is read badly: lines of formulas and foreign words have 0.96 and more."""

FEW_KNOWN = 0.5
"""Share of the letters of a line in known words under which they are few."""

BETTER_KNOWN = 0.25
"""Share of the letters of a doubtful line by which more of them stand in known words in the better reading."""


COVERED = 0.8
"""Share of the characters of the first reading that a better one must span."""


def tells(line: ReadLine, pitch: float | None) -> bool:
    """Return whether a line has letters enough for it to tell whether it was read."""
    return len(alphanumeric(line.words)) >= (SHORT_WORD if pitch is None else LEAST_LETTERS)


def fails(line: ReadLine, pitch: float | None, knows: Knows) -> bool:
    """Return whether the first reader fails on a line by its own account. `pitch` is the usual one of its lines."""
    if not tells(line, pitch):
        return False
    if pitch is None:
        return known_share([line], knows) < FEW_KNOWN
    grid, sure = grid_of(line, pitch), line_confidence(line)
    if grid is not None and grid.kept < (KEPT_BY_PRINT if sure >= NOT_QUITE_SURE else TYPED_LINE):
        return True
    return sure < UNSURE and known_share([line], knows) < FEW_KNOWN


def known_share(lines: Sequence[ReadLine], knows: Knows) -> float:
    """Return the share of the letters of lines that stand in known words; 0 where they have none."""
    letters = _letter_count(lines)
    return known_letters(lines, knows) / letters if letters else 0.0


def _letter_count(lines: Sequence[ReadLine]) -> int:
    return sum(character.isalpha() for line in lines for character in line.text)


def is_read_better(first: Sequence[ReadLine], second: Sequence[ReadLine], pitch: float | None, knows: Knows) -> bool:
    """Return whether the second reader has read a row of type better, in the parts that each reader has of it."""
    if not _covers(second, first):
        return False
    if is_printed_line(first, second, pitch):
        return True
    if pitch is not None and statistics.fmean(map(line_confidence, first)) >= UNSURE:
        return False
    more = known_letters(second, knows) - known_letters(first, knows)
    return more >= BETTER_KNOWN * max(_letter_count(first), _letter_count(second))


def _covers(second: Sequence[ReadLine], first: Sequence[ReadLine]) -> bool:
    """Return whether the second reader has read most of what the first one has: a fragment is no better reading."""
    boxes = [line.box for line in second]
    seen = sum(
        any(box.left <= word.box.middle <= box.right for box in boxes) * len(word.text)
        for line in first
        for word in line.words
    )
    return seen >= COVERED * sum(len(word.text) for line in first for word in line.words)


def is_text(lines: Sequence[ReadLine], knows: Knows) -> bool:
    """Return whether lines are words of the language, or have too few letters for that to tell: tables of figures."""
    return _letter_count(lines) < TELLING_LETTERS or known_share(lines, knows) > CHANCE
