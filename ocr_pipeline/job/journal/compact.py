"""Journals that have ended become one, with the latest line of each scan, so that a hundred runs read like one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from ocr_pipeline.job.journal.observe import Process
from ocr_pipeline.job.journal.read import JournalState, parsed, take_files
from ocr_pipeline.records import BeginLine, EndLine
from ocr_pipeline.store.atomic import output_error
from ocr_pipeline.store.journal import contents_of, journal_files, remove_journal, write_whole_journal


def compact(output: Path, is_wanted: Callable[[str], bool]) -> None:
    """Make one journal of all that have ended, of the documents that are wanted; the rest stays as it is.

    The new one is whole before an old one goes, and no process writes to either any more: one that is killed in between
    leaves lines twice, which say nothing new, and of two that do this at once each removes only what it has itself
    written again. A journal without an end, of a process that runs or was killed, is left alone.

    Raises `OutputError`.
    """
    found = JournalState()
    try:
        ended = [files for files in journal_files(output).values() if _have_ended(files)]
        if len(ended) < 2:
            return
        # The latest first, as a rule: of what comes then hardly a line is held.
        take_files(found, chain.from_iterable(reversed(ended)))
    except OSError as error:
        raise output_error(output, error) from error
    write_whole_journal(output, Process.this().name, list(_lines(found, is_wanted)))
    for files in ended:
        remove_journal(files)


def _have_ended(files: Sequence[Path]) -> bool:
    """Return whether all processes that begin in these files end in them. Raises `OSError`."""
    begun, ended = set(), set()
    # Of several files of one process the first begins, the last ends.
    for _, lines in contents_of(dict.fromkeys((files[0], files[-1]))):
        for content in lines:
            # Few lines are worth reading for this.
            if not _ENDS.search(content):
                continue
            match parsed(content):
                case BeginLine(process=process):
                    begun.add(process)
                case EndLine(process=process):
                    ended.add(process)
    return bool(begun) and begun <= ended


_ENDS = re.compile(rb'"event":"(begin|end)"')


def _lines(found: JournalState, is_wanted: Callable[[str], bool]) -> Iterator[bytes]:
    for process in found.processes.values():
        yield from (line.model_dump_json().encode() for line in (process.begin, process.end) if line)
    yield from (stored.content for (document, _), stored in found.scans.items() if is_wanted(document))
    yield from (stored.content for document, stored in found.documents.items() if is_wanted(document))
