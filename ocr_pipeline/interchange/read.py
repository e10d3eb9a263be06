"""The pages in a file of recognition results, whichever of the known formats it is in."""

from __future__ import annotations

from ocr_pipeline.errors import OcrFileBroken, OcrFileUnknown
from ocr_pipeline.interchange import alto, hocr, page, xml
from ocr_pipeline.interchange.kind import is_hocr
from ocr_pipeline.interchange.pages import PageFile

HEAD = 8192
"""Bytes of a file that tell whether it is hOCR."""

BY_ROOT = {"alto": alto.page_file, "PcGts": page.page_file}
"""What reads a file of XML, by the local name of its root element."""


def page_file(data: bytes, subject: str) -> PageFile:
    """Return the pages of an ALTO, PAGE or hOCR file: its content tells which, never its name.

    Raises `OcrFileUnknown` for anything else, `OcrFileBroken`, `XmlHarmful`.
    """
    head = data[:HEAD].decode("latin-1")
    if is_hocr(head):
        return hocr.page_file(data, subject, OcrFileBroken)
    if not data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        raise OcrFileUnknown(subject, "no XML and no hOCR" if data else "the file is empty")
    root = xml.parsed(data, subject, OcrFileBroken)
    read = BY_ROOT.get(xml.local(root))
    if read is None:
        raise OcrFileUnknown(subject, f"XML with the root element {xml.local(root)}")
    return read(root)
