"""Which lines are letter-spaced or underlined as a whole: with their place, that shows a heading."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ocr_pipeline.records import Emphasis, MarkKind
from ocr_pipeline.text.joining.spacing import SpacedWord
from ocr_pipeline.text.text_layout import LaidLine

STRESSED = frozenset({MarkKind.UNDERLINED, MarkKind.WAVY})

WHOLE = 0.8
"""Share of a line's letters that are stressed where the line is meant: a short word may be left out."""


def stressed_lines(
    lines: Sequence[LaidLine], spaced: Sequence[SpacedWord], emphases: Sequence[Emphasis]
) -> frozenset[int]:
    """Return where those of the lines start that are letter-spaced or underlined as a whole."""
    marked = [(one.start, one.end) for one in emphases if one.kind in STRESSED]
    stretches = _united([*marked, *((word.start, word.end) for word in spaced)])
    if not stretches:
        return frozenset()
    starts = [start for start, _ in stretches]
    return frozenset(line.start for line in lines if _is_whole(line, stretches, starts))


def _united(stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return stretches in order, those that meet as one."""
    united: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if united and start <= united[-1][1]:
            united[-1] = united[-1][0], max(united[-1][1], end)
        else:
            united.append((start, end))
    return united


def _is_whole(line: LaidLine, stretches: Sequence[tuple[int, int]], starts: Sequence[int]) -> bool:
    # Most lines have none.
    last = bisect_right(starts, line.end) - 1
    if last < 0 or stretches[last][1] <= line.start:
        return False
    letters = stressed = 0
    for at, letter in enumerate(line.text, line.start):
        if letter.isalpha():
            number = bisect_right(starts, at) - 1
            letters += 1
            stressed += number >= 0 and at < stretches[number][1]
    return letters > 0 and stressed >= WHOLE * letters
