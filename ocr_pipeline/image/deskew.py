"""The skew of a page: the angle at which its lines of type are sharpest when looked at from the side.

Method: projection profiles (Postl 1986; Baird 1987), taken of baseline points only. A point is the lower edge of an
ink stroke; turned by the right angle, the points of a line fall on one height, and the sum of squares of the counts
by height is greatest.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.image.components import components
from ocr_pipeline.image.geometry import reduced
from ocr_pipeline.records import Image, Points

MAX_DEGREES = 20.0
"""Larger skews do not come out of a scanner; a page photographed so crookedly is turned by hand."""

WORKING_DPI = 150.0
"""Resolution of the copy that is measured: a pixel is 0.17 mm, under the jitter of a machine's baseline."""

COARSE_STEP, FINE_STEP, FINEST_STEP = 0.25, 0.05, 0.01
"""Steps of the search, degrees: 0.25 lifts the end of a line of 160 mm by 0.7 mm, so no peak is stepped over."""

COARSE_POINTS = 6_000
"""Points looked at in the coarse search; more change nothing there."""

BIN_PX = 1.0
"""Height of a bin, working pixels."""

MIN_POINTS = 60
"""Baseline points under which there is no line to level."""

CLEAR_PEAK = 2.0
"""Ratio of the best to the median sharpness at which the angle is certain; noise has about 1.05."""

InkProfile = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Skew:
    """How far lines rise: `degrees`, counter-clockwise positive, and how sure that is, 0 to 1."""

    degrees: float
    confidence: float


@dataclass(frozen=True, eq=False)
class LowerEdges:
    """Lower edges of letter-sized ink, pixels of a copy of about `WORKING_DPI`: x and y, shape (n,) each.

    `scale` is the size of the copy relative to the image.
    """

    x: InkProfile
    y: InkProfile
    scale: float

    def on_image(self) -> Points:
        """Return the edges as places of the image, shape (n, 2)."""
        return np.column_stack([self.x + 0.5, self.y + 1.0]) / self.scale


def estimate_skew(image: Image, dpi: float) -> Skew:
    """Return the skew of a grey page within 20 degrees; 0 with confidence 0 where nothing is typed."""
    return skew_of(lower_edges(image, dpi))


def skew_of(edges: LowerEdges) -> Skew:
    """Return the skew of a page whose letters have these lower edges, as `estimate_skew` does."""
    x, y = edges.x, edges.y
    if len(x) < MIN_POINTS:
        return Skew(0.0, 0.0)
    step = max(1, len(x) // COARSE_POINTS)
    coarse = np.arange(-MAX_DEGREES, MAX_DEGREES + COARSE_STEP / 2, COARSE_STEP)
    sharpness = np.array([_sharpness(x[::step], y[::step], angle, 2 * BIN_PX) for angle in coarse])
    best = float(coarse[int(np.argmax(sharpness))])
    clearness = float(sharpness.max() / max(1e-9, np.median(sharpness)))
    for width, spacing in ((COARSE_STEP, FINE_STEP), (FINE_STEP, FINEST_STEP)):
        angles = np.arange(best - width, best + width + spacing / 2, spacing)
        fine = np.array([_sharpness(x, y, angle, BIN_PX) for angle in angles])
        best = _peak(angles, fine)
    confidence = min(1.0, max(0.0, (clearness - 1.0) / (CLEAR_PEAK - 1.0)))
    if confidence < LEAST_CONFIDENCE or abs(best) > MAX_DEGREES:
        return Skew(0.0, 0.0)
    return Skew(best, confidence)


LEAST_CONFIDENCE = 0.15
"""Confidence under which a page is left as it is: random marks reach 0.1."""


def line_sharpness(image: Image, dpi: float) -> float:
    """Return how sharp the lines of a page are at their best angle: about 1 for marks without lines, 0 without marks.

    It is the sum of squares of the profile beside that of the same points spread evenly.
    """
    edges = lower_edges(image, dpi)
    x, y = edges.x, edges.y
    if len(x) < MIN_POINTS:
        return 0.0
    step = max(1, len(x) // COARSE_POINTS)
    x, y = x[::step], y[::step]
    angles = np.arange(-MAX_DEGREES, MAX_DEGREES + 0.5, 2 * COARSE_STEP)
    best = max(_sharpness(x, y, angle, 2 * BIN_PX) for angle in angles)
    even = len(y) ** 2 / max(1.0, float(np.ptp(y)) / (2 * BIN_PX))
    return best / even


def lower_edges(image: Image, dpi: float) -> LowerEdges:
    """Return where letter-sized ink of a page has its lower edges."""
    small, factor = reduced(image, dpi, WORKING_DPI)
    small_dpi = dpi * factor
    if small_dpi < WORKING_DPI / 2:
        enlarged = cv2.resize(small, None, fx=2, fy=2, interpolation=cv2.INTER_LINEAR)
        small, small_dpi = np.asarray(enlarged, dtype=np.uint8), 2 * small_dpi
    window = int(small_dpi / 4) | 1
    ink = cv2.adaptiveThreshold(
        np.asarray(small, dtype=np.uint8),
        255,
        cv2.ADAPTIVE_THRESH_MEAN_C,
        cv2.THRESH_BINARY_INV,
        window,
        INK_DEPTH,
    )
    marks = components(np.asarray(ink, dtype=np.uint8))
    stats = marks.stats
    low, high = LETTER_INCHES[0] * small_dpi, LETTER_INCHES[1] * small_dpi
    letters = (stats[:, 3] >= low) & (stats[:, 3] <= high) & (stats[:, 2] <= MAX_LENGTH_INCHES * small_dpi)
    letters[0] = False
    # Two pixels one above the other are of one mark.
    inked = marks.at[letters[marks.of_pixel]]
    inked = inked[inked < ink.size - ink.shape[1]]
    y, x = np.divmod(inked[ink.ravel()[inked + ink.shape[1]] == 0], ink.shape[1])
    # Whole numbers all fall on bin edges at 0 degrees and nowhere else, which would favour that angle.
    dither = np.random.default_rng(0).uniform(-0.5, 0.5, len(y))
    return LowerEdges(x.astype(np.float64), y + dither, small_dpi / dpi)


INK_DEPTH = 20
"""Grey levels (of 255) by which ink must be darker than its surroundings; paper grain varies by less."""

LETTER_INCHES = (0.03, 0.25)
"""Heights of what counts as a letter, inches: from a small letter broken in two to a row of letters run together."""

MAX_LENGTH_INCHES = 3.0
"""Longest run of letters joined by an underline; longer things are rules, borders and folds."""


def _sharpness(x: InkProfile, y: InkProfile, degrees: float, bin_px: float) -> float:
    """Return the sum of squares of the profile after levelling, each point shared between its two nearest bins."""
    angle = np.deg2rad(degrees)
    height = (y * np.cos(angle) + x * np.sin(angle)) / bin_px
    height -= height.min()
    lower = np.floor(height)
    share = height - lower
    index = lower.astype(np.intp)
    size = int(index.max()) + 2
    profile = np.bincount(index, 1.0 - share, size) + np.bincount(index + 1, share, size)
    return float(np.dot(profile, profile))


def _peak(angles: InkProfile, values: InkProfile) -> float:
    """Return the top of the parabola through the greatest value and its neighbours."""
    top = int(np.argmax(values))
    if not 0 < top < len(values) - 1:
        return float(angles[top])
    left, middle, right = values[top - 1 : top + 2]
    bend = left - 2 * middle + right
    shift = 0.0 if bend == 0 else 0.5 * (left - right) / bend
    return float(angles[top] + shift * (angles[1] - angles[0]))
