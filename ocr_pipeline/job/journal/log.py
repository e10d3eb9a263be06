"""What happens in a job as lines of JSON, for machines that watch it.

A line says which document, page and cause it is about, and no more: neither paths nor settings, which may hold what is
not for a log, such as a password in an address.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from ocr_pipeline.errors import LogIsNoLog, OutputError
from ocr_pipeline.job.assemble import Made
from ocr_pipeline.job.journal.observe import JobBegin, JobEnd
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.provenance import digest_of
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.store.atomic import output_error

STANDARD_ERROR = "-"
"""The name of a log that is standard error."""

Value = str | int | float | bool | list[str] | dict[str, float] | dict[str, int] | None


class EventLog:
    """Writes a line for each event of a job."""

    def __init__(self, name: str) -> None:
        """Open the log: a file, which is gone on with, or `-`. Raises `LogIsNoLog`, `OutputError`."""
        self._name = name
        self._file: TextIO = sys.stderr if name == STANDARD_ERROR else _opened(Path(name))

    def begin(self, job: JobBegin) -> None:
        """Write that the job begins."""
        self._write(
            "job begins",
            host=job.process.host,
            pid=job.process.pid,
            shard=job.shard,
            program=job.provenance.program,
            engine=job.provenance.engine,
            language=job.provenance.language,
            digest=digest_of(job.provenance),
            documents=len(job.own.documents),
            scans=len(job.own.in_order),
        )

    def through(self, scan: PlannedScan, outcome: Outcome) -> None:
        """Write a line for each page of a scan."""
        for row in outcome.rows:
            self._write(
                "page done",
                document=scan.document,
                scan=scan.name,
                page=row.page,
                state=row.state.value,
                kept=row.kept,
                expected_cer=row.expected_cer,
                seconds=row.seconds,
                stages=dict(row.stages),
                codes=list(row.codes),
            )

    def assembled(self, document: str, made: Made) -> None:
        """Write that a document is made."""
        self._write("document done", document=document, numbered=len(made.numbers))

    def end(self, end: JobEnd) -> None:
        """Write how the job ends, and close the log."""
        try:
            self._write("job ends", ending=end.ending.value, error=end.error, scans=end.tally.scans, states=end.states)
        finally:
            if self._file is not sys.stderr:
                self._file.close()

    def _write(self, event: str, **values: Value) -> None:
        line = {"time": datetime.now(UTC).isoformat(), "event": event, **values}
        try:
            # ASCII alone: whatever reads a log line by line may think a line ends where only Unicode says so.
            self._file.write(json.dumps(line) + "\n")
            self._file.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(self._name, error.strerror or str(error)) from error


def _opened(path: Path) -> TextIO:
    try:
        if path.is_file():
            with path.open("rb") as file:
                if file.read(1) not in (b"", b"{"):
                    raise LogIsNoLog(str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("a", encoding="utf-8")
    except OSError as error:
        raise output_error(path, error) from error
