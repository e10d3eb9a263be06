"""The job: a folder of scans, its pages read side by side, its documents put together, resumable at any moment."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Future, as_completed
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from types import FrameType

from pebble import ProcessExpired, ProcessPool

from ocr_pipeline.errors import TaskHung, WorkerLost
from ocr_pipeline.formats.registry import DEFAULT, formats_named
from ocr_pipeline.job.comparisons import ComparisonFigures, ComparisonPlan, NotCompared, earlier_figures
from ocr_pipeline.job.page import ScanId, failed, shown_path
from ocr_pipeline.job.plan import Plan, Task, make_plan
from ocr_pipeline.job.progress import Verbosity, reporting
from ocr_pipeline.job.summary import JobSummary
from ocr_pipeline.job.worker import Outcome, PageRow, row_of, start_worker, work
from ocr_pipeline.recognize import ready_engine
from ocr_pipeline.records import Document, DocumentEntry, JobRecord, Page, PageEntry, PageState, Provenance, Reason
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.atomic import make_folder
from ocr_pipeline.store.documents import write_document
from ocr_pipeline.store.jobs import write_job, write_overview
from ocr_pipeline.store.lock import only_job_in
from ocr_pipeline.store.pages import read_page, remove_pages, write_page
from ocr_pipeline.text import clean_document
from ocr_pipeline.version import PROGRAM

READS_A_SCAN = 3
"""Engine calls that one scan can take: two pages of a spread, or one page twice when it may be upside down."""

GRACE_SECONDS = 60.0
"""What opening, preparing and writing a scan may take on top of the engine's limit before the worker counts as hung."""

PAGES_PER_WORKER = 200
"""After so many scans a worker is replaced by a fresh one, so that memory that libraries keep cannot add up."""

SAVE_EVERY_SECONDS = 5.0
"""How often the job's record is brought up to date; the pages' own files are what resuming goes by."""


def run_job(
    scans: Path,
    output: Path,
    settings: Settings,
    *,
    jobs: int | None = None,
    verbosity: Verbosity = Verbosity.QUIET,
    comparing: ComparisonPlan | None = None,
    formats: Sequence[str] = DEFAULT,
) -> JobSummary:
    """Return what came of reading every scan under `scans` into `output`, with `jobs` pages at a time.

    `formats` names what is written beside what always is (`formats.registry`). They are no part of what makes a page
    finished: asked for later, they are written from the records, and nothing is read again.

    `comparing` says what the documents are compared with, each as it is done; one that cannot be is said in the summary
    and costs the job nothing else. `jobs` is the number of cores this
    process may use unless given. Finished pages of an earlier run are kept. Raises
    `PipelineError` for what concerns the whole job, and `KeyboardInterrupt` when interrupted or terminated, with the
    state saved.
    """
    started = time.monotonic()
    chosen = formats_named(formats)
    engine = ready_engine(settings.engine, settings.language)
    plan = make_plan(scans, output)
    make_folder(output)
    provenance = Provenance(
        program=PROGRAM,
        engine=engine.identity,
        language=settings.language,
        settings=settings.model_dump(mode="json"),
    )
    rows: dict[Task, tuple[PageRow, ...]] = {}
    numbers: dict[tuple[str, str], int] = {}
    compared: list[ComparisonFigures | NotCompared] = []
    kept: list[ComparisonFigures | NotCompared] = []
    unwritten: list[Reason] = []
    peak = 0
    saved = 0.0

    def save(*, final: bool) -> None:
        nonlocal saved
        if final or time.monotonic() - saved >= SAVE_EVERY_SECONDS:
            write_job(output, _record(plan, rows, provenance))
            saved = time.monotonic()

    with only_job_in(output), _terminated_as_interrupted(), reporting(len(plan.tasks), verbosity) as report:
        waiting = {name: len(tasks) for name, tasks in plan.documents.items()}
        try:
            for task, outcome in _outcomes(plan.tasks, settings, jobs or cores(), tuple(formats)):
                rows[task] = outcome.rows
                unwritten += outcome.unwritten
                peak = max(peak, outcome.peak_memory_bytes)
                report(outcome.rows)
                waiting[task.document] -= 1
                if not waiting[task.document]:
                    document = _assemble(plan.documents[task.document], rows, provenance)
                    unwritten += write_document(task.folder, document, chosen)
                    numbers |= {(document.name, span.id): span.number.number for span in document.pages if span.number}
                    if comparing:
                        compared.append(comparing.compare(document, task.folder, settings))
                    elif (before := earlier_figures(document, task.folder)) is not None:
                        kept.append(before)
                save(final=False)
        finally:
            save(final=True)
        ordered = tuple(row for task in plan.tasks for row in rows[task])
        unread = comparing.transcriptions.unread if comparing else ()
        unused = comparing.unused(compared) if comparing else ()
        by_name = {one.document: one for one in (*compared, *kept)}
        pages = [_entry(row, numbers) for row in ordered]
        documents = [_document_entry(name, ordered, by_name.get(name)) for name in plan.documents]
        unwritten += write_overview(output, pages, documents, chosen)
    return JobSummary(
        output,
        ordered,
        numbers,
        time.monotonic() - started,
        peak,
        tuple(compared),
        unread,
        unused,
        tuple(unwritten),
    )


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))


