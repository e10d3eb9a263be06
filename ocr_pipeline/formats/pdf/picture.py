"""What is seen of a scan, ready to be drawn on a page: an image file's frame or a source PDF's page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pikepdf

from ocr_pipeline.errors import PdfDamaged
from ocr_pipeline.formats.pdf.drawings import Drawings
from ocr_pipeline.formats.pdf.image_file import file_image
from ocr_pipeline.formats.pdf.sheet import POINTS_PER_INCH
from ocr_pipeline.formats.pdf.source_page import Matrix, source_page

A4_WIDTH = 210 / 25.4 * POINTS_PER_INCH
"""Points: the sheet that is taken where no resolution is known."""

_ORIENTED = {
    1: ((1, 0), (0, 1)),
    2: ((-1, 0), (0, 1)),
    3: ((-1, 0), (0, -1)),
    4: ((1, 0), (0, -1)),
    5: ((0, -1), (-1, 0)),
    6: ((0, -1), (1, 0)),
    7: ((0, 1), (1, 0)),
    8: ((0, 1), (-1, 0)),
}
"""By EXIF orientation (Exif 2.32, tag 0x0112): where the stored image's way to the right, and its way up, point to as a
viewer shows it, x to the right, y up."""


@dataclass(frozen=True)
class Picture:
    """What can be drawn, by its place in `Drawings`; the matrix that lays it on its sheet, the lower left corner in the
    origin; and the width and height of that in points.

    `has_text`: whether it shows text that can be extracted. `is_archival`: whether PDF/A-2 allows it.
    """

    drawn: int
    matrix: Matrix
    width: float
    height: float
    has_text: bool
    is_archival: bool


def picture_of_file(kept: Drawings, path: Path, frame: int, dpi: float | None, max_megapixels: float) -> Picture:
    """Return a frame (from 0) of an image file, kept in `kept`, as large as `dpi` makes it.

    Without `dpi` its shorter side is as long as that of a sheet of A4. Raises `InputError` as `file_image` does.
    """
    with pikepdf.new() as pdf:
        found = file_image(pdf, path, frame, max_megapixels)
        drawn = kept.add(pdf, found.image)
    points = POINTS_PER_INCH / dpi if dpi else A4_WIDTH / min(found.columns, found.rows)
    width, height = found.columns * points, found.rows * points
    (right_x, right_y), (up_x, up_y) = _ORIENTED[found.orientation]
    matrix = (
        *(right_x * width, right_y * height, up_x * width, up_y * height),
        # Where the stored image's lower left corner comes to lie.
        *(width if right_x + up_x < 0 else 0.0, height if right_y + up_y < 0 else 0.0),
    )
    return Picture(drawn, matrix, width, height, has_text=False, is_archival=found.is_archival)


def picture_of_page(kept: Drawings, source: pikepdf.Pdf, page: int, subject: str) -> Picture:
    """Return a page (from 0) of a source PDF, kept in `kept`. Raises `PdfDamaged` as `source_page` does.

    What its file holds is as its makers made it: nothing is known of what PDF/A-2 asks.
    """
    try:
        found = source_page(source, page, subject)
        drawn = kept.add(source, found.form)
    except (pikepdf.PdfError, RuntimeError) as error:
        # What is damaged within is found when it is read. RuntimeError: objects that are not what they should be.
        raise PdfDamaged(f"{subject}, page {page + 1}", str(error)) from error
    return Picture(drawn, found.matrix, found.width, found.height, has_text=found.has_text, is_archival=False)
