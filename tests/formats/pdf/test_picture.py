"""A picture lies on its sheet as a viewer shows the file, as large as its resolution makes it."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageOps

from ocr_pipeline.formats.pdf.drawings import drawings
from ocr_pipeline.formats.pdf.picture import A4_WIDTH, picture_of_file
from tests.support.pdf_documents import DPI, cells, material, page_of, picture, pixels_in, png, written

PIXELS = picture(600, 400)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_however_a_file_says_it_is_turned_it_lies_as_viewers_show_it(tmp_path, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "a.jpg"
    Image.fromarray(PIXELS).save(path, exif=exif, quality=100)
    shown = ImageOps.exif_transpose(Image.open(path))
    content = written(material([page_of(path, (), size=shown.size)]))
    drawn = np.array(cells(pixels_in(content)), dtype=int)
    assert np.abs(drawn - np.array(cells(np.asarray(shown)), dtype=int)).max() <= 2


@pytest.mark.parametrize("orientation", [3, 6])
def test_a_png_that_is_turned_lies_so_as_well(tmp_path, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = io.BytesIO()
    Image.fromarray(PIXELS).save(file, "PNG", exif=exif)
    path = tmp_path / "a.png"
    path.write_bytes(file.getvalue())
    shown = ImageOps.exif_transpose(Image.open(path))
    content = written(material([page_of(path, (), size=shown.size)]))
    assert cells(pixels_in(content)) == cells(np.asarray(shown))


def test_it_is_as_large_as_its_resolution_makes_it(tmp_path):
    with drawings("d") as kept:
        found = picture_of_file(kept, png(tmp_path / "a.png", PIXELS), 0, DPI, 10)
    assert (found.width, found.height) == pytest.approx((600 * 72 / DPI, 400 * 72 / DPI))


def test_without_a_resolution_its_shorter_side_is_that_of_a_sheet(tmp_path):
    with drawings("d") as kept:
        found = picture_of_file(kept, png(tmp_path / "a.png", PIXELS), 0, None, 10)
    assert (found.width, found.height) == pytest.approx((A4_WIDTH * 1.5, A4_WIDTH))
