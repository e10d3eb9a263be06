"""A second reading of a line that has doubts: the same crop moved by half a step, so that the net sees it otherwise.

Where both readings see a glyph, their probabilities are averaged; a glyph that one alone sees is half as sure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ocr_pipeline.recognize.typescript.crop import CELL
from ocr_pipeline.recognize.typescript.decode import CHOICES, LEAST_CHOICE, Seen
from ocr_pipeline.recognize.typescript.grid import on_grid
from ocr_pipeline.recognize.typescript.net import STEP
from ocr_pipeline.records import Image

SHIFT = STEP // 2
"""Pixels that a crop is moved to the right."""

SURE = 0.6
"""Probability of a glyph under which its line is read again."""

SAME_PLACE = 0.5
"""Cells within which two middles are of one glyph."""

PAPER = 255


def has_doubts(glyphs: Sequence[Seen]) -> bool:
    """Return whether a line is worth a second reading: a glyph is not sure, crowded by another, or off the grid."""
    struck = [glyph for glyph in glyphs if glyph.shape != " "]
    settled = on_grid(struck)
    return len(settled) < len(struck) or any(glyph.probability < SURE for glyph in settled)


def moved(crop: Image) -> Image:
    """Return the crop, shape (height, width), moved right by `SHIFT` pixels: shape (height, width + SHIFT)."""
    return np.pad(crop, ((0, 0), (SHIFT, 0)), constant_values=PAPER)


def together(first: Sequence[Seen], second: Sequence[Seen]) -> tuple[Seen, ...]:
    """Return two readings of a line as one; `second` is that of the moved crop, its places are led back."""
    again = [replace(glyph, x=glyph.x - SHIFT) for glyph in second]
    found: list[Seen] = []
    taken: set[int] = set()
    for glyph in first:
        near = [
            (abs(other.x - glyph.x), number)
            for number, other in enumerate(again)
            if number not in taken and abs(other.x - glyph.x) < SAME_PLACE * CELL
        ]
        if near:
            number = min(near)[1]
            taken.add(number)
            found.append(_averaged(glyph, again[number]))
        else:
            found.append(replace(glyph, presence=glyph.presence / 2))
    found += [replace(glyph, presence=glyph.presence / 2) for number, glyph in enumerate(again) if number not in taken]
    return tuple(sorted(found, key=lambda glyph: glyph.x))


def _averaged(one: Seen, other: Seen) -> Seen:
    presence = (one.presence + other.presence) / 2
    shares: dict[str, float] = {}
    for glyph in (one, other):
        for shape, probability in glyph.choices:
            shares[shape] = shares.get(shape, 0.0) + glyph.presence * probability / 2
    ranked = sorted(shares.items(), key=lambda choice: -choice[1])[:CHOICES]
    choices = tuple(
        (shape, min(1.0, share / max(presence, 1e-9))) for shape, share in ranked if share / presence >= LEAST_CHOICE
    )
    return Seen((one.x + other.x) / 2, presence, choices)
