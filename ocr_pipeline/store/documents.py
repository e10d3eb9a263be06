"""The files of one document, written and read back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from ocr_pipeline.errors import InputError, PageError, ResultBroken, ResultNotFound
from ocr_pipeline.formats.format import Format
from ocr_pipeline.formats.json import document_record
from ocr_pipeline.formats.registry import installed_formats
from ocr_pipeline.records import Document, Reason
from ocr_pipeline.store.atomic import remove, write_bytes
from ocr_pipeline.store.files import RECORD_SUFFIX, document_file
from ocr_pipeline.store.pages import StoredPages


def write_document(folder: Path, document: Document, formats: Iterable[Format] = ()) -> tuple[Reason, ...]:
    """Write a document's files, its pages' being there, its record last. Return why one could not be made.

    Where the document is not as it was before, its files in formats not asked for this time are removed: no text of
    another reading must stand beside the record. Raises `OutputError`, and `MissingError` where a format needs what is
    not installed.
    """
    record = document_record(document)
    if _content(document_file(folder)) not in (None, record):
        for suffix in (RECORD_SUFFIX, *(one.suffix for one in installed_formats() if one.document)):
            remove(document_file(folder, suffix))
    pages = StoredPages(folder, [span.id for span in document.pages])
    failures = []
    for one in formats:
        if one.suffix == RECORD_SUFFIX:
            continue
        try:
            content = one.document_content(document, pages)
        except (InputError, PageError) as error:
            failures.append(Reason.of(error))
            continue
        if content is not None:
            write_bytes(document_file(folder, one.suffix), content)
    write_bytes(document_file(folder), record)
    return tuple(failures)


def read_document(folder: Path) -> Document:
    """Return the document in its folder. Raises `ResultNotFound`, `ResultBroken`."""
    path = document_file(folder)
    try:
        return Document.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ResultNotFound(str(folder), error.strerror or "") from error
    except ValidationError as error:
        raise ResultBroken(str(path), f"{error.error_count()} fields do not fit") from error


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        # What is wrong with the file is reported when it is written.
        return None
