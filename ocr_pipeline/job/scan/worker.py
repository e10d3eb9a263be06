"""One scan in a process of its own: skipped if finished before, else read and written."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import resource
import signal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import cv2

from ocr_pipeline.errors import OF_THE_JOB, InputError, OutputError, PageError, ScanChanging
from ocr_pipeline.formats.format import Format
from ocr_pipeline.formats.registry import DEFAULT, formats_named
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.hashed import READINGS, hashed
from ocr_pipeline.job.scan.page import PageResult, failed, reason_of, transcribe_scan
from ocr_pipeline.job.scan.prepared import PreparedAgain
from ocr_pipeline.job.scan.reader import Reader, reader_of
from ocr_pipeline.job.scan.redo import NOTHING, Redo
from ocr_pipeline.job.scan.safer import one_reader, safer, said_so, was_read_so, was_read_with_less, worth_another_try
from ocr_pipeline.recognize import PageSource, ready_source
from ocr_pipeline.records import SCHEMA_VERSION, Page, PageRow, PageState, Reason, Resumable, Side, replace
from ocr_pipeline.scans import unread
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.earlier import EARLIER_VERSION
from ocr_pipeline.store.listing import record_bytes
from ocr_pipeline.store.names import page_id
from ocr_pipeline.store.pages import read_page, remove_page, write_missing, write_page, write_record
from ocr_pipeline.version import PROGRAM

ADDRESS_SPACE_BYTES = 6 * 2**30
"""What a worker and its engine may map, bytes: twice what the largest scan allowed needs (`settings.max_megapixels`).
A scan that needs more fails as a page, instead of the machine failing as a whole."""

NOT_IN_KEY = frozenset({"engine", "page_seconds", "max_megapixels", "half_resolution", "gaps", "writing"})
"""Settings that do not change a finished page: the engine stands in the key by its identity. Half the resolution is no
user's wish: a page that was read so is finished for the job that did it."""


@dataclass(frozen=True)
class Outcome:
    """The pages of one scan, and the most memory the worker and its engine have held so far, bytes.

    `unwritten` says why a format could not be written of one of them; `may_pass` why one failed that another attempt
    may read, None where there is none such; `resumable` is by what a later run knows the scan again, None where its
    file could not be looked at.
    """

    rows: tuple[PageRow, ...]
    peak_memory_bytes: int
    unwritten: tuple[Reason, ...] = ()
    may_pass: Reason | None = None
    resumable: Resumable | None = None


def start_worker() -> None:
    """Set up a fresh worker process: signals, threads, memory, output."""
    # A session of its own: an interrupt typed at the terminal is the job's to handle, not the worker's or its engine's.
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    cv2.setNumThreads(1)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = ADDRESS_SPACE_BYTES if hard == resource.RLIM_INFINITY else min(hard, ADDRESS_SPACE_BYTES)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    # What an engine prints is no part of what the job prints; what it complains of goes where errors go.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def work(
    attempt: Attempt, output: Path, settings: Settings, formats: tuple[str, ...] = DEFAULT, redo: Redo = NOTHING
) -> Outcome:
    """Return the outcome of one scan, its pages written in these formats; of finished pages, what is missing of them.

    Finished pages that `redo` wants are read all the same.

    Raises `OutputError` and what else concerns the whole job (`OF_THE_JOB`); all else is a page's state.
    """
    scan, folder = attempt.scan, output / attempt.scan.document
    try:
        return _work(attempt, folder, settings, formats, redo)
    except (*OF_THE_JOB, OutputError):
        raise
    except Exception as error:  # noqa: BLE001 - the boundary that keeps one page's bug from ending the folder
        return _unread(attempt, folder, reason_of(error, scan.path), settings, formats)


def _work(attempt: Attempt, folder: Path, settings: Settings, formats: tuple[str, ...], redo: Redo) -> Outcome:
    """Return the outcome of one scan; nothing is kept of a reading over which its file changed: it is read again."""
    scan = attempt.scan
    reader = reader_of(_engine(settings.engine, settings.language), scan)
    for number in range(READINGS):
        try:
            file = hashed(scan.source.path)
        except (InputError, OSError) as error:
            cause = unread(scan.source.path, error, scan.path) if isinstance(error, OSError) else error
            return _unread(attempt, folder, Reason.of(cause), settings, formats)
        key = page_key(file.sha256, scan.source.frame, settings, reader)
        earlier_key = page_key(file.sha256, scan.source.frame, settings, reader, EARLIER_VERSION)
        # Where the file changed while what is missing of finished pages was made, that may be of the other bytes.
        before = None if number else finished(folder, scan.name, key, earlier_key)
        if before is not None and not redo.wants(scan, was_read_with_less=was_read_with_less(before)):
            outcome = _kept(scan, folder, before, key, settings, formats)
            if not file.is_unchanged():
                continue
        else:
            chosen, asked = (settings, reader) if attempt.is_first else (safer(settings), one_reader(reader))
            results = transcribe_scan(scan, chosen, asked, sha256=file.sha256, key=key)
            if not file.is_unchanged():
                continue
            outcome = _written(attempt, folder, results, formats)
        names = [row.page for row in outcome.rows]
        known = known_by(scan, folder, (file.size, file.mtime_ns), file.sha256, key, names)
        return dataclasses.replace(outcome, resumable=known)
    return _unread(attempt, folder, Reason.of(ScanChanging(scan.path)), settings, formats)


