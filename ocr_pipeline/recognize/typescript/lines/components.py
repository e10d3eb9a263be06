"""Ink that may be type, separated from rules, frames, edges and drawings by size; and the height of the page's letters.

Everything here is measured on a copy of half the size: letters of 300 dpi keep 10 pixels and more of height there,
and averages over a line still place a baseline to a fraction of a pixel.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.image.components import components
from ocr_pipeline.records import Image

REDUCTION = 2
"""Prepared pixels to one of the copy, across and down."""

SMALL_LETTER_INCHES = 0.081
"""Height of small letters where none is seen: 2.05 mm, ten to the inch."""

Stats = npt.NDArray[np.int32]
"""Components of a binary image, shape (n, 5): left, top, width, height, area, pixels of the copy."""


@dataclass(frozen=True, eq=False)
class TypeInk:
    """The ink of a page that may be type, on the reduced copy.

    `pixels` is 255 where there is such ink, else 0; `marks` are its components; `letter` is the height of the page's
    small letters (of its capitals where it has nothing else), pixels of the copy.
    """

    pixels: Image
    marks: Stats
    letter: float


def reduced_ink(binary: Image) -> Image:
    """Return the ink, 255, else 0, of a prepared page (0 ink, 255 paper) on the reduced copy."""
    height, width = (side // REDUCTION for side in binary.shape)
    # The mean of four pixels of 0 and 255: at least two of them are ink.
    small = np.asarray(cv2.resize(binary, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    _, ink = cv2.threshold(small, 127, 255, cv2.THRESH_BINARY_INV)
    return np.asarray(ink, dtype=np.uint8)


def type_ink(ink: Image, dpi: float) -> TypeInk | None:
    """Return the ink of a reduced copy (255 ink, 0 paper) that may be type; None where no mark is like a letter.

    `dpi` is the prepared page's. It need not be right: what it is taken for is only the range of sizes in which letters
    are looked for.
    """
    uprights = upright_runs(ink, dpi / REDUCTION)
    ink = without_rules(ink, uprights, dpi / REDUCTION)
    found = components(ink)
    marks = found.stats[1:]
    letter = letter_height(marks, dpi / REDUCTION)
    if letter is None:
        return None
    typed = may_be_type(marks, letter) & ~crumbs_of_rules(marks, uprights, letter)
    return TypeInk(found.picture(np.append(False, typed), 255), marks[typed], letter)


RULE_INCHES, UPRIGHT_INCHES = 0.2, 0.25
"""Least lengths of straight runs of ink that are rules: across, two characters; upright, three small letters, where a
capital has 0.12 and a bracket 0.2. By the page's own statement, which may be wrong by a third."""

RULE_THICK_INCHES = 0.035
"""Greatest thickness of a rule across the page; underlines have 0.013 to 0.022."""

BESIDE_INCHES = 0.02
"""Distance from a rule, above and below, within which a row of paper must lie: an underline may all but touch."""

BESIDE_SHARE = 0.35
"""Share of that row that may be ink: descenders and crowded feet. Where the feet or the tops of letters ran together to
a stroke, half of the row beside it is their stems."""


def upright_runs(ink: Image, dpi: float) -> Image:
    """Return the upright runs of `ink` (255 ink, 0 paper) that are too long for a letter."""
    return _runs(ink, 1, round(UPRIGHT_INCHES * dpi))


