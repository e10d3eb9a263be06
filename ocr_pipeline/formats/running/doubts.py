"""The words of a page of which a person should see the scan, and what else they may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ocr_pipeline.records import Page, Word

DOUBTFUL = 0.8
"""Confidence of a word below which it is doubtful: one in five or more of those at the limit is wrong, as far as
confidences are calibrated (`benchmarks/calibration.py`)."""

LEAST_PROBABLE = 0.02
"""Probability of another reading from which it is told: below, a letter has as many as there are letters."""

MOST_READINGS = 3
"""Other readings of a word that are told: who needs more needs the scan."""


@dataclass(frozen=True)
class Doubt:
    """A doubtful word: its place in the diplomatic text, its confidence, what else it may be, the likeliest first."""

    start: int
    end: int
    text: str
    confidence: float
    readings: tuple[str, ...] = ()


def doubts(page: Page, start: int, below: float = DOUBTFUL) -> Iterator[Doubt]:
    """Yield the words of a page whose confidence is `below` that; `start` is where it begins in the diplomatic text."""
    for line in page.lines:
        for word in line.words:
            end = start + len(word.text)
            if word.confidence < below:
                yield Doubt(start, end, word.text, word.confidence, other_readings(word))
            start = end + 1


def other_readings(word: Word) -> tuple[str, ...]:
    """Return what else a word may be, the likeliest first: one of its glyphs taken for another at a time."""
    found: dict[str, float] = {}
    for at, glyph in enumerate(word.glyphs):
        for other in glyph.alternatives:
            if other.probability >= LEAST_PROBABLE and other.text != glyph.text:
                letters = (
                    *(one.text for one in word.glyphs[:at]),
                    other.text,
                    *(one.text for one in word.glyphs[at + 1 :]),
                )
                reading = "".join(letters)
                found[reading] = max(found.get(reading, 0.0), other.probability)
    return tuple(sorted(found, key=lambda reading: -found[reading])[:MOST_READINGS])
