"""Underlining and overstriking: what the typist, or a later hand, did to words beside typing them.

A mark is looked for where the lines read say that a word stands: underlining in the strip below its baseline,
overstriking between baseline and x-height. What belongs to a table, a frame or a form goes on beyond the words.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from ocr_pipeline.recognize.baselines import Baseline, Face, baseline_of, face_of
from ocr_pipeline.recognize.gate import page_pitch
from ocr_pipeline.recognize.strokes import Stroke, fit, long_runs, lowest_runs, reach, steadiness
from ocr_pipeline.records import Box, Image, Mark, MarkKind, PageImage, TextLine, Word

STRIP_INCHES = (0.008, 0.085)
"""Where under the baseline underlining is looked for: on `setun70` its lower edge lies 0.02 to 0.075 inch below."""

RUN_INCHES = 0.05
"""Least run of ink of a straight underline: feet and descenders of letters are shorter, a typed underscore longer."""

THICK_INCHES = 0.03
"""Greatest thickness of a stroke; the underlines of `setun70` have 0.013 to 0.022."""

STRAIGHT_INCHES = 0.009
"""How far the middle of a straight underline strays from a line: underscores struck unevenly, 0.003 on `setun70`."""

COVERED = 0.75
"""Share of a word's width that its underline covers; descenders alone cover up to 0.6 (`gg`, `ру`)."""

LEAST_INCHES = 0.14
"""Least length of an underline: two characters of twelve to the inch. A shorter one may be a letter's own foot."""

STEEPEST = 0.06
"""Greatest slope of an underline against its line; ruled by hand on `ehri` 0.03."""

OVERHANG_INCHES = 0.22
"""How far an underline goes beyond its words: two cells. Rules of tables and lines of forms go farther."""

GAP_INCHES = 0.03
"""Longest break in a stroke that goes on: between underscores, or where ink failed."""

FRAME_INCHES = 0.25
"""Height from which a vertical stroke that meets an underline is a frame's: brackets reach 0.20 on `setun70`."""

WAVE_INCHES = 0.006
"""Least swing of a wave, root of the mean square; straight underlines of `setun70`, ragged as they are, have 0.004."""

LOBE_INCHES = 0.005
"""Least swing to one side that counts."""

LOBE_LENGTHS_INCHES = (0.02, 0.14)
"""Least and greatest mean length of a lobe, half a period: from a typed tilde's to a slow hand's."""

LEAST_LOBES = 4
"""Two periods: fewer are a stroke that is bent."""

STEADY = 0.9
"""Share of a wave's columns where its middle moves on without a jump; at letters it jumps."""

Columns = tuple[int, int]


@dataclass(frozen=True)
class _Place:
    """A word's place on the prepared page, pixels: its columns, its baseline, and where the type below begins."""

    left: int
    right: int
    baseline: float
    floor: float


@dataclass(frozen=True)
class _Found:
    """A mark on consecutive words; `top` and `bottom` bound it where the words' own boxes do not."""

    kind: MarkKind
    first_word: int
    last_word: int
    left: float
    top: float
    right: float
    bottom: float


def find_marks(image: PageImage, lines: Sequence[TextLine]) -> tuple[Mark, ...]:
    """Return the underlinings and overstrikings of the words of `lines` (boxes in prepared pixels), in their order.

    A mark's box is on the scan; it holds the stroke of an underlining, the words of an overstriking.
    """
    face = face_of(lines)
    if face is None:
        return ()
    ink = np.asarray(cv2.bitwise_not(image.binary), dtype=np.uint8)
    baselines = [baseline_of(line, face) for line in lines]
    marks = []
    for number, line in enumerate(lines):
        below = baselines[number + 1 : number + 1 + LINES_BELOW]
        places = [_place(word, baselines[number], below, face) for word in line.words]
        found = [*_underlinings(ink, line.words, places, image.dpi)]
        marks += [
            Mark(
                kind=one.kind,
                box=image.to_scan.apply_box(Box(left=one.left, top=one.top, right=one.right, bottom=one.bottom)),
                line=number,
                first_word=one.first_word,
                last_word=one.last_word,
            )
            for one in found
        ]
    return tuple(marks)


LINES_BELOW = 3
"""Lines read next that may stand below a word; more stand side by side in no table seen."""


def _place(word: Word, baseline: Baseline, below: Sequence[Baseline], face: Face) -> _Place:
    signs = [glyph.box for glyph in word.glyphs if glyph.text.isalnum()] or [word.box]
    left, right = min(box.left for box in signs), max(box.right for box in signs)
    middle = (left + right) / 2
    seat = baseline.at(middle)
    next_seats = [y for other in below if (y := other.at(middle)) > seat + face.capitals]
    floor = min(next_seats, default=float("inf")) - face.capitals
    return _Place(max(0, round(left)), max(1, round(right)), seat, floor)


@dataclass(frozen=True)
class _Underline:
    """The stroke under one word, in pixels of the page: `stroke` counts columns and rows from the page's corner."""

    kind: MarkKind
    stroke: Stroke


def _underlinings(ink: Image, words: Sequence[Word], places: Sequence[_Place], dpi: float) -> list[_Found]:
    strokes = [
        _underline(ink, place, dpi) if any(map(str.isalnum, word.text)) else None
        for word, place in zip(words, places, strict=True)
    ]
    found, start = [], 0
    for end in range(1, len(words) + 1):
        if end < len(words) and _goes_on(ink, strokes[end - 1 : end + 1], places[end - 1 : end + 1], dpi):
            continue
        group = [one for one in strokes[start:end] if one is not None]
        if group and (mark := _as_one(ink, group, places[start:end], start, dpi)) is not None:
            found.append(mark)
        start = end
    return found


