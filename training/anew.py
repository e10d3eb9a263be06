"""Photographs sharp lines anew, many at once and in a different way each time, on whatever device they lie.

What `training.wear.photographed` and `training.samples` do one by one on the processor: a camera's blur and
resolution, sharpening, noise, black-and-white, JPEG; then the crop of a finder that errs a little, its ink stretched.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import log

import torch
from torch import Tensor
from torch.nn import functional

from ocr_pipeline.recognize.typescript.glyphs.alphabet import BLANK
from ocr_pipeline.recognize.typescript.glyphs.crop import BASELINE, CELL, DARK, GREATEST_GAIN, HEIGHT, PAPER
from ocr_pipeline.recognize.typescript.glyphs.net import STEP
from training.samples import IGNORED, UP
from training.sharp import CELLS
from training.striking import WORK_CELL

WIDTH = CELLS * CELL

JPEG_EVERY, SHRUNK_EVERY = 3, 10
"""Of so many crops of a batch, one is kept as JPEG, one is reduced to half its size before it is read. Every other is
stretched as the reader does, and the first half are drawn by cubic splines: lines are drawn from the pool in no order,
and fixed places need no waiting for the device."""


@dataclass(frozen=True, eq=False)
class Batch:
    """Sharp lines on a device: see `training.sharp.Lines`."""

    pixels: Tensor
    centres: Tensor
    classes: Tensor


class Chances:
    """Chances of a batch, each of shape (n, 1, 1): the same generator gives the same ones."""

    def __init__(self, count: int, generator: torch.Generator) -> None:
        """Take how many crops there are."""
        self._count = count
        self._generator = generator

    def uniform(self, low: float, high: float) -> Tensor:
        """Return values evenly spread from `low` to `high`."""
        return low + (high - low) * self.grid(1, 1)

    def normal(self, deviation: float) -> Tensor:
        """Return values around 0."""
        return deviation * self.noise(1, 1)

    def some(self, share: float) -> Tensor:
        """Return 1 for a share of the crops, 0 for the others."""
        return (self.grid(1, 1) < share).float()

    def grid(self, rows: int, columns: int) -> Tensor:
        """Return values from 0 to 1, shape (n, rows, columns)."""
        return torch.rand(
            (self._count, rows, columns), generator=self._generator, device=self._generator.device, dtype=torch.float32
        )

    def noise(self, rows: int, columns: int) -> Tensor:
        """Return values around 0, of deviation 1, shape (n, rows, columns)."""
        return torch.randn(
            (self._count, rows, columns), generator=self._generator, device=self._generator.device, dtype=torch.float32
        )


@torch.no_grad()
def seen_anew(lines: Batch, generator: torch.Generator, as_reader: bool = True) -> tuple[Tensor, Tensor]:
    """Return crops (n, 1, HEIGHT, WIDTH), paper 0 and ink 1, and the class of each step (n, WIDTH / STEP), int64.

    The contrast of every other crop is stretched as the reader does it unless `as_reader` is false, that of the rest as
    `training.samples.stretched` does.
    """
    chances = Chances(len(lines.pixels), generator)
    bright = _worn(lines.pixels.float() / 255, chances)
    cell = _cells(chances)
    seen = _photographed(bright, cell, chances)
    crops, stretch, offset = _cut(seen, cell, chances)
    faint, lower = chances.uniform(0.06, 0.3), chances.uniform(0.0, 0.3)
    white, power = chances.uniform(225 / 255, 262 / 255), chances.uniform(0.75, 1.3)
    dark = torch.empty_like(crops)
    dark[::2] = _stretched(crops[::2], lower[::2], white[::2], power[::2])
    odd = slice(1, None, 2)
    dark[odd] = (
        _as_reader(crops[odd], faint[odd]) if as_reader else _stretched(crops[odd], lower[odd], white[odd], power[odd])
    )
    middle = WIDTH / 2
    places = ((lines.centres / WORK_CELL - 1) * CELL - middle) / (1 + stretch[:, :, 0]) + middle + offset[:, :, 0]
    return dark[:, None], steps_of(places, lines.classes.long(), WIDTH // STEP)


def steps_of(centres: Tensor, classes: Tensor, count: int) -> Tensor:
    """Return what `training.samples.steps_of` does, of many lines: (n, glyphs) twice to (n, count), int64."""
    place = centres / STEP
    inside = (place >= 0) & (place < count)
    at = place.floor().clamp(0, count - 1).long()
    part = place - place.floor()
    # A column more for what is not to be written.
    steps = torch.full((len(centres), count + 1), BLANK, dtype=torch.int64, device=centres.device)
    for side, near in ((-1, part < 0.25), (1, part > 0.75)):
        beside = torch.where(inside & near, (at + side).clamp(0, count - 1), count)
        steps.scatter_(1, beside, IGNORED)
    steps.scatter_(1, torch.where(inside, at, count), classes)
    return steps[:, :count]


def _worn(bright: Tensor, chances: Chances) -> Tensor:
    """Return the lines with a little ink gained or lost at the edges of strokes, and left out in grains."""
    rows, columns = bright.shape[1:]
    more = -functional.max_pool2d(-bright, 3, 1, 1)
    less = functional.max_pool2d(bright, 3, 1, 1)
    gain, loss = chances.some(0.2) * chances.uniform(0, 1), chances.some(0.2) * chances.uniform(0, 0.6)
    # Letters clog one by one: where a few of them lie, ink runs together.
    clogged = chances.some(0.1) * chances.uniform(0.4, 1.0) * _patches(chances, rows, columns, 24, 1.1)
    most = -functional.max_pool2d(-more, 3, 1, 1)
    fat = chances.some(0.16) * chances.uniform(0.2, 1.0)
    bright = bright + gain * (more - bright) + loss * (less - bright)
    bright = bright + torch.maximum(clogged, fat) * (most - bright).clamp_max(0)
    grain = functional.interpolate(
        chances.noise(rows // 3, columns // 3)[:, None], size=(rows, columns), mode="bilinear", align_corners=False
    )[:, 0]
    paper = _levels(bright)[0]
    # A copier keeps the edges of strokes and loses what lies within.
    hollow = chances.some(0.06) * chances.uniform(0.3, 1.0)
    bright = bright + hollow * (0.8 + 0.5 * grain).clamp(0, 1) * (paper - less).clamp_min(0)
    speckle = chances.some(0.2) * chances.uniform(0.1, 0.9)
    bright = bright + (paper - bright).clamp_min(0) * (speckle * grain).clamp(0, 1)
    # A worn ribbon and a carbon leave parts of letters faint, and strokes broken.
    faint = chances.some(0.18) * chances.uniform(0.3, 0.95) * _patches(chances, rows, columns, 10, 0.5)
    return bright + (paper - bright).clamp_min(0) * faint


def _patches(chances: Chances, rows: int, columns: int, size: int, rare: float) -> Tensor:
    """Return patches of 1 some `size` pixels wide, soft at their edges, fewer the higher `rare`: (n, rows, columns)."""
    coarse = chances.noise(rows // size + 1, columns // size + 1)[:, None]
    smooth = functional.interpolate(coarse, size=(rows, columns), mode="bilinear", align_corners=False)[:, 0]
    return (1.5 * (1.4 * smooth - rare)).clamp(0, 1)


def _cells(chances: Chances) -> Tensor:
    """Return the cells of the cameras, pixels: a third are from 75 to 120 dots per inch."""
    low = chances.some(0.3)
    return low * chances.uniform(7.5, 12.0) + (1 - low) * torch.exp(chances.uniform(log(11.0), log(WORK_CELL)))


def _photographed(bright: Tensor, cell: Tensor, chances: Chances) -> Tensor:
    """Return the lines on the grid of a camera whose cell is `cell` pixels, in the upper left corner of each plane."""
    rows, columns = bright.shape[1:]
    scale = WORK_CELL / cell
    far = chances.some(0.12)
    blur = far * chances.uniform(0.05, 0.2) + (1 - far) * chances.uniform(0.0, 0.05)
    # A pixel of the camera is the mean of a square: its deviation, and that of the lens.
    spread = ((blur * WORK_CELL) ** 2 + (scale**2 - 1) / 12 + 0.09).sqrt()
    tall = spread * chances.uniform(0.85, 1.15)
    (down, of_rows), (across, of_columns) = _onto(rows, scale, tall), _onto(columns, scale, spread)
    seen = down @ bright @ across.transpose(1, 2) / of_rows / of_columns.transpose(1, 2)
    sharp = chances.some(0.3) * chances.uniform(0.4, 2.5)
    around = functional.avg_pool2d(seen[:, None], 3, 1, 1, count_include_pad=False)[:, 0]
    seen = seen + 0.7 * sharp * (seen - around)
    spots = chances.grid(rows, columns) - 1 + chances.some(0.08) * chances.uniform(0.0, 0.02)
    seen = seen + 0.4 * (spots > 0).float() * torch.sign(chances.grid(rows, columns) - 0.5)
    noisy = chances.some(0.1)
    noise = noisy * chances.uniform(0.025, 0.06) + (1 - noisy) * chances.uniform(0.0, 0.025)
    seen = (seen + noise * chances.noise(rows, columns)).clamp(0, 1)
    seen = _toned(seen, cell, chances)
    seen[1::SHRUNK_EVERY] = _shrunk(seen[1::SHRUNK_EVERY], cell[1::SHRUNK_EVERY])
    seen[::JPEG_EVERY] = _jpeg(seen[::JPEG_EVERY], chances.uniform(35, 92)[::JPEG_EVERY])
    return (seen * 255).round() / 255


def _onto(count: int, scale: Tensor, spread: Tensor) -> tuple[Tensor, Tensor]:
    """Return how much each pixel counts in each of a grid `scale` pixels wide, by a bell curve; and the sums of that.

    Shapes (n, count, count) and (n, count, 1).
    """
    along = torch.arange(count, device=scale.device, dtype=torch.float32)
    places = ((along + 0.5) * scale - 0.5).clamp_max(count - 1).transpose(1, 2)
    narrow = 1 / (2**0.5 * spread)
    # In place: these are the largest tensors there are.
    weights = places * narrow - along * narrow
    weights = weights.square_().neg_().exp_()
    return weights, weights.sum(2, keepdim=True)


def _toned(seen: Tensor, cell: Tensor, chances: Chances) -> Tensor:
    """Return some of the pictures in black and white, some with edges steepened and strokes thicker or thinner."""
    paper, black = _levels(_inner(seen, cell))
    contrast = (paper - black).clamp_min(0.05)
    chance = chances.grid(1, 1)
    binary, steep = ((chance < 0.18) & (cell > 11)).float(), (chance > 0.84).float()
    # One cut for a sheet that is not evenly lit: strokes fail at one end of a line and run together at the other.
    across = torch.linspace(-1, 1, seen.shape[2], device=seen.device)
    uneven = chances.some(0.5) * chances.normal(0.12) * across * WORK_CELL / cell
    level = black + (chances.uniform(0.35, 0.65) + uneven).clamp(0.15, 0.85) * contrast
    cut = (seen > level).float()
    edges = ((seen - level) * chances.uniform(1.5, 4.0) / contrast + 0.5).clamp(0, 1)
    return seen + binary * (cut - seen) + steep * (edges - seen)


def _shrunk(seen: Tensor, cell: Tensor) -> Tensor:
    """Return the pictures as they are after they were reduced to half their size, where that leaves letters."""
    half = functional.avg_pool2d(seen[:, None], 2)
    back = functional.interpolate(half, size=seen.shape[1:], mode="bicubic", align_corners=False)[:, 0]
    return torch.where(cell > 14, back.clamp(0, 1), seen)


def _inner(seen: Tensor, cell: Tensor) -> Tensor:
    """Return a sample of the pixels of each picture that are no repetition of its edge, shape (n, 28, 100)."""
    count, rows, columns = seen.shape
    share = cell / WORK_CELL
    down = (torch.linspace(0, 1, 28, device=seen.device) * (rows * share - 1)).long().transpose(1, 2)
    across = (torch.linspace(0, 1, 100, device=seen.device) * (columns * share - 1)).long()
    return seen[torch.arange(count, device=seen.device)[:, None, None], down, across]


def _levels(pixels: Tensor) -> tuple[Tensor, Tensor]:
    """Return how bright paper is and how bright the darkest ink, each of shape (n, 1, 1)."""
    some = pixels if pixels[0].numel() < 4000 else pixels[:, ::3, ::8]
    ordered = some.flatten(1).sort(dim=1).values
    count = ordered.shape[1]
    return ordered[:, int(0.8 * count), None, None], ordered[:, int(0.01 * count), None, None]


QUANTA = (
    (16, 11, 10, 16, 24, 40, 51, 61),
    (12, 12, 14, 19, 26, 58, 60, 55),
    (14, 13, 16, 24, 40, 57, 69, 56),
    (14, 17, 22, 29, 51, 87, 80, 62),
    (18, 22, 37, 56, 68, 109, 103, 77),
    (24, 35, 55, 64, 81, 104, 113, 92),
    (49, 64, 78, 87, 103, 121, 120, 101),
    (72, 92, 95, 98, 112, 100, 103, 99),
)
"""Steps of the waves of a block at quality 50, of 255 (ITU-T T.81, table K.1)."""


@cache
def _quanta(device: torch.device) -> Tensor:
    """Return `QUANTA` on a device: a copy there waits for all that the device still has to do."""
    return torch.tensor(QUANTA, device=device, dtype=torch.float32)


def _jpeg(pixels: Tensor, quality: Tensor) -> Tensor:
    """Return the pictures as JPEG keeps them: waves of blocks of eight pixels in whole numbers of steps."""
    count, rows, columns = pixels.shape
    padded = functional.pad(pixels[:, None], (0, -columns % 8, 0, -rows % 8), mode="replicate")[:, 0] * 255 - 128
    high, wide = padded.shape[1] // 8, padded.shape[2] // 8
    blocks = padded.view(count, high, 8, wide, 8).transpose(2, 3)
    along = torch.arange(8, device=pixels.device, dtype=torch.float32)
    waves = torch.cos((2 * along + 1) * along[:, None] * torch.pi / 16) / 2
    waves[0] /= 2**0.5
    factor = torch.where(quality < 50, 50 / quality, 2 - quality / 50)
    steps = (_quanta(pixels.device) * factor).round().clamp_min(1)[:, None, None]
    kept = ((waves @ blocks @ waves.T) / steps).round() * steps
    back = (waves.T @ kept @ waves).transpose(2, 3).reshape(count, high * 8, wide * 8)
    return ((back[:, :rows, :columns] + 128) / 255).clamp(0, 1)


def _cut(seen: Tensor, cell: Tensor, chances: Chances) -> tuple[Tensor, Tensor, Tensor]:
    """Return crops (n, HEIGHT, WIDTH), cut by a finder that errs a little, and how far it errs in pitch and place."""
    device = seen.device
    rows, columns = seen.shape[1:]
    wild = chances.some(0.15)
    stretch = wild * chances.uniform(-0.12, 0.12) + (1 - wild) * chances.normal(0.02)
    tall = stretch + chances.normal(0.015)
    low, slope, bow = chances.normal(1.1), chances.normal(0.0035), chances.normal(0.5)
    offset = chances.uniform(-4, 4)
    scale = cell / CELL
    middle = WIDTH / 2
    # Two samples to a pixel each way, apart where the camera has more pixels than the crop.
    apart = (scale > 1.1).float() * (0.5 * torch.arange(2, device=device) - 0.25)
    across = (torch.arange(WIDTH, device=device)[:, None] + 0.5 + apart[..., None, :]).reshape(len(seen), 1, 2 * WIDTH)
    down = (torch.arange(HEIGHT, device=device)[:, None] + 0.5 + apart[..., None, :]).reshape(len(seen), 2 * HEIGHT, 1)
    x = ((across - middle - offset) * (1 + stretch) + middle + CELL) * scale
    bent = slope * (across - middle) + bow * (1 - ((across - middle) / middle) ** 2)
    y = ((down - BASELINE + low) * (1 + tall) + bent) * scale + UP * cell / WORK_CELL
    grid = torch.stack([(2 * x / columns - 1).expand_as(y), 2 * y / rows - 1], dim=3)
    half = len(seen) // 2
    drawn = torch.cat(
        [
            functional.grid_sample(seen[part, None], grid[part], method, "reflection", align_corners=False)
            for part, method in ((slice(half), "bicubic"), (slice(half, None), "bilinear"))
        ]
    ).clamp(0, 1)
    return functional.avg_pool2d(drawn, 2)[:, 0], stretch, offset


def _sorted(crops: Tensor) -> Tensor:
    """Return a sixth of the pixels of each crop in order, shape (n, 3420): up to 4096 are soon sorted on a card."""
    return crops[:, ::2, ::3].flatten(1).sort(dim=1).values


def _stretched(crops: Tensor, lower: Tensor, white: Tensor, power: Tensor) -> Tensor:
    """Return the darkness of the crops, 0 to 1, stretched as `training.samples.stretched` does."""
    ordered = _sorted(crops)
    black = ordered[:, :17].mean(1)[:, None, None]
    paper = ordered[:, int(0.75 * ordered.shape[1]), None, None]
    black = black - lower * (paper - black)
    out = ((crops - black) * (white / (paper - black).clamp_min(8 / 255))).clamp(0, 1)
    return 1 - out**power


def _as_reader(crops: Tensor, faint: Tensor) -> Tensor:
    """Return the darkness of the crops as the reader has it: marks fainter than a share of the ink made paper on the
    page, then the ink stretched.
    """
    bright = _sorted(crops)
    paper = bright[:, int(0.75 * bright.shape[1]), None, None].clamp_min(0.1)
    dark = (1 - crops / paper).clamp(0, 1)
    contrast = _at(_sorted(dark), torch.full_like(paper, 0.97))
    knee = 0.5 * contrast.clamp_min(0.04)
    faint = contrast * faint
    dark = torch.where(dark < knee, (knee - (knee - dark) * knee / (knee - faint).clamp_min(1e-3)).clamp_min(0), dark)
    ordered = _sorted(dark)
    peak = _at(ordered, torch.full_like(paper, 0.99))
    ink = (ordered > peak[:, :, 0] / 2).float().mean(1)[:, None, None]
    own = _at(ordered, 1 - 0.25 * ink).clamp_min(0.02)
    gain = ((1 - DARK / PAPER) / own).clamp_max(GREATEST_GAIN)
    return torch.where(peak < 24 / 255, dark, (gain * dark).clamp(0, 1))


def _at(ordered: Tensor, share: Tensor) -> Tensor:
    """Return the values at a share of the way along `ordered`, shape (n, 1, 1)."""
    count = ordered.shape[1]
    return ordered.gather(1, (share[:, :, 0] * count).long().clamp(0, count - 1))[:, :, None]
