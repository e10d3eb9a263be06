"""Two blocks of typing side by side: two pages, or the columns of one.

A list or a table was typed row by row, so that each of its rows stands level with one beside it. The rows of two pages
do so only as far as chance has it.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.image.deskew import estimate_skew
from ocr_pipeline.records import Image

SKEW_DIFFERENCE_DEGREES = 0.3
"""Difference in skew of two blocks that tells two sheets: one sheet has one skew, found to 0.15 degrees on ragged
rows."""

LEAST_ROWS = 6
"""Rows that a block must have for its rows to tell: a few are level by chance."""

LEVEL_PX = 1.5
"""Distance of the middles of two rows, pixels at 75 dpi, up to which they are level: 0.5 mm, for letters without and
with feet."""

LEVEL_SHARE = 0.9
"""Share of the rows of either block that have one level with them in the other, from which they are rows of one sheet:
lists typed across have 1; 22 real spreads without a fold to be seen (`lvov`, `manuals`) have 0 to 0.4."""

ROW_HIGH, ROW_WIDE = 3, 4
"""Least height and breadth of the ink of a row, pixels."""

REACHES, BLANK_PX = 0.12, 27
"""Share of the breadth of a block from its right edge within which a line of prose ends; and the widest blank in it,
pixels at 75 dpi: 9 mm, three to four blank cells."""

PROSE = 0.4
"""Share of such lines from which a block is prose: pages of text have 0.5 to 0.9, columns of names and posts 0.15 to
0.38."""

Flags = npt.NDArray[np.bool_]


def are_columns(small: Image, typed: npt.NDArray[np.uint8], centre: int, dpi: float) -> bool:
    """Return whether what stands left and right of column `centre` are columns of one sheet, and not two pages.

    `small` is a grey sheet of so many dots per inch, 75 or so, `typed` where it has letter-sized ink (1). Two blocks of
    prose are two pages, however their lines stand.
    """
    # Of the whole sheet, the skew that makes the lines of both blocks level with one another would be sharpest.
    halves = (small[:, :centre], small[:, centre:])
    skews = [estimate_skew(np.ascontiguousarray(half), dpi).degrees for half in halves]
    if abs(skews[0] - skews[1]) >= SKEW_DIFFERENCE_DEGREES:
        return False
    rise = float(np.tan(np.radians(sum(skews) / 2)))
    level_map = np.array([(1.0, 0.0, 0.0), (rise, 1.0, -rise * centre)])
    size = (typed.shape[1], typed.shape[0])
    level = np.asarray(cv2.warpAffine(typed, level_map, size, flags=cv2.INTER_NEAREST), dtype=np.bool_)
    left, right = _rows(level[:, :centre]), _rows(level[:, centre:])
    if min(len(left), len(right)) < LEAST_ROWS:
        return False
    apart = np.abs(np.subtract.outer(left.mean(axis=1), right.mean(axis=1)))
    share = min(float((apart.min(axis=axis) <= LEVEL_PX).mean()) for axis in (0, 1))
    if share < LEVEL_SHARE:
        return False
    return min(_prose(level[:, :centre], left), _prose(level[:, centre:], right)) < PROSE


def _rows(block: Flags) -> npt.NDArray[np.intp]:
    """Return the first row of pixels of each row of type of a block and the one behind its last, shape (n, 2)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], block.any(axis=1), [False]]).astype(np.int8)))
    rows = edges.reshape(-1, 2)
    wide = np.array([np.count_nonzero(block[top:bottom].any(axis=0)) for top, bottom in rows.tolist()], dtype=np.intp)
    found: npt.NDArray[np.intp] = rows[(rows[:, 1] - rows[:, 0] >= ROW_HIGH) & (wide >= ROW_WIDE)]
    return found


def _prose(block: Flags, rows: npt.NDArray[np.intp]) -> float:
    """Return the share of the rows of a block that reach its right edge without a wide blank."""
    inked = [np.flatnonzero(block[top:bottom].any(axis=0)) for top, bottom in rows.tolist()]
    left, right = np.percentile([at[0] for at in inked], 10), np.percentile([at[-1] for at in inked], 90)
    reach = right - REACHES * (right - left)
    return float(np.mean([at[-1] > reach and np.diff(at).max(initial=0) <= BLANK_PX for at in inked]))
