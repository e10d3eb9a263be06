"""The files of one document: clean text and record; and its record read back."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from ocr_pipeline.errors import ResultBroken, ResultNotFound
from ocr_pipeline.records import Document
from ocr_pipeline.store.atomic import write_text
from ocr_pipeline.store.files import document_file


def write_document(folder: Path, document: Document, text: str) -> None:
    """Write `text` (its clean text) and `document` in the document's folder. Raises `OutputError`."""
    write_text(document_file(folder, ".txt"), text + "\n" if text else "")
    write_text(document_file(folder), document.model_dump_json(indent=1) + "\n")


def read_document(folder: Path) -> Document:
    """Return the document in its folder. Raises `ResultNotFound`, `ResultBroken`."""
    path = document_file(folder)
    try:
        return Document.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ResultNotFound(str(folder), error.strerror or "") from error
    except ValidationError as error:
        raise ResultBroken(str(path), f"{error.error_count()} fields do not fit") from error
