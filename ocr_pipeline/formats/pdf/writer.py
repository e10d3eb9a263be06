"""Searchable PDF: the scans of a document as they are, and unseen over them the text as typed, at its place."""

from __future__ import annotations

from functools import partial
from typing import IO

from ocr_pipeline.formats.format import Format, Streamed
from ocr_pipeline.formats.material import Material


def document_pdf(material: Material) -> Streamed:
    """Return what writes a document as PDF, a page for each of its pages.

    Raises, as it is written, `ScanNotAsRead` where a scan is gone, and `TemporaryFull`.
    """
    return partial(_write, material)


def _write(material: Material, file: IO[bytes]) -> None:
    # Imported here: formats are looked up where none is written, and what makes PDFs is slow to import.
    from ocr_pipeline.formats.pdf.document import write_document

    write_document(material, file)


FORMAT = Format("pdf", ".pdf", document=document_pdf)
