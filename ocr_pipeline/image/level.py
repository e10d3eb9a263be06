"""The lines of a page made level: skew and curl found, and drawn out in one map, so that pixels are resampled once."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ocr_pipeline.image.curl import find_bend
from ocr_pipeline.image.deskew import lower_edges, skew_of
from ocr_pipeline.image.geometry import level_map, translation
from ocr_pipeline.records import Affine, Bend, Curled, Image, PageMap, Points

NEGLIGIBLE_SKEW_DEGREES = 0.08
"""Skew that is not worth a resampling, which blurs: on a line of 170 mm it lifts the end by 0.24 mm, a stroke, and
lines are followed where they slope (`recognize.typescript.lines`)."""

MOST_GROWTH = 3.0
"""Times the page that its canvas may be. A sheet of A4 that is skewed by 20 degrees, the most that is looked for, grows
to 1.7 times, one of three to one to 2.1; the strips that damaged headers state grow with their length, to gigabytes."""


@dataclass(frozen=True)
class Level:
    """The map from a page to its canvas, on which lines are level, the size of the canvas, and the skew taken out."""

    forward: PageMap
    width: int
    height: int
    skew_degrees: float


def find_level(image: Image, dpi: float, scale: float, *, curl: bool = True) -> Level:
    """Return how a flattened page of `dpi` is levelled and scaled by `scale`. No pixel of it falls off the canvas.

    Without `curl` only its skew is looked at.
    """
    height, width = image.shape
    edges = lower_edges(image, dpi)
    degrees = skew_of(edges).degrees
    degrees = degrees if abs(degrees) >= NEGLIGIBLE_SKEW_DEGREES else 0.0
    turned = level_map(width, height, degrees, scale)
    if _outgrows(turned, image, scale):
        return Level(*level_map(width, height, 0.0, scale), 0.0)
    places = edges.on_image()
    bend = _bend(places, *turned, dpi * scale) if curl else None
    if bend is None:
        return Level(*turned, degrees)
    # Among bent lines the sharpest angle may be that of one end of them: what slopes all along is skew.
    again = degrees - math.degrees(math.atan(_slope(bend)))
    turned_again = level_map(width, height, again, scale)
    bend_again = None if _outgrows(turned_again, image, scale) else _bend(places, *turned_again, dpi * scale)
    if bend_again is not None:
        bend, turned, degrees = bend_again, turned_again, again
    return _bent(bend, *turned, degrees)


def _outgrows(turned: tuple[Affine, int, int], image: Image, scale: float) -> bool:
    """Return whether the canvas on which a page is turned is larger than that of any page."""
    _, width, height = turned
    return width * height > MOST_GROWTH * image.size * scale**2


def _bend(places: Points, forward: Affine, width: int, height: int, dpi: float) -> Bend | None:
    x, y = forward.apply(places).T
    return find_bend(x, y, width, height, dpi)


def _slope(bend: Bend) -> float:
    """Return the slope of a level line amid the page on the bent one, all across."""
    x = np.linspace(0, bend.width, 101)
    y = bend.bent(np.column_stack([x, np.full(len(x), bend.height / 2)]))[:, 1]
    return float(np.polyfit(x, y, 1)[0])


def _bent(bend: Bend, turned: Affine, width: int, height: int, degrees: float) -> Level:
    """Return the level of a page whose lines are bent once it is turned; the canvas grows by as much."""
    x = np.linspace(0, bend.width, 101)
    head, foot = (bend.levelled(np.column_stack([x, np.full(len(x), float(y))]))[:, 1] for y in (0, height))
    above, below = math.ceil(max(0.0, -float(head.min()))), math.ceil(max(0.0, float(foot.max()) - height))
    forward = Curled(before=turned, bend=bend, after=translation(0, above), undone=True)
    return Level(forward, width, height + above + below, degrees)
