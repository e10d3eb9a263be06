"""The files of a document and of its pages that others are led to where they stand beside: their names and kinds.

Paths are relative to the folder of the document, with slashes, as `Material.beside` takes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ocr_pipeline.formats.material import Material


@dataclass(frozen=True)
class Kind:
    """A kind of file: its suffix, its media type, what people call it, the group that OCR-D takes it for, its profile.

    Files that OCR-D has no group for, or that have no profile, have an empty one.
    """

    suffix: str
    media_type: str
    label: str
    group: str = ""
    profile: str = ""


_IMAGE = Kind(".png", "image/png", "prepared image", "OCR-D-PRE-BIN")
_PAGE = Kind(
    ".page.xml",
    "application/vnd.prima.page+xml",
    "PAGE XML",
    "OCR-D-OCR-PAGE",
    "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15",
)
_ALTO = Kind(
    ".alto.xml", "application/alto+xml", "ALTO XML", "OCR-D-OCR-ALTO", "http://www.loc.gov/standards/alto/ns-v4#"
)
_HOCR = Kind(".hocr", "text/vnd.hocr+html", "hOCR", "OCR-D-OCR-HOCR", "http://kba.cloud/hocr-spec/1.2/")
_TEXT = Kind(".txt", "text/plain", "text", "OCR-D-OCR-TXT")

OF_PAGES = (_IMAGE, _PAGE, _ALTO, _HOCR, _TEXT)
"""Names of groups: OCR-D, METS, `fileGrp/@USE`. The media types are those that OCR-D's programs look for."""

SEEN_ALSO = (_ALTO, _PAGE, _HOCR)
"""Of a page, for programs."""

SHOWN = (_TEXT,)
"""Of a page, for people."""

DOCUMENT_SHOWN = (
    Kind(".pdf", "application/pdf", "PDF"),
    Kind(".txt", "text/plain", "text"),
    Kind(".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"),
    Kind(".md", "text/markdown", "Markdown"),
)
"""Of a document, for people."""

DOCUMENT_SEEN_ALSO = (Kind(".tei.xml", "application/tei+xml", "TEI P5", profile="http://www.tei-c.org/ns/1.0"),)
"""Of a document, for programs."""


def of_page(material: Material, page: str, kinds: tuple[Kind, ...]) -> Iterator[tuple[Kind, str]]:
    """Yield the files of a page that stand beside, and their paths."""
    return _beside(material, page, kinds)


def of_document(material: Material, kinds: tuple[Kind, ...]) -> Iterator[tuple[Kind, str]]:
    """Yield the files of a document that stand beside, and their paths."""
    return _beside(material, None, kinds)


def _beside(material: Material, page: str | None, kinds: tuple[Kind, ...]) -> Iterator[tuple[Kind, str]]:
    paths = ((kind, material.name(kind.suffix, page)) for kind in kinds)
    return ((kind, path) for kind, path in paths if material.beside(path))
