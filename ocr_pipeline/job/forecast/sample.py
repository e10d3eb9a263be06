"""Which scans stand for all of a job: spread over it, the same ones each time."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

SIZE = 8
"""Scans read for a forecast: half a minute on two cores. The first of each worker loads its models, half a second."""

SEED = 1953
"""Of the draw: the same folder has the same sample."""

T = TypeVar("T")


def sample_of(scans: Sequence[T], size: int = SIZE) -> tuple[T, ...]:
    """Return `size` of the scans, one drawn from each of as many equal stretches; all of them where they are no more.

    Scans stand in the order of their documents, so that a document has its share of the sample by its length.
    """
    if len(scans) <= size:
        return tuple(scans)
    draw = random.Random(SEED)
    bounds = [len(scans) * part // size for part in range(size + 1)]
    return tuple(scans[draw.randrange(start, end)] for start, end in pairwise(bounds))
