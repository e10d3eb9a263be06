"""Resampling with the exact map back: every geometric step of preparation is one map, and they compose.

All are affine but the levelling of a curled sheet.

Coordinates are continuous (pixel `i` covers `[i, i + 1)`), so a turn or a scale maps corner to corner. OpenCV counts
from pixel centres instead; the half pixel between the two conventions is accounted for here and nowhere else.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from ocr_pipeline.records import Affine, Box, Curled, Image, PageMap

PAPER = 255
"""What lies beyond the edge of an image: white, as flattened paper is."""


REDUCE_BELOW = 0.8
"""Scale factor under which areas are averaged first: bicubic sampling reads 4 pixels, so up to 1.25 none is lost."""


ENLARGED = 1.05
"""Scale factor above which bicubic interpolation is used, which takes three times as long as linear (71 ms a page at
300 dpi): where a page is drawn at its own size, the reader makes no more errors (`benchmarks/accuracy.py`)."""


def translation(dx: float, dy: float) -> Affine:
    """Return the map that moves by (`dx`, `dy`) pixels."""
    return Affine(xx=1, xy=0, x0=dx, yx=0, yy=1, y0=dy)


def scaling(factor: float) -> Affine:
    """Return the map that scales by `factor` about the origin."""
    return Affine(xx=factor, xy=0, x0=0, yx=0, yy=factor, y0=0)


def quarter_turn_map(width: int, height: int, quarter_turns: int) -> Affine:
    """Return the map from an image of `width` x `height` pixels to the same image turned counter-clockwise.

    It is exact: pixel corners go to pixel corners (`numpy.rot90` on the pixels is the same turn).
    """
    match quarter_turns % 4:
        case 0:
            return Affine.identity()
        case 1:
            return Affine(xx=0, xy=1, x0=0, yx=-1, yy=0, y0=width)
        case 2:
            return Affine(xx=-1, xy=0, x0=width, yx=0, yy=-1, y0=height)
        case _:
            return Affine(xx=0, xy=-1, x0=height, yx=1, yy=0, y0=0)


def level_map(width: int, height: int, skew_degrees: float, scale: float) -> tuple[Affine, int, int]:
    """Return the map that levels and scales an image, and the width and height of the canvas that holds it all.

    `skew_degrees` is how far the text rises counter-clockwise; the image is turned clockwise by as much, about its
    centre, and scaled by `scale`. No pixel of the image falls off the canvas.
    """
    # Counter-clockwise as a viewer sees it is a negative angle where y points down.
    angle = math.radians(skew_degrees)
    cosine, sine = math.cos(angle), math.sin(angle)
    linear = Affine(xx=scale * cosine, xy=-scale * sine, x0=0, yx=scale * sine, yy=scale * cosine, y0=0)
    reach = linear.apply_box(Box(left=0, top=0, right=width, bottom=height))
    canvas_width, canvas_height = math.ceil(reach.width - 1e-6), math.ceil(reach.height - 1e-6)
    left = reach.left - (canvas_width - reach.width) / 2
    top = reach.top - (canvas_height - reach.height) / 2
    return linear.then(translation(-left, -top)), canvas_width, canvas_height


def reduced(image: Image, dpi: float, target_dpi: float) -> tuple[Image, float]:
    """Return a copy reduced by a whole number to about `target_dpi`, and its size relative to the image, at most 1.

    Whole numbers because averaging whole blocks of pixels is many times faster than averaging parts of them. Up to a
    block less one pixel at the right and bottom edges falls away.
    """
    block = max(1, round(dpi / target_dpi))
    if block == 1:
        return image, 1.0
    width, height = max(1, image.shape[1] // block), max(1, image.shape[0] // block)
    return _resized(image[: height * block, : width * block], width, height), 1.0 / block


def warp(image: Image, forward: PageMap, width: int, height: int) -> Image:
    """Return `image` drawn through `forward` onto a canvas of `width` x `height` pixels, white beyond its edges.

    Enlarging uses bicubic interpolation, which keeps strokes crisp; reducing first averages areas, since sampling
    alone would drop thin strokes. What keeps its size is drawn by linear interpolation.
    """
    scale = math.sqrt(abs(float(np.linalg.det(forward.linear))))
    if scale < REDUCE_BELOW:
        reduced_width = max(1, round(image.shape[1] * scale))
        reduced_height = max(1, round(image.shape[0] * scale))
        reduction = np.diag([reduced_width / image.shape[1], reduced_height / image.shape[0], 1.0])
        image = _resized(image, reduced_width, reduced_height)
        forward = forward.preceded_by(Affine.from_matrix(np.linalg.inv(reduction)))
    if isinstance(forward, Curled):
        return _remapped(image, forward.inverse(), width, height)
    half = np.array([(1, 0, 0.5), (0, 1, 0.5), (0, 0, 1)], dtype=np.float64)
    centred = np.linalg.inv(half) @ forward.matrix() @ half
    if np.allclose(centred, np.eye(3), atol=1e-9) and image.shape == (height, width):
        return image
    drawn: Image = np.asarray(
        cv2.warpAffine(
            image,
            centred[:2],
            (width, height),
            flags=cv2.INTER_CUBIC if scale > ENLARGED else cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=(PAPER,),
        ),
        dtype=np.uint8,
    )
    return drawn


BLOCK = 16
"""Side of the squares, pixels, in whose middles a bent map is worked out; between them it is as good as straight: over
16 pixels a sheet that curls by 40 pixels in 2,500 leaves the straight line by 0.004."""

LEAST_BLOCKS = 20
"""Blocks across a canvas at least: on one of 104 pixels, seven of them hid half a pixel of a bend
(`tests/image/test_geometry.py`). Pages are broader than these blocks of 16 pixels."""


def _remapped(image: Image, back: PageMap, width: int, height: int) -> Image:
    """Return the canvas of `width` x `height` pixels whose places `back` leads to those of `image`."""
    block = max(1, min(BLOCK, width // LEAST_BLOCKS))
    across, down = (block * np.arange(-0.5, math.ceil(side / block) + 1) for side in (width, height))
    places = np.stack(np.meshgrid(across, down), axis=-1)
    sources = (back.apply(places.reshape(-1, 2)) - 0.5).reshape(places.shape).astype(np.float32)
    # Enlarged by OpenCV, the middle of a block is where it was; a block beyond each edge makes straight lines of all.
    size = (block * len(across), block * len(down))
    dense = cv2.resize(sources, size, interpolation=cv2.INTER_LINEAR)[block : block + height, block : block + width]
    x, y = np.ascontiguousarray(dense[..., 0]), np.ascontiguousarray(dense[..., 1])
    return np.asarray(
        cv2.remap(image, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(PAPER,)), dtype=np.uint8
    )


def _resized(image: Image, width: int, height: int) -> Image:
    reduced: Image = np.asarray(cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return reduced
