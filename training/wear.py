"""What ribbon, carbon, time and camera make of a plane of ink: a grey picture of the sheet.

All lengths are in cells of the machine's grid, so that a sheet looks the same at every resolution.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from training.faces import Plane
from training.striking import WORK_CELL

Generator = np.random.Generator
Grey = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Ink:
    """How the ink lies on the paper.

    `blur` is its spread; `grain` the size and `speckle` the strength of what the ribbon's weave and the paper's fibres
    leave out; `patches` the strength of slow changes; `edge` the steepness with which ink ends (a carbon copy's is
    low); `level` where it is cut: high leaves thin strokes out, low makes them run together; `ghost` a second, shifted
    print.
    """

    blur: float = 0.04
    grain: float = 0.08
    speckle: float = 0.3
    patches: float = 0.1
    edge: float = 2.5
    level: float = 0.4
    ghost: float = 0.0


@dataclass(frozen=True)
class Paper:
    """The sheet: tone and grain of the paper, contrast of the ink, what shines through, what crosses the text."""

    tone: float = 0.85
    contrast: float = 0.75
    noise: float = 0.02
    clouds: float = 0.03
    through: float = 0.0
    folds: float = 0.0
    strokes: float = 0.0
    specks: float = 0.0


@dataclass(frozen=True)
class Camera:
    """The picture: its cell in pixels (10 is 100 dpi), blur, noise, JPEG quality (0: none), black-and-white cut.

    `blur` is in cells: 0.2 is four pixels at 300 dpi, a photograph out of focus. `sharp` is how much of what a blur
    takes is added again, as scanners and cameras do, and `spots` the share of pixels that are light or dark by chance.
    """

    cell: float = 24.0
    blur: float = 0.02
    noise: float = 0.01
    jpeg: int = 0
    binary: float = 0.0
    sharp: float = 0.0
    spots: float = 0.0


def any_ink(rng: Generator) -> Ink:
    """Return the ink of a top copy (6 in 10), a carbon copy (3 in 10) or a photostat (1 in 10)."""
    kind = rng.random()
    if kind < 0.6:
        return Ink(
            blur=rng.uniform(0.015, 0.06),
            grain=rng.uniform(0.04, 0.16),
            speckle=rng.uniform(0.0, 0.45),
            patches=rng.uniform(0.0, 0.1),
            edge=rng.uniform(1.2, 3.5),
            level=rng.uniform(0.2, 0.45),
            ghost=rng.uniform(0.1, 0.4) if rng.random() < 0.06 else 0.0,
        )
    if kind < 0.9:
        return Ink(
            blur=rng.uniform(0.04, 0.125),
            grain=rng.uniform(0.05, 0.2),
            speckle=rng.uniform(0.1, 0.7),
            patches=rng.uniform(0.0, 0.2),
            edge=rng.uniform(0.7, 2.0),
            level=rng.uniform(0.15, 0.42),
            ghost=rng.uniform(0.1, 0.5) if rng.random() < 0.15 else 0.0,
        )
    return Ink(
        blur=rng.uniform(0.03, 0.09),
        grain=rng.uniform(0.04, 0.1),
        speckle=rng.uniform(0.05, 0.4),
        patches=rng.uniform(0.0, 0.15),
        edge=rng.uniform(4.0, 8.0),
        level=rng.uniform(0.15, 0.5),
    )


def any_paper(rng: Generator) -> Paper:
    """Return some sheet."""
    bad = rng.random() < 0.25
    return Paper(
        tone=rng.uniform(0.6, 0.97),
        contrast=rng.uniform(0.35, 0.65) if bad else rng.uniform(0.55, 0.95),
        noise=rng.uniform(0.0, 0.035 if bad else 0.02),
        clouds=rng.uniform(0.0, 0.035 if bad else 0.02),
        through=rng.uniform(0.05, 0.3) if rng.random() < 0.2 else 0.0,
        folds=float(rng.random() < 0.07),
        strokes=float(rng.random() < 0.08),
        specks=rng.uniform(0.0, 2.0) if rng.random() < 0.3 else 0.0,
    )


def any_camera(rng: Generator) -> Camera:
    """Return some scan, from 70 to 340 dots per inch at ten characters to the inch."""
    cell = float(np.exp(rng.uniform(np.log(8.5), np.log(34.0))))
    return Camera(
        cell=cell,
        blur=rng.uniform(0.05, 0.2) if rng.random() < 0.08 else rng.uniform(0.0, 0.05),
        noise=rng.uniform(0.0, 0.025),
        sharp=rng.uniform(0.4, 2.0) if rng.random() < 0.2 else 0.0,
        spots=rng.uniform(0.0, 0.02) if rng.random() < 0.08 else 0.0,
        jpeg=int(rng.integers(35, 92)) if rng.random() < 0.55 else 0,
        binary=rng.uniform(0.35, 0.65) if rng.random() < 0.18 and cell > 14 else 0.0,
    )


SEEN, FOG = 0.4, 0.02
"""Share of the struck ink that stays to be seen at least: what is lost altogether teaches nothing. Darkness that is no
ink."""


def inked(plane: Plane, ink: Ink, rng: Generator, seen: float = SEEN) -> Plane:
    """Return the darkness on the paper, 0 to 1, float32, of a plane of strikes; `seen` of the ink stays at least."""
    height, width = plane.shape
    if ink.ghost:
        shift = rng.normal(0, 0.12, 2) * WORK_CELL
        moved = cv2.warpAffine(plane, np.array([[1.0, 0, shift[0]], [0, 1, shift[1]]]), (width, height))
        plane = np.maximum(plane, moved * ink.ghost)
    spread = cv2.GaussianBlur(plane, (0, 0), max(0.3, ink.blur * WORK_CELL))
    grain = noise(rng, height, width, ink.grain * WORK_CELL)
    if ink.speckle > 0.3:
        grain = 0.7 * grain + 0.5 * noise(rng, height, width, 2.5 * ink.grain * WORK_CELL)
    patches = noise(rng, height, width, 2.5 * WORK_CELL)
    uneven = spread * (1 + ink.patches * patches) + 0.35 * ink.speckle * grain * np.sqrt(spread + 1e-4)
    level = ink.level
    while True:
        dark = np.clip((uneven - level) * ink.edge * 0.6 + 0.5 * uneven - FOG, 0, 1)
        if dark.sum() >= seen * plane.sum() or level < FOG:
            return np.asarray(dark, dtype=np.float32)
        level *= 0.7


def pictured(plane: Plane, ink: Ink, paper: Paper, camera: Camera, rng: Generator) -> Grey:
    """Return the picture of a plane of strikes, uint8: inked, on its paper, photographed as it lies."""
    return photographed(on_paper(inked(plane, ink, rng), paper, rng), camera, rng)


def on_paper(dark: Plane, paper: Paper, rng: Generator) -> Plane:
    """Return the sheet's brightness, about 0 to 1, float32; what shines through is typed like this side."""
    height, width = dark.shape
    ground = np.full((height, width), paper.tone, dtype=np.float32)
    if paper.clouds:
        ground += paper.clouds * noise(rng, height, width, 4 * WORK_CELL)
    if paper.noise:
        ground += paper.noise * noise(rng, height, width, 0.1 * WORK_CELL)
    if paper.through:
        ground -= paper.through * cv2.GaussianBlur(dark[:, ::-1], (0, 0), 0.15 * WORK_CELL) * paper.tone
    crossing = np.zeros_like(dark)
    if paper.strokes:
        crossing = _pen(rng, height, width)
    if paper.folds:
        _fold(ground, rng)
    bright = ground * (1 - paper.contrast * dark) * (1 - crossing)
    if paper.specks:
        for _ in range(int(paper.specks * width * height / (20 * WORK_CELL) ** 2 * 6)):
            at = (int(rng.integers(0, width)), int(rng.integers(0, height)))
            cv2.circle(bright, at, int(rng.integers(1, 3)), float(rng.uniform(0.05, 0.5)), -1)
    return bright


