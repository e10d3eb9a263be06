"""How a job is watched: told when it begins, of every scan that is through, and how it ends."""

from __future__ import annotations

import os
import re
import secrets
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from ocr_pipeline.errors import OutputError, PipelineError
from ocr_pipeline.job.assemble import Made
from ocr_pipeline.job.plan import Plan, PlannedScan
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.records import Ending, Provenance, ReasonCode, Tally


@dataclass(frozen=True)
class Process:
    """This process, as journals name it: by the time of its start, its machine, its number there, and chance.

    The number alone does not tell it from others: in a container every job may be process 1, on hosts of one name.
    """

    begun: datetime
    host: str
    pid: int
    unique: str

    @staticmethod
    def this() -> Process:
        """Return this process, as one that begins now."""
        return Process(datetime.now(UTC), socket.gethostname(), os.getpid(), secrets.token_hex(4))

    @property
    def name(self) -> str:
        """Return a name that no other process has, which any file system takes."""
        host = re.sub(r"[^A-Za-z0-9.-]", "_", self.host)[:64]
        return f"{self.begun:%Y%m%dT%H%M%SZ}-{host}-{self.pid}-{self.unique}"


@dataclass(frozen=True)
class JobBegin:
    """A job begins: the process that runs it, what there is to read, and with what.

    `shard` names the part of it that this process reads, such as 2/8, and `share` is that part; None where it is all.
    """

    process: Process
    plan: Plan
    provenance: Provenance
    shard: str | None = None
    share: Plan | None = None

    @property
    def own(self) -> Plan:
        """Return what this process reads."""
        return self.plan if self.share is None else self.share


@dataclass
class JobEnd:
    """How a job ended: the code of the error that ended it, what came through, and the pages in each state."""

    ending: Ending = Ending.FINISHED
    error: str | None = None
    tally: Tally = field(default_factory=Tally)
    states: dict[str, int] = field(default_factory=dict)


class Observer(Protocol):
    """Watches a job. What it raises ends the job."""

    def begin(self, job: JobBegin) -> None:
        """Take note that the job begins. Raises `OutputError`."""

    def through(self, scan: PlannedScan, outcome: Outcome) -> None:
        """Take note of a scan that is through. Raises `OutputError`."""

    def assembled(self, document: str, made: Made) -> None:
        """Take note of a document that is made. Raises `OutputError`."""

    def end(self, end: JobEnd) -> None:
        """Take note that the job ends, and how; nothing follows. Raises `OutputError`."""


class Observers:
    """Several observers as one, which count what comes through."""

    def __init__(self, observers: Sequence[Observer]) -> None:
        self._observers = observers
        self._end = JobEnd()

    @contextmanager
    def watching(self, job: JobBegin) -> Iterator[None]:
        """Let the observers watch the job that runs within the block; where one cannot, the others hear of its end."""
        begun: list[Observer] = []
        try:
            for one in self._observers:
                one.begin(job)
                begun.append(one)
            yield
        except BaseException as error:
            self._end.ending, self._end.error = _ending_of(error)
            for one in begun:
                # What ended the job is said, not what came of it: a full disk takes no last line either.
                with suppress(OutputError):
                    one.end(self._end)
            raise
        for one in self._observers:
            one.end(self._end)

    def through(self, scan: PlannedScan, outcome: Outcome) -> None:
        """Report a scan that is through."""
        self._end.tally = self._end.tally.with_rows(outcome.rows)
        for row in outcome.rows:
            self._end.states[row.state] = self._end.states.get(row.state, 0) + 1
        for one in self._observers:
            one.through(scan, outcome)

    def assembled(self, document: str, made: Made) -> None:
        """Report a document that is made."""
        for one in self._observers:
            one.assembled(document, made)


def _ending_of(error: BaseException) -> tuple[Ending, str | None]:
    if isinstance(error, (KeyboardInterrupt, GeneratorExit)):
        return Ending.INTERRUPTED, None
    return Ending.FAILED, error.code if isinstance(error, PipelineError) else ReasonCode.BUG
