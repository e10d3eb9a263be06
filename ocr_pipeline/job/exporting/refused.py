"""Where files of a document are not written: over its scans, or where the next run would read them as scans."""

from __future__ import annotations

from pathlib import Path

from ocr_pipeline.errors import InputError, OutputInsideScans, OutputIsInput, OutputTaken
from ocr_pipeline.records import Document
from ocr_pipeline.remote.url import place_of
from ocr_pipeline.store.atomic import output_error
from ocr_pipeline.store.documents import read_document
from ocr_pipeline.store.files import document_file, pages_folder
from ocr_pipeline.store.jobs import read_job
from ocr_pipeline.store.pages import scan_of
from ocr_pipeline.store.paths import find_scan, output_of


def refuse_scans(folder: Path, target: Path) -> None:
    """Raise for a `target` where files of the document in `folder` would do harm.

    `OutputTaken`: it is the folder of another document of a job. `OutputInsideScans`: the folder of scans that its job
    read is around it. `OutputIsInput`: one of its scans lies where its pages, or its own file, would be written.
    `OutputError`: it cannot be looked at.
    """
    try:
        document = read_document(folder)
    except InputError:
        # Nothing of it is written.
        return
    output, there = output_of(folder, document.name), target.resolve()
    try:
        if there != folder.resolve() and document_file(there).exists():
            raise OutputTaken(str(target))
    except OSError as error:
        # A name that no file system takes, or a folder that may not be looked into.
        raise output_error(target, error) from error
    scans = _scans(folder, document, output)
    if (job := read_job(output)) is not None:
        # As it was given: it means the same folder where it is absolute, or the job was called from this folder.
        root = place_of(job.scans).resolve()
        inside = root.is_dir() and there.is_relative_to(root)
        if inside and any(scan.parent.resolve().is_relative_to(root) for scan in scans):
            raise OutputInsideScans(str(target))
    for scan in scans:
        of_pages = scan.parent.resolve() == pages_folder(there)
        of_document = scan.parent.resolve() == there and scan.stem == document_file(there).stem
        if of_pages or of_document:
            raise OutputIsInput(str(scan), f"files of the document {document.name} would be written there")


def _scans(folder: Path, document: Document, output: Path) -> list[Path]:
    """Return the scans of a document, one for each folder that they lie in and each that is called as a document."""
    found = {}
    for span in document.pages:
        if (scan := scan_of(folder, span.id)) is not None:
            path = find_scan(scan.path, output)
            found[path.parent, path.stem == document_file(folder).stem] = path
    return list(found.values())
