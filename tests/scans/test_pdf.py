"""PDF pages as they are drawn: at the resolution of the writing, in the time given, damage never without a word."""

from __future__ import annotations

import io
import os
import stat
import sys
import time

import numpy as np
import pikepdf
import pytest
from PIL import Image

from ocr_pipeline.errors import DrawingTimeout, PdfDamaged
from ocr_pipeline.records import ReasonCode, ResolutionOrigin, ScanSource
from ocr_pipeline.scans import find_documents, open_scan
from ocr_pipeline.scans.pdf import draw_page, scan_dpi
from ocr_pipeline.scans.pdf_contents import PdfPage, PlacedImage

WIDTH, HEIGHT = 360, 504
"""Points: 5 by 7 inches."""


def jpeg(pixels, **options):
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", **options)
    return buffer.getvalue()


def save(path, data, pixels, *, pages=1, size=(WIDTH, HEIGHT), filters="DCTDecode", **entries):
    """Save a PDF whose pages are filled by an image with this data."""
    pdf = pikepdf.new()
    stream = pdf.make_stream(data)
    fields = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, "BitsPerComponent": 8}
    fields |= {"Width": pixels.shape[1], "Height": pixels.shape[0], "ColorSpace": pikepdf.Name.DeviceGray}
    for key, value in (fields | entries).items():
        stream[f"/{key}"] = value
    if filters:
        stream.Filter = pikepdf.Name(f"/{filters}")
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=size).obj
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({"/a": stream}))
        page.Contents = pdf.make_stream(b"q %d 0 0 %d 0 0 cm /a Do Q" % size)
    pdf.save(path)
    return pdf


@pytest.fixture
def typing(page):
    """A typed sheet of 5 by 7 inches at 200 dpi."""
    return page(200, lines=18, width_mm=127, height_mm=177.8)


def codes(scan):
    return [one.code for one in scan.warnings]