def lost(
    attempt: Attempt, error: PageError, output: Path, settings: Settings, formats: tuple[str, ...] = DEFAULT
) -> Outcome:
    """Return the outcome of a scan whose worker was lost: a failed page. Raises `OutputError`."""
    return _unread(attempt, output / attempt.scan.document, Reason.of(error), settings, formats)


def _unread(attempt: Attempt, folder: Path, reason: Reason, settings: Settings, formats: tuple[str, ...]) -> Outcome:
    """Return the outcome of a scan that could not be looked at: failed.

    Pages that an earlier run finished stay as they are: a share that is not there for a moment must not cost them.
    """
    scan = attempt.scan
    if before := next(stored(folder, scan.name), ()):
        rows = (PageRow.of(scan.document, page, kept=True) for page in before)
        failures = tuple(
            replace(row, state=PageState.FAILED, warnings=(reason.message,), codes=(reason.code,)) for row in rows
        )
        return Outcome(failures, _peak_memory())
    return _written(attempt, folder, (failed(scan, reason, settings.language),), formats)


def _written(attempt: Attempt, folder: Path, results: tuple[PageResult, ...], formats: tuple[str, ...]) -> Outcome:
    """Return the outcome of a scan with these pages, each in the place of what an earlier run made of it.

    What an earlier run made of other sides stays until the document is there. A page that another process has read
    meanwhile, and has written as it is here, stays as it is: somebody may put it together with others just now.
    """
    scan = attempt.scan
    results = tuple(said_so(result, attempt) for result in results)
    unwritten: list[Reason] = []
    for result in results:
        there = _readable(folder, result.page.id)
        if there is not None and there == replace(result.page, seconds=there.seconds):
            unwritten += write_missing(folder, result.page, _formats(formats), result.prepared)
            continue
        # Where there was no record, one that is there now is another process's of just now, and is replaced whole.
        remove_page(folder, result.page.id, record=there is not None)
        unwritten += write_page(folder, result.page, _formats(formats), result.prepared)
    rows = tuple(PageRow.of(scan.document, result.page, kept=False) for result in results)
    return Outcome(rows, _peak_memory(), tuple(unwritten), worth_another_try(result.page for result in results))


def known_by(
    scan: PlannedScan, folder: Path, size_and_time: tuple[int, int], sha256: str, key: str, pages: Iterable[str]
) -> Resumable:
    """Return by what a later run knows the scan again: its file and its pages' records.

    `size_and_time` are those of the file as it was before it was hashed, bytes and nanoseconds.
    """
    size, mtime_ns = size_and_time
    return Resumable(
        size=size,
        mtime_ns=mtime_ns,
        sha256=sha256,
        frame=scan.source.frame,
        key=key,
        record_bytes=tuple(record_bytes(folder, page) for page in pages),
    )


def page_key(sha256: str, frame: int, settings: Settings, reader: Reader, schema_version: int = SCHEMA_VERSION) -> str:
    """Return what a finished page must match to be skipped: its input, what was asked, and what did it."""
    parts = (
        sha256,
        str(frame),
        settings.model_dump_json(exclude=set(NOT_IN_KEY)),
        reader.identity,
        PROGRAM,
        str(schema_version),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def finished(folder: Path, name: str, *keys: str) -> tuple[Page, ...] | None:
    """Return the pages of a scan that an earlier run finished under one of these keys; None where it must be read."""
    for pages in stored(folder, name):
        if all(page.key in keys for page in pages):
            return pages
    return None


def stored(folder: Path, name: str) -> Iterator[tuple[Page, ...]]:
    """Yield the pages that earlier runs read of a scan: whole, and as the sides of a spread, where all are there."""
    for sides in ((Side.WHOLE,), (Side.LEFT, Side.RIGHT)):
        try:
            pages = [read_page(folder, page_id(name, side)) for side in sides]
        except OSError:
            continue
        done = tuple(page for page in pages if page and page.state is not PageState.FAILED)
        if len(done) == len(sides):
            yield done


def _readable(folder: Path, page: str) -> Page | None:
    """Return the page that has a name now; None where it has no record, or none that can be read."""
    try:
        return read_page(folder, page)
    except OSError:
        return None


def _kept(
    scan: PlannedScan, folder: Path, pages: tuple[Page, ...], key: str, settings: Settings, formats: tuple[str, ...]
) -> Outcome:
    """Return the outcome of a scan whose pages an earlier run finished; files that it did not write are written now."""
    prepared = PreparedAgain(scan.source, safer(settings) if was_read_so(pages) else settings)
    pages = tuple(_mended(folder, page, scan.path, key) for page in pages)
    unwritten: list[Reason] = []
    for page in pages:
        unwritten += write_missing(folder, page, _formats(formats), partial(prepared.image_of, page))
    rows = tuple(PageRow.of(scan.document, page, kept=True) for page in pages)
    return Outcome(rows, _peak_memory(), tuple(unwritten))


def _mended(folder: Path, page: Page, path: str, key: str) -> Page:
    """Return a page of an earlier run with its scan's path and its key as they are now, its record mended with it."""
    if page.scan.path == path and page.key == key:
        return page
    page = replace(page, scan=replace(page.scan, path=path), key=key)
    write_record(folder, page)
    return page


def _peak_memory() -> int:
    kilobytes = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return kilobytes * 1024


@lru_cache(maxsize=1)
def _engine(name: str, language: str) -> PageSource:
    return ready_source(name, language)


@lru_cache(maxsize=1)
def _formats(names: tuple[str, ...]) -> tuple[Format, ...]:
    return formats_named(names)