def photographed(sheet: Plane, camera: Camera, rng: Generator) -> Grey:
    """Return the sheet as a scanner or camera sees it, uint8, its cell `camera.cell` pixels wide."""
    scale = camera.cell / WORK_CELL
    height, width = sheet.shape
    size = (round(width * scale), round(height * scale))
    if camera.blur:
        sheet = cv2.GaussianBlur(sheet, (0, 0), max(0.3, camera.blur * WORK_CELL))
    seen = cv2.resize(sheet, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    if camera.sharp:
        seen = seen + camera.sharp * (seen - cv2.GaussianBlur(seen, (0, 0), 1.0))
    if camera.spots:
        spots = rng.random(seen.shape, dtype=np.float32)
        seen = np.where(spots < camera.spots, np.where(spots < camera.spots / 2, seen - 0.4, seen + 0.4), seen)
    if camera.noise:
        seen = seen + rng.standard_normal(seen.shape, dtype=np.float32) * camera.noise
    grey: Grey = (np.clip(seen, 0, 1) * 255).astype(np.uint8)
    if camera.binary:
        paper, black = np.percentile(grey, (80, 1))
        grey = np.where(grey < black + camera.binary * (paper - black), 0, 255).astype(np.uint8)
    if camera.jpeg:
        _, data = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, camera.jpeg])
        grey = np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)
    return grey


def noise(rng: Generator, height: int, width: int, grain: float) -> Plane:
    """Return smooth noise of mean 0 and deviation about 1, float32, whose grains are `grain` pixels wide."""
    step = max(1.0, grain)
    coarse = rng.standard_normal((int(height / step) + 3, int(width / step) + 3), dtype=np.float32)
    if step == 1.0:
        return coarse[:height, :width]
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.float32) * 1.4


def _pen(rng: Generator, height: int, width: int) -> Plane:
    """Return strokes of a pen, a pencil or a stamp across the sheet, 0 to 1."""
    drawn = np.zeros((height, width), dtype=np.float32)
    for _ in range(int(rng.integers(1, 4))):
        begin = rng.uniform((0, 0), (width, height))
        steps = np.cumsum(rng.normal(0, 0.5 * WORK_CELL, (12, 2)) + rng.normal(0, 0.7 * WORK_CELL, 2), axis=0)
        smooth = cv2.resize((begin + steps).astype(np.float32), (2, 60), interpolation=cv2.INTER_CUBIC)
        points = np.round(smooth).astype(np.int32)
        dark = float(rng.uniform(0.2, 0.7))
        cv2.polylines(drawn, [points], False, dark, int(rng.integers(1, 4)), cv2.LINE_AA)
    return drawn


def _fold(ground: Plane, rng: Generator) -> None:
    height, width = ground.shape
    x0, x1 = rng.uniform(0, width, 2)
    y0, y1 = (0, height) if rng.random() < 0.5 else tuple(rng.uniform(0, height, 2))
    if (y0, y1) != (0, height):
        x0, x1 = 0, width
    tone = float(np.clip(ground.mean() + rng.choice([-0.25, 0.15]), 0.1, 1.0))
    line = np.zeros_like(ground)
    cv2.line(line, (int(x0), int(y0)), (int(x1), int(y1)), 1.0, int(rng.integers(1, 4)), cv2.LINE_AA)
    ground += (tone - ground) * line * float(rng.uniform(0.3, 0.9))
