"""Blocks that may lie on their side on a page that stands upright: wide tables, captions along a figure.

A word is a long thin mass of ink, and its length lies along the line. That letters of a line stand closer than lines
do, which tells the axis of whole pages (`image.orient`), does not hold for a table typed as close as it will go. Rows
of single letters, one above the other, look like words as well: so what is found here is read both ways, and the
reading tells.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.layout.page_ink import PageInk, closed, pieces
from ocr_pipeline.records import Area, Image

GAP = 0.55
"""Gap between two letters that is bridged, in letters: those of a word stand 0.1 to 0.4 apart."""

LONG, THICK = 2.2, (0.7, 1.7)
"""Length over breadth of a word of three letters, and its breadth in letters; two lines run together are broader."""

BLOCK_GAP = 2.5
"""Gap in letters over which marks are in one block: lines of one text."""

REACH, NEAR = 12.0, 4.0
"""Gap in letters over which blocks on their side are one region, the columns of a table; and over which other blocks
belong to them."""

SPECK = 1.0
"""Squares of a letter that a block covers at least."""

LEAST_LETTERS, LEAST_SHARE = 6.0, 0.3
"""Letters in words on their side from which a block may lie so, and their share of those in level words. Of 107 pages
and halves of spreads in `setun70`, `ehri`, `p4`, `lvov` and `manuals` the two on which a table lies have such blocks,
and one of dots."""

LEAST_IN_ALL = 14.0
"""The same of all blocks of a region."""

LEVEL_WORD = 12.0
"""Length in letters of a level word that no stack of letters has: the block stands upright."""

Values = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


def sideways_blocks(ink: PageInk) -> tuple[Area, ...]:
    """Return the boxes on the copy of what may lie on its side, from top to bottom; none on most pages."""
    letters = np.maximum(ink.text, ink.tall)
    block = round(BLOCK_GAP * ink.letter)
    labels, stats = pieces(closed(letters, block, block))
    words = _words(letters, labels, len(stats), ink.letter)
    seeds = (words.upright >= LEAST_LETTERS) & (words.upright >= LEAST_SHARE * words.level)
    if words.upright[seeds].sum() < LEAST_IN_ALL:
        return ()
    boxes = np.asarray(stats[:, :4], dtype=np.float64)
    boxes[:, 2:] += boxes[:, :2]
    small = stats[:, 4] < SPECK * ink.letter**2
    level = ~seeds & (words.longest >= LEVEL_WORD) & (words.upright < LEAST_SHARE * words.level)
    level[0] = False
    kept = ~small
    return _regions(boxes[kept], seeds[kept], level[kept], words.of(kept), ink.letter)


@dataclass(frozen=True, eq=False)
class _Words:
    """For each block, letters in words that lie level and in words on their side, and its longest level word."""

    level: Values
    upright: Values
    longest: Values

    def of(self, kept: Flags) -> _Words:
        """Return those of some of the blocks."""
        return _Words(self.level[kept], self.upright[kept], self.longest[kept])


def _words(letters: Image, blocks: Numbers, count: int, letter: float) -> _Words:
    joined = closed(letters, max(2, round(GAP * letter)), max(2, round(GAP * letter)))
    labels, stats = pieces(joined)
    inked = letters > 0
    home = np.zeros(len(stats), dtype=np.int64)
    # Every pixel of a word lies in the same block.
    home[labels[inked]] = blocks[inked]
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]] / letter
    longer, shorter = sides.max(axis=1), sides.min(axis=1)
    word = (longer >= LONG * shorter) & (shorter >= THICK[0]) & (shorter <= THICK[1])
    word[0] = False
    is_level = word & (sides[:, 0] > sides[:, 1])
    longest = np.zeros(count)
    np.maximum.at(longest, home, longer * is_level)
    return _Words(
        level=np.bincount(home, longer * is_level, minlength=count).astype(np.float64),
        upright=np.bincount(home, longer * (word & ~is_level), minlength=count).astype(np.float64),
        longest=longest,
    )


def _regions(boxes: Values, seeds: Flags, level: Flags, words: _Words, letter: float) -> tuple[Area, ...]:
    """Return the boxes around seeds and the blocks within reach, up to the level ones; those with enough letters."""
    left = set(np.flatnonzero(seeds).tolist())
    standing = boxes[level]
    found = []
    while left:
        first = left.pop()
        box, letters = boxes[first].copy(), float(words.upright[first])
        others = sorted(set(range(1, len(boxes))) - {first}, key=lambda one: (one not in left, _apart(box, boxes[one])))
        grown = True
        while grown:
            grown = False
            for one in others:
                if level[one] or _apart(box, boxes[one]) > (REACH if one in left else NEAR) * letter:
                    continue
                around = np.concatenate([np.minimum(box[:2], boxes[one][:2]), np.maximum(box[2:], boxes[one][2:])])
                if len(standing) and (_aparts(around, standing) < 0).any():
                    continue
                box, grown = around, True
                letters += float(words.upright[one])
                others = [other for other in others if other != one]
                left.discard(one)
                break
        if letters >= LEAST_IN_ALL:
            found.append(Area(*box.tolist()))
    return tuple(sorted(found, key=lambda area: area.top))


def _apart(one: Values, other: Values) -> float:
    """Return how far apart two boxes are, along the axis of the wider gap; negative where they overlap."""
    return float(_aparts(one, other[None, :])[0])


def _aparts(one: Values, others: Values) -> Values:
    """Return the same of one box and many, shape (n, 4)."""
    apart: Values = np.concatenate([one[None, :2] - others[:, 2:], others[:, :2] - one[None, 2:]], axis=1).max(axis=1)
    return apart
