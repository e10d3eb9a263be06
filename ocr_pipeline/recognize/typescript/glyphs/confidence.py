"""Confidences that mean what they say: the net's probabilities, led to the share of such glyphs that are right."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

CALIBRATION = (
    (0.0, 0.0),
    (0.2, 0.2),
    (0.38, 0.38),
    (0.471, 0.588),
    (0.553, 0.792),
    (0.647, 0.843),
    (0.748, 0.843),
    (0.863, 0.881),
    (0.93, 0.911),
    (0.97, 0.95),
    (0.9857, 0.992),
    (0.993, 0.992),
    (0.9977, 0.9965),
    (0.9999, 0.9991),
    (1.0, 0.9991),
)
"""Pairs of (the net's probability, share of such glyphs that are right), straight lines between: measured by
`benchmarks/calibration.py typescript` on half of the pages of `setun70`, `novosibirsk` and `ehri`; on the other half
the expected calibration error is 0.0015. Under 0.5 there are few glyphs."""


_STATED, _RIGHT = np.array(CALIBRATION).T


def confidences_of(probabilities: Sequence[float]) -> list[float]:
    """Return the shares of glyphs that are right among those to which the net gives these `probabilities`, 0 to 1."""
    found: list[float] = np.interp(probabilities, _STATED, _RIGHT).tolist()
    return found
