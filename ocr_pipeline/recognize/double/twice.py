"""Words that stand where another word stands: one place on paper is read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ocr_pipeline.recognize.reading import ReadLine


def without_words_read_twice(
    lines: Sequence[ReadLine], most: float
) -> tuple[tuple[ReadLine, ...], tuple[ReadLine, ...]]:
    """Return the lines without words that lie on surer ones, and those words as lines of their own.

    `most` is the share of the smaller of two boxes that may lie in the other one, 0 to 1.
    """
    places = [(number, place) for number, line in enumerate(lines) for place in range(len(line.words))]
    words = [word for line in lines for word in line.words]
    shared = _shared([(word.box.left, word.box.top, word.box.right, word.box.bottom) for word in words])
    gone: set[int] = set()
    meeting = np.flatnonzero((shared > most).any(axis=1)).tolist()
    for index in sorted(meeting, key=lambda one: words[one].confidence):
        if any(shared[index, other] > most for other in meeting if other not in gone):
            gone.add(index)
    if not gone:
        return tuple(lines), ()
    removed = {places[index] for index in gone}
    kept, twice = [], []
    for number, line in enumerate(lines):
        of_line = {place: word for place, word in enumerate(line.words) if (number, place) not in removed}
        if len(of_line) == len(line.words):
            kept.append(line)
            continue
        if of_line:
            kept.append(replace(ReadLine.of(tuple(of_line.values())), block=line.block))
        twice.append(ReadLine.of([word for place, word in enumerate(line.words) if place not in of_line]))
    return tuple(kept), tuple(twice)


def _shared(boxes: Sequence[tuple[float, float, float, float]]) -> npt.NDArray[np.float64]:
    """Return for each two boxes the share of the smaller that lies in the other, shape (n, n); 0 on the diagonal."""
    left, top, right, bottom = np.array(boxes, dtype=np.float64).reshape(-1, 4).T
    across = np.minimum.outer(right, right) - np.maximum.outer(left, left)
    down = np.minimum.outer(bottom, bottom) - np.maximum.outer(top, top)
    sizes = (right - left) * (bottom - top)
    smaller = np.minimum.outer(sizes, sizes)
    shared: npt.NDArray[np.float64] = np.where(
        (across > 0) & (down > 0) & (smaller > 0), across * down / np.maximum(smaller, 1e-9), 0.0
    )
    np.fill_diagonal(shared, 0.0)
    return shared
