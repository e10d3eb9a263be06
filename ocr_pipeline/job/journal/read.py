"""The journals of all processes of a job, put together: of each scan the latest line, whatever order they come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from ocr_pipeline.records import JOURNAL_LINE, AnyLine, BeginLine, DocumentLine, EndLine, ScanLine
from ocr_pipeline.store.atomic import output_error
from ocr_pipeline.store.journal import journal_files, journal_lines

ScanId = tuple[str, str]
"""A scan by its document and its name there."""


@dataclass
class ProcessLines:
    """What the journals say of one process."""

    begin: BeginLine | None = None
    end: EndLine | None = None
    last_heard: datetime | None = None


@dataclass
class JournalState:
    """The latest line of each scan and document, and the processes that wrote any."""

    scans: dict[ScanId, ScanLine] = field(default_factory=dict)
    documents: dict[str, DocumentLine] = field(default_factory=dict)
    processes: dict[str, ProcessLines] = field(default_factory=dict)

    def take(self, line: AnyLine) -> None:
        """Take a line, in any order, any number of times."""
        process = self.processes.setdefault(line.process, ProcessLines())
        process.last_heard = max(process.last_heard or line.time, line.time)
        match line:
            case BeginLine():
                process.begin = line
            case EndLine():
                process.end = line
            case DocumentLine():
                before = self.documents.get(line.document)
                if before is None or order_of(line) > order_of(before):
                    self.documents[line.document] = line
            case ScanLine():
                scan = (line.document, line.scan)
                earlier = self.scans.get(scan)
                if earlier is None or order_of(line) > order_of(earlier):
                    self.scans[scan] = line


def order_of(line: AnyLine) -> tuple[datetime, str]:
    """Return by what lines are put in order: of two at the same time that of one process always counts as the later."""
    return line.time, line.process


def merged(lines: Iterable[AnyLine]) -> JournalState:
    """Return what lines say together, in whatever order."""
    state = JournalState()
    for line in lines:
        state.take(line)
    return state


def read_journal(output: Path) -> JournalState:
    """Return what all journals in the folder OUTPUT of a job say together. Raises `OutputError`."""
    try:
        return merged(line for files in journal_files(output).values() for file in files for line in lines_in(file))
    except OSError as error:
        raise output_error(output, error) from error


def lines_in(file: Path) -> Iterator[AnyLine]:
    """Yield the lines of a file of a journal; one that is cut off, damaged or of another version is left out."""
    for content in journal_lines(file):
        line = parsed(content)
        if line is not None:
            yield line


def parsed(content: bytes) -> AnyLine | None:
    """Return a line of a journal; None where it is none that can be read."""
    try:
        return JOURNAL_LINE.validate_json(content)
    except ValidationError:
        return None
