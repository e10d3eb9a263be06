"""Print and composer type: letters as wide as they are drawn, a cell on the average, and no key of its own fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from training.faces import Face
from training.machines import Machine, Type, any_type

Generator = np.random.Generator


class Print(Machine):
    """A typewriter without a grid: every character moves the line on by its own width."""

    def __init__(self, face: Face, kind: Type, rng: Generator) -> None:
        """Take a face that is `natural`, and what becomes of it; `rng` is its own."""
        super().__init__(face, kind, rng)
        self._wide = kind.width
        self._word_space = float(rng.uniform(0.9, 1.7))

    def advance(self, character: str) -> float:
        """Return how far a character moves the line on, in cells: words stand further apart where lines are filled."""
        return self._wide * self.face.advance(character) * (self._word_space if character == " " else 1.0)


def any_print(faces: Sequence[Face], rng: Generator) -> Print:
    """Return some print of these faces."""
    face = faces[int(rng.integers(0, len(faces)))]
    kind = replace(
        any_type(rng),
        x_height=face.x_height * rng.uniform(0.92, 1.08),
        width=rng.uniform(0.85, 1.12),
        bent=rng.uniform(0.0, 0.02),
        key_aside=0.0,
        strike_aside=rng.uniform(0.0, 0.012),
        heavy_points=0.0,
        brackets=1.0,
        drawn=0.0,
        slant=0.0,
        flat_three=False,
        alike="",
        by_hand=False,
    )
    return Print(face, kind, rng)


def fitted(line: str, machine: Machine, cells: float) -> str:
    """Return as much of the beginning of a line as fits in `cells`, without spaces at its end."""
    ends = np.cumsum([machine.advance(character) for character in line])
    return line[: int(np.searchsorted(ends, cells + 1e-6, side="right"))].rstrip()
