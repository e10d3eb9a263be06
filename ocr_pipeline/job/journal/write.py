"""The journal of this process and the job's record, kept while the job runs."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ocr_pipeline.job.assemble import Made
from ocr_pipeline.job.journal.observe import JobBegin, JobEnd
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.provenance import digest_of
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.records import (
    AnyLine,
    BeginLine,
    DocumentLine,
    EndLine,
    FrozenMapping,
    JobRecord,
    ScanLine,
    replace,
)
from ocr_pipeline.store.jobs import write_job
from ocr_pipeline.store.journal import JournalWriter, OpenJournal, open_journal
from ocr_pipeline.store.paths import shown_path

TICK = timedelta(microseconds=1)
"""Least time between two lines of a process: what a line's time is stored to."""


class KeptJournal:
    """Writes the journal of this process into the folder OUTPUT, each line later than `after` and those before it."""

    def __init__(
        self, output: Path, open_journal: OpenJournal = open_journal, *, after: datetime | None = None
    ) -> None:
        """Take the folder; `after` is the time of the latest line that is there, of whatever process and clock."""
        self._output = output
        self._open = open_journal
        self._writer: JournalWriter | None = None
        self._process = ""
        self._last = after or datetime.min.replace(tzinfo=UTC)
        self._last_at = time.monotonic()

    def begin(self, job: JobBegin) -> None:
        """Write the first line, where other processes see it at once."""
        self._process = job.process.name
        self._writer = self._open(self._output, self._process)
        self._write(
            BeginLine(
                time=self._now(),
                process=self._process,
                host=job.process.host,
                pid=job.process.pid,
                shard=job.shard,
                documents=len(job.own.documents),
                scans=len(job.own.in_order),
                digest=digest_of(job.provenance),
            )
        )
        self._writer.flush()

    def through(self, scan: PlannedScan, outcome: Outcome) -> None:
        """Write the line of a scan."""
        self._write(
            ScanLine(
                time=self._now(),
                process=self._process,
                document=scan.document,
                scan=scan.name,
                path=scan.path,
                pages=outcome.rows,
                kept=all(row.kept for row in outcome.rows),
                resumable=outcome.resumable,
            )
        )

    def assembled(self, document: str, made: Made) -> None:
        """Write the line of a document."""
        self._write(
            DocumentLine(
                time=self._now(),
                process=self._process,
                document=document,
                digest=made.digest,
                numbers=FrozenMapping(made.numbers),
                remarks=made.remarks,
            )
        )

    def end(self, end: JobEnd) -> None:
        """Write the last line."""
        try:
            self._write(
                EndLine(time=self._now(), process=self._process, ending=end.ending, error=end.error, tally=end.tally)
            )
        finally:
            if self._writer is not None:
                self._writer.close()

    def flush(self) -> None:
        """Bring all lines to where other processes see them. Raises `OutputError`."""
        if self._writer is not None:
            self._writer.flush()

    def _write(self, line: AnyLine) -> None:
        if self._writer is not None:
            self._writer.append(line.model_dump_json().encode("utf-8", errors="backslashreplace"))

    def _now(self) -> datetime:
        # A clock that is set back must not make an earlier line the latest, nor the time stand still until it is there
        # again: of a page that failed and was read since, the line that says so must win.
        before, self._last_at = self._last_at, time.monotonic()
        elapsed = timedelta(seconds=self._last_at - before)
        self._last = max(datetime.now(UTC), self._last + max(TICK, elapsed))
        return self._last


def record_of(job: JobBegin) -> JobRecord:
    """Return the record of a job that begins."""
    return JobRecord(
        scans=shown_path(job.plan.scans),
        documents=len(job.plan.documents),
        planned=len(job.plan.in_order),
        provenance=job.provenance,
        begun=job.process.begun,
    )


class KeptRecord:
    """Writes the job's record: when it begins, and when it ends."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self._record: JobRecord | None = None

    def begin(self, job: JobBegin) -> None:
        """Write what the job was asked."""
        self._record = record_of(job)
        write_job(self._output, self._record)

    def through(self, _scan: PlannedScan, _outcome: Outcome) -> None:
        """Leave what became of a scan to the journal."""

    def assembled(self, _document: str, _made: Made) -> None:
        """Leave what became of a document to the journal."""

    def end(self, end: JobEnd) -> None:
        """Write how the job ended."""
        if self._record is not None:
            ended = replace(
                self._record,
                ended=datetime.now(UTC),
                ending=end.ending,
                error=end.error,
                states=FrozenMapping(end.states),
            )
            write_job(self._output, ended)
