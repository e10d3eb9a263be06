"""What shows through from the other side of the sheet taken off: letters lighter than the ink, seen from behind.

A lighter population of letters alone is no proof: a carbon copy, a worn ribbon, a second hand have it as well. What
shows through is mirrored. Each light mark is compared with the page's own dark letters, as it stands and mirrored;
where, on the whole, light marks are clearly more alike when mirrored, and the dark ones are all darker, everything that
is lighter than the middle between the two becomes paper, beside and inside the letters too.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.image.components import Components, components
from ocr_pipeline.image.geometry import reduced
from ocr_pipeline.records import Image

Values = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.intp]

WORKING_DPI = 150.0
"""Resolution of the copy that is looked at: small letters are 12 pixels high."""

LEAST_DARK = 31
"""Grey levels (of 255) darker than paper under which nothing is a mark: flattening leaves texture of up to 25."""

LETTER_HEIGHTS, LETTER_WIDTHS = (0.05, 0.16), (0.03, 0.14)
"""Sizes of marks that may be letters, inches: small ones have 0.08 by 0.07, capitals 0.12 by 0.09."""

LIGHT = 0.55
"""Share of the ink's darkness that no pixel of a light mark reaches; what shows through a third has 0.3 to 0.5."""

INK_PERCENTILE = 97
"""Percentile of the darkness of letters' pixels that is the ink's, also where most letters on the page show through."""

FEWEST = 20
"""Light marks, and dark ones, under which nothing is done."""

LEAST_SHARE = 0.05
"""Light marks beside dark ones under which nothing is done: pages with truth have up to 0.03, of specks."""

SIDE = 12
"""Pixels of the square to which marks are brought to be compared."""

SURE = 5.0
"""How many standard errors more alike light marks must be when mirrored: where a third of the ink shows through, they
have 6 to 33 (`benchmarks/show_through.py`); the light marks of real pages have -7 to 1, dark letters -11 to -50."""

PEAK_PERCENTILE = 85
"""Percentile of its darkness that is a mark's: of a stroke two pixels wide, the pixels amid it."""

EDGES = (95, 10)
"""Percentiles of the darkness of light and of dark marks between which the middle is taken."""

STEEP = 0.05
"""Share of full black over which, beyond the middle, grey rises from paper to what it was: strokes keep soft edges."""


@dataclass(frozen=True, eq=False)
class _Marks:
    """Marks of a letter's size on a copy, by their components."""

    darkness: Image
    components: Components
    numbers: Numbers

    def darkest(self) -> Values:
        """Return the darkness of the darkest pixel in the box of each mark."""
        boxes = self.components.stats[self.numbers, :4].tolist()
        return np.array([float(self.darkness[y : y + high, x : x + wide].max()) for x, y, wide, high in boxes])

    def few_are_light(self) -> bool:
        """Return whether light marks are surely too few to tell of the other side, as on nearly all pages."""
        dark = np.zeros(len(self.components.stats), dtype=np.bool_)
        darkest = self.darkness.ravel()[self.components.at] >= LIGHT * int(self.darkness.max())
        dark[self.components.of_pixel[darkest]] = True
        light = int((~dark[self.numbers]).sum())
        return light < max(FEWEST, LEAST_SHARE * (len(self.numbers) - light))


def without_show_through(grey: Image, dpi: float) -> Image:
    """Return a flattened page (paper 255) without what shows through; `grey` itself where nothing surely does."""
    level = show_through_level(grey, dpi)
    return grey if level is None else np.asarray(cv2.LUT(grey, _curve(level)), dtype=np.uint8)


def show_through_level(grey: Image, dpi: float) -> float | None:
    """Return how dark (0 paper, 1 black) ink must be not to be what shows through; None where nothing surely does."""
    marks = _marks(grey, dpi)
    if len(marks.numbers) < 2 * FEWEST or marks.few_are_light():
        return None
    darkest = marks.darkest()
    light = darkest < LIGHT * np.percentile(darkest, INK_PERCENTILE)
    dark = ~light
    if light.sum() < max(FEWEST, LEAST_SHARE * dark.sum()) or dark.sum() < FEWEST:
        return None
    shapes = [_shape(marks, number) for number in marks.numbers.tolist()]
    peaks, patterns = np.array([peak for peak, _ in shapes]), np.stack([pattern for _, pattern in shapes])
    below, above = np.percentile(peaks[light], EDGES[0]), np.percentile(peaks[dark], EDGES[1])
    if below >= above or _mirrored(patterns[light], patterns[dark]) < SURE:
        return None
    return float(below + above) / 2


def _curve(level: float) -> Image:
    """Return the grey level for each grey level, shape (256,), dtype uint8: what is lighter than `level` is paper."""
    darkness = 1 - np.arange(256) / 255
    upper = min(1.0, level + STEEP)
    lifted = np.where(darkness < upper, np.clip((darkness - level) / (upper - level), 0, 1) * upper, darkness)
    return np.asarray(np.rint(255 * (1 - lifted)), dtype=np.uint8)


def _marks(grey: Image, dpi: float) -> _Marks:
    small, scale = reduced(grey, dpi, WORKING_DPI)
    darkness = cv2.bitwise_not(small)
    _, ink = cv2.threshold(darkness, LEAST_DARK, 255, cv2.THRESH_BINARY)
    found = components(np.asarray(ink, dtype=np.uint8))
    width, height = (found.stats[:, column] / (dpi * scale) for column in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT))
    letter = (height > LETTER_HEIGHTS[0]) & (height < LETTER_HEIGHTS[1])
    letter &= (width > LETTER_WIDTHS[0]) & (width < LETTER_WIDTHS[1])
    return _Marks(np.asarray(darkness, dtype=np.uint8), found, np.flatnonzero(letter))


def _shape(marks: _Marks, number: int) -> tuple[float, npt.NDArray[np.float32]]:
    """Return how dark a mark is (0 to 1), and its picture, shape (SIDE, SIDE), of mean 0 and length 1."""
    left, top, width, height = marks.components.stats[number, :4].tolist()
    part = (slice(top, top + height), slice(left, left + width))
    own = marks.components.labels[part] == number
    darkness = np.where(own, marks.darkness[part], 0).astype(np.float32)
    picture = cv2.resize(darkness, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
    picture = picture - picture.mean()
    peak = float(np.percentile(marks.darkness[part][own], PEAK_PERCENTILE)) / 255
    return peak, np.asarray(picture / max(1e-6, float(np.linalg.norm(picture))), dtype=np.float32)


def _mirrored(light: npt.NDArray[np.float32], dark: npt.NDArray[np.float32]) -> float:
    """Return by how many standard errors light marks are more like some dark mark when mirrored than as they stand."""
    known = dark.reshape(len(dark), -1)
    as_it_is, mirrored = (
        (patterns.reshape(len(light), -1) @ known.T).max(axis=1) for patterns in (light, light[:, :, ::-1])
    )
    gain = (mirrored - as_it_is).astype(np.float64)
    return float(gain.mean() / max(1e-6, float(gain.std()) / np.sqrt(len(gain))))
