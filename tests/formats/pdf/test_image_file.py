"""Image files in a PDF: their own data where PDF has the coding, else without loss; every pixel is as it was."""

from __future__ import annotations

import io
import zlib

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageCms

from ocr_pipeline.errors import InputError, ScanTooLarge
from ocr_pipeline.formats.pdf.image_file import file_image
from tests.support.pdf_documents import picture

GREY = picture(200, 120)
COLOUR = np.stack([GREY, 255 - GREY, GREY // 2], axis=2)
BLACK = GREY > 140


@pytest.fixture
def pdf():
    with pikepdf.new() as one:
        yield one


def saved(tmp_path, name, image, **options):
    path = tmp_path / name
    image.save(path, **options)
    return path


def pixels(found):
    """Return the pixels that a viewer decodes; pikepdf's own decoder of images, which is not ours."""
    return pikepdf.PdfImage(found.image).as_pil_image()


def shades(image):
    """Return the pixels of an image of a PDF as an array."""
    return np.asarray(pikepdf.PdfImage(image).as_pil_image())


@pytest.mark.parametrize("colours", ["L", "RGB", "CMYK"])
def test_the_data_of_a_jpeg_is_that_of_the_file(tmp_path, pdf, colours):
    path = saved(tmp_path, "a.jpg", Image.fromarray(COLOUR).convert(colours), quality=90)
    found = file_image(pdf, path, 0, 10)
    assert found.image.read_raw_bytes() == path.read_bytes()
    assert found.image.Filter == pikepdf.Name.DCTDecode
    # Pillow, as Adobe's programs, writes these four inverted.
    assert ("/Decode" in found.image) == (colours == "CMYK")
    assert found.is_archival == (colours != "CMYK")


def test_the_data_of_a_jpeg_2000_is_that_of_the_file(tmp_path, pdf):
    path = saved(tmp_path, "a.jp2", Image.fromarray(COLOUR))
    found = file_image(pdf, path, 0, 10)
    assert found.image.read_raw_bytes() == path.read_bytes()
    assert found.image.Filter == pikepdf.Name.JPXDecode
    assert not found.is_archival


def test_a_bare_code_stream_is_decoded(tmp_path, pdf):
    path = saved(tmp_path, "a.j2k", Image.fromarray(GREY), irreversible=False)
    assert np.array_equal(pixels(file_image(pdf, path, 0, 10)), GREY)


def idat(content):
    """Return the packed data of a PNG."""
    found, at = b"", 8
    while at < len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] == b"IDAT":
            found += content[at + 8 : at + 8 + length]
        at += length + 12
    return found


PNGS = {
    "grey": Image.fromarray(GREY),
    "colour": Image.fromarray(COLOUR),
    "palette": Image.fromarray(COLOUR).quantize(16),
    "black": Image.fromarray(BLACK),
    "deep": Image.fromarray(GREY.astype(np.uint16) * 257),
}


@pytest.mark.parametrize("kind", PNGS)
def test_the_data_of_a_png_is_that_of_the_file(tmp_path, pdf, kind):
    path = saved(tmp_path, "a.png", PNGS[kind])
    with path.open("ab") as file:
        file.write(b"something behind the end")
    found = file_image(pdf, path, 0, 10)
    assert found.image.read_raw_bytes() == idat(path.read_bytes()[: -len(b"something behind the end")])
    assert found.image.BitsPerComponent == {"palette": 4, "black": 1, "deep": 16}.get(kind, 8)
    assert found.is_archival


def alpha(image):
    image = image.copy()
    image.putalpha(Image.fromarray(np.where(BLACK, 255, 0).astype(np.uint8)))
    return image


def test_a_transparent_png_has_a_mask(tmp_path, pdf):
    found = file_image(pdf, saved(tmp_path, "a.png", alpha(Image.fromarray(COLOUR))), 0, 10)
    assert np.array_equal(shades(found.image.SMask), np.where(BLACK, 255, 0))
    assert np.array_equal(np.asarray(pixels(found))[..., :3], COLOUR)


LOSSLESS: dict[str, dict[str, str | bool]] = {
    "a.tif": {},
    "lzw.tif": {"compression": "tiff_lzw"},
    "deflate.tif": {"compression": "tiff_adobe_deflate"},
    "a.bmp": {},
    "a.webp": {"lossless": True},
    "a.ppm": {},
}


@pytest.mark.parametrize("name", LOSSLESS)
@pytest.mark.parametrize("pixels_", [GREY, COLOUR], ids=["grey", "colour"])
def test_other_files_lose_nothing(tmp_path, pdf, name, pixels_):
    found = file_image(pdf, saved(tmp_path, name, Image.fromarray(pixels_), **LOSSLESS[name]), 0, 10)
    assert np.array_equal(np.asarray(pixels(found).convert("RGB" if pixels_.ndim == 3 else "L")), pixels_)
    assert found.is_archival


def test_deep_pixels_of_a_tiff_stay_deep(tmp_path, pdf):
    deep = GREY.astype(np.uint16) * 257 + 3
    found = file_image(pdf, saved(tmp_path, "a.tif", Image.fromarray(deep)), 0, 10)
    assert found.image.BitsPerComponent == 16
    assert np.array_equal(np.frombuffer(found.image.read_bytes(), ">u2").reshape(deep.shape), deep)


def test_pixels_of_a_kind_that_pdf_has_not_are_the_grey_that_was_read(tmp_path, pdf):
    found = file_image(pdf, saved(tmp_path, "a.tif", Image.fromarray(GREY.astype(np.float32))), 0, 10)
    assert np.array_equal(pixels(found), GREY)


def test_group_4_is_carried_over_strip_and_all(tmp_path, pdf):
    """One strip as it is; several, and other codings of two colours, as one."""
    image = Image.fromarray(BLACK)
    strip = saved(tmp_path, "a.tif", image, compression="group4", tiffinfo={278: 120})
    several = saved(tmp_path, "b.tif", image, compression="group4", tiffinfo={278: 16})
    packbits = saved(tmp_path, "c.tif", image, compression="packbits")
    for path in (strip, several, packbits):
        found = file_image(pdf, path, 0, 10)
        assert str(found.image.Filter).strip("[] ").endswith("CCITTFaxDecode") or list(found.image.Filter)
        assert np.array_equal(np.asarray(pixels(found).convert("1")), BLACK)
    assert file_image(pdf, strip, 0, 10).image.read_raw_bytes() in strip.read_bytes()


@pytest.mark.parametrize("photometric", [0, 1])
@pytest.mark.parametrize("fill_order", [1, 2])
def test_black_is_black_however_group_4_was_written(tmp_path, pdf, photometric, fill_order):
    path = saved(tmp_path, "a.tif", Image.fromarray(BLACK), compression="group4", tiffinfo={262: photometric, 266: 1})
    content = path.read_bytes()
    shown = np.asarray(Image.open(path))
    if fill_order == 2:
        with Image.open(path) as image:
            tags = getattr(image, "tag_v2", {})
        (begin,), (length,) = tags[273], tags[279]
        turned = bytes(int(f"{byte:08b}"[::-1], 2) for byte in content[begin : begin + length])
        entry = content.index(bytes((10, 1, 3, 0)))
        content = content[:begin] + turned + content[begin + length :]
        path.write_bytes(content[: entry + 8] + bytes((2,)) + content[entry + 9 :])
        assert np.array_equal(np.asarray(Image.open(path)), shown)
    assert np.array_equal(np.asarray(pixels(file_image(pdf, path, 0, 10)).convert("1")), shown)


def test_each_page_of_a_tiff_is_its_own(tmp_path, pdf):
    first, *others = images = [picture(100, 60, seed) for seed in range(3)]
    more = [Image.fromarray(other) for other in others]
    path = saved(tmp_path, "a.tif", Image.fromarray(first), save_all=True, append_images=more)
    for frame, image in enumerate(images):
        assert np.array_equal(pixels(file_image(pdf, path, frame, 10)), image)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_how_a_jpeg_is_turned_is_told_and_its_data_left_alone(tmp_path, pdf, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = saved(tmp_path, "a.jpg", Image.fromarray(GREY), exif=exif)
    found = file_image(pdf, path, 0, 10)
    assert found.orientation == orientation
    assert (found.columns, found.rows) == ((200, 120) if orientation < 5 else (120, 200))


def test_a_tiff_that_lies_on_its_side_is_turned_as_it_is_packed(tmp_path, pdf):
    path = saved(tmp_path, "a.tif", Image.fromarray(GREY), tiffinfo={274: 6}, compression="tiff_lzw")
    found = file_image(pdf, path, 0, 10)
    assert (found.orientation, found.columns, found.rows) == (1, 120, 200)
    assert np.array_equal(pixels(found), np.rot90(GREY, -1))


def test_a_profile_of_colours_comes_along(tmp_path, pdf):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    path = saved(tmp_path, "a.png", Image.fromarray(COLOUR), icc_profile=profile)
    found = file_image(pdf, path, 0, 10)
    assert found.image.ColorSpace[1].read_bytes() == profile
    assert found.is_archival
    broken = saved(tmp_path, "b.png", Image.fromarray(COLOUR), icc_profile=profile[:-1])
    assert not file_image(pdf, broken, 0, 10).is_archival


def test_a_size_that_no_page_has_is_refused_before_anything_is_decoded(tmp_path, pdf):
    with pytest.raises(ScanTooLarge):
        file_image(pdf, saved(tmp_path, "a.png", Image.fromarray(GREY)), 0, 0.01)


@pytest.mark.parametrize("left", [0, 10, 60])
def test_a_file_that_is_no_image_any_more_is_an_input_error(tmp_path, pdf, left):
    path = saved(tmp_path, "a.bmp", Image.fromarray(GREY))
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(InputError):
        file_image(pdf, path, 0, 10)


def test_nothing_is_printed_of_odd_files(tmp_path, pdf, capfd):
    file_image(pdf, saved(tmp_path, "a.png", alpha(Image.fromarray(COLOUR))), 0, 10)
    assert capfd.readouterr() == ("", "")


def test_packed_data_is_flate_that_anybody_unpacks(tmp_path, pdf):
    found = file_image(pdf, saved(tmp_path, "a.bmp", Image.fromarray(GREY)), 0, 10)
    assert len(zlib.decompress(found.image.read_raw_bytes())) == 120 * 201
    assert io.BytesIO(found.image.read_bytes()).getbuffer().nbytes == 120 * 200


def test_a_png_whose_parts_do_not_fit_is_packed_anew(tmp_path, pdf):
    path = saved(tmp_path, "a.png", Image.fromarray(GREY))
    content = path.read_bytes()
    length = content.index(b"IDAT") - 4
    # The data says that it is longer than the file.
    path.write_bytes(content[:length] + (10**6).to_bytes(4, "big") + content[length + 4 :])
    assert np.array_equal(pixels(file_image(pdf, path, 0, 10)), GREY)


def test_a_jpeg_2000_in_colours_that_are_not_known_is_packed_anew(tmp_path, pdf):
    path = saved(tmp_path, "a.jp2", Image.fromarray(GREY), irreversible=False)
    content = path.read_bytes()
    colours = content.index(b"colr") + 4 + 3
    path.write_bytes(content[:colours] + (99).to_bytes(4, "big") + content[colours + 4 :])
    found = file_image(pdf, path, 0, 10)
    assert found.image.Filter == pikepdf.Name.FlateDecode
    assert np.array_equal(pixels(found), GREY)


@pytest.mark.parametrize("orientation", [0, 9, 1000])
def test_a_way_up_that_there_is_not_is_none(tmp_path, pdf, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert file_image(pdf, saved(tmp_path, "a.jpg", Image.fromarray(GREY), exif=exif), 0, 10).orientation == 1
