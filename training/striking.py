"""Striking: lines on a machine's grid become a plane of ink, with the place of every glyph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from training.faces import CELL, TILE, TILE_BASELINE, Plane
from training.machines import Machine

Generator = np.random.Generator

WORK_CELL = 24
"""Width of a cell on the plane of ink, pixels: 240 dpi at ten characters to the inch."""


@dataclass(frozen=True)
class Struck:
    """A glyph on the plane: its character, line from 0, and the middle of its cell (in print: width), pixels."""

    character: str
    line: int
    x: float


@dataclass(frozen=True)
class Strokes:
    """How evenly a typist strikes: mean darkness 0 to 1, its deviation, share of strikes with one side faint."""

    ink: float = 0.85
    uneven: float = 0.08
    leaning: float = 0.15
    doubled: float = 0.0


def type_lines(
    lines: Sequence[str],
    machine: Machine,
    strokes: Strokes,
    baselines: Sequence[float],
    margin: float,
    size: tuple[int, int],
    rng: Generator,
    raised: Sequence[Mapping[int, float]] = (),
) -> tuple[Plane, tuple[Struck, ...]]:
    """Return the ink, 0 to 1, float32, of shape `size` (rows, columns), and the glyphs struck.

    `baselines` are the rows of the lines' baselines and `margin` the left edge of the first cell, pixels of the plane.
    `raised` are for each line the columns struck above the baseline, and by how many cells.
    """
    plane: Plane = np.zeros(size, dtype=np.float32)
    struck = []
    for number, (line, baseline) in enumerate(zip(lines, baselines, strict=True)):
        left = margin
        for column, character in enumerate(line):
            advance = machine.advance(character) * WORK_CELL
            x = left + 0.5 * advance
            left += advance
            if character != " ":
                up = raised[number].get(column, 0.0) * WORK_CELL if raised else 0.0
                _strike(plane, machine, character, strokes, x, baseline - up, rng)
            struck.append(Struck(character, number, x))
    return plane, tuple(struck)


def _strike(
    plane: Plane, machine: Machine, character: str, strokes: Strokes, x: float, baseline: float, rng: Generator
) -> None:
    tiles, right, low = machine.key(character)
    tile = tiles[int(rng.integers(0, len(tiles)))]
    chances = rng.standard_normal(6)
    aside = machine.kind.strike_aside
    _print(
        plane,
        tile,
        x + (right + aside * chances[0]) * WORK_CELL,
        baseline + (low + aside * chances[1]) * WORK_CELL,
        0.008 * chances[2],
        _darkness(strokes, chances, rng),
    )
    if strokes.doubled and rng.random() < strokes.doubled:
        offset = rng.normal(0, 0.08, 2) * WORK_CELL
        _print(plane, tile, x + offset[0], baseline + offset[1], 0.0, 0.7 * strokes.ink)


DOWN = np.linspace(-1, 1, TILE[0], dtype=np.float32)[:, None] * 1.6
ACROSS = np.linspace(-1, 1, TILE[1], dtype=np.float32)[None, :] * 1.6
"""Where a tile's pixels lie beside its middle, about -1 to 1 over the glyph."""


def _darkness(strokes: Strokes, chances: np.ndarray, rng: Generator) -> float | Plane:
    dark = float(np.clip(strokes.ink + strokes.uneven * chances[3], 0.12, 1.0))
    if rng.random() >= strokes.leaning:
        return dark
    # A type bar that does not meet the platen squarely leaves one side of the glyph faint.
    fall = 0.28 * chances[4] * DOWN + 0.28 * chances[5] * ACROSS
    return np.asarray(np.clip(dark * (1 + fall), 0.0, 1.0), dtype=np.float32)


def _print(plane: Plane, tile: Plane, x: float, y: float, turn: float, dark: float | Plane) -> None:
    scale = WORK_CELL / CELL
    reach_x, reach_up, reach_down = 25, 42, 21
    left, top = int(np.floor(x)) - reach_x, int(np.floor(y)) - reach_up
    width, height = 2 * reach_x, reach_up + reach_down
    matrix = np.array(
        [
            [scale, -turn, x - left - scale * TILE[1] / 2 + turn * TILE_BASELINE],
            [turn, scale, y - top - scale * TILE_BASELINE - turn * TILE[1] / 2],
        ],
        dtype=np.float64,
    )
    print_ = cv2.warpAffine(tile * dark, matrix, (width, height), flags=cv2.INTER_LINEAR)
    rows, columns = plane.shape
    y0, y1, x0, x1 = max(0, top), min(rows, top + height), max(0, left), min(columns, left + width)
    if y0 < y1 and x0 < x1:
        view = plane[y0:y1, x0:x1]
        np.maximum(view, print_[y0 - top : y1 - top, x0 - left : x1 - left], out=view)
