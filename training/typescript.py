"""Draws typescript as a machine types it: glyphs on a fixed grid, uneven strikes, a ribbon, paper, and a scanner.

The truth comes with the picture: the lines as typed, and the box of each glyph in the final image.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

Image = npt.NDArray[np.uint8]
Plane = npt.NDArray[np.float32]

MM_PER_INCH = 25.4


@dataclass(frozen=True)
class Machine:
    """A typewriter and the sheet in it; lengths in mm.

    `pitch` is 2.54 for ten characters to the inch; `jitter` the standard deviation of a strike's place, `key_jitter`
    that of a key's own, constant error.
    """

    font: Path
    pitch: float = 2.54
    line_distance: float = 6.35
    letter_height: float = 2.05
    left_margin: float = 30.0
    top_margin: float = 22.0
    jitter: float = 0.05
    key_jitter: float = 0.08
    width: float = 210.0
    height: float = 297.0


@dataclass(frozen=True)
class Wear:
    """What time, ribbon and scanner do; shares are 0 to 1 of full black or white.

    `ink` is the mean darkness of a strike and `uneven` its standard deviation from strike to strike; `texture` the
    ribbon's weave; `blur` in mm; `paper` the tone of the sheet, `grain` its noise, `shade` the fall of light over it.
    """

    ink: float = 0.82
    uneven: float = 0.10
    texture: float = 0.35
    blur: float = 0.07
    paper: float = 0.86
    grain: float = 0.018
    shade: float = 0.10
    skew_degrees: float = 0.0


@dataclass(frozen=True)
class GlyphTruth:
    """A glyph struck: its character, line (from 0), and box (left, top, right, bottom) in pixels of the final image."""

    text: str
    line: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class Sheet:
    """A typed sheet: grey pixels, the lines typed, the glyphs in order."""

    pixels: Image
    lines: tuple[str, ...]
    glyphs: tuple[GlyphTruth, ...]


def type_sheet(lines: tuple[str, ...], machine: Machine, wear: Wear, dpi: float, seed: int) -> Sheet:
    """Return the sheet on which `lines` are typed, one below the other; an empty line only advances the paper.

    The same arguments give the same sheet to the pixel. Skew is counter-clockwise positive, about the centre.
    """
    rng = np.random.default_rng(seed)
    per_mm = dpi / MM_PER_INCH
    width, height = round(machine.width * per_mm), round(machine.height * per_mm)
    font = _font(machine, per_mm)
    keys: dict[str, tuple[float, float]] = {}
    ink: Plane = np.zeros((height, width), dtype=np.float32)
    placed: list[tuple[str, int, tuple[float, float, float, float]]] = []
    for row, line in enumerate(lines):
        baseline = (machine.top_margin + row * machine.line_distance) * per_mm
        for column, letter in enumerate(line):
            if letter == " ":
                continue
            if letter not in keys:
                keys[letter] = (rng.normal(0, machine.key_jitter / 2), rng.normal(0, machine.key_jitter))
            own_x, own_y = keys[letter]
            x = (machine.left_margin + column * machine.pitch + own_x + rng.normal(0, machine.jitter)) * per_mm
            y = baseline + (own_y + rng.normal(0, machine.jitter)) * per_mm
            darkness = float(np.clip(rng.normal(wear.ink, wear.uneven), 0.25, 1.0))
            placed.append((letter, row, _strike(ink, font, letter, x, y, machine.pitch * per_mm, darkness, rng)))
    pixels = _scanned(ink, wear, per_mm, rng)
    forward = cv2.getRotationMatrix2D((width / 2, height / 2), wear.skew_degrees, 1.0)
    # OpenCV turns about pixel centres; boxes count from pixel corners.
    glyphs = tuple(GlyphTruth(letter, row, _moved(box, forward)) for letter, row, box in placed)
    return Sheet(pixels, lines, glyphs)


def _font(machine: Machine, per_mm: float) -> ImageFont.FreeTypeFont:
    """Return the face at the size at which its small letters have the machine's height."""
    probe = ImageFont.truetype(str(machine.font), 200)
    left, top, right, bottom = probe.getbbox("н", anchor="ls")
    del left, right
    return ImageFont.truetype(str(machine.font), machine.letter_height * per_mm * 200 / (bottom - top))


