"""Confidences that mean what they say: the net's probabilities, led to the share of such glyphs that are right."""

from __future__ import annotations

import numpy as np

CALIBRATION = (
    (0.0, 0.0),
    (0.2, 0.2),
    (0.38, 0.38),
    (0.451, 0.571),
    (0.551, 0.818),
    (0.656, 0.865),
    (0.754, 0.866),
    (0.856, 0.907),
    (0.929, 0.956),
    (0.968, 0.986),
    (0.986, 0.987),
    (0.9928, 0.9919),
    (0.9977, 0.9961),
    (0.9999, 0.999),
    (1.0, 0.9991),
)
"""Pairs of (the net's probability, share of such glyphs that are right), straight lines between: measured by
`benchmarks/calibration.py typescript` on half of the pages of `setun70`, `novosibirsk` and `ehri`; on the other half
the expected calibration error is 0.0013. Under 0.5 there are few glyphs."""


def confidence_of(probability: float) -> float:
    """Return the share of glyphs that are right among those to which the net gives `probability`, 0 to 1."""
    stated, right = zip(*CALIBRATION, strict=True)
    return float(np.interp(probability, stated, right))
