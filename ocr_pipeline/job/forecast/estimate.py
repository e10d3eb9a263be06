"""What all scans take, from what a sample of them took, and between which bounds that is likely to lie."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

T_95 = (0.0, 6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761, 1.753)
"""Student's t, of which 5 % lie above, by degrees of freedom: nine of ten intervals between both ends hold the truth.
Of page times, which are skewed, it is rather eight or nine of ten (`tests/job/forecast/test_estimate.py`)."""


@dataclass(frozen=True)
class Estimate:
    """A sum over all scans, and the bounds between which it lies nine times in ten; None where nothing says so."""

    total: float
    low: float | None
    high: float | None

    def __truediv__(self, divisor: float) -> Estimate:
        """Return the estimate of a share of it."""
        low = None if self.low is None else self.low / divisor
        return Estimate(self.total / divisor, low, None if self.high is None else self.high / divisor)


def estimate(values: Sequence[float], population: int) -> Estimate:
    """Return the sum over `population` scans, from the values of those in a sample; at least one of them.

    The sample is part of the population: where it is all of it, the sum is known.
    """
    count = len(values)
    mean = statistics.fmean(values)
    total = mean * population
    if count >= population:
        return Estimate(total, total, total)
    if count == 1:
        return Estimate(total, None, None)
    # The part that was measured is sure, the spread is that of the rest (the finite population correction).
    spread = statistics.stdev(values) / math.sqrt(count) * math.sqrt(1 - count / population)
    half = T_95[min(count - 1, len(T_95) - 1)] * spread * population
    return Estimate(total, max(total - half, sum(values)), total + half)
