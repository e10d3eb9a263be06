"""The one door to img2pdf: an image file as an image of a PDF, its data as it is wherever PDF has the same coding.

The data of JPEG, JPEG 2000, PNG (no interlace, no transparency) and of Group 4 in one strip is carried over byte for
byte. Whatever else there is, is decoded and packed without loss: two colours by Group 4, the rest as PNG does.
"""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import img2pdf
import pikepdf
from PIL import Image as Pillow
from PIL import ImageOps

from ocr_pipeline.scans.images import decode, opened_frame, read_frame
from ocr_pipeline.scans.size import refuse_no_page
from ocr_pipeline.scans.tiff_data import group4_ends_early

if TYPE_CHECKING:
    from ocr_pipeline.records import Image

# What it logs of transparency and of odd profiles is no fault of the scan; unheard, it would be printed.
logging.getLogger("img2pdf").addHandler(logging.NullHandler())

_ORIENTATION = 0x0112
"""The tag of EXIF and of TIFF that says how the pixels are turned (Exif 2.32)."""

_UPRIGHT, _LAST_LEVEL, _LAST = 1, 4, 8
"""Values of it: not at all; the last that leaves rows level; the last."""

_JPEG_KINDS = frozenset({"L", "RGB", "CMYK"})
"""Pixels of a JPEG, as Pillow names them, that PDF knows."""

_JP2 = b"\0\0\0\x0cjP  "
"""What a JPEG 2000 file begins with; a bare code stream, which PDF does not take, begins otherwise (ITU-T T.800, I)."""

_PNG_INTERLACED_AT, _PNG_END, _PNG_CHECK = 28, b"IEND", 4
"""The byte of a PNG that says whether it is interlaced, its last chunk, and the bytes of that behind its name (PNG,
third edition, 11.2)."""

_TRANSPARENT = frozenset({"LA", "La", "PA", "RGBA", "RGBa"})

_AS_PNG = frozenset({"L", "LA", "P", "PA", "RGB", "RGBA", "I;16"})
"""Pixels that PNG holds without loss."""

_STRIP_BEGINS, _STRIP_BYTES, _PHOTOMETRIC, _FILL_ORDER = 273, 279, 262, 266
"""Tags of TIFF 6.0."""

_BLACK_IS_ZERO, _LOWEST_BIT_FIRST = 1, 2
"""Values of the last two."""

_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(0x100))
"""Each byte with its bits in the other order."""

_FAST, _SMALL = 1, 4
"""Levels of zlib: for data that was not packed, which any level makes much smaller, and for data that was. A grey page
of 8 megapixels (`setun70`, s03R) takes 2.0 MB as LZW in a TIFF, 1.3 as Deflate there, and 1.0 at level 4 in 0.17 s; at
6 it would be a tenth less in twice the time."""

_PROFILE_SPACES = {1: b"GRAY", 3: b"RGB "}
_PROFILE_CLASSES = frozenset({b"scnr", b"mntr", b"prtr", b"spac"})
"""What a profile of colours may be in PDF/A-2 (6.2.4.2), by the numbers of a pixel; what it may be made for."""


@dataclass(frozen=True)
class FileImage:
    """An image of a PDF, its EXIF orientation (1 to 8), its pixels across and down as a viewer shows them.

    `is_archival` says whether PDF/A-2 allows it as it is.
    """

    image: pikepdf.Object
    orientation: int
    columns: int
    rows: int
    is_archival: bool


class _NotTaken(Exception):
    """Raised for a file that img2pdf does not take, whatever it raises itself."""


def file_image(pdf: pikepdf.Pdf, path: Path, frame: int, max_megapixels: float) -> FileImage:
    """Return one frame (from 0) of an image file as an image of `pdf`. Raises `InputError` as `read_frame` does."""
    with opened_frame(path, frame) as opened:
        refuse_no_page(str(path), opened.width, opened.height, max_megapixels)
        orientation, size = _orientation(opened), opened.size
        content, strip = _as_it_is(opened, path), _group4_strip(opened, path)
    try:
        image = _embedded(pdf, content) if strip is None else _group4_image(pdf, strip, size)
    except _NotTaken:
        orientation = _UPRIGHT
        image, size = _packed(pdf, path, frame, max_megapixels)
    columns, rows = size if orientation <= _LAST_LEVEL else size[::-1]
    return FileImage(image, orientation, columns, rows, _is_archival(image))


def _packed(pdf: pikepdf.Pdf, path: Path, frame: int, max_megapixels: float) -> tuple[pikepdf.Object, tuple[int, int]]:
    """Return a frame as an image packed anew, turned upright, and its size; the grey that was read where PDF has no
    such pixels."""
    with opened_frame(path, frame) as opened:
        content, size = _repacked(opened)
    try:
        return _embedded(pdf, content), size
    except _NotTaken:
        pixels = read_frame(path, frame, max_megapixels).pixels
        return _embedded(pdf, _grey_png(pixels)), (pixels.shape[1], pixels.shape[0])


