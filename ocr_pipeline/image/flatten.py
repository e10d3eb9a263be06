"""Uneven light taken out of a page: paper becomes white, ink keeps its darkness.

The paper's own brightness is found at every place by a grey closing (Serra, *Image Analysis and Mathematical
Morphology*, 1982, ch. XII) of a reduced copy: what is narrower than `_STRUCTURE_MM` is ink or dirt and is filled
with the paper around it; what is wider is a shadow, a stain or a photograph and keeps its edge, so that its darkness
does not spread over its neighbours. Dividing by that background undoes the light, because a scanner measures
light x reflectance.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.records import Image

_MM_PER_INCH = 25.4

_BACKGROUND_DPI = 50.0
"""Resolution of the reduced copy, dots per inch: a typed stroke (0.3 to 0.5 mm) is one pixel there."""

_STRUCTURE_MM = 4.0
"""Anything narrower is not background: a typed capital is 2.5 to 3 mm high, lines stand 4.2 mm apart."""

_DARKEST_PAPER = 0.3
"""Share of the page's white below which a wide dark area is no paper in shade but a photograph or the scanner's lid."""

_INK_CONTRAST_CUT = 0.08
"""Marks fainter than this share of the ink's contrast become paper: show-through and texture of `setun70`."""

_NOISE_SPREADS = 2.0
"""Paper darker than its own level by up to this many standard deviations of its noise is made white."""

_LARGEST_CUT = 0.3
"""The share of the ink's contrast that noise may claim at most: above it, faint strokes begin to go."""

_SURELY_MARKED = 0.1
"""Share of the paper's brightness by which a pixel must be darker, beyond noise, to tell of the ink's contrast."""

_TWO_VALUED_SHARE = 0.985
"""A page with this share of its pixels within `_NEAR` of black or white was binarized before; JPEG blurs the rest."""

_BLACK_OF_DARK = 0.5
"""Least share of what is not near white that is near black: strokes of two values, turned by a skew, have 0.6."""

_NEAR = 12
"""Grey levels (of 255) from black or white that JPEG puts on a black-and-white page."""

_SAMPLED = 4
"""Rows of which one is looked at for the tones of a page: a quarter of eight million pixels tells them as well."""

_PAPER_CODE = 224
"""Grey level that stands for the paper's level in a ratio image, so that paper brighter than its level still fits."""

Histogram = npt.NDArray[np.float64]
"""How many pixels have each grey level: shape (256,), dtype float64."""


@dataclass(frozen=True)
class Tones:
    """What brightness relative to its level the paper of a page has, how much that varies, how dark the ink is.

    `paper` is the most frequent ratio to the level (about 1), `noise` the standard deviation around it, `contrast`
    the typical drop from paper to ink as a share of `paper`; 0 where there is no mark on the page.
    """

    paper: float
    noise: float
    contrast: float


def flatten(image: Image, dpi: float) -> Image:
    """Return `image` with its paper made white (near 255) everywhere and its ink as dark against it as it was.

    `image`: grey, shape (height, width), dtype uint8; the result is a new array of the same kind. `dpi`: dots per
    inch. A page that is already black and white comes back unchanged. Strokes darker than half the ink's contrast
    keep exactly the darkness they have relative to the paper around them, so they become neither thinner nor bolder.
    """
    if is_two_valued(image):
        return image.copy()
    ratio = against_paper(image, dpi)
    return cv2.LUT(ratio, _curve(page_tones(ratio))).astype(np.uint8, copy=False)


def is_two_valued(image: Image) -> bool:
    """Return whether `image`, shape (height, width), dtype uint8, is black on white up to the traces of JPEG.

    A page without any pixel near white counts as grey; so does one whose few dark pixels are mostly grey: a page of
    little and faint ink is nearly all white, too.
    """
    counts = histogram(image[::_SAMPLED])
    near_white = counts[256 - _NEAR :].sum()
    near_black = counts[:_NEAR].sum()
    whole = counts.sum()
    return bool(
        near_white > 0
        and near_black + near_white >= _TWO_VALUED_SHARE * whole
        and near_black >= _BLACK_OF_DARK * (whole - near_white)
    )


