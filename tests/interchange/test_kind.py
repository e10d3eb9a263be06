"""hOCR is known by its head or by its first page."""

from __future__ import annotations

import pytest

from ocr_pipeline.interchange.kind import is_hocr


@pytest.mark.parametrize(
    "head",
    [
        "<?xml version='1.0'?><html><head><meta name='ocr-system' content='tesseract 5.3.0' /></head>",
        '<html><body><div class="ocr_page" id="1">',
        "\ufeff <div class=ocr_page>",
    ],
)
def test_what_is_hocr(head):
    assert is_hocr(head)


@pytest.mark.parametrize(
    "head", ["", "ocr_page", "<html><body><p>Класс ocrpage", "<p>my_ocr_pages", "см. class='ocr_page'"]
)
def test_what_is_none(head):
    assert not is_hocr(head)
