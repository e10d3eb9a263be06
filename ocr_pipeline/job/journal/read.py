"""The journals of all processes of a job, put together: of each scan the latest line, whatever order they come in."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from ocr_pipeline.records import JOURNAL_LINE, AnyLine, BeginLine, DocumentLine, EndLine, ScanLine
from ocr_pipeline.store.atomic import output_error
from ocr_pipeline.store.journal import journal_files, journal_lines

ScanId = tuple[str, str]
"""A scan by its document and its name there."""

Order = tuple[datetime, str]
"""By what lines are put in order: of two at the same time that of one process always counts as the later."""


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A line as it stands in its file, and its place in the order: a tenth of what it takes up once it is read."""

    order: Order
    content: bytes

    def line(self) -> AnyLine | None:
        """Return the line, which could be read before; None if not."""
        return parsed(self.content)


@dataclass
class ProcessLines:
    """What the journals say of one process."""

    begin: BeginLine | None = None
    end: EndLine | None = None
    last_heard: datetime | None = None


@dataclass
class JournalState:
    """The latest line of each scan and of each document, and the processes that wrote any.

    Lines may be taken in any order, any number of times: what they say together is the same.
    """

    scans: dict[ScanId, StoredLine] = field(default_factory=dict)
    documents: dict[str, StoredLine] = field(default_factory=dict)
    processes: dict[str, ProcessLines] = field(default_factory=dict)

    def take(self, content: bytes) -> None:
        """Take a line as it stands in its file; one that is cut off, damaged or of another version is left out."""
        line = parsed(content)
        if line is None:
            return
        # Few processes write many lines.
        stored = StoredLine((line.time, sys.intern(line.process)), content)
        process = self.processes.setdefault(line.process, ProcessLines())
        process.last_heard = max(process.last_heard or line.time, line.time)
        match line:
            case BeginLine():
                process.begin = line
            case EndLine():
                process.end = line
            case DocumentLine():
                _keep_later(self.documents, line.document, stored)
            case ScanLine():
                _keep_later(self.scans, (sys.intern(line.document), line.scan), stored)

    def latest(self) -> datetime | None:
        """Return the time of the latest line, by the clock of its machine; None where there is none."""
        return max((lines.last_heard for lines in self.processes.values() if lines.last_heard), default=None)

    def scan(self, document: str, name: str) -> ScanLine | None:
        """Return the latest line of a scan; None where it has none."""
        stored = self.scans.get((document, name))
        line = stored.line() if stored else None
        return line if isinstance(line, ScanLine) else None

    def document(self, name: str) -> DocumentLine | None:
        """Return the latest line of a document; None where it has none."""
        stored = self.documents.get(name)
        line = stored.line() if stored else None
        return line if isinstance(line, DocumentLine) else None


What = TypeVar("What")


def _keep_later(latest: dict[What, StoredLine], what: What, line: StoredLine) -> None:
    before = latest.get(what)
    if before is None or line.order > before.order:
        latest[what] = line


def read_journal(output: Path) -> JournalState:
    """Return what all journals in the folder OUTPUT of a job say together. Raises `OutputError`."""
    state = JournalState()
    try:
        for files in journal_files(output).values():
            take_files(state, files)
    except OSError as error:
        raise output_error(output, error) from error
    return state


def take_files(state: JournalState, files: Iterable[Path]) -> None:
    """Take all lines of the files of a journal. Raises `OSError`."""
    for file in files:
        for content in journal_lines(file):
            state.take(content)


def parsed(content: bytes) -> AnyLine | None:
    """Return a line of a journal; None where it is none that can be read."""
    try:
        return JOURNAL_LINE.validate_json(content)
    except ValidationError:
        return None
