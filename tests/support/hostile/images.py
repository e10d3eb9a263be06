"""Small real pages in every kind of image file that is read: what files are damaged from."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image as Pillow

from ocr_pipeline.records import Image

SAMPLE = Path(__file__).resolve().parents[3] / "scans" / "telegram-1953-03-29" / "1020.jpg"
"""The scan that comes with the program."""

WIDTH, HEIGHT = 360, 240
"""Pixels of the page cut out of a scan: some words in some lines, opened and prepared in a tenth of a second."""

_BLACK_FIRST = 1
"""That 0 is black (TIFF tag 262)."""


def typed_page(scan: Path = SAMPLE) -> Image:
    """Return the darkest of a grid of crops of a scan, brought to 150 dpi from 300: where most is typed."""
    with Pillow.open(scan) as opened:
        grey = opened.convert("L").reduce(2)
    pixels = np.asarray(grey, dtype=np.uint8)
    crops = [
        pixels[top : top + HEIGHT, left : left + WIDTH]
        for top in range(HEIGHT, pixels.shape[0] - 2 * HEIGHT, HEIGHT)
        for left in range(WIDTH // 2, pixels.shape[1] - WIDTH, WIDTH)
    ] or [pixels[:HEIGHT, :WIDTH]]
    return np.ascontiguousarray(max(crops, key=lambda crop: float(crop.std())))


def encoded(pixels: Image, form: str, mode: str = "L", **options: object) -> bytes:
    """Return a page written by Pillow."""
    buffer = io.BytesIO()
    _in_mode(pixels, mode).save(buffer, form, **options)
    return buffer.getvalue()


def _in_mode(pixels: Image, mode: str) -> Pillow.Image:
    grey = Pillow.fromarray(pixels)
    if mode == "I;16":
        return Pillow.fromarray(pixels.astype(np.uint16) * 257)
    if mode == "1":
        return grey.point([255 * (level > 150) for level in range(256)]).convert("1")
    return grey.convert(mode)


def image_files(pixels: Image) -> dict[str, bytes]:
    """Return a page in every kind of image file, by a name that ends as such a file does."""
    exif = Pillow.Exif()
    exif[0x0112], exif[0x010E] = 6, "telegram"
    others = [Pillow.fromarray(pixels[::-1].copy()), Pillow.fromarray(pixels)]
    return {
        "plain.tif": encoded(pixels, "TIFF", dpi=(150, 150)),
        "lzw.tif": encoded(pixels, "TIFF", compression="tiff_lzw"),
        "deflate.tif": encoded(pixels, "TIFF", compression="tiff_adobe_deflate"),
        "packbits.tif": encoded(pixels, "TIFF", compression="packbits"),
        "group3.tif": encoded(pixels, "TIFF", "1", compression="group3"),
        "group4.tif": encoded(pixels, "TIFF", "1", compression="group4"),
        "jpeg.tif": encoded(pixels, "TIFF", compression="jpeg", quality=70),
        "jpeg-colour.tif": encoded(pixels, "TIFF", "RGB", compression="jpeg", quality=70),
        "sixteen.tif": encoded(pixels, "TIFF", "I;16"),
        "palette.tif": encoded(pixels, "TIFF", "P"),
        "cmyk.tif": encoded(pixels, "TIFF", "CMYK", compression="tiff_lzw"),
        "pages.tif": encoded(pixels, "TIFF", save_all=True, append_images=others),
        "pages-lzw.tif": encoded(pixels, "TIFF", compression="tiff_lzw", save_all=True, append_images=others),
        "big.tif": encoded(pixels, "TIFF", big_tiff=True, save_all=True, append_images=others),
        "tiles.tif": tiled(pixels),
        "baseline.jpg": encoded(pixels, "JPEG", quality=70, exif=exif, dpi=(150, 150)),
        "progressive.jpg": encoded(pixels, "JPEG", quality=70, progressive=True, exif=exif),
        "colour.jpg": encoded(pixels, "JPEG", "RGB", quality=70),
        "cmyk.jpg": encoded(pixels, "JPEG", "CMYK", quality=70),
        "grey.png": encoded(pixels, "PNG", dpi=(150, 150)),
        "bits.png": encoded(pixels, "PNG", "1"),
        "palette.png": encoded(pixels, "PNG", "P"),
        "alpha.png": encoded(pixels, "PNG", "RGBA"),
        "sixteen.png": encoded(pixels, "PNG", "I;16"),
        "interlaced.png": interlaced(pixels),
        "lossless.jp2": encoded(pixels, "JPEG2000"),
        "lossy.jp2": encoded(pixels, "JPEG2000", "RGB", irreversible=True, quality_mode="rates", quality_layers=[12]),
        "stream.j2k": encoded(pixels, "JPEG2000", no_jp2=True, irreversible=True),
        "lossy.webp": encoded(pixels, "WEBP", quality=60),
        "lossless.webp": encoded(pixels, "WEBP", lossless=True),
        "grey.bmp": encoded(pixels, "BMP"),
        "bits.bmp": encoded(pixels, "BMP", "1"),
        "grey.gif": encoded(pixels, "GIF"),
        "grey.pgm": encoded(pixels, "PPM"),
    }


_ADAM7 = ((0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1))
"""First row, first column, and the steps down and across of each pass (PNG specification, 8.2)."""


def interlaced(pixels: Image) -> bytes:
    """Return a page as an interlaced PNG, which Pillow reads and does not write."""
    rows = b"".join(
        b"\0" + row.tobytes() for top, left, down, across in _ADAM7 for row in pixels[top::down, left::across]
    )
    height, width = pixels.shape
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 1)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(kind, content) for kind, content in chunks)


def png_chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG with the checksum that it must have."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


_TILE = 64


def tiled(pixels: Image) -> bytes:
    """Return a page as a TIFF of deflated tiles, which Pillow reads and does not write."""
    height, width = pixels.shape
    padded = np.pad(pixels, ((0, -height % _TILE), (0, -width % _TILE)), mode="edge")
    parts = [
        zlib.compress(padded[top : top + _TILE, left : left + _TILE].tobytes())
        for top in range(0, height, _TILE)
        for left in range(0, width, _TILE)
    ]
    lengths = [len(part) for part in parts]
    starts = [8 + sum(lengths[:index]) for index in range(len(parts))]
    arrays = 8 + sum(lengths)
    directory = arrays + 8 * len(parts)
    entries = (
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 1, 8),
        (259, 3, 1, 8),
        (262, 3, 1, _BLACK_FIRST),
        (277, 3, 1, 1),
        (322, 3, 1, _TILE),
        (323, 3, 1, _TILE),
        (324, 4, len(parts), arrays),
        (325, 4, len(parts), arrays + 4 * len(parts)),
    )
    written = struct.pack("<2sHI", b"II", 42, directory) + b"".join(parts)
    written += struct.pack(f"<{2 * len(parts)}I", *starts, *lengths)
    written += struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return written + struct.pack("<I", 0)


def group4_data(pixels: Image) -> bytes:
    """Return the black and white of a page as ITU-T T.6 codes alone, without the TIFF that Pillow writes them in."""
    written = encoded(pixels, "TIFF", "1", compression="group4", tiffinfo={278: pixels.shape[0]})
    with Pillow.open(io.BytesIO(written)) as image:
        tags = image.tag_v2  # type: ignore[attr-defined]
        (start,), (length,) = tags[273], tags[279]
        return written[start : start + length]
