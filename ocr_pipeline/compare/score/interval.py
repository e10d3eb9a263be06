"""Confidence intervals of rates: the bootstrap over lines of M. Bisani and H. Ney, ICASSP 2004.

Lines, each with its errors and its length, are drawn with replacement, as many as there are; the rate over each draw is
one value of the distribution. It takes the errors of a line for independent of the next line's.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1000
"""Draws: as many as Bisani and Ney hold to be enough for the bounds of a 95 % interval."""

TAILS = (2.5, 97.5)
"""Percentiles: the bounds of a 95 % interval."""


def rate_intervals(
    errors: NDArray[np.int64], lengths: NDArray[np.int64], seed: int
) -> tuple[tuple[float, float] | None, ...]:
    """Return the 95 % interval of each rate. Rows are lines, columns are rates; no column of lengths is all 0.

    All rates are taken over the same draws. One line says nothing of how lines vary: then there is no interval (None).
    """
    generator = np.random.default_rng(seed)
    lines = len(errors)
    if lines < 2:
        return tuple(None for _ in range(errors.shape[1]))
    rates = np.empty((RESAMPLES, errors.shape[1]))
    for draw in range(RESAMPLES):
        times = np.bincount(generator.integers(lines, size=lines), minlength=lines)
        rates[draw] = (times @ errors) / np.maximum(times @ lengths, 1)
    low, high = np.percentile(rates, TAILS, axis=0)
    return tuple(zip(low.tolist(), high.tolist(), strict=True))
