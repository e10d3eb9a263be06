"""Marks: what the typist, or a later hand, did to words beside typing them, seen where the lines read say they stand.

Underlining is looked for below a word's baseline, overstriking between baseline and x-height, raised and lowered
characters off it.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import cv2
import numpy as np

from ocr_pipeline.recognize.measures import line_confidence, pitch_of_words
from ocr_pipeline.recognize.reading import ReadLine, ReadWord
from ocr_pipeline.recognize.typed_marks.baselines import Baseline, Face, baseline_of, face_of
from ocr_pipeline.recognize.typed_marks.letterspacing import is_letter_spaced
from ocr_pipeline.recognize.typed_marks.overstriking import density, is_overstruck
from ocr_pipeline.recognize.typed_marks.raised import off_the_line
from ocr_pipeline.recognize.typed_marks.underlining import WordPlace, underlinings
from ocr_pipeline.records import Area, Image, Mark, MarkKind, PageImage, PageMap

READABLE = 0.65
"""Mean glyph confidence of a line under which it is looked at for no underlining: type on its side, rules of a table
(0.62 on `lvov`). Lines in letters that the model lacks have 0.7 and more (`setun70`)."""

PAGE_READABLE = 0.85
"""Median confidence of a page's words under which doubt says nothing of overstriking: a drawing, type on its side."""

LEAST_RISE = 0.85
"""Height of a word above its baseline, in x-heights, under which the baseline is not the word's own."""

LINES_BELOW = 3
"""Lines read next that may stand below a word; no more stand side by side in the tables of `setun70`."""


def find_marks(image: PageImage, lines: Sequence[ReadLine]) -> tuple[Mark, ...]:
    """Return what was done to the words of `lines` (boxes in prepared pixels) beside typing them, line by line.

    A mark's box is on the scan: that of the stroke for underlining, of the characters for what is raised or
    lowered, of the words for the others.
    """
    face = face_of(lines)
    if face is None:
        return ()
    ink = np.asarray(cv2.bitwise_not(image.binary), dtype=np.uint8)
    baselines = [baseline_of(line, face) for line in lines]
    struck = _overstruck(ink, lines, baselines, face, image.dpi)
    pitch = pitch_of_words(lines)
    marks = []
    for number, line in enumerate(lines):
        below = baselines[number + 1 : number + 1 + LINES_BELOW]
        if line_confidence(line) >= READABLE:
            places = [_place(word, baselines[number], below, face) for word in line.words]
            marks += [
                _mark(one.kind, one.box, number, one.first, one.last, image.to_scan)
                for one in underlinings(ink, places, image.dpi)
            ]
        marks += [
            _mark(one.kind, one.box, number, one.word, one.word, image.to_scan)
            for one in off_the_line(ink, line, baselines[number], face)
        ]
        spread = [is_letter_spaced(word, pitch) for word in line.words]
        for kind, flags in ((MarkKind.OVERSTRUCK, struck[number]), (MarkKind.LETTER_SPACED, spread)):
            for first, last in _runs(flags):
                box = Area.enclosing([word.box for word in line.words[first : last + 1]])
                marks.append(_mark(kind, box, number, first, last, image.to_scan))
    return tuple(marks)


def _mark(kind: MarkKind, box: Area, line: int, first: int, last: int, to_scan: PageMap) -> Mark:
    return Mark(kind=kind, box=box.on_scan(to_scan), line=line, first_word=first, last_word=last)


def _place(word: ReadWord, baseline: Baseline, below: Sequence[Baseline], face: Face) -> WordPlace | None:
    """Return where a word stands; None for words without letters, and where the line's baseline is not the word's."""
    boxes = [glyph.box for glyph in word.glyphs if glyph.text.isalnum()]
    if not boxes:
        return None
    left, right = min(box.left for box in boxes), max(box.right for box in boxes)
    middle = (left + right) / 2
    seat = baseline.at(middle)
    if seat - min(box.top for box in boxes) < LEAST_RISE * face.x_height:
        return None
    seats_below = [y for other in below if (y := other.at(middle)) > seat + face.capitals]
    floor = min(seats_below, default=float("inf")) - face.capitals
    return WordPlace(max(0, round(left)), max(1, round(right)), seat, floor)


def _overstruck(
    ink: Image, lines: Sequence[ReadLine], baselines: Sequence[Baseline], face: Face, dpi: float
) -> list[list[bool]]:
    """Return for each word of each line whether it is struck out."""
    seats = [
        [baseline.at(_middle(word)) for word in line.words] for line, baseline in zip(lines, baselines, strict=True)
    ]
    densities = [
        [density(ink, word, seat, face) for word, seat in zip(line.words, places, strict=True)]
        for line, places in zip(lines, seats, strict=True)
    ]
    usual = statistics.median(value for row in densities for value in row)
    pitch = pitch_of_words(lines)
    surely_read = statistics.median(word.confidence for line in lines for word in line.words) >= PAGE_READABLE
    if pitch is None or not usual or not surely_read:
        return [[False] * len(line.words) for line in lines]
    return [
        [
            is_overstruck(ink, word, seat, face, darkness=value / usual, pitch=pitch, dpi=dpi)
            for word, seat, value in zip(line.words, places, row, strict=True)
        ]
        for line, places, row in zip(lines, seats, densities, strict=True)
    ]


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    """Return first and last index of each run of true flags."""
    edges = np.flatnonzero(np.diff(np.array([False, *flags, False], dtype=np.int8)))
    return [(int(start), int(end) - 1) for start, end in edges.reshape(-1, 2)]


def _middle(word: ReadWord) -> float:
    return (word.box.left + word.box.right) / 2