def _underline(ink: Image, place: _Place, dpi: float) -> _Underline | None:
    """Return the underline of one word, None where there is none."""
    top = max(0, round(place.baseline + STRIP_INCHES[0] * dpi))
    bottom = round(min(place.baseline + STRIP_INCHES[1] * dpi, place.floor))
    strip = ink[top:bottom, place.left : place.right]
    if strip.shape[0] < 2 or strip.shape[1] < 2 or cv2.reduce(strip, 0, cv2.REDUCE_MAX).mean() < 255 * COVERED:
        return None
    stroke = _wave(strip, dpi)
    kind = MarkKind.WAVY
    if stroke is None:
        stroke, kind = _straight(strip, dpi), MarkKind.UNDERLINED
    if stroke is None:
        return None
    return _Underline(kind, stroke.moved(place.left, top))


def _straight(strip: Image, dpi: float) -> Stroke | None:
    middle, thickness = lowest_runs(long_runs(strip, round(RUN_INCHES * dpi)))
    stroke = fit(middle, thickness, STRAIGHT_INCHES * dpi, LOBE_INCHES * dpi)
    return stroke if stroke and _is_stroke(stroke, dpi) else None


def _wave(strip: Image, dpi: float) -> Stroke | None:
    middle, thickness = lowest_runs(strip)
    stroke = fit(middle, thickness, (STRIP_INCHES[1] - STRIP_INCHES[0]) / 2 * dpi, LOBE_INCHES * dpi)
    if stroke is None or not _is_stroke(stroke, dpi) or stroke.swing < WAVE_INCHES * dpi:
        return None
    length = len(middle) / dpi / max(1, stroke.lobes)
    regular = stroke.lobes >= LEAST_LOBES and LOBE_LENGTHS_INCHES[0] <= length <= LOBE_LENGTHS_INCHES[1]
    return stroke if regular and steadiness(middle, LOBE_INCHES * dpi) >= STEADY else None


def _is_stroke(stroke: Stroke, dpi: float) -> bool:
    return (
        stroke.coverage >= COVERED and stroke.thickness <= THICK_INCHES * dpi and abs(stroke.slope) <= STEEPEST
    )


def _goes_on(ink: Image, strokes: Sequence[_Underline | None], places: Sequence[_Place], dpi: float) -> bool:
    """Return whether the underline of the first of two words goes on to the second."""
    first, second = strokes
    if first is None or second is None or first.kind is not second.kind:
        return False
    gap = places[1].left - places[0].right
    band = 2 * STRAIGHT_INCHES if first.kind is MarkKind.UNDERLINED else STRIP_INCHES[1] / 2
    middle = (places[0].right + places[1].left) / 2
    if abs(first.stroke.height_at(middle) - second.stroke.height_at(middle)) > band * dpi:
        return False
    return reach(ink, first.stroke, places[0].right, 1, gap, band * dpi, GAP_INCHES * dpi) >= gap


def _as_one(
    ink: Image, group: Sequence[_Underline], places: Sequence[_Place], start: int, dpi: float
) -> _Found | None:
    """Return the underlining of a group of words; None where it is too short, a rule's or a frame's."""
    kind = group[0].kind
    half = 2 * STRAIGHT_INCHES * dpi if kind is MarkKind.UNDERLINED else STRIP_INCHES[1] / 2 * dpi
    limit = round(2 * OVERHANG_INCHES * dpi)
    before = reach(ink, group[0].stroke, places[0].left, -1, limit, half, GAP_INCHES * dpi)
    after = reach(ink, group[-1].stroke, places[-1].right, 1, limit, half, GAP_INCHES * dpi)
    left, right = places[0].left - before, places[-1].right + after
    if max(before, after) > OVERHANG_INCHES * dpi or right - left < LEAST_INCHES * dpi:
        return None
    heights = [group[0].stroke.height_at(left), group[-1].stroke.height_at(right)]
    thickness = statistics.median(one.stroke.thickness for one in group)
    swing = max(one.stroke.swing for one in group) if kind is MarkKind.WAVY else 0.0
    margin = thickness / 2 + CREST * swing
    box = (left, min(heights) - margin, right, max(heights) + margin)
    if _framed(ink, box, dpi):
        return None
    return _Found(kind, start, start + len(places) - 1, *box)


CREST = 2**0.5
"""Height of the crest of a sine over its root of the mean square."""


def _framed(ink: Image, box: tuple[float, float, float, float], dpi: float) -> bool:
    """Return whether a long vertical stroke meets the stroke in `box` (left, top, right, bottom)."""
    tall = round(FRAME_INCHES * dpi)
    side = round(GAP_INCHES * dpi)
    top, bottom = max(0, round(box[1])), round(box[3]) + 1
    first_row = max(0, top - tall)
    window = ink[first_row : bottom + tall, max(0, round(box[0]) - side) : round(box[2]) + side]
    if window.shape[0] < tall:
        return False
    upright = cv2.morphologyEx(window, cv2.MORPH_OPEN, np.ones((tall, 1), np.uint8))
    return bool(upright[top - first_row : bottom - first_row].any())