def without_rules(ink: Image, uprights: Image, dpi: float) -> Image:
    """Return `ink` (255 ink, 0 paper) without rules, frames, edges of the sheet, and straight underlines.

    `uprights` are its upright runs that are too long for a letter. Where an underline touches its word, the word is
    freed from it.
    """
    level = _runs(ink, round(RULE_INCHES * dpi), 1)
    result = cv2.subtract(ink, uprights)
    if cv2.countNonZero(level):
        beside = max(2, round(BESIDE_INCHES * dpi))
        found = components(level)
        for index, (left, top, width, height, _) in enumerate(found.stats[1:].tolist(), start=1):
            part = (slice(top, top + height), slice(left, left + width))
            run = found.labels[part] == index
            # A rule that slopes is as thick as its columns, not as its box.
            if np.median(run.sum(axis=0)) > RULE_THICK_INCHES * dpi:
                continue
            if max(_beside(ink, run, left, top, beside), _beside(ink, run, left, top, -beside)) <= BESIDE_SHARE:
                # The ragged rim goes with it.
                rows = slice(max(0, top - 1), top + height + 1)
                grown = cv2.dilate(np.pad(run, ((top - rows.start, 1), (0, 0))).astype(np.uint8), RIM)
                patch = result[rows, part[1]]
                patch[grown[: len(patch)] > 0] = 0
    return np.asarray(result, dtype=np.uint8)


RIM = np.ones((3, 1), np.uint8)


def _beside(ink: Image, run: npt.NDArray[np.bool_], left: int, top: int, reach: int) -> float:
    """Return the least share of ink in a row along a rule up to `reach` pixels below it (above it: negative)."""
    if reach > 0:
        rows = top + len(run) - 1 - run[::-1].argmax(axis=0)[None, :] + np.arange(1, reach + 1)[:, None]
    else:
        rows = top + run.argmax(axis=0)[None, :] + np.arange(reach, 0)[:, None]
    columns = np.broadcast_to(np.arange(left, left + run.shape[1]), rows.shape)
    return float((ink[np.clip(rows, 0, len(ink) - 1), columns] > 0).mean(axis=1).min())


def in_range(values: npt.NDArray[np.float64], bounds: tuple[float, float]) -> npt.NDArray[np.bool_]:
    """Return which values lie within bounds, both included."""
    result: npt.NDArray[np.bool_] = (values >= bounds[0]) & (values <= bounds[1])
    return result


def _runs(ink: Image, width: int, height: int) -> Image:
    kernel = np.ones((max(1, height), max(1, width)), np.uint8)
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel), dtype=np.uint8)


LETTER_INCHES = (0.035, 0.2)
"""Heights of letters that are looked for, inches by the page's own statement: small letters have 0.08 and capitals
0.11, and a statement can be wrong by a third and more either way."""

LEAST_LETTER_PX = 4
"""Height of a letter, pixels of the copy, under which letters and grain are one."""

ASPECT = (0.3, 12.0)
"""Width over height of a letter, and of a word whose letters have run together."""

FILLED = (0.12, 0.9)
"""Share of its box that a letter inks; a blot inks more, a frame less."""

FEW_LETTERS = 1
"""Letters under which a page has none."""

MODE_WIDTH = 0.08
"""Width of the kernel, natural logarithm of the height: heights of one letter on one page vary by so much."""


def letter_height(marks: Stats, dpi: float) -> float | None:
    """Return the height of small letters, pixels: where most of the ink of letter-like marks stands, unless that is the
    height of capitals and small letters stand under it; None where there are no such marks."""
    widths, heights, areas = (marks[:, column].astype(np.float64) for column in (2, 3, 4))
    boxes = widths * heights
    low, high = max(LEAST_LETTER_PX, LETTER_INCHES[0] * dpi), LETTER_INCHES[1] * dpi
    like = (
        (heights >= low)
        & (heights <= high)
        & (widths >= ASPECT[0] * heights)
        & (widths <= ASPECT[1] * heights)
        & (areas >= FILLED[0] * boxes)
        & (areas <= FILLED[1] * boxes)
    )
    if like.sum() < FEW_LETTERS:
        return None
    # Heights are whole numbers: a table of the few that occur is voted on, by the square root of the ink, so that
    # neither many crumbs nor one large stamp outvote the letters.
    rows = np.bincount(heights[like].astype(np.intp), np.sqrt(areas[like]))
    sizes = np.flatnonzero(rows).astype(np.float64)
    steps = np.arange(np.log(low), np.log(high) + 0.01, 0.01)
    votes = np.exp(-0.5 * ((np.log(sizes)[:, None] - steps[None, :]) / MODE_WIDTH) ** 2)
    tally = rows[rows > 0] @ votes
    peaks = np.flatnonzero((tally[1:-1] >= tally[:-2]) & (tally[1:-1] > tally[2:])) + 1
    top = int(np.argmax(tally))
    lower = (steps[top] - steps[peaks] > np.log(CAPITALS[0])) & (steps[top] - steps[peaks] < np.log(CAPITALS[1]))
    small = peaks[lower & (tally[peaks] >= SMALL_SHARE * tally[top])]
    return float(np.exp(steps[int(small[np.argmax(tally[small])]) if len(small) else top]))