def _outcomes(
    tasks: Sequence[Task], settings: Settings, jobs: int, formats: tuple[str, ...]
) -> Iterator[tuple[Task, Outcome]]:
    """Yield each task with its outcome as it is done; on the way out no worker is left running."""
    limit = READS_A_SCAN * settings.page_seconds + GRACE_SECONDS
    pool = ProcessPool(
        max_workers=min(jobs, len(tasks)),
        max_tasks=PAGES_PER_WORKER,
        initializer=start_worker,
        # A forked worker would inherit the locks of threads that it does not have.
        context=get_context("spawn"),
    )
    try:
        futures: dict[Future[Outcome], Task] = {
            pool.schedule(work, args=[task, settings, formats], timeout=limit): task for task in tasks
        }
        for future in as_completed(futures):
            yield futures[future], _outcome(future, futures[future], settings.language, formats)
        pool.close()  # type: ignore[no-untyped-call]
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]
        raise
    finally:
        pool.join()


def _outcome(future: Future[Outcome], task: Task, language: str, formats: tuple[str, ...]) -> Outcome:
    try:
        return future.result()
    except (ProcessExpired, TimeoutError, CancelledError) as error:
        lost = TaskHung() if isinstance(error, TimeoutError) else WorkerLost(detail=str(error))
        scan_id = ScanId(task.name, task.path, "", "")
        result = failed(task.source, scan_id, Reason.of(lost), language)
        remove_pages(task.folder, task.name)
        unwritten = write_page(task.folder, result.page, formats_named(formats))
        return Outcome((row_of(task.document, result.page, skipped=False),), 0, unwritten)


def _assemble(tasks: Sequence[Task], rows: dict[Task, tuple[PageRow, ...]], provenance: Provenance) -> Document:
    """Return the document of these tasks."""
    folder = tasks[0].folder
    pages = tuple(_lean(folder, row) for task in tasks for row in rows[task])
    return clean_document(tasks[0].document, tuple(page for page in pages if page is not None), provenance)


def _lean(folder: Path, row: PageRow) -> Page | None:
    """Return a page as the text stage needs it: without its glyphs, which are most of its size."""
    page = read_page(folder, row.id)
    if page is None:
        return None
    return page.without_glyphs()


def _record(plan: Plan, rows: dict[Task, tuple[PageRow, ...]], provenance: Provenance) -> JobRecord:
    entries = []
    for task in plan.tasks:
        if task in rows:
            entries += [_entry(row, {}) for row in rows[task]]
        else:
            entries.append(PageEntry(document=task.document, page=task.name, path=task.path, state="waiting"))
    return JobRecord(scans=shown_path(plan.scans), provenance=provenance, pages=tuple(entries))


def _entry(row: PageRow, numbers: dict[tuple[str, str], int]) -> PageEntry:
    return PageEntry(
        document=row.document,
        page=row.id,
        path=row.path,
        state=row.state.value,
        expected_cer=row.expected_cer,
        skew_degrees=row.skew_degrees,
        page_number=numbers.get((row.document, row.id)),
        seconds=row.seconds,
        warnings=row.messages,
    )


def _document_entry(
    name: str, rows: Sequence[PageRow], compared: ComparisonFigures | NotCompared | None
) -> DocumentEntry:
    own = [row for row in rows if row.document == name]
    figures = compared if isinstance(compared, ComparisonFigures) else None
    rates = figures.cer if figures else {}
    return DocumentEntry(
        document=name,
        pages=len(own),
        failed=sum(row.state in (PageState.FAILED, PageState.UNREADABLE) for row in own),
        transcription=figures.transcription if figures else None,
        cer_layout_neutral=rates.get("layout-neutral"),
        cer_convention_neutral=rates.get("convention-neutral"),
        cer_as_typed=rates.get("as typed"),
        variants=figures.variants if figures else None,
        not_compared=compared.reason.message if isinstance(compared, NotCompared) else None,
    )


@contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    """Let SIGTERM (what `docker stop` sends) end the job as an interrupt at the terminal does."""

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, interrupt)
    except ValueError:
        # Not the main thread: a caller from Python keeps its own handling of signals.
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
