"""From the probabilities of the steps to glyphs: where one has its middle, which shapes it may be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ocr_pipeline.recognize.typescript.alphabet import BLANK, SHAPES
from ocr_pipeline.recognize.typescript.net import STEP, Probabilities

APART = 2.5
"""Steps within which only one glyph has its middle: two neighbours on the grid are four apart."""

SEEN = 0.3
"""Probability, of the steps around a middle together, from which there is a glyph."""

CHOICES = 5
"""Shapes kept for a glyph."""

LEAST_CHOICE = 0.002
"""Probability under which a shape is no choice."""


@dataclass(frozen=True)
class Seen:
    """A glyph of a line: its middle, pixels of the crop; the shapes it may be with their probabilities, best first.

    `presence` is the probability that there is a glyph at all; the choices' probabilities are given that there is.
    """

    x: float
    presence: float
    choices: tuple[tuple[str, float], ...]

    @property
    def shape(self) -> str:
        """Return the likeliest shape."""
        return self.choices[0][0]

    @property
    def probability(self) -> float:
        """Return the probability that the likeliest shape stands here."""
        return self.presence * self.choices[0][1]


def glyphs_of(probabilities: Probabilities) -> tuple[Seen, ...]:
    """Return the glyphs of a line from left to right, typed spaces among them."""
    filled = 1.0 - probabilities[BLANK].astype(np.float64)
    padded = np.pad(filled, 1)
    together = padded[:-2] + padded[1:-1] + padded[2:]
    weight = filled + 0.5 * (padded[:-2] + padded[2:])
    found: list[Seen] = []
    free = together >= SEEN
    for step in np.argsort(-weight, kind="stable"):
        if not free[step] or filled[step] < padded[step] or filled[step] < padded[step + 2]:
            continue
        free[max(0, step - int(APART)) : step + int(APART) + 1] = False
        found.append(_glyph(probabilities, filled, int(step)))
    return tuple(sorted(found, key=lambda glyph: glyph.x))


def _glyph(probabilities: Probabilities, filled: np.ndarray, step: int) -> Seen:
    around = slice(max(0, step - 1), min(len(filled), step + 2))
    shares = filled[around]
    middle = float(np.dot(np.arange(around.start, around.stop) + 0.5, shares) / shares.sum()) * STEP
    classes = probabilities[:, around].astype(np.float64).sum(axis=1)
    classes[BLANK] = 0.0
    classes /= classes.sum()
    best = np.argsort(-classes)[:CHOICES]
    choices = tuple((SHAPES[number - 1], float(classes[number])) for number in best if classes[number] >= LEAST_CHOICE)
    return Seen(middle, float(min(1.0, shares.sum())), choices)
