"""A second reading of what is doubtful in a line: the crop moved by half a step, so that the net sees it otherwise.

Where both readings see a glyph, their probabilities are averaged; a glyph that one alone sees is half as sure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ocr_pipeline.recognize.typescript.glyphs.crop import CELL
from ocr_pipeline.recognize.typescript.glyphs.decode import CHOICES, Seen, worth_keeping
from ocr_pipeline.recognize.typescript.glyphs.grid import on_grid
from ocr_pipeline.recognize.typescript.glyphs.net import STEP
from ocr_pipeline.records import Image

SHIFT = STEP // 2
"""Pixels that a crop is moved to the right."""

SURE = 0.7
"""Probability of a glyph under which it is read again. Of 286 errors on eight pages (`setun70`, `novosibirsk`, `ehri`)
0.6 mends 23 for a seventh more time, 0.8 mends 34 for two fifths more."""

SIGHT, CORE = 7, 0.6
"""Cells to each side of a doubt that are read again, as many as those whose glyphs the net sees (with ten, what it
knows of the whole line it knew of the piece as well, but made 539 errors instead of 536 on 26 pages), and those whose
glyphs are taken: the doubtful one."""

SAME_PLACE = 0.5
"""Cells within which two middles are of one glyph."""

PAPER = 255


@dataclass(frozen=True)
class Piece:
    """A piece of a crop that is read again, from `left` to `right`, pixels; glyphs of its `core` alone are taken."""

    left: int
    right: int
    core: tuple[tuple[float, float], ...]


def doubtful_pieces(glyphs: Sequence[Seen], width: int) -> tuple[Piece, ...]:
    """Return the pieces of a crop `width` pixels wide around its doubts: what is not sure, crowded, or off the grid."""
    struck = [glyph for glyph in glyphs if glyph.shape != " "]
    settled = {glyph.x: glyph for glyph in on_grid(struck)}
    found: list[Piece] = []
    for glyph in struck:
        if glyph.x in settled and settled[glyph.x].probability >= SURE:
            continue
        left = max(0, STEP * int((glyph.x - SIGHT * CELL) // STEP))
        right = min(width, int(glyph.x + SIGHT * CELL))
        core = (glyph.x - CORE * CELL, glyph.x + CORE * CELL)
        if found and left <= found[-1].right:
            found[-1] = Piece(found[-1].left, right, (*found[-1].core, core))
        else:
            found.append(Piece(left, right, (core,)))
    return tuple(found)


def moved(crop: Image, piece: Piece) -> Image:
    """Return a piece of the crop, shape (height, width), moved right: shape (height, width of the piece + SHIFT)."""
    return np.pad(crop[:, piece.left : piece.right], ((0, 0), (SHIFT, 0)), constant_values=PAPER)


def together(first: Sequence[Seen], second: Sequence[Seen], piece: Piece) -> tuple[Seen, ...]:
    """Return two readings as one: of a crop, and of a piece of it, moved, whose places are led back."""
    again = [replace(glyph, x=glyph.x - SHIFT + piece.left) for glyph in second]
    found: list[Seen] = []
    taken: set[int] = set()
    for glyph in first:
        if not _within(glyph.x, piece.core):
            found.append(glyph)
            continue
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
    near_first = [glyph.x for glyph in first]
    found += [
        replace(glyph, presence=glyph.presence / 2)
        for number, glyph in enumerate(again)
        if number not in taken
        and _within(glyph.x, piece.core)
        and all(abs(glyph.x - x) >= SAME_PLACE * CELL for x in near_first)
    ]
    return tuple(sorted(found, key=lambda glyph: glyph.x))


def _within(x: float, spans: Sequence[tuple[float, float]]) -> bool:
    return any(begin <= x <= end for begin, end in spans)


def _averaged(one: Seen, other: Seen) -> Seen:
    presence = (one.presence + other.presence) / 2
    shares: dict[str, float] = {}
    for glyph in (one, other):
        for shape, probability in glyph.choices:
            shares[shape] = shares.get(shape, 0.0) + glyph.presence * probability / 2
    ranked = sorted(shares.items(), key=lambda choice: -choice[1])[:CHOICES]
    choices = worth_keeping([(shape, min(1.0, share / max(presence, 1e-9))) for shape, share in ranked])
    return Seen((one.x + other.x) / 2, presence, choices, (one.foreign + other.foreign) / 2)
