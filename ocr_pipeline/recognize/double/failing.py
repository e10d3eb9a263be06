"""What the first reader fails on by its own account, line by line, and whose reading of such a line is the better one.

The first reader is made for type of one pitch in scripts that it knows. Where its letters keep no grid it reads print;
where it is unsure, and hardly a word is one of the language, it reads it badly, or what it reads is no text.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from ocr_pipeline.recognize.double.printed import KEPT_BY_PRINT, TYPED_LINE, is_printed_line
from ocr_pipeline.recognize.expected_error import CHANCE
from ocr_pipeline.recognize.known_words import Knows, known_letters
from ocr_pipeline.recognize.measures import glyph_count, letter_count, line_confidence, pitch_of_words
from ocr_pipeline.recognize.reading import ReadLine, alphanumeric
from ocr_pipeline.recognize.typed_grid import STRAY, grid_of

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

MOST_PITCHES = 20
"""Pitches that are looked at: lines of print have each another one."""


def typed_pitch(lines: Sequence[ReadLine]) -> float | None:
    """Return the pitch at which most letters keep their lines' grids; the usual one where none has more.

    On a page that is half print the usual pitch of its words is neither's.
    """
    usual = pitch_of_words(lines)
    if usual is None or 2 * _on_grid(lines, usual) >= glyph_count(lines):
        return usual
    pitches = [usual]
    for one in (pitch_of_words([line]) for line in lines):
        if one is not None and all(abs(one - other) > STRAY * other for other in pitches):
            pitches.append(one)
    return max(pitches[:MOST_PITCHES], key=lambda pitch: _on_grid(lines, pitch))


def _on_grid(lines: Sequence[ReadLine], pitch: float) -> int:
    """Return how many characters stand in lines whose letters keep a grid of this pitch."""
    return glyph_count([line for line in lines if keeps_grid(line, pitch)])


def keeps_grid(line: ReadLine, pitch: float | None) -> bool:
    """Return whether the letters of a line keep their grid as typed ones do."""
    grid = grid_of(line, pitch) if pitch is not None else None
    return grid is not None and grid.kept >= TYPED_LINE


def tells(line: ReadLine, pitch: float | None) -> bool:
    """Return whether a line has letters enough for it to tell whether it was read."""
    return len(alphanumeric(line.words)) >= (SHORT_WORD if pitch is None else LEAST_LETTERS)


def fails(line: ReadLine, pitch: float | None, knows: Knows) -> bool:
    """Return whether the first reader fails on a line by its own account. `pitch` is the usual one of its lines."""
    sure = line_confidence(line)
    if not tells(line, pitch):
        # A heading in larger type is read at the pitch of the text, as other letters.
        return letter_count([line]) >= SHORT_WORD and sure < UNSURE and known_letters([line], knows) == 0
    if pitch is None:
        return known_share([line], knows) < FEW_KNOWN
    grid = grid_of(line, pitch)
    if grid is not None and grid.kept < (KEPT_BY_PRINT if sure >= NOT_QUITE_SURE else TYPED_LINE):
        return True
    return sure < UNSURE and known_share([line], knows) < FEW_KNOWN


def known_share(lines: Sequence[ReadLine], knows: Knows) -> float:
    """Return the share of the letters of lines that stand in known words; 0 where they have none."""
    letters = letter_count(lines)
    return known_letters(lines, knows) / letters if letters else 0.0


def is_read_better(first: Sequence[ReadLine], second: Sequence[ReadLine], pitch: float | None, knows: Knows) -> bool:
    """Return whether the second reader has read a row of type better, in the parts that each reader has of it."""
    if not _covers(second, first):
        return False
    if is_printed_line(first, second, pitch) and known_share(second, knows) > CHANCE:
        return True
    if pitch is not None and statistics.fmean(map(line_confidence, first)) >= UNSURE:
        return False
    more = known_letters(second, knows) - known_letters(first, knows)
    return more > 0 and more >= BETTER_KNOWN * max(letter_count(first), letter_count(second))


def _covers(second: Sequence[ReadLine], first: Sequence[ReadLine]) -> bool:
    """Return whether the second reader has read most of what the first one has: a fragment is no better reading."""
    boxes = [line.box for line in second]
    seen = sum(
        any(box.left <= word.box.middle <= box.right for box in boxes) * len(word.text)
        for line in first
        for word in line.words
    )
    return seen >= COVERED * sum(len(word.text) for line in first for word in line.words)


NO_TYPE = 0.6
"""Mean confidence of a page's glyphs under which it is no type at all, and no print: handwriting and noise have 0.5."""


def is_hopeless(lines: Sequence[ReadLine], knows: Knows) -> bool:
    """Return whether lines are such that no reader will make text of them."""
    sure = [line_confidence(line) for line in lines for _ in range(glyph_count([line]))]
    return bool(sure) and statistics.fmean(sure) < NO_TYPE and known_share(lines, knows) <= CHANCE
