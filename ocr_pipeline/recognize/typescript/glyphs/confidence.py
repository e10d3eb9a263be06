"""Confidences that mean what they say: the net's probabilities, led to the share of such glyphs that are right."""

from __future__ import annotations

import numpy as np

CALIBRATION = (
    (0.0, 0.0),
    (0.2, 0.2),
    (0.3685, 0.37),
    (0.471, 0.5),
    (0.546, 0.653),
    (0.651, 0.81),
    (0.751, 0.84),
    (0.853, 0.893),
    (0.931, 0.952),
    (0.968, 0.977),
    (0.9856, 0.98),
    (0.993, 0.9845),
    (0.9977, 0.9953),
    (0.9999, 0.9983),
    (1.0, 0.9984),
)
"""Pairs of (the net's probability, share of such glyphs that are right), straight lines between: measured by
`benchmarks/calibration.py typescript` on half of the pages of `setun70`, `novosibirsk` and `ehri`; on the other half
the expected calibration error is 0.0016. Under 0.5 there are few glyphs."""


def confidence_of(probability: float) -> float:
    """Return the share of glyphs that are right among those to which the net gives `probability`, 0 to 1."""
    stated, right = zip(*CALIBRATION, strict=True)
    return float(np.interp(probability, stated, right))
