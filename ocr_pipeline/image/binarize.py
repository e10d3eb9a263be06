"""Black separated from white. Every method returns a binary image: 0 ink, 255 paper, of the shape of its input.

A local method compares a pixel with the mean m and the standard deviation s of the window around it.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.image.flatten import against_paper, is_two_valued
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


def wolf(image: Image, window_px: int, k: float = WOLF_K, block: int = 1) -> Image:
    """Return the image parted at m − k·(1 − s/S)·(m − M), M the darkest grey and S the greatest s of the page.

    Wolf and Jolion, *Extraction and recognition of artificial text*, Pattern Analysis and Applications 6, 2003. With
    `block` above 1 the threshold is computed once for so many pixels across and down, from one pixel of each: a window
    changes little there, and has hundreds of them.
    """
    mean, threshold = _moments(image, window_px, block)
    threshold *= -1 / max(1e-6, float(threshold.max()))
    threshold += 1
    threshold *= mean - np.float32(image.min())
    threshold *= -k
    threshold += mean
    return _parted(image, threshold)


def nick(image: Image, window_px: int, k: float = NICK_K) -> Image:
    """Return the image parted at m + k·√(s² + m²) (Khurshid et al., *Comparison of Niblack inspired*, DRR 2009)."""
    mean, deviation = _moments(image, window_px)
    return _parted(image, mean + k * np.sqrt(deviation * deviation + mean * mean))


LETTER_INCHES = 0.13
"""Side of the window that follows type, inches: little over a character cell, so that a faint letter beside a dark one
is measured against itself. Of 0.07 to 0.4 this had the best F-measure (`benchmarks/binarization.py`)."""


SMOOTH_WINDOW_PX = 15
"""Side of a window, pixels, from which a threshold for two by two pixels is as good as one for each."""


def typescript(image: Image, dpi: float) -> Image:
    """Return the binary image made for type: the page divided by its paper, then parted by `wolf` letter by letter.

    Division takes light, creases and paper tone out first, so that the window can be as small as one letter; the
    contrast of the whole page, by which Wolf and Jolion's threshold is scaled, then keeps bare paper white although
    most windows hold nothing. A page that is black and white already is parted in the middle.
    """
    if is_two_valued(image):
        return np.where(image < 128, INK, PAPER).astype(np.uint8)
    window = max(3, round(LETTER_INCHES * dpi)) | 1
    return wolf(against_paper(image, dpi), window, block=2 if window >= SMOOTH_WINDOW_PX else 1)


def _moments(image: Image, window_px: int, block: int = 1) -> tuple[Plane, Plane]:
    """Return mean and standard deviation in the window around each `block` by `block` pixels."""
    small = np.ascontiguousarray(image[block // 2 :: block, block // 2 :: block])
    side = max(3, round(window_px / block)) | 1
    # 16 bits hold the square of 8. Sums are of whole numbers, and exact; only means are rounded, to 24 bits.
    mean, deviation = (
        np.asarray(cv2.boxFilter(values, cv2.CV_32F, (side, side), borderType=cv2.BORDER_REFLECT), dtype=np.float32)
        for values in (small, cv2.multiply(small, small, dtype=cv2.CV_16U))
    )
    deviation -= mean * mean
    np.maximum(deviation, 0, out=deviation)
    np.sqrt(deviation, out=deviation)
    return mean, deviation


def _parted(image: Image, threshold: npt.NDArray[np.floating]) -> Image:
    """Return what of `image` is brighter than `threshold` as paper; the threshold may be of a reduced size."""
    # A grey value is at most a threshold exactly when it is at most its whole part, which is what is kept of it.
    levels = np.clip(threshold, 0, 255).astype(np.uint8)
    if levels.shape != image.shape:
        size = (image.shape[1], image.shape[0])
        levels = np.asarray(cv2.resize(levels, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
    return np.asarray(cv2.compare(image, levels, cv2.CMP_GT), dtype=np.uint8)
