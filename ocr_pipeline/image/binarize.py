"""Black told from white. Every method returns a binary image: 0 ink, 255 paper, of the shape of its input.

A local method compares a pixel with the mean m and the standard deviation s of the window around it.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.image.flatten import flatten, is_two_valued
from ocr_pipeline.records import Image
from ocr_pipeline.settings import Binarization

INK, PAPER = 0, 255

WINDOW_INCHES = 0.2
"""Side of the window, inches: two typed characters wide, so that it always holds ink and paper on a line of type."""

SAUVOLA_K, SAUVOLA_R = 0.34, 128.0
"""As in the paper's own experiments (k) and its range of the standard deviation for 8 bits (R)."""

WOLF_K = 0.5
NICK_K = -0.1
"""The papers' recommendations; NICK takes -0.1 to -0.2, the first keeping faint strokes."""

Plane = npt.NDArray[np.float32]


def binarize(image: Image, dpi: float, method: Binarization) -> Image:
    """Return the binary image of a grey page at `dpi` by `method`; `AUTO` is `typescript`."""
    window = max(3, round(WINDOW_INCHES * dpi)) | 1
    match method:
        case Binarization.OTSU:
            return otsu(image)
        case Binarization.SAUVOLA:
            return sauvola(image, window)
        case Binarization.WOLF:
            return wolf(image, window)
        case Binarization.NICK:
            return nick(image, window)
        case Binarization.AUTO:
            return typescript(image, dpi)


def otsu(image: Image) -> Image:
    """Return the image parted at one grey level (Otsu, *A threshold selection method*, IEEE SMC 1979)."""
    _, binary = cv2.threshold(image, 0, PAPER, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return np.asarray(binary, dtype=np.uint8)


def sauvola(image: Image, window_px: int, k: float = SAUVOLA_K, r: float = SAUVOLA_R) -> Image:
    """Return the image parted at m·(1 + k·(s/R − 1)) (Sauvola and Pietikäinen, Pattern Recognition 33, 2000)."""
    mean, deviation = _moments(image, window_px)
    return _parted(image, mean * (1 + k * (deviation / r - 1)))


def wolf(image: Image, window_px: int, k: float = WOLF_K) -> Image:
    """Return the image parted at m − k·(1 − s/S)·(m − M), M the darkest grey and S the greatest s of the page.

    Wolf and Jolion, *Extraction and recognition of artificial text*, Pattern Analysis and Applications 6, 2003.
    """
    mean, deviation = _moments(image, window_px)
    return _parted(image, mean - k * (1 - deviation / max(1e-6, float(deviation.max()))) * (mean - float(image.min())))


def nick(image: Image, window_px: int, k: float = NICK_K) -> Image:
    """Return the image parted at m + k·√(s² + m²) (Khurshid et al., *Comparison of Niblack inspired*, DRR 2009)."""
    mean, deviation = _moments(image, window_px)
    return _parted(image, mean + k * np.sqrt(deviation * deviation + mean * mean))


MIDPOINT = 0.5
"""Share of the ink's local contrast at which a pixel is ink: where the edge of a blurred stroke lies."""

FLOOR = 0.25
"""Share of the page's ink contrast that a window must have to hold ink at all: less is texture or show-through."""

STROKE_WINDOW_INCHES = 0.12
"""Side of the window in which the local ink and paper levels are taken, inches: a typed letter."""


def typescript(image: Image, dpi: float) -> Image:
    """Return the binary image made for type: on the flattened page, parted halfway between local paper and local ink.

    Halfway is where the edge of a blurred stroke is (the midpoint of a symmetric edge), so strokes keep their width
    however faint they are; Sauvola's and its kin's thresholds move with the window's share of ink and thin faint type.
    The local ink is the darkest grey near by (a grey opening with a smooth fall-off, after Bernsen 1986), never
    fainter than a share of the page's own ink; a page that is black and white already is parted in the middle.
    """
    if is_two_valued(image):
        return np.where(image < 128, INK, PAPER).astype(np.uint8)
    flat = flatten(image, dpi)
    smooth = np.asarray(cv2.GaussianBlur(flat, (0, 0), max(0.4, dpi / 600)), dtype=np.uint8)
    size = max(3, round(STROKE_WINDOW_INCHES * dpi)) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    darkest = cv2.GaussianBlur(cv2.erode(smooth, kernel), (0, 0), size / 4).astype(np.float32)
    page_ink = _page_ink(smooth)
    least = PAPER - FLOOR * (PAPER - page_ink)
    ink = np.minimum(darkest, least)
    return _parted(smooth, ink + MIDPOINT * (PAPER - ink))


def _page_ink(flat: npt.NDArray[np.uint8]) -> float:
    """Return the grey level of the page's ink: the median of what Otsu's threshold takes for ink."""
    level, _ = cv2.threshold(flat, 0, PAPER, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    dark = flat[flat <= level]
    return float(np.median(dark)) if dark.size else 0.0


def _moments(image: Image, window_px: int) -> tuple[Plane, Plane]:
    # Sums of squares of 8-bit values overflow the precision of 32-bit floats in large windows.
    values = image.astype(np.float64)
    mean = cv2.blur(values, (window_px, window_px), borderType=cv2.BORDER_REFLECT)
    square = cv2.blur(values * values, (window_px, window_px), borderType=cv2.BORDER_REFLECT)
    deviation = np.sqrt(np.maximum(square - mean * mean, 0))
    return mean.astype(np.float32), deviation.astype(np.float32)


def _parted(image: Image, threshold: npt.NDArray[np.floating]) -> Image:
    return np.where(image <= threshold, INK, PAPER).astype(np.uint8)
