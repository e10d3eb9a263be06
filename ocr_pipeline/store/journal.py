"""The journals of a job as lines of bytes: written by one process each, read back from all of them.

A line that was handed over is in the file when `append` returns, so that only what the system itself loses with its
power is lost: the lines of the last `SYNC_SECONDS`. That costs nothing but time: a page is finished when its record is
there, and a scan without a line is looked at by a worker, which finds that record. So a reader takes what is whole and
leaves the rest: a line that was cut off, or that a full disk broke, is as if it had not been written.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from ocr_pipeline.errors import PipelineError
from ocr_pipeline.remote.ahead import fetched_ahead
from ocr_pipeline.remote.listing import names_in
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.store.atomic import output_error, remove, write_bytes
from ocr_pipeline.store.files import journal_file, journal_folder, process_of

SYNC_SECONDS = 5.0
"""How often an appended journal is brought to the disk at most, seconds: fsync takes 1 to 20 ms on a disk of its own,
longer on one that is shared, and a job that resumes writes thousands of lines a second."""

SEGMENT_SECONDS = 30.0
"""How long a segment gathers lines, seconds: a job of days makes some thousand files of them."""

SEGMENT_LINES = 2000
"""Lines after which a segment is full: half a megabyte to two, as a line has 300 to 900 bytes."""


class JournalWriter(Protocol):
    """Writes the lines of one process."""

    def append(self, line: bytes) -> None:
        """Add a line, which has no line feed in it. Raises `OutputError`."""

    def flush(self) -> None:
        """Bring all lines to where other processes, and this one after a crash, find them. Raises `OutputError`."""

    def close(self) -> None:
        """Bring all lines there, and end. Raises `OutputError`."""


OpenJournal = Callable[[Path, str], JournalWriter]
"""Begins the journal of a process in the folder OUTPUT of a job; the process has none yet."""


class AppendedJournal:
    """A journal in one file that grows: for a file system."""

    def __init__(self, output: Path, process: str) -> None:
        """Make the file. Raises `OutputError`."""
        self._path = journal_file(output, process)
        self._synced = time.monotonic()
        self._is_whole = True
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # Unbuffered, and appended by the system: a line is in the file, whole, when the call returns.
            self._file = self._path.open("xb", buffering=0)
        except OSError as error:
            raise output_error(self._path, error) from error

    def append(self, line: bytes) -> None:
        """Add a line (see `JournalWriter.append`)."""
        # What a full disk left of a line must not spoil the next one.
        content = line + b"\n" if self._is_whole else b"\n" + line + b"\n"
        self._is_whole = False
        try:
            if self._file.write(content) != len(content):
                # The disk filled up within the line: asking for the rest of it says so.
                self._file.write(b"\n" + line + b"\n")
            self._is_whole = True
            if time.monotonic() - self._synced >= SYNC_SECONDS:
                self.flush()
        except OSError as error:
            raise output_error(self._path, error) from error

    def flush(self) -> None:
        """Bring all lines to the disk (see `JournalWriter.flush`)."""
        try:
            os.fsync(self._file.fileno())
        except OSError as error:
            raise output_error(self._path, error) from error
        self._synced = time.monotonic()

    def close(self) -> None:
        """Bring all lines to the disk, and close the file (see `JournalWriter.close`)."""
        try:
            self.flush()
        finally:
            self._file.close()


class SegmentedJournal:
    """A journal in numbered files, each written whole and never again: for a store that cannot append to a file.

    Lines wait until the segment is full or old enough, by a timer: the next line may be minutes away. What waits when
    the process is killed is lost. A segment that may be there although nobody said so is not written again: its lines
    come once more in the next, where they say nothing new.
    """

    def __init__(self, output: Path, process: str) -> None:
        self._output = output
        self._process = process
        # Held for moments alone: nobody waits here for a store that waits for another.
        self._lock = threading.Lock()
        self._lines: list[bytes] = []
        self._written = self._segments = 0
        self._oldest = time.monotonic()
        self._timer: threading.Timer | None = None
        self._is_closed = False

    def append(self, line: bytes) -> None:
        """Add a line (see `JournalWriter.append`)."""
        with self._lock:
            if not self._lines:
                self._oldest = time.monotonic()
            self._lines.append(line)
            is_full = len(self._lines) >= SEGMENT_LINES
            # What the timer cannot write fails here, where it is heard of.
            is_late = time.monotonic() - self._oldest >= 2 * SEGMENT_SECONDS
            self._set_timer()
        if is_full or is_late:
            self.flush()

    def flush(self) -> None:
        """Write the lines that wait as a segment (see `JournalWriter.flush`)."""
        with self._lock:
            lines, end = list(self._lines), self._written + len(self._lines)
            if not lines:
                return
            self._segments += 1
            path = journal_file(self._output, self._process, self._segments)
        write_bytes(path, b"".join(line + b"\n" for line in lines))
        with self._lock:
            # Of two at the same time the one with more lines may be the first.
            through = max(0, end - self._written)
            del self._lines[:through]
            self._written += through
            self._oldest = time.monotonic()

    def close(self) -> None:
        """Write the last segment (see `JournalWriter.close`)."""
        with self._lock:
            self._is_closed = True
            if self._timer is not None:
                self._timer.cancel()
        self.flush()

    def _set_timer(self) -> None:
        if self._timer is None and not self._is_closed:
            self._timer = threading.Timer(SEGMENT_SECONDS, self._flush_in_time)
            self._timer.daemon = True
            self._timer.start()

    def _flush_in_time(self) -> None:
        # Where it cannot be written, whoever adds the next line finds out.
        with suppress(PipelineError):
            self.flush()
        with self._lock:
            self._timer = None
            if self._lines:
                self._set_timer()


def open_journal(output: Path, process: str) -> JournalWriter:
    """Return the journal of a process, begun in the way that fits where OUTPUT lies. Raises `OutputError`."""
    return (SegmentedJournal if isinstance(output, RemotePath) else AppendedJournal)(output, process)


def journal_files(output: Path) -> dict[str, list[Path]]:
    """Return the files of each process's journal in the folder OUTPUT of a job, in order; none where there is none.

    Raises `OSError` for a folder that may not be looked into.
    """
    found: dict[str, list[Path]] = {}
    try:
        names = names_in(journal_folder(output))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    for name in names:
        path = journal_folder(output) / name
        process = process_of(path)
        if process is not None:
            found.setdefault(process, []).append(path)
    return found


def journal_lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file of a journal, whole or not; none of one that another process has just compacted.

    Raises `OSError` for a file that may not be read.
    """
    try:
        with path.open("rb") as file:
            for line in file:
                yield line.rstrip(b"\n")
    except FileNotFoundError:
        return


def contents_of(files: Iterable[Path]) -> Generator[tuple[Path, Iterable[bytes]]]:
    """Yield files of journals, each with its lines; of those in a store some are fetched ahead. Raises `OSError`."""
    return fetched_ahead(files, _contents)


def _contents(path: Path) -> Iterable[bytes]:
    # A file on a disk may hold the lines of a hundred thousand scans, which are read one after the other.
    return list(journal_lines(path)) if isinstance(path, RemotePath) else journal_lines(path)


def write_whole_journal(output: Path, process: str, lines: list[bytes]) -> Path:
    """Write all lines of a journal at once, and return its path. Raises `OutputError`."""
    path = journal_file(output, process)
    write_bytes(path, b"\n".join([*lines, b""]))
    return path


def remove_journal(paths: list[Path]) -> None:
    """Remove the files of a journal. Raises `OutputError`."""
    for path in paths:
        remove(path)
