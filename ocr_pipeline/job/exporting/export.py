"""The documents of a finished job, or one of them, written in the formats asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ocr_pipeline.errors import DocumentUnknown, InputError, NoDocumentYet, PageRecordLost, ResultNotFound, UsageError
from ocr_pipeline.formats.format import Format
from ocr_pipeline.formats.registry import ALWAYS, formats_named
from ocr_pipeline.job.exporting.refused import refuse_scans
from ocr_pipeline.job.scan.prepared import PreparedAgain
from ocr_pipeline.job.scan.safer import safer, was_read_so
from ocr_pipeline.records import Document, Image, Page, Reason, ScanSource
from ocr_pipeline.settings import AS_USUAL, Settings, Writing
from ocr_pipeline.store.documents import read_document, write_files
from ocr_pipeline.store.files import document_records
from ocr_pipeline.store.jobs import read_job
from ocr_pipeline.store.pages import read_pages, scan_of, write_page_files
from ocr_pipeline.store.paths import find_scan, output_of


@dataclass(frozen=True)
class Exported:
    """What came of one document: its name, its pages, where its files are, and why some of them are not."""

    document: str
    pages: int
    folder: Path
    unwritten: tuple[Reason, ...] = ()


def export(
    results: Path,
    formats: Sequence[str],
    writing: Writing = AS_USUAL,
    *,
    documents: Sequence[str] = (),
    target: Path | None = None,
) -> Iterator[Exported]:
    """Yield what came of each document as its files are written; of those named in `documents` alone, if any are.

    `results` is the folder of a job, or of one of its documents. Files stand beside the records, or below `target`, in
    folders that lie there as they do below `results`. A document that cannot be read costs itself alone, unless it is
    the only one.

    Raises, before the first is written, `UsageError`, `FormatUnknown`, `FormatUnusable`, `DocumentUnknown`,
    `ResultNotFound`, `OutputInsideScans`, `OutputIsInput`, `OutputTaken`,
    `NoDocumentYet`; later `OutputError`.
    """
    chosen = _chosen(formats)
    folders = _folders(results, documents)
    there = {folder: folder if target is None else target / folder.relative_to(results) for folder in folders}
    if target is not None:
        for folder, written in there.items():
            refuse_scans(folder, written)
    return _export(there, chosen, writing)


def _chosen(names: Sequence[str]) -> tuple[Format, ...]:
    chosen = tuple(one for one in formats_named(names) if one.name not in ALWAYS)
    if not chosen:
        raise UsageError(", ".join(names) or "--formats", f"every job has {', '.join(ALWAYS)}: name another format")
    return chosen


def _folders(results: Path, documents: Sequence[str]) -> list[Path]:
    """Return the folders of the documents wanted, in their order."""
    found = {record.parent: record.parent.relative_to(results).as_posix() for record in document_records(results)}
    if not found:
        raise NoDocumentYet(str(results)) if read_job(results) is not None else ResultNotFound(str(results))
    wanted = {name.strip("/") for name in documents}
    if unknown := sorted(wanted - set(found.values())):
        raise DocumentUnknown(", ".join(unknown), str(results))
    return [folder for folder, name in found.items() if not wanted or name in wanted]


def _export(folders: Mapping[Path, Path], formats: Sequence[Format], writing: Writing) -> Iterator[Exported]:
    """Yield what came of the documents in these folders, written to those that they lead to."""
    for folder, there in folders.items():
        try:
            document = read_document(folder)
        except InputError as error:
            if len(folders) == 1:
                raise
            yield Exported(folder.name, 0, folder, (Reason.of(error),))
            continue
        unwritten = (
            *_lost(folder, document),
            *_write_pages(folder, document, formats, there),
            *write_files(folder, document, formats, writing, there),
        )
        yield Exported(document.name, len(document.pages), there, unwritten)


def _lost(folder: Path, document: Document) -> Iterator[Reason]:
    """Yield a reason for each page of which the files cannot be made."""
    for span in document.pages:
        if scan_of(folder, span.id) is None:
            yield Reason.of(PageRecordLost(f"{document.name}, page {span.id}"))


def _write_pages(folder: Path, document: Document, formats: Sequence[Format], there: Path) -> Iterator[Reason]:
    """Write what formats have of each page alone, and yield why some could not be made."""
    of_pages = [one for one in formats if one.page]
    if not of_pages:
        return
    output = output_of(folder, document.name)
    settings = _settings(document)
    for page in read_pages(folder, (span.id for span in document.pages)):
        yield from write_page_files(there, page, of_pages, partial(_prepared, page, output, settings))


def _settings(document: Document) -> Settings:
    """Return the settings that a document was read under, as far as they bear on its images."""
    known = document.provenance.settings if document.provenance else {}
    return Settings.model_validate({name: value for name, value in known.items() if name in Settings.model_fields})


def _prepared(page: Page, output: Path, settings: Settings) -> Image | None:
    source = ScanSource(find_scan(page.scan.path, output), page.scan.frame)
    return PreparedAgain(source, safer(settings) if was_read_so((page,)) else settings).image_of(page)
