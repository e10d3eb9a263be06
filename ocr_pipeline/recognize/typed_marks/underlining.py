"""Underlining: strokes below the baseline of words, straight or wavy, that belong to them and to no table or frame."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ocr_pipeline.recognize.typed_marks.strokes import (
    Stroke,
    along,
    covered_columns,
    fit,
    has_upright,
    long_runs,
    lowest_runs,
    reach,
    steadiness,
)
from ocr_pipeline.records import Area, Image, MarkKind

STRIP_INCHES = (0.008, 0.085)
"""Where under the baseline underlining is looked for: on `setun70` its lower edge lies 0.02 to 0.075 inch below."""

RUN_INCHES = 0.05
"""Least run of ink of a straight underline: feet and descenders of letters are shorter, a typed underscore longer."""

THICK_INCHES = 0.03
"""Greatest thickness of a stroke; the underlines of `setun70` have 0.013 to 0.022."""

STRAIGHT_INCHES = 0.009
"""How far the middle of a straight underline strays from a line: underscores struck unevenly; 0.003 on `setun70`."""

COVERED = 0.75
"""Share of a word's width that its underline covers; descenders alone cover up to 0.6 (`gg`, `ру`)."""

LEAST_INCHES = 0.14
"""Least length of an underline: two characters of twelve to the inch. A shorter one may be a letter's own foot."""

STEEPEST = 0.06
"""Greatest slope of an underline against its line."""

OVERHANG_INCHES = 0.22
"""How far an underline goes beyond its words: two cells. Rules of tables and lines of forms go farther."""

GAP_INCHES = 0.03
"""Longest break in a stroke that goes on: between underscores, or where ink failed."""

FRAME_INCHES = 0.25
"""Height from which an upright stroke that meets an underline is a frame's: brackets reach 0.20 on `setun70`."""

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

TOUCHING = 0.3
"""Share of a wave's columns where letters may reach down to it: where there are more, it is the letters' own feet."""

CLEAR_INCHES = 0.01
"""How far above a straight underline letters end, but for descenders."""

CLEAR_ABOVE = 0.35
"""Share of a straight underline's length that may have ink so far above it: with descenders 0.2 on `setun70` (and 0.4
and more where a word is so black that its own feet run together)."""

CREST = 2**0.5
"""Height of the crest of a sine over its root of the mean square."""


@dataclass(frozen=True)
class WordPlace:
    """Where a word stands, prepared pixels: its outermost letters, its baseline, and where the type below begins."""

    left: int
    right: int
    baseline: float
    floor: float


@dataclass(frozen=True)
class Underlining:
    """An underlining of the words `first` to `last` of a line; the box is the stroke's, in prepared pixels."""

    kind: MarkKind
    first: int
    last: int
    box: Area


@dataclass(frozen=True)
class _Piece:
    """The stroke under one word, in the frame of the page."""

    kind: MarkKind
    stroke: Stroke
    place: WordPlace

    def half_height(self, dpi: float) -> float:
        """Return how far from its line, in pixels, ink still belongs to it."""
        return dpi * (2 * STRAIGHT_INCHES if self.kind is MarkKind.UNDERLINED else STRIP_INCHES[1] / 2)


def underlinings(ink: Image, places: Sequence[WordPlace | None], dpi: float) -> list[Underlining]:
    """Return the underlinings of one line on a page of ink (255 ink, 0 paper).

    `places` are those of the line's words, None where a word can have none.
    """
    pieces = [None if place is None else _piece(ink, place, dpi) for place in places]
    found = []
    start = 0
    for end in range(1, len(pieces) + 1):
        if end < len(pieces) and _goes_on(ink, pieces[end - 1], pieces[end], dpi):
            continue
        group = [piece for piece in pieces[start:end] if piece is not None]
        box = _box(ink, group, dpi) if group else None
        if box is not None:
            found.append(Underlining(group[0].kind, start, end - 1, box))
        start = end
    return found


