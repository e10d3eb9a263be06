"""A job's journal: what each process says of itself and of every scan, a line each, when it happens."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, TypeAdapter

from ocr_pipeline.records.base import Record
from ocr_pipeline.records.document import Remark
from ocr_pipeline.records.frozen import FrozenMapping
from ocr_pipeline.records.job import JOB_SCHEMA_VERSION, Ending, PageRow
from ocr_pipeline.records.page import PageState

Count = Annotated[int, Field(ge=0)]


class Tally(Record):
    """Pages counted: `read` in this run, `kept` from an earlier one, `failed`; and the scans that they are of."""

    scans: Count = 0
    read: Count = 0
    kept: Count = 0
    failed: Count = 0

    def with_rows(self, rows: tuple[PageRow, ...]) -> Tally:
        """Return the tally with the pages of one more scan."""
        failed = sum(row.state is PageState.FAILED for row in rows)
        kept = sum(row.kept and row.state is not PageState.FAILED for row in rows)
        return Tally(
            scans=self.scans + 1,
            read=self.read + len(rows) - failed - kept,
            kept=self.kept + kept,
            failed=self.failed + failed,
        )


class Resumable(Record):
    """By what a finished scan is known again without looking into its file.

    `size` (bytes) and `mtime_ns` (nanoseconds since 1970) are the file's when it was hashed (of a store, whose
    times are whole seconds, the nanoseconds tell its version); `key` is that of the records of its pages, and
    `record_bytes` the sizes of these as they lie on disk, page by page.
    """

    size: Count
    mtime_ns: int
    sha256: str
    frame: Count
    key: str
    record_bytes: tuple[int, ...]


class JournalLine(Record):
    """Any line: when it was written, by the clock of its machine, and the process that wrote it.

    The times of one process rise from line to line, so that time and process together put all lines in one order.
    """

    time: AwareDatetime
    process: str


class BeginLine(JournalLine):
    """A process begins: where it runs, how much there is to read for it, and a digest of what a page's key holds.

    `shard` is its share of the job where it has not the whole, such as 2/8.
    """

    event: Literal["begin"] = "begin"
    schema_version: Literal[4] = JOB_SCHEMA_VERSION
    host: str
    pid: int
    shard: str | None = None
    documents: Count
    scans: Count
    digest: str


class ScanLine(JournalLine):
    """A scan is through: its pages, whether an earlier run had finished them all, and what resuming goes by, if it can.

    `scan` is its name in the document, `path` its file's relative to the folder OUTPUT.
    """

    event: Literal["scan"] = "scan"
    document: str
    scan: str
    path: str
    pages: tuple[PageRow, ...]
    kept: bool
    resumable: Resumable | None = None


class DocumentLine(JournalLine):
    """A document is assembled: a digest of what it was made of, and the page numbers understood, by page.

    `remarks` are those on the order of its pages (`PAGE_ORDER`); None in a line of before they were
    written there.
    """

    event: Literal["document"] = "document"
    document: str
    digest: str
    numbers: FrozenMapping[int] = FrozenMapping()
    remarks: tuple[Remark, ...] | None = None


class EndLine(JournalLine):
    """A process ends: how, the cause of a failure by its code, and what came through it."""

    event: Literal["end"] = "end"
    ending: Ending
    error: str | None = None
    tally: Tally


AnyLine = BeginLine | ScanLine | DocumentLine | EndLine

JOURNAL_LINE: TypeAdapter[AnyLine] = TypeAdapter(Annotated[AnyLine, Field(discriminator="event")])
"""Reads a line of a journal as what it is."""
