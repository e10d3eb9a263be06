"""The record of a job that several processes read: what it was asked, the same from any of them but for the time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from ocr_pipeline.job.assemble import Made
from ocr_pipeline.job.journal.observe import JobBegin, JobEnd
from ocr_pipeline.job.journal.write import record_of
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.records import Ending, FrozenMapping, JobRecord, replace
from ocr_pipeline.store.jobs import read_job, write_job


class SharedRecord:
    """Writes the job's record where none of the same job that goes on is there, and when the whole of it is done.

    How this process ends is in its journal: the job goes on in others.
    """

    def __init__(self, output: Path) -> None:
        self._output = output
        self._record: JobRecord | None = None

    def begin(self, job: JobBegin) -> None:
        """Write what the job was asked, unless another process has written the same. Raises `OutputError`."""
        self._record, there = record_of(job), read_job(self._output)
        if there is not None and there == replace(self._record, begun=there.begun):
            self._record = there
        else:
            write_job(self._output, self._record)

    def through(self, _scan: PlannedScan, _outcome: Outcome) -> None:
        """Leave what became of a scan to the journal."""

    def assembled(self, _document: str, _made: Made) -> None:
        """Leave what became of a document to the journal."""

    def end(self, _end: JobEnd) -> None:
        """Leave how this process ends to the journal."""

    def whole(self, states: Mapping[str, int]) -> None:
        """Write that all of the job is done, with the pages in each state. Raises `OutputError`."""
        if self._record is not None:
            ended = replace(self._record, ended=datetime.now(UTC), ending=Ending.FINISHED, states=FrozenMapping(states))
            write_job(self._output, ended)
