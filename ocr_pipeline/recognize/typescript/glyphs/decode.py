"""From the probabilities of the steps to glyphs: where one has its middle, which shapes it may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocr_pipeline.recognize.typescript.glyphs.alphabet import BLANK, SHAPES
from ocr_pipeline.recognize.typescript.glyphs.net import STEP, Probabilities
from ocr_pipeline.records import RankedBy

Steps = npt.NDArray[np.intp]

APART = 2
"""Steps within which only one glyph has its middle: two neighbours on the grid are four apart."""

SEEN = 0.3
"""Probability, of the steps around a middle together, from which there is a glyph."""

CHOICES = 5
"""Shapes kept for a glyph."""

LEAST_CHOICE = 0.01
"""Probability under which a shape is no choice."""


LEAST_SHARE = 1e-9
"""Share of the shapes together that is taken for nothing."""


@dataclass(frozen=True)
class Seen:
    """A glyph of a line: its middle, pixels of the crop; the shapes it may be with their probabilities, best first.

    `presence` is the probability that there is a glyph at all; the choices' probabilities are given that there is, and
    so is `foreign`, the probability that it is a letter outside the alphabet of the page's language. `ranked_by` is
    what ranked the first choice before the one that the image alone supports most, None where nothing did.
    """

    x: float
    presence: float
    choices: tuple[tuple[str, float], ...]
    foreign: float = 0.0
    ranked_by: RankedBy | None = None

    @property
    def shape(self) -> str:
        """Return the likeliest shape."""
        return self.choices[0][0]

    @property
    def probability(self) -> float:
        """Return the probability that the likeliest shape stands here."""
        return self.presence * self.choices[0][1]


Glyphs = tuple[Seen, ...]
"""Those of a line, from left to right."""


def glyphs_of(probabilities: Probabilities, foreign: Sequence[int] = ()) -> Glyphs:
    """Return the glyphs of a line from left to right, typed spaces among them; none of the classes `foreign`."""
    filled = 1.0 - probabilities[BLANK].astype(np.float64)
    before, after = np.append(0.0, filled[:-1]), np.append(filled[1:], 0.0)
    together = before + filled + after
    peaks = np.flatnonzero((together >= SEEN) & (filled >= before) & (filled >= after))
    weight = filled + 0.5 * (before + after)
    middles = _apart(peaks, weight)
    if not len(middles):
        return ()
    # Shares of the shapes over three steps, of each middle by itself.
    around = np.zeros((probabilities.shape[1] + 2, len(probabilities)), dtype=probabilities.dtype)
    around[1:-1] = probabilities.T
    shares = around[middles] + around[middles + 1] + around[middles + 2]
    shares[:, BLANK] = 0.0
    # What is seen as a foreign shape is no support for another one.
    seen = np.maximum(shares.sum(axis=1), LEAST_SHARE)[:, None]
    strange = shares[:, list(foreign)].sum(axis=1, keepdims=True) / seen
    shares[:, list(foreign)] = 0.0
    shares /= seen
    choices = _choices(shares)
    places = (middles + 0.5 + (after[middles] - before[middles]) / together[middles]) * STEP
    presences = np.minimum(1.0, together[middles])
    columns = (places.tolist(), presences.tolist(), choices, strange[:, 0].tolist())
    return tuple(Seen(*glyph) for glyph in zip(*columns, strict=True))


def _choices(shares: npt.NDArray[np.float32]) -> list[tuple[tuple[str, float], ...]]:
    """Return the shapes that each glyph may be, best first, from the shares of the classes, shape (glyphs, classes)."""
    # The best one is always a choice, as in `worth_keeping`.
    likely = shares >= LEAST_CHOICE
    likely[np.arange(len(shares)), shares.argmax(axis=1)] = True
    glyphs, classes = np.nonzero(likely)
    chances = shares[glyphs, classes]
    order = np.lexsort((-chances, glyphs))
    found: list[list[tuple[str, float]]] = [[] for _ in shares]
    columns = (glyphs.tolist(), classes[order].tolist(), chances[order].tolist())
    for glyph, one, chance in zip(*columns, strict=True):
        if len(found[glyph]) < CHOICES:
            found[glyph].append((SHAPES[one - 1], chance))
    return [tuple(of_glyph) for of_glyph in found]


def worth_keeping(ranked: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Return the shapes, best first, that are choices by their probability: the best one always."""
    return tuple(choice for rank, choice in enumerate(ranked) if rank == 0 or choice[1] >= LEAST_CHOICE)


def _apart(peaks: Steps, weight: npt.NDArray[np.float64]) -> Steps:
    """Return those of the peaks that no stronger one is closer to than glyphs are, in rising order."""
    taken = np.zeros(len(weight), dtype=bool)
    kept = []
    for peak in peaks[np.argsort(-weight[peaks], kind="stable")].tolist():
        if not taken[peak]:
            taken[max(0, peak - APART) : peak + APART + 1] = True
            kept.append(peak)
    return np.array(sorted(kept), dtype=np.intp)
