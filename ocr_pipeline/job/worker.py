"""One scan in a process of its own: skipped if finished before, else read and written."""

from __future__ import annotations

import hashlib
import os
import resource
import signal
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import cv2

from ocr_pipeline.errors import InputError
from ocr_pipeline.formats.format import Format
from ocr_pipeline.formats.registry import DEFAULT, formats_named
from ocr_pipeline.job.page import PageResult, ScanId, failed, shown_path, transcribe_scan
from ocr_pipeline.job.plan import Task
from ocr_pipeline.job.prepared import PreparedAgain
from ocr_pipeline.recognize import Engine, ready_engine
from ocr_pipeline.records import SCHEMA_VERSION, Page, PageState, Reason, ReasonCode, Side, replace
from ocr_pipeline.scans import sha256_of
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.files import page_id
from ocr_pipeline.store.pages import read_page, remove_pages, write_missing, write_page, write_record
from ocr_pipeline.version import PROGRAM

ADDRESS_SPACE_BYTES = 6 * 2**30
"""What a worker and its engine may map, bytes: twice what the largest scan allowed needs (`settings.max_megapixels`).
A scan that needs more fails as a page, instead of the machine failing as a whole."""

NOT_IN_KEY = frozenset({"engine", "page_seconds", "max_megapixels"})
"""Settings that do not change a finished page: the engine stands in the key by its identity."""


@dataclass(frozen=True)
class PageRow:
    """What the job keeps of a page: enough for progress and summary, without its lines."""

    document: str
    id: str
    path: str
    state: PageState
    expected_cer: float | None
    skew_degrees: float | None
    seconds: float
    messages: tuple[str, ...]
    skipped: bool
    read_by_one: bool = False
    """Whether one of two readers failed on it."""


@dataclass(frozen=True)
class Outcome:
    """The pages of one task, and the most memory the worker and its engine have held so far, bytes.

    `unwritten` says why a format could not be written of one of them.
    """

    rows: tuple[PageRow, ...]
    peak_memory_bytes: int
    unwritten: tuple[Reason, ...] = ()


def start_worker() -> None:
    """Set up a fresh worker process: signals, threads, memory."""
    # A session of its own: an interrupt typed at the terminal is the job's to handle, not the worker's or its engine's.
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    cv2.setNumThreads(1)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = ADDRESS_SPACE_BYTES if hard == resource.RLIM_INFINITY else min(hard, ADDRESS_SPACE_BYTES)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def work(task: Task, settings: Settings, formats: tuple[str, ...] = DEFAULT) -> Outcome:
    """Return the outcome of one task, its pages written in these formats; of finished pages, what is missing of them.

    Raises `MissingError` and `OutputError`, which concern the whole job; everything else is a page's state.
    """
    engine = _engine(settings.engine, settings.language)
    try:
        sha256 = _sha256(task.source.path, task.source.path.stat().st_mtime_ns)
    except (InputError, OSError) as error:
        reason = Reason.of(
            error if isinstance(error, InputError) else InputError(shown_path(task.source.path), error.strerror or "")
        )
        results: tuple[PageResult, ...] = (
            failed(task.source, ScanId(task.name, task.path, "", ""), reason, settings.language),
        )
    else:
        key = page_key(sha256, task.source.frame, settings, engine)
        before = finished(task.folder, task.name, key)
        if before is not None:
            return _kept(task, before, settings, formats)
        results = transcribe_scan(task.source, ScanId(task.name, task.path, sha256, key), settings, engine)
    remove_pages(task.folder, task.name)
    unwritten: list[Reason] = []
    for result in results:
        unwritten += write_page(task.folder, result.page, _formats(formats), result.prepared)
    rows = tuple(row_of(task.document, result.page, skipped=False) for result in results)
    return Outcome(rows, _peak_memory(), tuple(unwritten))


def page_key(sha256: str, frame: int, settings: Settings, engine: Engine) -> str:
    """Return what a finished page must match to be skipped: its input, what was asked, and what did it."""
    parts = (
        sha256,
        str(frame),
        settings.model_dump_json(exclude=set(NOT_IN_KEY)),
        engine.identity,
        PROGRAM,
        str(SCHEMA_VERSION),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def finished(folder: Path, name: str, key: str) -> tuple[Page, ...] | None:
    """Return the pages of a scan that an earlier run finished under the same key; None where it must be read."""
    for sides in ((Side.WHOLE,), (Side.LEFT, Side.RIGHT)):
        pages = [read_page(folder, page_id(name, side)) for side in sides]
        done = [page for page in pages if page and page.key == key and page.state is not PageState.FAILED]
        if len(done) == len(sides):
            return tuple(done)
    return None


def row_of(document: str, page: Page, *, skipped: bool) -> PageRow:
    """Return the row of a page."""
    return PageRow(
        document=document,
        id=page.id,
        path=page.scan.path,
        state=page.state,
        expected_cer=page.expected_cer,
        skew_degrees=page.preparation.skew_degrees if page.preparation else None,
        seconds=round(sum(page.seconds.values()), 2),
        messages=tuple(reason.message for reason in (*page.reasons, *page.warnings)),
        read_by_one=any(one.code == ReasonCode.READ_BY_ONE for one in page.warnings),
        skipped=skipped,
    )


def _kept(task: Task, pages: tuple[Page, ...], settings: Settings, formats: tuple[str, ...]) -> Outcome:
    """Return the outcome of a task whose pages an earlier run finished; files that it did not write are written now."""
    prepared = PreparedAgain(task.source, settings)
    pages = tuple(_with_path(task, page) for page in pages)
    unwritten: list[Reason] = []
    for page in pages:
        unwritten += write_missing(task.folder, page, _formats(formats), partial(prepared.image_of, page))
    return Outcome(tuple(row_of(task.document, page, skipped=True) for page in pages), _peak_memory(), tuple(unwritten))


def _with_path(task: Task, page: Page) -> Page:
    """Return a page of an earlier run with the path that its scan has now, its record mended where it said another."""
    if page.scan.path == task.path:
        return page
    page = replace(page, scan=replace(page.scan, path=task.path))
    write_record(task.folder, page)
    return page


def _peak_memory() -> int:
    kilobytes = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return kilobytes * 1024


@lru_cache(maxsize=1)
def _engine(name: str, language: str) -> Engine:
    return ready_engine(name, language)


@lru_cache(maxsize=1)
def _formats(names: tuple[str, ...]) -> tuple[Format, ...]:
    return formats_named(names)


@lru_cache(maxsize=4)
def _sha256(path: Path, modified_ns: int) -> str:
    """Return the file's SHA-256; once for all frames of a file, again when it has changed (`modified_ns`)."""
    del modified_ns
    return sha256_of(path)
