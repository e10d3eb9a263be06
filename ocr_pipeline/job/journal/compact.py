"""Journals that have ended become one, with the latest line of each scan, so that a hundred runs read like one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from ocr_pipeline.job.journal.observe import Process
from ocr_pipeline.job.journal.read import ScanId, order_of, parsed
from ocr_pipeline.records import BeginLine, DocumentLine, EndLine, ScanLine
from ocr_pipeline.store.atomic import output_error
from ocr_pipeline.store.journal import journal_files, journal_lines, remove_journal, write_whole_journal


@dataclass
class _Latest:
    """Lines as they stand in their files; of a scan or a document the latest, with what puts it in order."""

    of_processes: dict[bytes, None] = field(default_factory=dict)
    latest: dict[ScanId | str, tuple[tuple[datetime, str], bytes]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    ended: set[str] = field(default_factory=set)

    @property
    def has_ended(self) -> bool:
        """Return whether all processes whose lines these are have ended."""
        return bool(self.begun) and self.begun <= self.ended

    def take(self, content: bytes) -> None:
        """Take a line, if it can be read."""
        line = parsed(content)
        match line:
            case None:
                return
            case BeginLine() | EndLine():
                self.of_processes[content] = None
                (self.begun if isinstance(line, BeginLine) else self.ended).add(line.process)
            case ScanLine():
                self._keep((line.document, line.scan), order_of(line), content)
            case DocumentLine():
                self._keep(line.document, order_of(line), content)

    def absorb(self, other: _Latest) -> None:
        """Take all lines of another."""
        self.of_processes |= other.of_processes
        for what, (order, content) in other.latest.items():
            self._keep(what, order, content)

    def _keep(self, what: ScanId | str, order: tuple[datetime, str], content: bytes) -> None:
        before = self.latest.get(what)
        if before is None or order > before[0]:
            self.latest[what] = (order, content)


def compact(output: Path, is_wanted: Callable[[str], bool]) -> None:
    """Make one journal of all that have ended, of the documents that are wanted; the rest stays as it is.

    The new one is whole before an old one goes, and no process writes to either any more: one that is killed in between
    leaves lines twice, which say nothing new, and of two that do this at once each removes only what it has itself
    written again. A journal without an end, of a process that runs or was killed, is left alone.

    Raises `OutputError`.
    """
    found = _Latest()
    ended: list[list[Path]] = []
    try:
        for files in journal_files(output).values():
            one = _Latest()
            for file in files:
                for content in journal_lines(file):
                    one.take(content)
            if one.has_ended:
                ended.append(files)
                found.absorb(one)
    except OSError as error:
        raise output_error(output, error) from error
    if len(ended) > 1:
        lines = [content for what, (_, content) in found.latest.items() if is_wanted(_document(what))]
        write_whole_journal(output, Process.this().name, [*found.of_processes, *lines])
        for files in ended:
            remove_journal(files)


def _document(what: ScanId | str) -> str:
    return what if isinstance(what, str) else what[0]
