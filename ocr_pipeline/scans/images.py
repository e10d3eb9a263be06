"""Image files: what is in them decides, not their name; every kind of pixel becomes the grey that a viewer shows."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

from ocr_pipeline.errors import (
    OutOfMemory,
    ScanEmpty,
    ScanForbidden,
    ScanNotAnImage,
    ScanNotFound,
    ScanTooLarge,
    ScanTooSmall,
    ScanTruncated,
)
from ocr_pipeline.records import Image

FORMATS = ("JPEG", "PNG", "TIFF", "JPEG2000", "WEBP", "BMP", "GIF", "PPM")
"""The decoders that may be tried: scans come in these; Pillow's rarer ones are only ways to be attacked."""

MIN_SIDE_PX = 16
"""Pixels: a line of typescript at the lowest readable resolution is higher."""

_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    KeyError,
    TypeError,
    IndexError,
    OverflowError,
    struct.error,
)
"""What Pillow's decoders raise for damaged data."""

# The bound is this program's own, checked before decoding; Pillow's would differ from what the user asked for.
Pillow.MAX_IMAGE_PIXELS = None


def count_frames(path: Path) -> int:
    """Return how many frames a file has; 1 for a file that cannot be opened, which fails when it is read."""
    try:
        with _opened(path) as image:
            # Of the kinds that can hold several images only TIFF holds pages; in the others they are animation.
            return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
    except (ScanEmpty, ScanForbidden, ScanNotAnImage, ScanNotFound, ScanTruncated):
        return 1


def read_frame(path: Path, frame: int, max_megapixels: float) -> tuple[Image, tuple[float, float] | None]:
    """Return the grey pixels of one frame (from 0), EXIF orientation applied, and the resolution the file states.

    The resolution is in dots per inch, across and down, as found in the file: believable or not; None if it has none.
    Raises `InputError` for whatever is wrong with the file, `ScanTooLarge` before anything is decoded, and
    `OutOfMemory`.
    """
    with _opened(path) as image:
        if frame:
            image.seek(frame)
        width, height = image.size
        if width * height > max_megapixels * 1e6:
            raise ScanTooLarge(str(path), f"{width} x {height} pixels, allowed are {max_megapixels:g} million")
        if min(width, height) < MIN_SIDE_PX:
            raise ScanTooSmall(str(path), f"{width} x {height} pixels")
        stated = _stated_resolution(image)
        quarter_turned = image.getexif().get(_EXIF_ORIENTATION, 1) in _SIDEWAYS
        image.load()
        pixels = _grey(ImageOps.exif_transpose(image))
    if stated and quarter_turned:
        stated = (stated[1], stated[0])
    return pixels, stated


_EXIF_ORIENTATION = 0x0112
_SIDEWAYS = frozenset({5, 6, 7, 8})
"""EXIF orientations in which width and height change places (Exif 2.32, tag 0x0112)."""


@contextmanager
def _opened(path: Path) -> Iterator[Pillow.Image]:
    """Give the image of a file; every way in which the file or its decoding can fail becomes one of our causes."""
    with _causes_named(path):
        if path.stat().st_size == 0:
            raise ScanEmpty(str(path))
        with warnings.catch_warnings():
            # Odd metadata is no fault of the pixels; what matters is raised.
            warnings.simplefilter("ignore")
            with Pillow.open(path, formats=FORMATS) as image:
                yield image


@contextmanager
def _causes_named(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise ScanNotFound(str(path)) from error
    except PermissionError as error:
        raise ScanForbidden(str(path)) from error
    except UnidentifiedImageError as error:
        raise ScanNotAnImage(str(path)) from error
    except MemoryError as error:
        raise OutOfMemory(str(path)) from error
    except _DAMAGE as error:
        raise ScanTruncated(str(path), str(error)) from error


def _stated_resolution(image: Pillow.Image) -> tuple[float, float] | None:
    stated = image.info.get("dpi")
    if not isinstance(stated, tuple) or len(stated) != 2:
        return None
    try:
        across, down = float(stated[0]), float(stated[1])
    except (TypeError, ValueError, ZeroDivisionError):
        # A TIFF can state a resolution of 1/0.
        return None
    return (across, down) if across > 0 and down > 0 else None


def _grey(image: Pillow.Image) -> Image:
    """Return the pixels as grey, shape (height, width), uint8: transparent ones over white, deep ones scaled."""
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        return _scaled(np.asarray(image))
    if image.mode == "P" or "A" in image.mode or "a" in image.mode or "transparency" in image.info:
        rgba = image.convert("RGBA")
        paper = Pillow.new("RGBA", rgba.size, "white")
        return np.asarray(Pillow.alpha_composite(paper, rgba).convert("L"), dtype=np.uint8)
    if image.mode == "LAB":
        return np.asarray(image.getchannel("L"), dtype=np.uint8)
    if image.mode == "CMYK":
        return np.asarray(image.convert("RGB").convert("L"), dtype=np.uint8)
    return np.asarray(image.convert("L"), dtype=np.uint8)


_SIXTEEN_BITS = 65535.0

_LEAST_RANGE = 1 / 16
"""Share of 16 bits that the data must span at least for its maximum to be white: 12-bit scanners fill that much."""


def _scaled(values: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> Image:
    """Return deep pixels scaled to 8 bits by the range in use: many scanners fill 12 of the 16 bits only."""
    deep = np.nan_to_num(np.asarray(values, dtype=np.float32))
    top = float(deep.max(initial=0.0))
    if top <= 1.0:
        white = 1.0
    elif top <= 255.0:
        white = 255.0
    else:
        white = max(top, _SIXTEEN_BITS * _LEAST_RANGE)
    scaled: Image = np.clip(deep * (255.0 / white), 0, 255).astype(np.uint8)
    return scaled
