"""Overstriking: words typed over with х or hyphens, or struck through, distinguished from words that are only black.

Pixels alone do not tell a struck word from a worn, black or blurred one; the engine's doubt does not either. Where
both say so, and the stroke or the letters read are those of a correction, the word is struck.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from ocr_pipeline.recognize.reading import ReadWord
from ocr_pipeline.recognize.typed_marks.baselines import Face
from ocr_pipeline.recognize.typed_marks.strokes import covered_columns, fit, long_runs, lowest_runs
from ocr_pipeline.recognize.typed_marks.underlining import STEEPEST, STRAIGHT_INCHES, THICK_INCHES
from ocr_pipeline.records import Image

LEAST_LETTERS = 3
"""Letters of a word under which it is not judged: `её` and `it` are crossed by a bar as they are."""

MIDDLE = (0.2, 0.8)
"""Part of the x-height, from its top, in which a stroke goes through a word."""

ACROSS_CELLS = 1.3
"""Length in cells from which a run of ink crosses from letter to letter."""

CROSSED = 0.9
"""Share of a word's width that a stroke through it covers: of 5,900 unmarked words of `setun70`, `ehri`, `lvov` and
`novosibirsk`, of three letters and more and as doubtful, one has it, a black blot."""

STRUCK_CONFIDENCE = 0.92
"""Confidence up to which a word with a stroke through it is struck: 95 of 100 drawn ones are read with less."""

DASHED = 0.9
"""Share of a row in the middle of a word that hyphens typed over it ink, with those of its letters."""

DASHED_CONTRAST = 0.33
"""How much more of its length that row inks than the others of the small letters do: a blot inks them all."""

DASHED_CONFIDENCE, DASHED_DENSITY, DASHED_LETTERS = 0.87, 1.12, 4
"""Greatest confidence, least ink beside the page's usual, and least length of a word with hyphens typed over it."""

CROSSES = frozenset("хжxk")
CROSS_LETTERS = frozenset("хжкимяыюнxkmrw")
"""Letters that the engine reads where х is typed over others; of the first at least one must be there."""

CROSS_SHARE = 0.5
"""Share of such letters from which a black and doubtful word is one typed over with х."""

CROSS_CONFIDENCE, CROSS_DENSITY = 0.79, 1.15
"""Greatest confidence and least ink beside the page's usual of a word typed over with х: of the unmarked words read as
such letters, the blackest is read with 0.80, the least sure has 1.14 (`setun70`)."""


def density(ink: Image, word: ReadWord, baseline: float, face: Face) -> float:
    """Return the share of ink (255 ink, 0 paper) between baseline and x-height in the columns of a word."""
    zone = _zone(ink, word, baseline - face.x_height, baseline)
    return cv2.countNonZero(zone) / zone.size if zone.size else 0.0


def is_overstruck(
    ink: Image, word: ReadWord, baseline: float, face: Face, *, darkness: float, pitch: float, dpi: float
) -> bool:
    """Return whether a word is struck out; `darkness` is its ink beside the page's usual, `pitch` in pixels."""
    letters = [letter for letter in word.text.lower() if letter.isalpha()]
    if len(letters) < LEAST_LETTERS or word.confidence > STRUCK_CONFIDENCE:
        return False
    doubtful = darkness >= CROSS_DENSITY and word.confidence <= CROSS_CONFIDENCE
    if doubtful and _reads_as_crosses(letters):
        return True
    top, bottom = (baseline - (1 - share) * face.x_height for share in MIDDLE)
    zone = _zone(ink, word, top, bottom)
    if not zone.size:
        return False
    dashed = len(letters) >= DASHED_LETTERS and darkness >= DASHED_DENSITY and word.confidence <= DASHED_CONFIDENCE
    return (dashed and _is_dashed(zone)) or _is_crossed(zone, pitch, dpi)


def _reads_as_crosses(letters: Sequence[str]) -> bool:
    crosses = sum(letter in CROSS_LETTERS for letter in letters)
    return crosses >= CROSS_SHARE * len(letters) and not CROSSES.isdisjoint(letters)


def _is_dashed(zone: Image) -> bool:
    """Return whether one row of the middle of a word is inked all along, and others are not."""
    rows = cv2.reduce(zone, 1, cv2.REDUCE_AVG).ravel() / 255
    return float(rows.max()) >= DASHED and float(rows.max() - np.percentile(rows, 25)) >= DASHED_CONTRAST


def _is_crossed(zone: Image, pitch: float, dpi: float) -> bool:
    """Return whether one thin stroke goes through the middle of a word from end to end."""
    runs = long_runs(zone, round(ACROSS_CELLS * pitch))
    if covered_columns(runs) < CROSSED * zone.shape[1]:
        return False
    middle, thickness = lowest_runs(runs)
    stroke = fit(middle, thickness, STRAIGHT_INCHES * dpi, STRAIGHT_INCHES * dpi)
    return (
        stroke is not None
        and stroke.coverage >= CROSSED
        and stroke.thickness <= THICK_INCHES * dpi
        and abs(stroke.slope) <= 2 * STEEPEST
    )


def _zone(ink: Image, word: ReadWord, top: float, bottom: float) -> Image:
    return ink[max(0, round(top)) : max(0, round(bottom)), max(0, round(word.box.left)) : round(word.box.right)]
