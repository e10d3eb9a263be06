"""The files of one document, written and read back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from pydantic import BaseModel, ValidationError

from ocr_pipeline.errors import InputError, PageError, ResultBroken, ResultEarlier, ResultNotFound
from ocr_pipeline.formats.format import Format, Streamed
from ocr_pipeline.formats.json import document_record
from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.registry import installed_formats
from ocr_pipeline.records import SCHEMA_VERSION, Document, Reason
from ocr_pipeline.settings import AS_USUAL, Writing
from ocr_pipeline.store.atomic import remove, write_bytes
from ocr_pipeline.store.atomic import writing as writing_to
from ocr_pipeline.store.files import RECORD_SUFFIX, document_file, job_file, name_in_folder, page_file
from ocr_pipeline.store.pages import StoredPages
from ocr_pipeline.store.paths import output_of, scan_as_read, way_to_scan


def write_document(
    folder: Path, document: Document, formats: Iterable[Format] = (), writing: Writing = AS_USUAL
) -> tuple[Reason, ...]:
    """Write a document's files, its pages' being there, its record last. Return why one could not be made.

    Where the document is not as it was before, its files and its pages' in formats not asked for this time are removed:
    no text of another reading must stand beside the record. Raises `OutputError`, and `MissingError` where a format
    needs what is not installed.
    """
    record = document_record(document)
    if _content(document_file(folder)) not in (None, record):
        for one in installed_formats():
            if one.document:
                remove(document_file(folder, one.suffix))
            if one.leaf:
                for span in document.pages:
                    remove(page_file(folder, span.id, one.suffix))
        remove(document_file(folder))
    failures = write_files(folder, document, formats, writing)
    write_bytes(document_file(folder), record)
    return failures


def write_files(
    folder: Path,
    document: Document,
    formats: Iterable[Format],
    writing: Writing = AS_USUAL,
    target: Path | None = None,
) -> tuple[Reason, ...]:
    """Write a document's files, and those of its pages that depend on it, in these formats; the record is none of them.

    They are made of what stands in the document's folder, and written there or to the folder `target`. Returns and
    raises as `write_document`.
    """
    output = output_of(folder, document.name)
    target = folder if target is None else target
    material = Material(
        document,
        StoredPages(folder, [span.id for span in document.pages]),
        writing,
        scan=partial(scan_as_read, output=output),
        way=partial(way_to_scan, folder=target, output=output),
        name=name_in_folder,
    )
    failures: list[Reason] = []
    chosen = [one for one in formats if one.suffix != RECORD_SUFFIX]
    leaves = [one for one in chosen if one.leaf]
    if leaves:
        places = {span.id: place for place, span in enumerate(document.pages)}
        for page in material.pages:
            for one in leaves:
                content = partial(one.leaf_content, material, places[page.id], page)
                failures += _written(page_file(target, page.id, one.suffix), content)
    # Those that name others last: whatever is written in the same run stands there by then.
    for one in sorted((one for one in chosen if one.document), key=lambda one: one.names_others):
        given = replace(material, beside=_Beside(target))
        failures += _written(document_file(target, one.suffix), partial(one.document_content, given))
    return tuple(failures)


def write_document_record(folder: Path, document: Document) -> None:
    """Write the record of a document whose text is what it was. Raises `OutputError`."""
    write_bytes(document_file(folder), document_record(document))


class _Beside:
    """Says whether a file stands at a path relative to a document's folder; each folder is looked into once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: dict[Path, frozenset[str]] = {}

    def __call__(self, path: str) -> bool:
        file = self._folder / path
        if file.parent not in self._names:
            self._names[file.parent] = _names_in(file.parent)
        return file.name in self._names[file.parent]


def _names_in(folder: Path) -> frozenset[str]:
    try:
        return frozenset(path.name for path in folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return frozenset()


def _written(path: Path, content_of: Callable[[], bytes | Streamed | None]) -> Iterator[Reason]:
    """Write a file, and yield why its content could not be made, where it could not."""
    try:
        content = content_of()
        if callable(content):
            with writing_to(path) as file:
                content(file)
        elif content is not None:
            write_bytes(path, content)
    except (InputError, PageError) as error:
        yield Reason.of(error)


def read_document(folder: Path) -> Document:
    """Return the document in its folder. Raises `ResultNotFound`, `ResultBroken`, `ResultEarlier`."""
    path = document_file(folder)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ResultNotFound(str(folder), error.strerror or "") from error
    try:
        return Document.model_validate_json(content)
    except ValidationError as error:
        head = _head_of(content)
        if head is not None and head.schema_version < SCHEMA_VERSION:
            detail = f"its records are of version {head.schema_version}, those of this program of {SCHEMA_VERSION}"
            raise ResultEarlier(str(folder), detail) from error
        raise ResultBroken(str(path), f"{error.error_count()} fields do not fit") from error


def document_name(folder: Path) -> str | None:
    """Return the name of the document in a folder, of whatever version; None where there is none that tells it."""
    head = _head_of(_content(document_file(folder)) or b"")
    return head.name if head else None


def is_of_job(folder: Path) -> bool:
    """Return whether a folder is that of a document that a job wrote, and not of a scan read by itself."""
    name = document_name(folder)
    return name is not None and job_file(output_of(folder, name)).is_file()


class _Head(BaseModel):
    """What every version's record of a document says."""

    schema_version: int
    name: str


def _head_of(content: bytes) -> _Head | None:
    try:
        return _Head.model_validate_json(content)
    except ValidationError:
        return None


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        # What is wrong with the file is reported when it is written.
        return None
