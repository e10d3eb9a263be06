"""Confidences that mean what they say: the net's probabilities, led to the share of such glyphs that are right."""

from __future__ import annotations

import numpy as np

CALIBRATION = (
    (0.0, 0.0),
    (0.202, 0.2),
    (0.367, 0.35),
    (0.462, 0.48),
    (0.546, 0.641),
    (0.648, 0.83),
    (0.749, 0.849),
    (0.853, 0.931),
    (0.93, 0.964),
    (0.968, 0.981),
    (0.986, 0.9935),
    (0.993, 0.994),
    (0.9976, 0.9959),
    (0.9998, 0.9992),
    (1.0, 0.9993),
)
"""Pairs of (the net's probability, share of such glyphs that are right), straight lines between: measured by
`benchmarks/calibration.py typescript` on half of the pages of `setun70`, `novosibirsk` and `ehri`; on the other half
the expected calibration error is 0.0036. Under 0.5 there are few glyphs."""


def confidence_of(probability: float) -> float:
    """Return the share of glyphs that are right among those to which the net gives `probability`, 0 to 1."""
    stated, right = zip(*CALIBRATION, strict=True)
    return float(np.interp(probability, stated, right))