CAPITALS = (1.2, 1.45)
"""Height of capitals over that of small letters: 1.25 to 1.4 on machines seen."""

SMALL_SHARE = 0.25
"""Share of the most frequent height's votes from which a lower one, as much lower as small letters are than capitals,
is that of small letters: on pages of capitals and figures these are the fewer."""


TALLEST = 4.0
"""Height of a mark, in letter heights, above which it is no row of type: two rows run together at single spacing have
3.6 with their capitals and descenders."""

THIN_RULE = (2.2, 0.5)
"""Least length and greatest thickness, in letter heights, of a rule, an underline or a pen's stroke; a dash is 1.2
long, an underline swinging in waves 0.4 high."""

UPRIGHT_RULE = (3.0, 0.4)
"""Least height, in letter heights, and greatest width, as a share of its height, of an upright stroke; square brackets
have 2.5 and less."""


CRUMB = (0.35, 2.0)
"""Greatest width of what is left of an upright rule, in letter heights (its ragged rim, a piece between two breaks;
the stem of a 1 has 0.2, but stands by itself), and how far beyond the rule's ends its pieces go on."""

BREAK, LONG_RULE = 6.0, 12.0
"""Breaks in a rule that are bridged, and the length from which what they part is one, letter heights: strokes of
a stamp's letters have up to 4, and stand alone."""

RULE_SIDE = 2
"""Pixels of the copy, to each side of an upright rule, where its rim lies."""


def crumbs_of_rules(marks: Stats, uprights: Image, letter: float) -> npt.NDArray[np.bool_]:
    """Return which marks are narrow and lie on upright rules, or on their prolongations: what is left of the rules.

    `uprights` is 255 where rules were, else 0.
    """
    narrow = marks[:, 2] <= CRUMB[0] * letter
    if not narrow.any() or not cv2.countNonZero(uprights):
        return np.zeros(len(marks), dtype=np.bool_)
    # A rule that slopes is broken into runs side by side.
    wide = cv2.dilate(uprights, np.ones((1, 2 * RULE_SIDE + 1), np.uint8))
    bridged = cv2.morphologyEx(wide, cv2.MORPH_CLOSE, np.ones((round(BREAK * letter), 1), np.uint8))
    rules = _runs(np.asarray(bridged, dtype=np.uint8), 1, round(LONG_RULE * letter))
    kernel = np.ones((2 * round(CRUMB[1] * letter) + 1, 1), np.uint8)
    near = cv2.dilate(rules, kernel) > 0
    left, top, width, height = (marks[:, column] for column in range(4))
    middle = near[top + height // 2, left + width // 2]
    ends = near[top + height // 2, left] & near[top + height // 2, left + width - 1]
    result: npt.NDArray[np.bool_] = narrow & middle & ends
    return result


def may_be_type(marks: Stats, letter: float) -> npt.NDArray[np.bool_]:
    """Return which of the marks may be type, by their boxes."""
    widths, heights = marks[:, 2] / letter, marks[:, 3] / letter
    rule = (widths > THIN_RULE[0]) & (heights < THIN_RULE[1])
    upright = (heights > UPRIGHT_RULE[0]) & (widths < UPRIGHT_RULE[1] * heights)
    result: npt.NDArray[np.bool_] = ~(rule | upright | (heights > TALLEST))
    return result