@pytest.mark.parametrize("progressive", [False, True])
def test_a_page_whose_jpeg_is_cut_says_that_part_of_it_is_missing(tmp_path, typing, progressive):
    whole = jpeg(typing, progressive=progressive)
    save(tmp_path / "whole.pdf", whole, typing)
    save(tmp_path / "cut.pdf", whole[: len(whole) // 2], typing)
    assert open_scan(ScanSource(tmp_path / "whole.pdf"), 200, None).warnings == ()
    (warning,) = open_scan(ScanSource(tmp_path / "cut.pdf"), 200, None).warnings
    assert warning.code == ReasonCode.FILE_DAMAGED
    assert (
        "part of the page may be wrong or missing (data of an image on the page is missing or damaged)"
        in warning.message
    )


def test_damaged_data_that_poppler_reports_is_drawn_with_a_warning_in_its_words(tmp_path, typing):
    packed = pikepdf.new()
    stream = packed.make_stream(typing.tobytes())
    packed.Root.Data = stream
    packed.save(tmp_path / "packed.pdf", compress_streams=True)
    with pikepdf.open(tmp_path / "packed.pdf") as found:
        data = found.Root.Data.read_raw_bytes()
    save(tmp_path / "cut.pdf", data[: len(data) // 2], typing, filters="FlateDecode")
    scan = open_scan(ScanSource(tmp_path / "cut.pdf"), 200, None)
    assert codes(scan) == [ReasonCode.FILE_DAMAGED]
    assert "poppler: Syntax Error" in scan.warnings[0].message
    assert (scan.pixels[: typing.shape[0] // 4] < 128).any()


def with_broken_table(path):
    """Damage the cross-reference table of a PDF, and a dictionary: poppler mends both, and complains of the latter."""
    content = path.read_bytes().replace(b"/Type /Catalog", b"> /Type /Catalog")
    path.write_bytes(content[: content.rindex(b"startxref")] + b"startxref\n7\n%%EOF\n")


def test_every_page_of_a_pdf_with_a_damaged_table_is_drawn_with_a_warning(tmp_path, typing):
    save(tmp_path / "a.pdf", jpeg(typing), typing, pages=3)
    before = open_scan(ScanSource(tmp_path / "a.pdf"), 200, None).pixels
    with_broken_table(tmp_path / "a.pdf")
    (document,) = find_documents(tmp_path / "a.pdf")
    scans = [open_scan(source, 200, None) for source in document.sources]
    assert [codes(scan) for scan in scans] == [[ReasonCode.FILE_DAMAGED]] * 3
    assert all((scan.pixels == before).all() for scan in scans)


def test_the_thirteen_pages_of_a_real_damaged_file_are_drawn(shared):
    (document,) = find_documents(shared / "scans" / "manuals" / "damaged-xref.pdf")
    assert len(document.sources) == 13
    scan = open_scan(document.sources[12], 200, None)
    assert codes(scan) == [ReasonCode.FILE_DAMAGED]
    # Its maker gave each pixel a point: a sheet of 35 by 49 inches.
    assert scan.resolution.origin is ResolutionOrigin.ESTIMATED
    assert 200 < scan.resolution.dpi < 500


def poppler(folder, script):
    """Put a program in the place of pdftoppm; asked for its version it says one."""
    program = folder / "pdftoppm"
    version = "import sys\nif '-v' in sys.argv: sys.exit('pdftoppm version 22.12.0')"
    program.write_text(f"#!{sys.executable}\n{version}\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.parametrize(
    ("script", "error", "said"),
    [
        ("import time; time.sleep(60)", DrawingTimeout, "took too long"),
        ("import os; os.kill(os.getpid(), 11)", PdfDamaged, "nothing was drawn"),
        ("import sys; sys.exit('Syntax Error: all is lost')", PdfDamaged, "all is lost"),
        ("pass", PdfDamaged, "nothing was drawn"),
        ("print('P5\\n100 100\\n255\\nhalf of it')", PdfDamaged, "cut off"),
    ],
)
def test_a_program_that_fails_to_draw_is_named_by_what_it_did(tmp_path, typing, monkeypatch, script, error, said):
    save(tmp_path / "a.pdf", jpeg(typing), typing)
    for name, value in poppler(tmp_path, script).items():
        monkeypatch.setenv(name, value)
    started = time.monotonic()
    with pytest.raises(error, match=said):
        draw_page(tmp_path / "a.pdf", 0, 200, 1.5)
    assert time.monotonic() - started < 20


@pytest.mark.parametrize("line", ["Syntax Warning: odd, but clear", "Config Error: No display font for 'Symbol'"])
def test_what_poppler_finds_odd_is_no_damage(tmp_path, typing, monkeypatch, line):
    save(tmp_path / "a.pdf", jpeg(typing), typing)
    script = f"import sys; sys.stderr.write({line!r}); sys.stdout.write('P5\\n20 20\\n255\\n' + 'x' * 400)"
    for name, value in poppler(tmp_path, script).items():
        monkeypatch.setenv(name, value)
    assert draw_page(tmp_path / "a.pdf", 0, 200, 60).damage is None


@pytest.mark.parametrize(
    ("images", "masks", "dpi"),
    [
        # A background, and the writing on it as a mask.
        ([PlacedImage(620, 877, 595, 842)], [PlacedImage(2480, 3508, 595, 842)], 300),
        # The mask of the writing alone, which leaves the margins out.
        ([PlacedImage(620, 877, 595, 842)], [PlacedImage(2000, 3000, 480, 720)], 300),
        # A mask that is coarser: the image has the writing.
        ([PlacedImage(2480, 3508, 595, 842)], [PlacedImage(620, 877, 595, 842)], 300),
        # A stamp.
        ([PlacedImage(1240, 1754, 595, 842)], [PlacedImage(600, 600, 72, 72)], 150),
        # No image: a drawing, which has no resolution of its own.
        ([], [PlacedImage(1653, 2339, 595, 842)], None),
        # Not believed.
        ([PlacedImage(1240, 1754, 595, 842)], [PlacedImage(20_000, 28_000, 595, 842)], 150),
    ],
)
def test_a_page_of_background_and_mask_has_the_resolution_of_the_finer_one(images, masks, dpi):
    assert scan_dpi(PdfPage(595, 842, tuple(images), tuple(masks))) == dpi


def test_writing_in_a_mask_is_drawn_as_finely_as_the_mask(tmp_path, page):
    """A background of 50 dpi, and a soft mask of 300 dpi with the typing."""
    writing = 255 - page(300, lines=18, width_mm=127, height_mm=177.8)
    pdf = pikepdf.new()
    mask = pdf.make_stream(writing.tobytes())
    colour = pdf.make_stream(bytes(250 * 350))
    for stream, (rows, columns) in ((mask, writing.shape), (colour, (350, 250))):
        stream.Type, stream.Subtype, stream.BitsPerComponent = pikepdf.Name.XObject, pikepdf.Name.Image, 8
        stream.Width, stream.Height, stream.ColorSpace = columns, rows, pikepdf.Name.DeviceGray
    colour.SMask = mask
    sheet = pdf.add_blank_page(page_size=(WIDTH, HEIGHT)).obj
    sheet.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({"/a": colour}))
    sheet.Contents = pdf.make_stream(b"q 360 0 0 504 0 0 cm /a Do Q")
    pdf.save(tmp_path / "a.pdf")
    scan = open_scan(ScanSource(tmp_path / "a.pdf"), 200, None)
    assert scan.resolution.dpi == 300
    assert scan.pixels.shape == writing.shape
    # Half a pixel's shift at most: drawn at 50 dpi, it would be a grey haze.
    assert np.abs(scan.pixels.astype(int) - (255 - writing)).mean() < 5


@pytest.mark.parametrize("stated", [40, 100, 300, 600, 1200])
def test_a_resolution_that_does_not_fit_the_typing_is_not_taken_and_says_so(tmp_path, typing, stated):
    save(tmp_path / "a.pdf", jpeg(typing), typing)
    scan = open_scan(ScanSource(tmp_path / "a.pdf"), 200, stated)
    assert scan.pixels.shape == typing.shape
    assert scan.resolution.dpi == 200
    assert codes(scan) == [ReasonCode.DPI_OF_FILE]


def test_a_resolution_that_fits_better_than_that_of_the_file_is_taken(tmp_path, typing):
    save(tmp_path / "a.pdf", jpeg(typing), typing, size=(2 * WIDTH, 2 * HEIGHT))
    assert open_scan(ScanSource(tmp_path / "a.pdf"), 200, None).resolution.dpi == 100
    scan = open_scan(ScanSource(tmp_path / "a.pdf"), 200, 200)
    assert (scan.resolution.dpi, scan.resolution.origin) == (200, ResolutionOrigin.USER)
    assert codes(scan) == []


def test_a_sheet_larger_than_any_is_one_whose_maker_took_pixels_for_points(tmp_path, typing):
    save(tmp_path / "a.pdf", jpeg(typing), typing, size=(typing.shape[1] * 2, typing.shape[0] * 2))
    scan = open_scan(ScanSource(tmp_path / "a.pdf"), 200, None)
    assert scan.resolution.origin is ResolutionOrigin.ASSUMED  # 36 dpi are not believed: no image is the scan.
    save(tmp_path / "b.pdf", jpeg(typing), typing, size=typing.shape[::-1])
    found = open_scan(ScanSource(tmp_path / "b.pdf"), 200, None)
    assert found.pixels.shape == typing.shape


def test_a_page_drawn_without_an_image_has_the_resolution_it_was_drawn_at(tmp_path):
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
    pdf.save(tmp_path / "a.pdf")
    scan = open_scan(ScanSource(tmp_path / "a.pdf"), 200, 150)
    assert scan.resolution.dpi == 300


def test_a_background_and_a_mask_that_are_real_are_drawn_at_the_mask_and_no_statement_makes_it_worse(shared):
    source = ScanSource(shared / "scans" / "manuals" / "assembler-3.pdf")
    scans = [open_scan(source, 200, dpi) for dpi in (None, 150, 300, 600)]
    assert {scan.pixels.shape for scan in scans} == {(3387, 2333)}
    assert {scan.resolution.dpi for scan in scans} == {300.0}
