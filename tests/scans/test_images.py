"""Image files: every orientation upright, what opens of a broken TIFF, damaged data never without a word."""

from __future__ import annotations

import contextlib
import itertools
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, TiffImagePlugin

from ocr_pipeline.errors import ScanNotAnImage, ScanTruncated, TiffBroken
from ocr_pipeline.records import ReasonCode, ScanSource
from ocr_pipeline.scans import find_documents, open_scan
from ocr_pipeline.scans.images import count_frames, read_frame
from tests.support.tiffs import HEIGHT, WIDTH, directories, relinked, tiff

ORIENTATION = 0x0112

AS_STORED: dict[int, Callable[[Any], Any]] = {
    1: lambda upright: upright,
    2: np.fliplr,
    3: lambda upright: np.rot90(upright, 2),
    4: np.flipud,
    5: np.transpose,
    6: lambda upright: np.rot90(upright, 1),
    7: lambda upright: np.rot90(np.transpose(upright), 2),
    8: lambda upright: np.rot90(upright, -1),
}
"""How an upright picture lies in a file with each orientation (Exif 2.32, tag 0x0112)."""

UPRIGHT = np.random.default_rng(7).choice(np.array([0, 255], dtype=np.uint8), (46, 71))
"""No two rows alike, and as many columns as no byte or row is padded to."""

KINDS = [
    *itertools.product(("L", "RGB", "I;16"), ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits")),
    *itertools.product(("1",), ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "group4")),
]


def stored(orientation, mode):
    pixels = np.ascontiguousarray(AS_STORED[orientation](UPRIGHT))
    if mode == "I;16":
        return Image.fromarray(pixels.astype(np.uint16) * 257)
    return Image.fromarray(pixels).convert(mode)


def save(path, image, orientation, **more):
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[ORIENTATION] = orientation
    image.save(path, tiffinfo=tags, **more)


@pytest.mark.parametrize("orientation", AS_STORED)
@pytest.mark.parametrize(("mode", "compression"), KINDS)
def test_a_tiff_is_upright_in_every_orientation_mode_and_compression(tmp_path, orientation, mode, compression):
    """Pillow up to 13.0 reads uncompressed pixels that lie on their side, opened by name, in rows of a wrong width."""
    save(tmp_path / "a.tif", stored(orientation, mode), orientation, compression=compression)
    assert (read_frame(tmp_path / "a.tif", 0, 200).pixels == UPRIGHT).all()


@pytest.mark.parametrize("orientation", AS_STORED)
@pytest.mark.parametrize("compression", ["raw", "tiff_lzw"])
def test_later_pages_of_a_tiff_are_upright_as_well(tmp_path, orientation, compression):
    with TiffImagePlugin.AppendingTiffWriter(tmp_path / "a.tif", new=True) as file:
        for page in (1, orientation):
            save(file, stored(page, "L"), page, compression=compression, format="TIFF")
            file.newFrame()
    assert count_frames(tmp_path / "a.tif") == 2
    assert (read_frame(tmp_path / "a.tif", 1, 200).pixels == UPRIGHT).all()


@pytest.mark.parametrize("orientation", [1, 6])
def test_resolution_is_that_across_and_down_the_upright_page(tmp_path, orientation):
    save(tmp_path / "a.tif", stored(orientation, "L"), orientation, dpi=(300, 200))
    assert read_frame(tmp_path / "a.tif", 0, 200).stated == ((300, 200) if orientation == 1 else (200, 300))


def opened(path, frame):
    pixels = open_scan(ScanSource(path, frame), 200, 300).pixels
    assert pixels.shape == (HEIGHT, WIDTH)
    assert (pixels == pixels[0, 0]).all()
    return int(pixels[0, 0]) // 10


def read_all(path, content):
    """Return the numbers of the pages that open, and the errors of the others, in the order of the scans."""
    path.write_bytes(content)
    (document,) = find_documents(path)
    found = []
    for source in document.sources:
        try:
            found.append(opened(path, source.frame))
        except (TiffBroken, ScanNotAnImage) as error:
            found.append(error)
    return found


LAYOUTS = [("II", False), ("II", True), ("MM", False)]


@pytest.mark.parametrize(("order", "big"), LAYOUTS)
@pytest.mark.parametrize("within", [0, 1, 50, 1000])
def test_of_five_pages_cut_inside_the_fourth_three_are_read_and_one_says_that_the_rest_is_lost(
    tmp_path, order, big, within
):
    content = tiff(5, order, big=big)[: directories(5, big=big)[3] + within]
    *read, lost = read_all(tmp_path / "a.tif", content)
    assert read == [0, 1, 2]
    assert isinstance(lost, TiffBroken)
    assert "pages from 4 on" in str(lost)


@pytest.mark.parametrize(("order", "big"), LAYOUTS)
@pytest.mark.parametrize("target", [10**6, 9])
def test_behind_a_bad_link_the_rest_is_lost_once(tmp_path, order, big, target):
    content = relinked(tiff(5, order, big=big), 1, target, order, big=big)
    *read, lost = read_all(tmp_path / "a.tif", content)
    assert read == [0, 1]
    assert isinstance(lost, TiffBroken)


@pytest.mark.parametrize(("order", "big"), LAYOUTS)
def test_a_bad_directory_costs_what_stands_behind_it(tmp_path, order, big):
    content = bytearray(tiff(5, order, big=big))
    at = directories(5, big=big)[2]
    content[at : at + 100] = b"\xff" * 100
    *read, lost = read_all(tmp_path / "a.tif", bytes(content))
    assert read == [0, 1]
    assert isinstance(lost, TiffBroken)


