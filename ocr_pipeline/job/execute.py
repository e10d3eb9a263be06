"""Execute: the scans of a plan handed to an executor, their outcomes taken as they come."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field

from ocr_pipeline.errors import PageError
from ocr_pipeline.job.assemble import DocumentPages, mark_of
from ocr_pipeline.job.executors import Executor
from ocr_pipeline.job.plan import Plan, PlannedScan
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.records import PageRow, Reason, Remark, replace


@dataclass
class Progress:
    """How far a job is: the rows and marks (`mark_of`) of the scans that are through, and what these cost.

    `remarks` are those on the order of the pages, by document, of documents that are assembled.
    """

    plan: Plan
    rows: dict[PlannedScan, tuple[PageRow, ...]] = field(default_factory=dict)
    marks: dict[PlannedScan, str] = field(default_factory=dict)
    remarks: dict[str, tuple[Remark, ...]] = field(default_factory=dict)
    unwritten: list[Reason] = field(default_factory=list)
    peak_memory_bytes: int = 0

    def take(self, scan: PlannedScan, outcome: Outcome) -> None:
        """Take note of a scan that is through."""
        self.rows[scan] = outcome.rows
        self.marks[scan] = mark_of(outcome)
        self.unwritten += outcome.unwritten
        self.peak_memory_bytes = max(self.peak_memory_bytes, outcome.peak_memory_bytes)

    def number(self, document: str, numbers: Mapping[str, int]) -> None:
        """Take note of the page numbers understood, by page, once the document is assembled."""
        for scan in self.plan.documents[document]:
            self.rows[scan] = tuple(
                row if (number := numbers.get(row.page)) == row.page_number else replace(row, page_number=number)
                for row in self.rows[scan]
            )

    def rows_of(self, document: str) -> tuple[PageRow, ...]:
        """Return the rows of a document's pages that are through, in order."""
        return tuple(row for scan in self.plan.documents[document] for row in self.rows.get(scan, ()))

    def pages_of(self, document: str) -> DocumentPages:
        """Return the pages that a document is made of, all of its scans being through."""
        marks = (self.marks.get(scan, "") for scan in self.plan.documents[document])
        return DocumentPages(self.rows_of(document), tuple(marks))


def execute(
    scans: Sequence[PlannedScan],
    executor: Executor,
    lost: Callable[[Attempt, PageError], Outcome],
    retries: int = 0,
) -> Generator[tuple[PlannedScan, Outcome], None, None]:
    """Yield every scan with its outcome, as they come; when it is closed no worker is left running.

    `lost` makes the outcome of a scan whose worker was lost. A scan that failed is given to the executor again, as
    often as `retries` says, unless it would fail again. Without scans the executor is asked for nothing.
    """
    try:
        for scan in scans:
            executor.submit(Attempt(scan))
        for attempt, found in executor.outcomes() if scans else ():
            failure = Reason.of(found) if isinstance(found, PageError) else found.may_pass
            if failure is not None and len(attempt.failures) < retries:
                executor.submit(attempt.after(failure))
                continue
            yield attempt.scan, lost(attempt, found) if isinstance(found, PageError) else found
    finally:
        executor.stop()
