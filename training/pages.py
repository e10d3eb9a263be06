"""Whole synthetic pages with their truth: what the reader is tried on, and what a person looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from training.faces import Face
from training.machines import Machine, any_type
from training.striking import WORK_CELL, Strokes, type_lines
from training.wear import Camera, Grey, Ink, Paper, inked, on_paper, photographed

CELLS_ACROSS, CELLS_DOWN = 80, 116
"""An A4 sheet in cells of a tenth of an inch."""

MARGIN, TOP = 9.0, 10.0
"""Cells to the left of the first column, and above the first baseline."""


@dataclass(frozen=True)
class Grade:
    """How well a page is preserved."""

    strokes: Strokes
    ink: Ink
    paper: Paper
    camera: Camera


def typed_page(lines: Sequence[str], face: Face, grade: Grade, seed: int, distance: float = 2.5) -> Grey:
    """Return a page with `lines` typed `distance` cells apart, uint8, 0 black; an empty line only turns the platen.

    The machine's type is drawn by chance from those of sound machines; the same arguments give the same page. Raises
    `ValueError` where the face lacks a character, or the page has no room.
    """
    rng = np.random.default_rng(seed)
    sound = {"clogged": 0.0, "chipped": 0.0, "filled": 0.0, "drawn": 0.0, "bent": 0.01, "weight": rng.uniform(0.4, 0.6)}
    kind = replace(any_type(rng), x_height=rng.uniform(0.76, 0.95), alike="", by_hand=False, **sound)
    machine = Machine(face, kind, rng)
    if not all(machine.can_type(line) for line in lines):
        raise ValueError(f"{face.path.name} has not all the characters of the text")
    if TOP + distance * len(lines) > CELLS_DOWN or MARGIN + max(map(len, lines), default=0) > CELLS_ACROSS:
        raise ValueError("the text does not fit on the page")
    baselines = [(TOP + distance * number) * WORK_CELL for number in range(len(lines))]
    size = (CELLS_DOWN * WORK_CELL, CELLS_ACROSS * WORK_CELL)
    plane, _ = type_lines(lines, machine, grade.strokes, baselines, MARGIN * WORK_CELL, size, rng)
    page = on_paper(inked(plane, grade.ink, rng), grade.paper, rng)
    turn = cv2.getRotationMatrix2D((size[1] / 2, size[0] / 2), float(rng.uniform(-1.0, 1.0)), 1.0)
    page = cv2.warpAffine(page, turn, (size[1], size[0]), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return photographed(np.asarray(page, dtype=np.float32), grade.camera, rng)
