"""Execute: the scans of a plan handed to an executor, their outcomes taken as they come, the job's record kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ocr_pipeline.errors import PageError
from ocr_pipeline.job.executors import Executor
from ocr_pipeline.job.plan import Plan, PlannedScan
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.records import JobRecord, PageRow, Provenance, Reason, replace
from ocr_pipeline.store.jobs import write_job
from ocr_pipeline.store.paths import shown_path

SAVE_EVERY_SECONDS = 5.0
"""How often the job's record is brought up to date; the pages' own files are what resuming goes by."""


@dataclass
class Progress:
    """How far a job is: the rows of the scans that are through, and what these cost."""

    plan: Plan
    rows: dict[PlannedScan, tuple[PageRow, ...]] = field(default_factory=dict)
    unwritten: list[Reason] = field(default_factory=list)
    peak_memory_bytes: int = 0

    def take(self, scan: PlannedScan, outcome: Outcome) -> None:
        """Take note of a scan that is through."""
        self.rows[scan] = outcome.rows
        self.unwritten += outcome.unwritten
        self.peak_memory_bytes = max(self.peak_memory_bytes, outcome.peak_memory_bytes)

    def number(self, document: str, numbers: Mapping[tuple[str, str], int]) -> None:
        """Take note of the page numbers understood, by document and page, once the document is assembled."""
        for scan in self.plan.documents[document]:
            self.rows[scan] = tuple(
                replace(row, page_number=numbers.get((row.document, row.page))) for row in self.rows[scan]
            )

    def rows_of(self, document: str) -> tuple[PageRow, ...]:
        """Return the rows of a document's pages that are through, in order."""
        return tuple(row for scan in self.plan.documents[document] for row in self.rows.get(scan, ()))

    def record(self, provenance: Provenance) -> JobRecord:
        """Return the job's record: the pages that are through, and the scans that wait."""
        return JobRecord(
            scans=shown_path(self.plan.scans),
            provenance=provenance,
            pages=tuple(row for scan in self.plan.in_order for row in self.rows.get(scan, (_waiting(scan),))),
        )


def execute(
    plan: Plan, executor: Executor, lost: Callable[[Attempt, PageError], Outcome], retries: int = 0
) -> Generator[tuple[PlannedScan, Outcome], None, None]:
    """Yield every scan of a plan with its outcome, as they come; when it is closed no worker is left running.

    `lost` makes the outcome of a scan whose worker was lost. A scan that failed is given to the executor again, as
    often as `retries` says, unless it would fail again.
    """
    try:
        for scan in plan.in_order:
            executor.submit(Attempt(scan))
        for attempt, found in executor.outcomes():
            failure = Reason.of(found) if isinstance(found, PageError) else found.may_pass
            if failure is not None and len(attempt.failures) < retries:
                executor.submit(attempt.after(failure))
                continue
            yield attempt.scan, lost(attempt, found) if isinstance(found, PageError) else found
    finally:
        executor.stop()


class Journal:
    """Keeps the job's record in its output folder up to date."""

    def __init__(self, output: Path, provenance: Provenance) -> None:
        self._output = output
        self._provenance = provenance
        self._saved = 0.0

    def save(self, progress: Progress, *, at_once: bool = False) -> None:
        """Write the record, unless it was written just now and need not be `at_once`. Raises `OutputError`."""
        if at_once or time.monotonic() - self._saved >= SAVE_EVERY_SECONDS:
            write_job(self._output, progress.record(self._provenance))
            self._saved = time.monotonic()


def _waiting(scan: PlannedScan) -> PageRow:
    return PageRow(document=scan.document, page=scan.name, path=scan.path, state="waiting")
