"""Pictures, graphs and drawings: masses of ink that are neither letters nor the rules of a table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ocr_pipeline.layout.page_ink import PageInk, closed, pieces
from ocr_pipeline.records import Area

TOGETHER = 3.0
"""Gap in letters over which strokes are one drawing."""

SHORTER, LONGER = 12.0, 28.0
"""Least sides of a picture in letters, 25 and 60 mm: seals have 30 to 45 mm, stamps of an archive up to 60."""

EDGE = 1.0
"""Distance in letters from the edge of the page within which a mass is the scanner's, or the sheet's."""

DRAWN_SHARE = 0.15
"""Share of the ink that is no rule from which rules and strokes are a drawing; less is a frame around text."""

Sides = tuple[int, int, int, int]


def find_pictures(ink: PageInk, solid: Sequence[Area]) -> tuple[Area, ...]:
    """Return the boxes of the pictures of a page on the copy, from top to bottom. `solid` are its tables."""
    # High narrow marks are brackets, pieces of the sheet's edge, words on their side.
    strokes = np.asarray(ink.drawn & (1 - ink.tall), dtype=np.uint8)
    if not strokes.any():
        return ()
    rules = np.maximum(ink.level, ink.upright)
    mask = np.maximum(strokes, rules)
    for area in solid:
        mask[int(area.top) : int(area.bottom) + 1, int(area.left) : int(area.right) + 1] = 0
    reach = max(1, round(TOGETHER * ink.letter))
    labels, stats = pieces(closed(mask, reach, reach))
    found = []
    for number in range(1, len(stats)):
        left, top, width, height, _ = stats[number].tolist()
        if not _is_large(width, height, ink.letter) or _at_edge((left, top, width, height), ink):
            continue
        part = (slice(top, top + height), slice(left, left + width))
        own = labels[part] == number
        drawn, ruled = int((strokes[part] * own).sum()), int((rules[part] * own).sum())
        if drawn >= DRAWN_SHARE * (drawn + ruled):
            found.append(Area(left, top, left + width, top + height))
    return tuple(sorted(found, key=lambda area: area.top))


def _is_large(width: int, height: int, letter: float) -> bool:
    shorter, longer = min(width, height), max(width, height)
    return shorter >= SHORTER * letter and longer >= LONGER * letter


def _at_edge(box: Sides, ink: PageInk) -> bool:
    left, top, width, height = box
    rows, columns = ink.text.shape
    edge = EDGE * ink.letter
    return bool(min(left, top, columns - left - width, rows - top - height) <= edge)
