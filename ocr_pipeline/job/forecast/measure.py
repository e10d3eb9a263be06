"""A few scans read as the job would read them, into a folder that does not stay: what each took, and what it left."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ocr_pipeline.job.assemble import Assembled
from ocr_pipeline.job.execute import Progress, execute
from ocr_pipeline.job.executors import Work
from ocr_pipeline.job.journal.observe import JobBegin, Observers, Process
from ocr_pipeline.job.journal.write import KeptJournal
from ocr_pipeline.job.plan import Plan, PlannedScan
from ocr_pipeline.job.request import Request
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.redo import NOTHING
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.job.workers.local import LocalProcesses
from ocr_pipeline.records import PageRow, PageState
from ocr_pipeline.store.files import page_file


@dataclass(frozen=True)
class TimedOutcome(Outcome):
    """An outcome, and the seconds of wall time in which its worker came to it."""

    seconds: float = 0.0


@dataclass(frozen=True)
class MeasuredScan:
    """What one scan took, seconds of a worker, None where that was lost; and the bytes it left, its document's too."""

    rows: tuple[PageRow, ...]
    seconds: float | None
    bytes_written: float

    @property
    def failed(self) -> bool:
        """Return whether a page of it failed."""
        return any(row.state is PageState.FAILED for row in self.rows)


def measure(request: Request, scans: Sequence[PlannedScan], folder: Path, workers: int) -> tuple[MeasuredScan, ...]:
    """Return what the scans took that are read into `folder`, as many at a time as there are workers.

    Each is tried once: what fails costs the job another attempt. Raises as `run_job`.
    """
    plan = Plan(folder, _by_document(scans))
    sample = dataclasses.replace(request, plan=plan, output=folder, redo=NOTHING)
    progress = Progress(plan)
    of_scan = partial(timed, work=sample.work)
    executor = LocalProcesses(of_scan, sample.settings, workers=min(workers, len(scans)), policy=sample.policy)
    found: dict[PlannedScan, Outcome] = {}
    observers = Observers((KeptJournal(folder),))
    with observers.watching(JobBegin(Process.this(), plan, sample.provenance)):
        with closing(execute(scans, executor, sample.lost)) as outcomes:
            for scan, outcome in outcomes:
                found[scan] = outcome
                progress.take(scan, outcome)
                observers.through(scan, outcome)
        assembly = sample.assembly
        for document in plan.documents:
            observers.assembled(document, assembly.made(document, progress.pages_of(document), None, Assembled()))
    suffixes = [one.suffix for one in sample.formats if one.page]
    of_pages = {scan: _page_bytes(folder / scan.document, found[scan].rows, suffixes) for scan in scans}
    # The files of documents and the journal by the scan: they grow with what is in them.
    shared = (_bytes_below(folder) - sum(of_pages.values())) / len(scans)
    return tuple(MeasuredScan(found[scan].rows, _seconds(found[scan]), of_pages[scan] + shared) for scan in scans)


def timed(attempt: Attempt, work: Work) -> TimedOutcome:
    """Return the outcome of work on a scan, with the time that it took; run by a worker."""
    start = time.monotonic()
    outcome = work(attempt)
    fields = {one.name: getattr(outcome, one.name) for one in dataclasses.fields(Outcome)}
    return TimedOutcome(**fields, seconds=time.monotonic() - start)


def _seconds(outcome: Outcome) -> float | None:
    return outcome.seconds if isinstance(outcome, TimedOutcome) else None


def _by_document(scans: Iterable[PlannedScan]) -> dict[str, tuple[PlannedScan, ...]]:
    documents: dict[str, tuple[PlannedScan, ...]] = {}
    for scan in scans:
        documents[scan.document] = (*documents.get(scan.document, ()), scan)
    return documents


def _page_bytes(document: Path, rows: Iterable[PageRow], suffixes: Iterable[str]) -> int:
    files = (page_file(document, row.page, suffix) for row in rows for suffix in suffixes)
    return sum(file.stat().st_size for file in files if file.is_file())


def _bytes_below(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
