"""The files of one document: clean text and records."""

from __future__ import annotations

from pathlib import Path

from ocr_pipeline.records import Document
from ocr_pipeline.store.atomic import write_text


def write_document(folder: Path, document: Document, text: str) -> None:
    """Write `text` (its clean text) and `document` in the document's folder. Raises `OutputError`."""
    write_text(folder / "document.txt", text + "\n" if text else "")
    write_text(folder / "document.json", document.model_dump_json(indent=1) + "\n")
