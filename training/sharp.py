"""Lines as they lie on the paper, before any camera: what is cheap to photograph anew many times, and made at once."""

from __future__ import annotations

import multiprocessing as mp
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ocr_pipeline.recognize.typescript.glyphs.alphabet import CLASSES
from training.samples import (
    LINE_DISTANCE,
    ROWS,
    SHEET_LINES,
    any_strokes,
    samples,
    sheets,
    three_lines,
    type_line,
)
from training.striking import WORK_CELL
from training.wear import any_ink, any_paper, inked, on_paper

CELLS = 32
"""Cells of a crop, as in `training.train`."""

COLUMNS = (CELLS + 2) * WORK_CELL
"""Width of a sharp line, pixels: a cell more at each side than the crop has."""

GLYPHS = 64
"""Most glyphs of a line that are told of: print has more than cells."""

NOWHERE = -1e6
"""Middle of a glyph that is none: no crop reaches there."""

STILL_SEEN = 0.55
"""Share of the struck ink that is still seen, more than `training.wear.SEEN`: what is photographed anew loses more."""

BLOCK = 48
"""Lines that are handed over together: what is handed over less often disturbs the training less."""


@dataclass(frozen=True, eq=False)
class Lines:
    """Sharp lines: uint8, shape (n, ROWS, COLUMNS); middles of their glyphs, pixels, float32, (n, GLYPHS); classes."""

    pixels: npt.NDArray[np.uint8]
    centres: npt.NDArray[np.float32]
    classes: npt.NDArray[np.int16]


@dataclass(frozen=True, eq=False)
class Crops:
    """Crops as the reader cuts them: uint8, shape (n, HEIGHT, width); the class of each step, int64."""

    pixels: npt.NDArray[np.uint8]
    steps: npt.NDArray[np.int64]


Fonts = tuple[Sequence[Path], Sequence[Path], Sequence[Path]]
"""Faces of machines, of figures, of print."""


def sharp_lines(seed: int, fonts: Fonts) -> Iterator[tuple[npt.NDArray[np.uint8], list[tuple[float, int]]]]:
    """Yield lines without end, and of each glyph the middle and the class; the same arguments give the same ones."""
    rng = np.random.default_rng(seed)
    for writer, machine in sheets(rng, *fonts):
        strokes, ink, paper = any_strokes(rng), any_ink(rng), any_paper(rng)
        distance = rng.uniform(*LINE_DISTANCE)
        for _ in range(SHEET_LINES):
            typed = type_line(three_lines(writer, machine, CELLS - 2), machine, strokes, distance, CELLS, rng)
            bright = on_paper(inked(typed.plane, ink, rng, STILL_SEEN), paper, rng)
            pixels = (np.clip(bright, 0, 1) * 255).astype(np.uint8)
            yield pixels, [(glyph.x, CLASSES[glyph.character]) for glyph in typed.glyphs]


def block(source: Iterator[tuple[npt.NDArray[np.uint8], list[tuple[float, int]]]], count: int) -> Lines:
    """Return the next `count` lines of `sharp_lines`."""
    pixels = np.empty((count, ROWS, COLUMNS), dtype=np.uint8)
    centres = np.full((count, GLYPHS), NOWHERE, dtype=np.float32)
    classes = np.zeros((count, GLYPHS), dtype=np.int16)
    for row, (picture, glyphs) in enumerate(islice(source, count)):
        pixels[row] = picture
        for place, (middle, number) in enumerate(glyphs[:GLYPHS]):
            centres[row, place], classes[row, place] = middle, number
    return Lines(pixels, centres, classes)


def feed(queue: mp.Queue[Lines], seed: int, fonts: Fonts, block_lines: int = BLOCK) -> None:
    """Put lines into `queue` for ever."""
    _quietly()
    source = sharp_lines(seed, fonts)
    while True:
        queue.put(block(source, block_lines))


def prove(queue: mp.Queue[tuple[Crops, Lines]], seed: int, fonts: Fonts, count: int) -> None:
    """Put `count` crops and as many sharp lines of faces that are not trained on into `queue`, once."""
    _quietly()
    faces, figures, printed = fonts
    # Every third one: of more machines.
    made = list(islice(samples(seed, faces, CELLS, figures, printed), 0, 3 * count, 3))
    crops = Crops(np.stack([one.pixels for one in made]), np.stack([one.steps for one in made]))
    queue.put((crops, block(islice(sharp_lines(seed + 1, fonts), 0, 3 * count, 3), count)))


def _quietly() -> None:
    import cv2

    os.nice(5)
    cv2.setNumThreads(1)