def _strike(
    ink: Plane,
    font: ImageFont.FreeTypeFont,
    letter: str,
    x: float,
    y: float,
    pitch_px: float,
    darkness: float,
    rng: np.random.Generator,
) -> tuple[float, float, float, float]:
    """Strike a glyph centred on its cell that begins at `x`, baseline at `y`; return its box."""
    left, top, right, bottom = font.getbbox(letter, anchor="ls")
    origin_x = round(x + pitch_px / 2 - (left + right) / 2)
    origin_y = round(y)
    box = (origin_x + left, origin_y + top, origin_x + right, origin_y + bottom)
    tile = Pillow.new("L", (round(right - left) + 4, round(bottom - top) + 4))
    ImageDraw.Draw(tile).text((2 - left, 2 - top), letter, fill=255, font=font, anchor="ls")
    # A type bar seldom meets the platen squarely: one side of the glyph prints darker.
    slope = np.linspace(-1, 1, tile.width, dtype=np.float32)[None, :] * rng.normal(0, 0.10)
    mask = np.asarray(tile, dtype=np.float32) / 255 * np.clip(darkness + slope, 0, 1)
    row, column = round(box[1]) - 2, round(box[0]) - 2
    view = ink[max(0, row) : row + tile.height, max(0, column) : column + tile.width]
    if view.size:
        part = mask[max(0, -row) :, max(0, -column) :][: view.shape[0], : view.shape[1]]
        np.maximum(view, part, out=view)
    return box


def _scanned(ink: Plane, wear: Wear, per_mm: float, rng: np.random.Generator) -> Image:
    """Return the sheet as a scanner sees it: ribbon texture and spread of the ink, tone, grain, light, skew."""
    height, width = ink.shape
    weave = _noise(rng, height, width, 0.12 * per_mm) * wear.texture
    patches = _noise(rng, height, width, 12 * per_mm) * 0.08
    blurred = cv2.GaussianBlur(ink, (0, 0), wear.blur * per_mm)
    inked = np.clip(blurred * (1 + weave * (1 - blurred) + patches), 0, 1)
    down, across = np.mgrid[0:height:8, 0:width:8].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    fall = (np.cos(angle) * (across / width - 0.5) + np.sin(angle) * (down / height - 0.5)) * wear.shade
    light = cv2.resize(fall.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    stains = _noise(rng, height, width, 20 * per_mm) * 0.02
    paper = wear.paper + light + stains + _noise(rng, height, width, 0.1 * per_mm) * wear.grain
    grey = paper * (1 - 0.92 * inked)
    rotation = cv2.getRotationMatrix2D((width / 2 - 0.5, height / 2 - 0.5), wear.skew_degrees, 1.0)
    turned = cv2.warpAffine(
        grey.astype(np.float32),
        rotation,
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    noisy = np.asarray(turned) + np.asarray(rng.normal(0, 0.006, turned.shape), dtype=np.float32)
    return np.clip(noisy * 255, 0, 255).astype(np.uint8)


def _noise(rng: np.random.Generator, height: int, width: int, grain_px: float) -> Plane:
    """Return smooth noise of mean 0 and standard deviation 1, whose grains are about `grain_px` wide."""
    step = max(1.0, grain_px)
    coarse = rng.normal(0, 1, (int(height / step) + 3, int(width / step) + 3)).astype(np.float32)
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), dtype=np.float32)


def _moved(
    box: tuple[float, float, float, float], forward: npt.NDArray[np.float64]
) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    corners = np.array([(left, top, 1), (right, top, 1), (right, bottom, 1), (left, bottom, 1)], dtype=np.float64)
    moved = corners @ forward.T
    (x0, y0), (x1, y1) = moved.min(axis=0).tolist(), moved.max(axis=0).tolist()
    return (x0, y0, x1, y1)
