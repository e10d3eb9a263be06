"""Raised and lowered characters: exponents and indices, struck half a line off, told by their boxes and the baseline.

A glyph counts whose box is as high as its letter is on this page, and as a whole off the baseline. Capitals and commas
stand on it, quotation marks are no letters, and letters with a descender are not judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import cv2

from ocr_pipeline.recognize.reading import ReadGlyph, ReadLine
from ocr_pipeline.recognize.typed_marks.baselines import Baseline, Face, usual_height
from ocr_pipeline.records import Area, Image, MarkKind

OFF = (0.42, 1.2)
"""How far above or below the baseline the lower edge of such a glyph lies, x-heights: half a line is 0.7 to 1.1, keys
that jumped have 0.3."""

OWN_SHARE = 0.2
"""Share of the usual height of its letter by which a glyph's box may differ: one that holds the ink of another line, a
part of a letter, or a quotation mark read as one (0.7 of an x-height, `preprint`), differs by more."""

SURE = 0.5
"""Confidence of a glyph from which it is judged: below, the ink may be a speck."""

ON = 0.25
"""Distance from the baseline, x-heights, within which the letters beside it stand: an index is struck beside letters of
its line. Where those are off as well, the baseline is not theirs: columns read as one line, a drawing."""

BESIDE = 1.0
"""Gap to the letter before, x-heights, up to which an index is that letter's."""

BARE = 0.05
"""Share of ink up to which the place on the line under a raised character, or over a lowered one, is bare: where a
reader's box is an estimate, letters stand there."""

LONGEST = 4
"""Glyphs side by side that are an index."""


@dataclass(frozen=True)
class OffLine:
    """Glyphs of a word side by side that stand off the line: their box, and the number of the word."""

    kind: MarkKind
    box: Area
    word: int


def off_the_line(ink: Image, line: ReadLine, baseline: Baseline, face: Face) -> tuple[OffLine, ...]:
    """Return the exponents and indices of a line, from left to right, on a page of this `ink` (0 paper) and type."""
    placed = [
        (number, glyph, rise)
        for number, word in enumerate(line.words)
        for glyph in word.glyphs
        if (rise := _rise(glyph, baseline, face)) is not None
    ]
    runs = [list(run) for _, run in groupby(placed, key=lambda one: (_kind(one[2]), one[0] if _kind(one[2]) else -1))]
    found: list[OffLine] = []
    for place, run in enumerate(runs):
        kind = _kind(run[0][2])
        before = runs[place - 1][-1] if place else None
        after = runs[place + 1][0] if place + 1 < len(runs) else None
        if kind is None or len(run) > LONGEST or before is None or abs(before[2]) > ON:
            continue
        apart = run[0][1].box.left - before[1].box.right
        if apart > BESIDE * face.x_height or (after is not None and after[0] == run[0][0] and abs(after[2]) > ON):
            continue
        box = Area.enclosing(glyph.box for _, glyph, _ in run)
        sure = all(glyph.confidence >= SURE for _, glyph, _ in run)
        if sure and _is_bare(ink, box, baseline.at(box.middle), face.x_height):
            found.append(OffLine(kind, box, run[0][0]))
    return tuple(found)


def _rise(glyph: ReadGlyph, baseline: Baseline, face: Face) -> float | None:
    """Return how far a glyph stands above the baseline, x-heights; None where its box is not that of a letter alone."""
    usual = usual_height(glyph.text, face)
    if usual is None or abs(glyph.box.height - usual) > OWN_SHARE * usual:
        return None
    return (baseline.at(glyph.box.middle) - glyph.box.bottom) / face.x_height


def _kind(rise: float) -> MarkKind | None:
    if OFF[0] <= rise <= OFF[1]:
        return MarkKind.RAISED
    return MarkKind.LOWERED if OFF[0] <= -rise <= OFF[1] else None


def _is_bare(ink: Image, box: Area, base: float, x_height: float) -> bool:
    """Return whether there is paper on the line, between its baseline and its x-height, beside the box."""
    left, right = max(0, round(box.left)), max(0, round(box.right))
    top, bottom = (box.bottom + RIM, base) if box.bottom < base else (base - x_height, box.top - RIM)
    zone = ink[max(0, round(top)) : max(0, round(bottom)), left:right]
    return not zone.size or cv2.countNonZero(zone) <= BARE * zone.size


RIM = 2
"""Rows around a box that its blurred edge may ink, pixels at 300 dpi."""
