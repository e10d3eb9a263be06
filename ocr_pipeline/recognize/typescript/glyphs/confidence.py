"""Confidences that mean what they say: the net's probabilities, led to the share of such glyphs that are right."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

CALIBRATION = (
    (0.0, 0.0),
    (0.2, 0.2),
    (0.38, 0.45),
    (0.458, 0.571),
    (0.541, 0.905),
    (0.748, 0.905),
    (0.854, 0.91),
    (0.929, 0.91),
    (0.9684, 0.9643),
    (0.986, 0.9834),
    (0.9929, 0.9869),
    (0.9978, 0.995),
    (0.9998, 0.9992),
    (1.0, 0.9992),
)
"""Pairs of (the net's probability, share of such glyphs that are right), straight lines between: measured by
`benchmarks/calibration.py typescript` on half of the pages of `setun70`, `novosibirsk` and `ehri`; on the other half
the expected calibration error is 0.0011. Under 0.5 there are few glyphs."""


_STATED, _RIGHT = np.array(CALIBRATION).T


def confidences_of(probabilities: Sequence[float]) -> list[float]:
    """Return the shares of glyphs that are right among those to which the net gives these `probabilities`, 0 to 1."""
    found: list[float] = np.interp(probabilities, _STATED, _RIGHT).tolist()
    return found
