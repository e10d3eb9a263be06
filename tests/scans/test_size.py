"""Sizes that no page has are refused before anything is decoded or drawn."""

from __future__ import annotations

import pikepdf
import pytest
from PIL import Image

from ocr_pipeline.errors import ScanTooLarge, ScanTooNarrow, ScanTooSmall
from ocr_pipeline.records import ScanSource
from ocr_pipeline.scans import open_scan
from ocr_pipeline.scans.size import refuse_no_page


@pytest.mark.parametrize(
    ("width", "height", "error"),
    [
        (14_000, 15_000, ScanTooLarge),
        (15, 400, ScanTooSmall),
        (400, 0, ScanTooSmall),
        (240, 6001, ScanTooNarrow),
        (60_000, 2_000, ScanTooNarrow),
        (2**31, 2**31, ScanTooLarge),
    ],
)
def test_a_size_that_no_page_has_is_refused_with_its_figures(width, height, error):
    with pytest.raises(error, match=f"^a.png: .*{width} x {height} pixels"):
        refuse_no_page("a.png", width, height, 200)


@pytest.mark.parametrize(("width", "height"), [(16, 16), (240, 6000), (14_142, 14_142), (7016, 4961)])
def test_sizes_of_pages_and_of_long_strips_pass(width, height):
    refuse_no_page("a.png", width, height, 200)


def test_a_strip_is_refused_as_an_image(tmp_path):
    Image.new("L", (30_000, 240), 255).save(tmp_path / "a.png")
    with pytest.raises(ScanTooNarrow, match="30000 x 240 pixels"):
        open_scan(ScanSource(tmp_path / "a.png"), 200, None)


@pytest.mark.parametrize(
    ("size", "error"), [((612, 65_000), ScanTooLarge), ((60, 14_000), ScanTooNarrow), ((2, 2), ScanTooSmall)]
)
def test_a_page_of_a_pdf_is_refused_before_it_is_drawn(tmp_path, monkeypatch, size, error):
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].MediaBox = pikepdf.Array([0, 0, *size])
    pdf.save(tmp_path / "a.pdf")
    monkeypatch.setattr("ocr_pipeline.scans.pdf.convert_from_path", lambda *_, **__: pytest.fail("drawn"))
    with pytest.raises(error, match=r"page 1: .* at 300 dpi"):
        open_scan(ScanSource(tmp_path / "a.pdf"), 200, None)


def test_a_page_that_poppler_finds_to_have_another_size_is_refused_when_it_is_drawn(tmp_path, monkeypatch):
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 300))
    pdf.save(tmp_path / "a.pdf")
    monkeypatch.setattr("ocr_pipeline.scans.pdf.convert_from_path", lambda *_, **__: [Image.new("L", (1, 1))])
    with pytest.raises(ScanTooSmall, match="1 x 1 pixels"):
        open_scan(ScanSource(tmp_path / "a.pdf"), 200, None)
