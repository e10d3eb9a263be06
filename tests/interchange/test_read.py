"""A file of recognition results is read as what it is, or refused by name."""

from __future__ import annotations

import pytest

from ocr_pipeline.errors import OcrFileBroken, OcrFileUnknown, XmlHarmful
from ocr_pipeline.interchange.read import page_file


@pytest.mark.parametrize(
    ("content", "form"),
    [
        ("<alto><Layout><Page/></Layout></alto>", "ALTO XML"),
        ("\ufeff<?xml version='1.0' encoding='UTF-8'?>\n<PcGts><Page/></PcGts>", "PAGE XML"),
        ("<html><body><div class='ocr_page'></div></body></html>", "hOCR"),
    ],
)
def test_the_content_tells_the_format(content, form):
    found = page_file(content.encode(), "a.xml")
    assert (found.format, len(found.pages)) == (form, 1)


def test_utf_16_is_read_too():
    assert page_file("<?xml version='1.0' encoding='UTF-16'?><PcGts><Page/></PcGts>".encode("utf-16"), "a").pages


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", OcrFileUnknown),
        ("Просто текст".encode(), OcrFileUnknown),
        (b"%PDF-1.4", OcrFileUnknown),
        (b"<TEI/>", OcrFileUnknown),
        (b"<html><body>no page</body></html>", OcrFileUnknown),
        (b"<alto><Layout>", OcrFileBroken),
        (b"<PcGts><Page></PcGts>", OcrFileBroken),
        (b'<!DOCTYPE alto [<!ENTITY a SYSTEM "file:///etc/passwd">]><alto>&a;</alto>', XmlHarmful),
    ],
)
def test_what_is_no_such_file_is_refused_by_name(content, cause):
    with pytest.raises(cause, match=r"имя\.xml"):
        page_file(content, "имя.xml")
