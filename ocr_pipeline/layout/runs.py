"""Runs of rows or columns of pixels that have something in common."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def runs_of(flags: npt.ArrayLike) -> list[tuple[int, int]]:
    """Return start and end (from 0, the end not counted) of each run of true flags, in order."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], np.asarray(flags, dtype=np.int8), [0]])))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
