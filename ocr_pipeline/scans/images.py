"""Image files: what is in them decides, not their name; every kind of pixel becomes the grey that a viewer shows."""

from __future__ import annotations

import logging
import re
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

from ocr_pipeline.errors import (
    InputError,
    OutOfMemory,
    ScanEmpty,
    ScanForbidden,
    ScanNotAnImage,
    ScanNotFound,
    ScanTruncated,
    TiffBroken,
)
from ocr_pipeline.records import Image
from ocr_pipeline.scans.c_messages import c_messages
from ocr_pipeline.scans.jpeg import damage as jpeg_damage
from ocr_pipeline.scans.size import refuse_no_page
from ocr_pipeline.scans.tiff_chain import TiffChain, opened_at, tiff_chain
from ocr_pipeline.scans.tiff_data import group4_ends_early, lies_within

FORMATS = ("JPEG", "PNG", "TIFF", "JPEG2000", "WEBP", "BMP", "GIF", "PPM")
"""The decoders that may be tried: scans come in these; Pillow's rarer ones are only ways to be attacked."""

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

# What Pillow logs of a damaged file it raises as well; unheard, it would be printed among the results.
logging.getLogger("PIL").addHandler(logging.NullHandler())


@dataclass(frozen=True, eq=False)
class Decoded:
    """A frame as it was decoded: its grey pixels, EXIF orientation applied, and what the file says of itself.

    `stated` is its resolution in dots per inch, across and down, believable or not; None if the file has none.
    `damage` is what the decoder reported of damaged data, in its words; None where it reported nothing.
    """

    pixels: Image
    stated: tuple[float, float] | None
    damage: str | None = None


def count_frames(path: Path) -> int:
    """Return how many pages a file has; 1 for a file that cannot be opened, which fails when it is read.

    The pages of a TIFF that are lost, because the list of its pages is damaged, count as one more.
    """
    # Of the kinds that can hold several images only TIFF holds pages; in the others they are animation.
    try:
        chain = tiff_chain(path)
    except OSError:
        return 1
    if chain is None or not chain.directories:
        return 1
    return len(_pages(path, chain)) + (chain.broken is not None)


def read_frame(path: Path, frame: int, max_megapixels: float) -> Decoded:
    """Return one frame (from 0) of an image file.

    Raises `InputError` for whatever is wrong with the file, for a size that no page has before anything is decoded,
    and `OutOfMemory`.
    """
    directory = _directory(path, frame)
    try:
        return _decoded(path, directory, max_megapixels)
    except ScanNotAnImage as error:
        if directory is None:
            raise
        raise ScanNotAnImage(str(path), f"page {frame + 1} of this TIFF: damaged, or of a kind not read") from error


@contextmanager
def opened_frame(path: Path, frame: int) -> Iterator[Pillow.Image]:
    """Give one frame (from 0) of an image file, not decoded yet, its EXIF orientation not applied.

    Raises `InputError` as `read_frame` does, and for whatever decoding it raises within the block; its size is for the
    caller to look at.
    """
    with _opened(path, _directory(path, frame)) as image:
        yield image


def _decoded(path: Path, directory: int | None, max_megapixels: float) -> Decoded:
    with _opened(path, directory) as image:
        width, height = image.size
        refuse_no_page(str(path), width, height, max_megapixels)
        stated = _stated_resolution(image)
        orientation = image.getexif().get(_EXIF_ORIENTATION, _UPRIGHT)
        noticed = jpeg_damage(path.read_bytes()) if image.format == "JPEG" else None
        if group4_ends_early(image, path):
            noticed = "the data of the picture ends early"
        damage = decode(image) or noticed
        pixels = _grey(image if orientation == _UPRIGHT else ImageOps.exif_transpose(image))
    if stated and orientation in _SIDEWAYS:
        stated = (stated[1], stated[0])
    return Decoded(pixels, stated, damage)


_EXIF_ORIENTATION = 0x0112
_UPRIGHT = 1
_SIDEWAYS = frozenset({5, 6, 7, 8})
"""EXIF orientations in which width and height change places (Exif 2.32, tag 0x0112)."""


def _directory(path: Path, frame: int) -> int | None:
    """Return where the directory of a page of a TIFF begins; None where the file is to be opened as it is.

    Raises `TiffBroken` for the pages that a damaged TIFF has lost, `ScanTruncated` for a page it never had.
    """
    with _causes_named(path):
        chain = tiff_chain(path)
    if chain is None or not chain.directories:
        if frame:
            raise ScanTruncated(str(path), f"it has no page {frame + 1}")
        return None
    pages = _pages(path, chain)
    if frame < len(pages):
        return pages[frame]
    if chain.broken is None:
        raise ScanTruncated(str(path), f"it has no page {frame + 1}")
    raise TiffBroken(str(path), f"pages from {len(pages) + 1} on: {chain.broken}")


def _pages(path: Path, chain: TiffChain) -> tuple[int, ...]:
    """Return the directories of a chain that are pages; that in which a broken chain breaks is one of those lost."""
    pages = chain.directories
    while chain.broken and pages and not _is_there(path, pages[-1]):
        pages = pages[:-1]
    return pages


def _is_there(path: Path, directory: int) -> bool:
    """Return whether a page of a TIFF can be opened and its data lies within the file."""
    try:
        with _opened(path, directory) as image:
            return lies_within(image, path)
    except InputError:
        return False


@contextmanager
def _opened(path: Path, directory: int | None) -> Iterator[Pillow.Image]:
    """Give the image of a file; every way in which the file or its decoding can fail becomes one of our causes."""
    with _causes_named(path):
        if path.stat().st_size == 0:
            raise ScanEmpty(str(path))
        with warnings.catch_warnings(), path.open("rb") if directory is None else opened_at(path, directory) as file:
            # Odd metadata is no fault of the pixels; what matters is raised.
            warnings.simplefilter("ignore")
            # Opened here, not by name: of a file that it has by name, Pillow maps uncompressed pixels into memory, in
            # rows as wide as the upright picture, and a TIFF that lies on its side (orientation 5 to 8) is scrambled.
            with Pillow.open(file, formats=FORMATS) as image:
                yield image


def decode(image: Pillow.Image) -> str | None:
    """Decode an image; return what the decoder said of damaged data that it decoded all the same."""
    if image.format != "TIFF":
        image.load()
        return None
    said: list[str] = []
    try:
        with c_messages(said):
            image.load()
    except OSError as error:
        # Pillow's own words are "decoder error -2".
        raise OSError(next(iter(said), str(error))) from error
    damage = [line for line in said if not _ABOUT_TAGS.match(line)]
    more = f", and {len(damage) - 1} more" if len(damage) > 1 else ""
    return f"{damage[0]}{more}" if damage else None


_ABOUT_TAGS = re.compile(r"TIFF\w+: Warning, ")
"""What libtiff says of tags that it does not know or finds odd: no fault of the pixels."""


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
    return np.asarray(image if image.mode == "L" else image.convert("L"), dtype=np.uint8)


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
