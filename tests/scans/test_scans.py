"""Files of every kind are opened as what they are; bad ones give an error that names its cause."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from ocr_pipeline.errors import (
    NoScans,
    PdfDamaged,
    PdfEncrypted,
    PipelineError,
    ScanEmpty,
    ScanNotAnImage,
    ScanNotFound,
    ScanTooLarge,
    ScanTooSmall,
    ScanTruncated,
)
from ocr_pipeline.records import ResolutionOrigin, ScanSource
from ocr_pipeline.scans import find_documents, open_scan
from ocr_pipeline.scans.order import natural_key
from ocr_pipeline.scans.resolution import believable, estimate


def sample(mode="L", size=(120, 90)):
    """Black left half, white right half."""
    grey = np.full((size[1], size[0]), 255, dtype=np.uint8)
    grey[:, : size[0] // 2] = 0
    return Image.fromarray(grey).convert(mode)


def opened(path, frame=0, megapixels=200.0, dpi=300.0):
    return open_scan(ScanSource(Path(path), frame), megapixels, dpi).pixels


KINDS: dict[str, tuple[Image.Image, dict[str, Any]]] = {
    "grey.jpg": (sample(), {}),
    "colour.png": (sample("RGB"), {}),
    "bits.tif": (sample("1"), {"compression": "group4"}),
    "cmyk.tif": (sample("CMYK"), {}),
    "cmyk.jpg": (sample("CMYK"), {}),
    "palette.png": (sample("P"), {}),
    "page.webp": (sample("RGB"), {"lossless": True}),
    "page.jp2": (sample(), {}),
    "page.bmp": (sample(), {}),
    "deep.png": (Image.fromarray(np.asarray(sample()).astype(np.uint16) * 257), {}),
    "deep.tif": (Image.fromarray(np.asarray(sample()).astype(np.uint16) * 257), {}),
    "float.tif": (Image.fromarray(np.asarray(sample()).astype(np.float32) / 255), {}),
}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_image_shows_black_as_black_and_white_as_white(tmp_path, name):
    image, options = KINDS[name]
    image.save(tmp_path / name, **options)
    pixels = opened(tmp_path / name)
    assert pixels.shape == (90, 120)
    assert pixels.dtype == np.uint8
    assert pixels[:, 5:50].max() < 40
    assert pixels[:, 70:115].min() > 215


def test_transparent_paper_is_white(tmp_path):
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 20, 40))
    image.save(tmp_path / "a.png")
    pixels = opened(tmp_path / "a.png")
    assert (pixels[:, :20] == 0).all()
    assert (pixels[:, 20:] == 255).all()


def test_exif_orientation_is_applied(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    sample().save(tmp_path / "turned.jpg", exif=exif)
    pixels = opened(tmp_path / "turned.jpg")
    assert pixels.shape == (120, 90)
    assert pixels[:50].max() < 40


def test_a_renamed_file_is_opened_as_what_it_is(tmp_path):
    sample().save(tmp_path / "really.png")
    (tmp_path / "really.png").rename(tmp_path / "called.jpg")
    assert opened(tmp_path / "called.jpg").shape == (90, 120)
    sample().save(tmp_path / "really.pdf", resolution=100)
    (tmp_path / "really.pdf").rename(tmp_path / "pdf-called.tif")
    assert opened(tmp_path / "pdf-called.tif", dpi=None).shape == (90, 120)


def test_all_frames_of_a_tiff_are_pages(tmp_path):
    frames = [sample(size=(100 + 10 * number, 80)) for number in range(3)]
    frames[0].save(tmp_path / "book.tif", save_all=True, append_images=frames[1:])
    (document,) = find_documents(tmp_path / "book.tif")
    assert [opened(source.path, source.frame).shape[1] for source in document.sources] == [100, 110, 120]


def test_a_pdf_page_is_drawn_at_the_resolution_of_its_image(tmp_path):
    pages = [sample(size=(400, 300)), sample(size=(200, 150))]
    pages[0].save(tmp_path / "book.pdf", save_all=True, append_images=pages[1:], resolution=150)
    (document,) = find_documents(tmp_path)
    assert document.name == "book"
    scans = [open_scan(source, 200, None) for source in document.sources]
    assert [scan.pixels.shape for scan in scans] == [(300, 400), (150, 200)]
    assert [round(scan.resolution.dpi) for scan in scans] == [150, 150]


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", ScanEmpty),
        (b"This is a letter, not an image.", ScanNotAnImage),
        (b"\x89PNG\r\n\x1a\n broken", PipelineError),
        (b"%PDF-1.4\nbroken", PdfDamaged),
    ],
)
def test_bad_content_is_named(tmp_path, content, cause):
    (tmp_path / "scan.jpg").write_bytes(content)
    with pytest.raises(cause):
        opened(tmp_path / "scan.jpg")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF"])
def test_a_truncated_image_is_named(tmp_path, form):
    noise = np.random.default_rng(0).integers(0, 255, (300, 300)).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(noise).save(buffer, form)
    (tmp_path / "cut").write_bytes(buffer.getvalue()[: len(buffer.getvalue()) // 2])
    with pytest.raises((ScanTruncated, ScanNotAnImage)):
        opened(tmp_path / "cut")


def test_a_decompression_bomb_is_refused_before_it_is_decoded(tmp_path):
    Image.new("1", (60_000, 8_000)).save(tmp_path / "bomb.png")
    with pytest.raises(ScanTooLarge, match="60000"):
        opened(tmp_path / "bomb.png")


def test_an_image_without_room_for_a_line_is_refused(tmp_path):
    Image.new("L", (1, 1)).save(tmp_path / "dot.png")
    with pytest.raises(ScanTooSmall):
        opened(tmp_path / "dot.png")


def test_a_missing_file_is_named():
    with pytest.raises(ScanNotFound):
        opened("nowhere.png")


def test_an_encrypted_pdf_is_named(tmp_path):
    (tmp_path / "secret.pdf").write_bytes(ENCRYPTED)
    with pytest.raises(PdfEncrypted):
        opened(tmp_path / "secret.pdf")


FORMATS = {"JPEG": {}, "PNG": {}, "TIFF": {"compression": "tiff_lzw"}, "WEBP": {}, "BMP": {}, "JPEG2000": {}}


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(FORMATS)), st.data())
def test_damaged_bytes_give_pixels_or_one_of_our_causes(tmp_path, form, data):
    buffer = io.BytesIO()
    sample(size=(64, 48)).save(buffer, form, **FORMATS[form])
    content = bytearray(buffer.getvalue())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    (tmp_path / "x").write_bytes(content[: data.draw(st.integers(1, len(content)))])
    try:
        pixels = opened(tmp_path / "x", megapixels=10)
    except PipelineError:
        return
    assert pixels.ndim == 2


def test_documents_are_folders_pdfs_and_multipage_tiffs_in_natural_order(tmp_path):
    for name in ("10.png", "2.png", "b/1.png", "b/Лист 3.jpg", ".hidden.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        sample().save(tmp_path / name)
    (tmp_path / "notes.txt").write_text("x")
    sample().save(tmp_path / "c.tif", save_all=True, append_images=[sample()])
    sample().save(tmp_path / "b.pdf")
    documents = {document.name: document.sources for document in find_documents(tmp_path)}
    assert set(documents) == {tmp_path.name, "b", "c", "b-2"}
    assert [source.path.name for source in documents[tmp_path.name]] == ["2.png", "10.png"]
    assert [source.frame for source in documents["c"]] == [0, 1]


@pytest.mark.parametrize("name", ["два слова", "<b>&", "a\nb", "x..", "é" * 100])
def test_any_folder_name_becomes_a_safe_document_name(tmp_path, name):
    (tmp_path / name).mkdir()
    sample().save(tmp_path / name / "1.png")
    (document,) = find_documents(tmp_path)
    assert "\n" not in document.name
    assert ".." not in Path(document.name).parts
    assert len(document.name.encode()) <= 130


def test_a_name_that_the_job_gives_to_a_file_of_its_own_is_changed(tmp_path):
    for name in ("index.html", "index.html_"):
        (tmp_path / name).mkdir()
        sample().save(tmp_path / name / "1.png")
    names = [document.name for document in find_documents(tmp_path, lambda name: name == "index.html")]
    assert names == ["index.html_", "index.html_-2"]


def test_a_name_that_is_no_utf8_is_read(tmp_path):
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe"))
    folder.mkdir()
    sample().save(folder / "1.png")
    (document,) = find_documents(tmp_path)
    assert document.name.isprintable()


def test_an_empty_folder_is_said(tmp_path):
    with pytest.raises(NoScans):
        find_documents(tmp_path)


def test_a_damaged_file_is_a_scan_that_fails_later(tmp_path):
    (tmp_path / "1.tif").write_bytes(b"II*\0broken")
    (document,) = find_documents(tmp_path)
    assert len(document.sources) == 1


def test_two_comes_before_ten():
    assert sorted(["p10", "p2", "P1"], key=natural_key) == ["P1", "p2", "p10"]


@pytest.mark.parametrize(
    ("stated", "believed"),
    [
        ((300, 300), True),
        ((72, 72), False),
        ((96, 96), False),
        ((1, 1), False),
        ((300, 150), False),
        ((2400, 2400), False),
    ],
)
def test_what_a_file_states_is_believed_only_if_the_sheet_would_make_sense(stated, believed):
    assert (believable(stated, 2480, 3508) is not None) is believed


@pytest.mark.parametrize("dpi", [100, 150, 300, 600])
def test_the_resolution_is_estimated_from_the_typing(page, dpi):
    found = estimate(page(dpi))
    assert found.origin is ResolutionOrigin.ESTIMATED
    assert found.dpi == pytest.approx(dpi, rel=0.25)


@pytest.mark.parametrize("dpi", [100, 150, 300])
@pytest.mark.parametrize("name", ["s03L", "s05R"])
def test_the_resolution_of_real_pages_is_estimated_well_enough_to_scale_by(shared, name, dpi):
    image = np.asarray(cv2.imread(str(shared / "scans" / "setun70" / f"{name}.png"), cv2.IMREAD_GRAYSCALE))
    small = cv2.resize(image, None, fx=dpi / 300, fy=dpi / 300, interpolation=cv2.INTER_AREA)
    assert estimate(small.astype(np.uint8)).dpi == pytest.approx(dpi, rel=0.2)


def test_a_blank_page_is_taken_for_a4():
    found = estimate(np.full((3508, 2480), 240, dtype=np.uint8))
    assert found.origin is ResolutionOrigin.ASSUMED
    assert found.dpi == pytest.approx(300, rel=0.01)


ENCRYPTED = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>endobj
4 0 obj<</Filter/Standard/V 1/R 2/Length 40/P -4/O<0102030405060708091011121314151617181920212223242526272829303132>
/U<3132333435363738394041424344454647484950515253545556575859606162>>>endobj
trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]>>
%%EOF
"""