def _orientation(image: Pillow.Image) -> int:
    """Return the EXIF orientation of an image, 1 where it has none that there is."""
    orientation: object = image.getexif().get(_ORIENTATION, _UPRIGHT)
    return orientation if isinstance(orientation, int) and _UPRIGHT <= orientation <= _LAST else _UPRIGHT


def _as_it_is(image: Pillow.Image, path: Path) -> bytes | None:
    """Return the content of a file whose data PDF takes as it is; None for any other."""
    if image.format in ("JPEG", "MPO") and image.mode in _JPEG_KINDS:
        return path.read_bytes()
    if image.format == "JPEG2000":
        content = path.read_bytes()
        return content if content.startswith(_JP2) else None
    if image.format == "PNG" and image.mode not in _TRANSPARENT and "transparency" not in image.info:
        content = path.read_bytes()
        if content[_PNG_INTERLACED_AT] == 0:
            # What stands behind the last chunk would be taken for more of them.
            return content[: content.rfind(_PNG_END) + len(_PNG_END) + _PNG_CHECK]
    return None


def _group4_strip(image: Pillow.Image, path: Path) -> tuple[bytes, bool] | None:
    """Return the data of a frame that is one strip of Group 4, and whether its black is 1; None for any other."""
    if image.format != "TIFF" or image.info.get("compression") != "group4" or group4_ends_early(image, path):
        return None
    tags: Mapping[int, object] = getattr(image, "tag_v2", {})
    begins, lengths = tags.get(_STRIP_BEGINS), tags.get(_STRIP_BYTES)
    if not (isinstance(begins, tuple) and isinstance(lengths, tuple) and len(begins) == len(lengths) == 1):
        return None
    with path.open("rb") as file:
        file.seek(begins[0])
        data = file.read(lengths[0])
    if tags.get(_FILL_ORDER) == _LOWEST_BIT_FIRST:
        data = data.translate(_REVERSED)
    return data, tags.get(_PHOTOMETRIC) == _BLACK_IS_ZERO


def _group4_image(pdf: pikepdf.Pdf, strip: tuple[bytes, bool], size: tuple[int, int]) -> pikepdf.Object:
    data, is_inverted = strip
    columns, rows = size
    return pikepdf.Stream(
        pdf,
        data,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=columns,
        Height=rows,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=1,
        Filter=pikepdf.Name.CCITTFaxDecode,
        DecodeParms=pikepdf.Dictionary(K=-1, Columns=columns, Rows=rows, BlackIs1=is_inverted),
    )


def _repacked(image: Pillow.Image) -> tuple[bytes | None, tuple[int, int]]:
    """Return a frame as a file that is taken as it is, without loss, turned upright, and its size.

    None for pixels of which there is no such file.
    """
    was_packed = image.format not in ("BMP", "PPM") and image.info.get("compression") != "raw"
    decode(image)
    upright = ImageOps.exif_transpose(image)
    file = io.BytesIO()
    if upright.mode in ("1", "CMYK"):
        upright.save(file, "TIFF", compression=None)
    elif upright.mode in _AS_PNG:
        upright.save(file, "PNG", compress_level=_SMALL if was_packed else _FAST)
    else:
        return None, upright.size
    return file.getvalue(), upright.size


def _grey_png(pixels: Image) -> bytes:
    file = io.BytesIO()
    Pillow.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def _embedded(pdf: pikepdf.Pdf, content: bytes | None) -> pikepdf.Object:
    """Return the first image of a file as an image of `pdf`. Raises `_NotTaken`."""
    if content is None:
        raise _NotTaken
    try:
        with warnings.catch_warnings():
            # Odd metadata is no fault of the pixels.
            warnings.simplefilter("ignore")
            made = img2pdf.convert_to_docobject(
                io.BytesIO(content),
                engine=img2pdf.Engine.pikepdf,
                nodate=True,
                # How it lies on a page is no matter of the image.
                rotation=img2pdf.Rotation.none,
                layout_fun=lambda _columns, _rows, _dpi: (100, 100, 100, 100),
                first_frame_only=True,
            )
    except Exception as error:
        # It raises `Exception` itself, of damage and of what it does not know.
        raise _NotTaken(str(error)) from error
    return pdf.copy_foreign(made.writer.pages[0].obj.Resources.XObject.Im0)


def _is_archival(image: pikepdf.Object) -> bool:
    """Return whether PDF/A-2 allows an image beside an output intent of three colours (6.2.4, 6.2.8)."""
    if image.get("/Filter") == pikepdf.Name.JPXDecode:
        # It must be of certain kinds (6.2.8.3): that is not looked at.
        return False
    space = image.get("/ColorSpace")
    if isinstance(space, pikepdf.Array) and space[0] == pikepdf.Name.ICCBased:
        profile = space[1].read_bytes()
        return (
            int.from_bytes(profile[:4], "big") == len(profile)
            and profile[8] <= 4
            and profile[12:16] in _PROFILE_CLASSES
            and profile[16:20] == _PROFILE_SPACES.get(int(space[1].N))
        )
    return space != pikepdf.Name.DeviceCMYK
