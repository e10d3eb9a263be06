"""One scan read by itself, in this process: its pages, and the document that they make."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from ocr_pipeline.errors import InputError, PageError, ScanChanging, ScanIsFolder
from ocr_pipeline.job.plan import PlannedScan, planned
from ocr_pipeline.job.provenance import provenance_of
from ocr_pipeline.job.scan.hashed import READINGS, hashed
from ocr_pipeline.job.scan.page import PageResult, failed, transcribe_scan
from ocr_pipeline.job.scan.reader import Reader, reader_of
from ocr_pipeline.job.scan.worker import page_key
from ocr_pipeline.recognize import ready_source
from ocr_pipeline.records import Document, Page, Reason, replace
from ocr_pipeline.scans import find_documents, is_folder, unread
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.paths import absolute
from ocr_pipeline.text import clean_document


def page_results(path: Path, settings: Settings, called: str | None = None) -> Iterator[PageResult]:
    """Return the pages of one scan with their prepared images, each read when it is asked for, none kept.

    `called` is what records and messages call it where its path tells nobody anything: it came as bytes.

    Raises as `transcribe_page`, before the first is asked for.
    """
    if is_folder(path):
        raise ScanIsFolder(str(path))
    engine = ready_source(settings.engine, settings.language)
    sources = [source for document in find_documents(path) for source in document.sources]
    scans = planned(path.stem, ((source, Path(called) if called else absolute(source.path)) for source in sources))
    hashed(path)
    results = chain.from_iterable(_read(scan, settings, reader_of(engine, scan)) for scan in scans)
    return results if called is None else (_called(result, str(path), called) for result in results)


def _read(scan: PlannedScan, settings: Settings, reader: Reader) -> tuple[PageResult, ...]:
    """Return the pages of one scan, all of the file that their key names; failed where it changes as it is read."""
    for _ in range(READINGS):
        try:
            file = hashed(scan.source.path)
        except (InputError, PageError, OSError) as error:
            cause = unread(scan.source.path, error, scan.path) if isinstance(error, OSError) else error
            return (failed(scan, Reason.of(cause), settings.language),)
        key = page_key(file.sha256, scan.source.frame, settings, reader)
        results = transcribe_scan(scan, settings, reader, sha256=file.sha256, key=key)
        if file.is_unchanged():
            return results
    return (failed(scan, Reason.of(ScanChanging(scan.path)), settings.language),)


def _called(result: PageResult, path: str, called: str) -> PageResult:
    """Return a page whose reasons and warnings name its file as it is called."""
    page = result.page
    reasons, warnings = (
        tuple(replace(one, message=one.message.replace(path, called)) for one in given)
        for given in (page.reasons, page.warnings)
    )
    return dataclasses.replace(result, page=replace(page, reasons=reasons, warnings=warnings))


def as_document(name: str, pages: tuple[Page, ...], settings: Settings) -> Document:
    """Return the document that these pages make."""
    engine = next((page.engine for page in pages if page.engine), settings.engine)
    return clean_document(name, pages, provenance_of(settings, engine), gaps=settings.gaps)