def _piece(ink: Image, place: WordPlace, dpi: float) -> _Piece | None:
    top = max(0, round(place.baseline + STRIP_INCHES[0] * dpi))
    bottom = round(min(place.baseline + STRIP_INCHES[1] * dpi, place.floor, ink.shape[0]))
    strip = ink[top:bottom, place.left : place.right]
    # Most words have nothing below them: that is seen before anything is traced.
    if min(strip.shape) < LEAST_PX:
        return None
    if covered_columns(strip) < COVERED * strip.shape[1]:
        return None
    kind, stroke = MarkKind.WAVY, _wave(strip, dpi)
    if stroke is None:
        kind, stroke = MarkKind.UNDERLINED, _straight(strip, dpi)
    return None if stroke is None else _Piece(kind, stroke.moved(place.left, top), place)


LEAST_PX = 2
"""Side of a strip, pixels, under which there is nothing to trace."""


def _straight(strip: Image, dpi: float) -> Stroke | None:
    middle, thickness = lowest_runs(long_runs(strip, round(RUN_INCHES * dpi)))
    stroke = fit(middle, thickness, STRAIGHT_INCHES * dpi, LOBE_INCHES * dpi)
    return stroke if stroke and _is_line(stroke, dpi) else None


def _wave(strip: Image, dpi: float) -> Stroke | None:
    if (strip[0] > 0).mean() > TOUCHING:
        return None
    middle, thickness = lowest_runs(strip)
    # About its own line a stroke swings no more than about its mean height: most underlines end here.
    if np.nanstd(middle) < WAVE_INCHES * dpi:
        return None
    stroke = fit(middle, thickness, (STRIP_INCHES[1] - STRIP_INCHES[0]) / 2 * dpi, LOBE_INCHES * dpi)
    if stroke is None or not _is_line(stroke, dpi) or stroke.swing < WAVE_INCHES * dpi:
        return None
    length = len(middle) / dpi / max(1, stroke.lobes)
    regular = stroke.lobes >= LEAST_LOBES and LOBE_LENGTHS_INCHES[0] <= length <= LOBE_LENGTHS_INCHES[1]
    return stroke if regular and steadiness(middle, LOBE_INCHES * dpi) >= STEADY else None


def _is_line(stroke: Stroke, dpi: float) -> bool:
    return stroke.coverage >= COVERED and stroke.thickness <= THICK_INCHES * dpi and abs(stroke.slope) <= STEEPEST


def _goes_on(ink: Image, first: _Piece | None, second: _Piece | None, dpi: float) -> bool:
    """Return whether the underline of the first of two words goes on to the second."""
    if first is None or second is None or first.kind is not second.kind:
        return False
    gap = second.place.left - first.place.right
    middle = (first.place.right + second.place.left) / 2
    half = first.half_height(dpi)
    if abs(first.stroke.height_at(middle) - second.stroke.height_at(middle)) > half:
        return False
    return reach(ink, first.stroke, first.place.right, 1, gap, half, GAP_INCHES * dpi) >= gap


def _box(ink: Image, group: Sequence[_Piece], dpi: float) -> Area | None:
    """Return the box of the stroke under a group of words; None where it is too short, a rule's or a frame's."""
    first, last = group[0], group[-1]
    half = first.half_height(dpi)
    limit, gap = round(2 * OVERHANG_INCHES * dpi), GAP_INCHES * dpi
    before = reach(ink, first.stroke, first.place.left, -1, limit, half, gap)
    after = reach(ink, last.stroke, last.place.right, 1, limit, half, gap)
    left, right = first.place.left - before, last.place.right + after
    if max(before, after) > OVERHANG_INCHES * dpi or right - left < LEAST_INCHES * dpi:
        return None
    ends = (first.stroke.height_at(left), last.stroke.height_at(right))
    swing = max(piece.stroke.swing for piece in group) if first.kind is MarkKind.WAVY else 0.0
    margin = statistics.median(piece.stroke.thickness for piece in group) / 2 + CREST * swing
    box = Area(left=left, top=min(ends) - margin, right=right, bottom=max(ends) + margin)
    if first.kind is MarkKind.UNDERLINED and _inked_above(ink, group, CLEAR_INCHES * dpi) > CLEAR_ABOVE:
        return None
    return None if has_upright(ink, box, round(FRAME_INCHES * dpi), round(gap)) else box


def _inked_above(ink: Image, group: Sequence[_Piece], clear: float) -> float:
    """Return the share of the columns of straight underlines with ink `clear` pixels above their upper edge."""
    inked = [
        along(ink, one.stroke, one.place.left, one.place.right, -one.stroke.thickness / 2 - clear) for one in group
    ]
    return float(np.concatenate(inked).mean())
