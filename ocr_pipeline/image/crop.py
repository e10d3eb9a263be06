"""The sheet proper: black borders of scanners and photographs cut off, with the sliver of a neighbour beyond them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.image.geometry import reduced
from ocr_pipeline.records import Image

WORKING_DPI = 50.0
"""Resolution of the copy that is looked at: a border is millimetres wide, type is a pixel or two."""

DARK_SHARE = 0.45
"""Share of the paper's brightness below which a border is black; paper in the shade of a fold has 0.6."""

MARGIN_SHARE = 0.15
"""Outermost share of the width or height in which a border is looked for."""

BORDER_SHARE = 0.5
"""Share of a row or column that must be black for it to be border; a line of type inks under 0.3."""

BAND_MM = 2.0
"""Least thickness of a border: table rules and underlines are thinner."""

WEDGE_MM = 3.0
"""Least thickness of what is left of a slanted border, connected to the edge, to be painted over."""


@dataclass(frozen=True)
class CropBox:
    """A rectangle of whole pixels: `left`, `top` are in it, `right`, `bottom` are not."""

    left: int
    top: int
    right: int
    bottom: int


def without_border(image: Image, dpi: float) -> tuple[CropBox, Image]:
    """Return the sheet in a grey image, as `page_box`, and its pixels, as `mask_border` leaves them."""
    height, width = image.shape
    dark, factor = _dark(image, dpi)
    box = _page_box(image, dpi, dark, factor)
    if (box.left, box.top, box.right, box.bottom) == (0, 0, width, height):
        return box, _masked(image, dpi, dark, factor)
    return box, mask_border(np.ascontiguousarray(image[box.top : box.bottom, box.left : box.right]), dpi)


def page_box(image: Image, dpi: float) -> CropBox:
    """Return the sheet in a grey image: all of it where it has no black border, at least its inner part always."""
    return _page_box(image, dpi, *_dark(image, dpi))


def _page_box(image: Image, dpi: float, dark: Image, factor: float) -> CropBox:
    height, width = image.shape
    band = max(1.0, BAND_MM / 25.4 * dpi * factor)
    left, right = _margins(dark.mean(axis=0), band)
    top, bottom = _margins(dark[:, left : dark.shape[1] - right].mean(axis=1), band)
    return CropBox(
        left=int(left / factor),
        top=int(top / factor),
        right=max(int(left / factor) + 1, width - int(right / factor)),
        bottom=max(int(top / factor) + 1, height - int(bottom / factor)),
    )


def mask_border(image: Image, dpi: float) -> Image:
    """Return the image with black wedges at its edges, left by slanted borders, painted in the paper's tone."""
    return _masked(image, dpi, *_dark(image, dpi))


def _masked(image: Image, dpi: float, dark: Image, factor: float) -> Image:
    size = max(1, round(WEDGE_MM / 25.4 * dpi * factor)) | 1
    # Beyond the edge the border goes on: without the frame, opening would round its corners off.
    framed = cv2.copyMakeBorder(dark, size, size, size, size, cv2.BORDER_REPLICATE)
    opened = cv2.morphologyEx(framed, cv2.MORPH_OPEN, np.ones((size, size), np.uint8))
    thick = opened[size:-size, size:-size]
    _, labels = cv2.connectedComponents(thick, connectivity=8)
    edges = np.concatenate((labels[0], labels[-1], labels[:, 0], labels[:, -1]))
    touching = np.unique(edges[edges > 0])
    if not len(touching):
        return image
    wedge = cv2.dilate(np.isin(labels, touching).astype(np.uint8), np.ones((3, 3), np.uint8))
    mask = cv2.resize(wedge, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_NEAREST)
    result = image.copy()
    np.copyto(result, np.uint8(_paper(image)), where=mask.view(np.bool_))
    return result


def _dark(image: Image, dpi: float) -> tuple[npt.NDArray[np.uint8], float]:
    """Return where a reduced copy is black (1), and its size relative to the image."""
    small, factor = reduced(image, dpi, WORKING_DPI)
    return (small < DARK_SHARE * _paper(small)).astype(np.uint8), factor


def _paper(image: Image) -> float:
    """Return the brightness of the paper: the upper quartile, since less than a quarter of any page is ink."""
    return float(np.percentile(image[::4, ::4] if image.size > 10_000 else image, 75))


def _margins(share: npt.NDArray[np.float64], band: float) -> tuple[int, int]:
    """Return how much to cut off before and behind: up to the inner side of the innermost black band in each margin."""
    reach = int(len(share) * MARGIN_SHARE)
    return _margin(share[:reach], band), _margin(share[::-1][:reach], band)


def _margin(share: npt.NDArray[np.float64], band: float) -> int:
    black = share >= BORDER_SHARE
    cut = run = 0
    for index, is_black in enumerate(black):
        run = run + 1 if is_black else 0
        if run >= band or (is_black and run == index + 1):
            cut = index + 1
    return cut