@pytest.mark.parametrize(("order", "big"), LAYOUTS)
def test_a_directory_whose_link_is_whole_costs_its_page_alone(tmp_path, order, big):
    content = bytearray(tiff(5, order, big=big))
    at = directories(5, big=big)[2] + (8 if big else 2)
    content[at : at + 24] = b"\xff" * 24
    found = read_all(tmp_path / "a.tif", bytes(content))
    assert [one for one in found if isinstance(one, int)] == [0, 1, 3, 4]
    assert "page 3 of this TIFF: damaged" in str(found[2])


@pytest.mark.parametrize(("order", "big"), LAYOUTS)
def test_a_chain_in_a_circle_ends_and_says_so(tmp_path, order, big):
    content = relinked(tiff(5, order, big=big), 4, directories(5, big=big)[1], order, big=big)
    *read, lost = read_all(tmp_path / "a.tif", content)
    assert read == [0, 1, 2, 3, 4]
    assert "after page 5 it leads back to page 2" in str(lost)


def test_a_page_that_a_file_never_had_is_named(tmp_path):
    (tmp_path / "a.tif").write_bytes(tiff(2))
    with pytest.raises(ScanTruncated, match="no page 3"):
        read_frame(tmp_path / "a.tif", 2, 200)
    Image.new("L", (40, 40)).save(tmp_path / "a.png")
    with pytest.raises(ScanTruncated, match="no page 2"):
        read_frame(tmp_path / "a.png", 1, 200)


def test_what_pillow_cannot_open_fails_and_is_not_taken_for_something_else(tmp_path):
    """BigTIFF in the byte order MM, which Pillow 13.0 does not know."""
    (tmp_path / "a.tif").write_bytes(tiff(2, "MM", big=True))
    assert count_frames(tmp_path / "a.tif") == 2
    with contextlib.suppress(ScanNotAnImage):
        assert opened(tmp_path / "a.tif", 1) == 1


def noise(rows=600, columns=500):
    return Image.fromarray(np.random.default_rng(0).choice(np.array([0, 255], dtype=np.uint8), (rows, columns)))


def damaged(path, compression, filling, *, mode="1"):
    """Save noise as a TIFF, and damage its data in the middle."""
    noise().convert(mode).save(path, compression=compression)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 40] = filling(40)
    path.write_bytes(content)


def ones(length):
    return b"\xff" * length


def chance(length):
    return np.random.default_rng(1).bytes(length)


@pytest.mark.parametrize("filling", [ones, chance])
def test_damaged_group_4_data_marks_its_scan_and_prints_nothing(tmp_path, capfd, filling):
    damaged(tmp_path / "a.tif", "group4", filling)
    (warning,) = open_scan(ScanSource(tmp_path / "a.tif"), 200, 300).warnings
    assert warning.code == ReasonCode.FILE_DAMAGED
    assert "Fax4Decode" in warning.message
    assert capfd.readouterr().err == ""


def test_group_4_data_overwritten_with_zeros_marks_its_scan_though_libtiff_says_nothing(tmp_path):
    damaged(tmp_path / "a.tif", "group4", bytes)
    (warning,) = open_scan(ScanSource(tmp_path / "a.tif"), 200, 300).warnings
    assert warning.code == ReasonCode.FILE_DAMAGED


@pytest.mark.parametrize("compression", ["tiff_lzw", "packbits"])
def test_data_that_cannot_be_decoded_fails_in_the_words_of_libtiff_and_prints_nothing(tmp_path, capfd, compression):
    damaged(tmp_path / "a.tif", compression, ones, mode="L")
    with pytest.raises(ScanTruncated) as caught:
        open_scan(ScanSource(tmp_path / "a.tif"), 200, 300)
    assert "decoder error" not in str(caught.value)
    assert capfd.readouterr().err == ""


def test_a_tag_that_is_not_known_is_no_damage(tmp_path, capfd):
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[60_000] = "an archive's own"
    tags.tagtype[60_000] = 2
    noise().convert("1").save(tmp_path / "a.tif", compression="group4", tiffinfo=tags)
    assert open_scan(ScanSource(tmp_path / "a.tif"), 200, 300).warnings == ()
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("name", ["a.ppm", "a.pbm", "a.pnm", "a.jfif", "a.jif", "a.dib", "a.apng", "a.jpf", "a.J2C"])
def test_other_names_of_the_formats_that_are_read_are_scans(tmp_path, name):
    kind = {"ppm": "PPM", "pbm": "PPM", "pnm": "PPM", "jfif": "JPEG", "jif": "JPEG", "dib": "BMP", "apng": "PNG"}
    image = noise().convert("1" if name == "a.pbm" else "RGB" if name == "a.ppm" else "L")
    image.save(tmp_path / name, format=kind.get(name[2:].lower(), "JPEG2000"))
    ((source,),) = (document.sources for document in find_documents(tmp_path))
    assert open_scan(source, 200, 300).pixels.shape == (600, 500)


def test_what_pillow_logs_of_a_damaged_file_is_not_printed(tmp_path):
    """In a process of its own: here the tests' log would take it."""
    samples = struct.pack("<HHII", 277, 3, 1, 1)
    assert samples in tiff(1)
    (tmp_path / "a.tif").write_bytes(tiff(1).replace(samples, struct.pack("<HHII", 277, 3, 1, 8)))
    code = (
        "import sys; from pathlib import Path; from ocr_pipeline.errors import ScanNotAnImage\n"
        "from ocr_pipeline.records import ScanSource; from ocr_pipeline.scans import open_scan\n"
        "try: open_scan(ScanSource(Path(sys.argv[1])), 200, 300)\n"
        "except ScanNotAnImage: print('refused')\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "a.tif")]
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root, timeout=120)
    assert (done.stdout, done.stderr) == ("refused\n", "")
