"""Confidences that mean what they say: the net's probabilities, led to the share of such glyphs that are right."""

from __future__ import annotations

import numpy as np

CALIBRATION = (
    (0.0, 0.1),
    (0.27, 0.35),
    (0.45, 0.69),
    (0.55, 0.745),
    (0.65, 0.827),
    (0.753, 0.885),
    (0.855, 0.905),
    (0.929, 0.959),
    (0.968, 0.978),
    (0.986, 0.985),
    (0.993, 0.9955),
    (0.9976, 0.9967),
    (0.9998, 0.9988),
    (1.0, 0.9989),
)
"""Pairs of (the net's probability, share of such glyphs that are right), straight lines between: measured by
`benchmarks/calibration.py typescript` on every other page of `setun70`, `novosibirsk` and `ehri`; on the pages between,
the expected calibration error is 0.0022. Under 0.5 there are few glyphs; the shares are higher than stated there: one
that only one of two readings has is given half of its probability."""


def confidence_of(probability: float) -> float:
    """Return the share of glyphs that are right among those to which the net gives `probability`, 0 to 1."""
    stated, right = zip(*CALIBRATION, strict=True)
    return float(np.interp(probability, stated, right))
