"""Rows and columns that were doubled by whoever made the scan: faxes of half the resolution down the page, pictures
enlarged without smoothing. Letters have steps there that no type has."""

from __future__ import annotations

import cv2
import numpy as np

from ocr_pipeline.records import Image

DOUBLED = 0.98
"""Share of the pairs of rows that are the same from which they were doubled; of two rows of a scan with letters in them
next to none are."""

LEAST_PAIRS = 50
"""Pairs of rows that are not even, for it to be told: a blank sheet has none."""


def without_doubling(image: Image) -> Image:
    """Return a grey image of the same size with doubled rows and columns drawn smoothly from one of each two.

    `image` itself where nothing was doubled. The middles of what stands for two rows stay where they were.
    """
    for axis in (0, 1):
        first = _first_of_pairs(image, axis)
        if first is None:
            continue
        height, width = image.shape
        size = (width, height - first) if axis == 0 else (width - first, height)
        single = image[first::2] if axis == 0 else image[:, first::2]
        drawn = np.asarray(cv2.resize(single, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
        image = np.concatenate([np.take(image, range(first), axis), drawn], axis=axis)
    return image


def _first_of_pairs(image: Image, axis: int) -> int | None:
    """Return the row (column) at which the first whole pair begins, 0 or 1; None where rows are not doubled."""
    rows = image if axis == 0 else image.T
    if not _may_be_doubled(rows):
        return None
    for first in (0, 1):
        count = (len(rows) - first) // 2
        upper, lower = rows[first : first + 2 * count : 2], rows[first + 1 : first + 2 * count : 2]
        same = (upper == lower).all(axis=1)
        # Rows of one grey are the same as any like them.
        telling = upper.min(axis=1) != upper.max(axis=1) if count else same
        if telling.sum() >= LEAST_PAIRS and same[telling].mean() >= DOUBLED and not _is_even(rows, first, count):
            return first
    return None


SAMPLE, SAMPLE_LENGTH = 48, 512
"""Rows that are looked at first, and pixels of each: nearly all scans are told by them."""

SAMPLE_TELLS, SAMPLE_SAME = 8, 0.8
"""Rows of the sample with letters in them that tell, and the share of them that is doubled at least."""


def _may_be_doubled(rows: Image) -> bool:
    """Return whether rows of a sample are the same as one beside them, or too few of them tell."""
    middle = max(0, rows.shape[1] // 2 - SAMPLE_LENGTH // 2)
    rows = rows[:, middle : middle + SAMPLE_LENGTH]
    numbers = np.linspace(0, max(0, len(rows) - 3), SAMPLE).astype(np.intp)
    inside = numbers[numbers + 2 < len(rows)]
    telling = rows[inside].min(axis=1) != rows[inside].max(axis=1)
    same = (rows[inside] == rows[inside + 1]).all(axis=1) | (rows[inside + 1] == rows[inside + 2]).all(axis=1)
    return telling.sum() < SAMPLE_TELLS or bool(same[telling].mean() >= SAMPLE_SAME)


def _is_even(rows: Image, first: int, count: int) -> bool:
    """Return whether the pairs themselves are all alike: a picture of upright stripes."""
    pairs = rows[first : first + 2 * count : 2]
    return bool((pairs[1:] == pairs[:-1]).all(axis=1).mean() >= DOUBLED)