def paper_level(image: Image, dpi: float) -> Image:
    """Return the brightness the bare paper has at each pixel of `image`, or would have under the ink.

    Same shape and dtype uint8 as `image`, (height, width). `dpi`: dots per inch of `image`. Never 0; never darker
    than `_DARKEST_PAPER` of the page's white.
    """
    height, width = image.shape
    # Whole numbers of pixels are averaged many times faster than parts of them.
    block = max(1, round(dpi / _BACKGROUND_DPI))
    down, across = -height % block, -width % block
    whole = cv2.copyMakeBorder(image, 0, down, 0, across, cv2.BORDER_REPLICATE) if down or across else image
    small_size = (whole.shape[1] // block, whole.shape[0] // block)
    small = cv2.resize(whole, small_size, interpolation=cv2.INTER_AREA)
    side = max(3, round(_STRUCTURE_MM / _MM_PER_INCH * dpi / block) | 1)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (side, side))
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel, borderType=cv2.BORDER_REPLICATE)
    level = cv2.medianBlur(closed, 5)
    floor = max(1, round(_DARKEST_PAPER * float(np.percentile(level, 95))))
    level = np.maximum(level, floor).astype(np.uint8, copy=False)
    drawn = cv2.resize(level, (width + across, height + down), interpolation=cv2.INTER_LINEAR)
    return drawn[:height, :width].astype(np.uint8, copy=False)


def against_paper(image: Image, dpi: float) -> Image:
    """Return `image` divided by the level of its paper, the level coded as 224; same shape, dtype uint8.

    `image`: grey, shape (height, width), dtype uint8; `dpi`: dots per inch.
    """
    ratio = cv2.divide(image, paper_level(image, dpi), scale=_PAPER_CODE)
    return ratio.astype(np.uint8, copy=False)


def histogram(image: Image) -> Histogram:
    """Return how many pixels of `image` (dtype uint8) have each grey level."""
    counts = cv2.calcHist([image], [0], None, [256], [0, 256])
    return counts.ravel().astype(np.float64)


def page_tones(ratio: Image) -> Tones:
    """Return the tones of a page from `ratio`, as `against_paper` returns it."""
    counts = histogram(ratio[::_SAMPLED])
    levels = np.arange(256)
    smooth = np.convolve(counts, np.full(5, 0.2), mode="same")
    light = _PAPER_CODE // 2
    mode = light + int(np.argmax(smooth[light:]))
    # Ink only darkens, so the noise of the paper is read off the bright side.
    brighter = counts[mode:]
    noise = float(np.sqrt((brighter * np.arange(brighter.size) ** 2).sum() / max(1.0, brighter.sum())))
    drop = (mode - levels) / mode
    marks = np.where(drop > _SURELY_MARKED + _NOISE_SPREADS * 2 * noise / mode, counts * drop, 0.0)
    contrast = float((marks * drop).sum() / marks.sum()) if marks.sum() > 0 else 0.0
    return Tones(paper=mode / _PAPER_CODE, noise=noise / _PAPER_CODE, contrast=contrast)


def _curve(tones: Tones) -> Image:
    """Return the grey level for each level of a ratio image: shape (256,), dtype uint8.

    Straight up to the middle between ink and paper, then steeper, to be white a little before the paper is reached.
    """
    brightness = np.arange(256) / (_PAPER_CODE * tones.paper)
    noise_cut = _NOISE_SPREADS * tones.noise / tones.paper
    if tones.contrast > 0:
        cut = min(max(_INK_CONTRAST_CUT * tones.contrast, noise_cut), _LARGEST_CUT * tones.contrast)
        knee = 1.0 - tones.contrast / 2
    else:
        cut, knee = noise_cut, 0.5
    steep = (1.0 - knee) / (1.0 - cut - knee)
    curved = np.where(brightness < knee, brightness, knee + (brightness - knee) * steep)
    curve: Image = np.clip(np.rint(255 * curved), 0, 255).astype(np.uint8)
    return curve
