"""The journals of other processes, followed while these write: what is new since the last look is read, no more."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from ocr_pipeline.job.journal.read import JournalState
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.store.atomic import output_error
from ocr_pipeline.store.journal import contents_of, journal_files


class JournalFollower:
    """What all journals in the folder OUTPUT say together, brought up to date at each look."""

    def __init__(self, output: Path) -> None:
        """Look for the first time. Raises `OutputError`."""
        self.state = JournalState()
        self._output = output
        self._read: dict[Path, int] = {}
        self.look()

    def look(self) -> None:
        """Take all lines that were written since the last look, whole ones alone. Raises `OutputError`."""
        try:
            files = list(chain.from_iterable(journal_files(self._output).values()))
            if isinstance(self._output, RemotePath):
                self._take_new(files)
            else:
                for file in files:
                    self._take(file)
        except OSError as error:
            raise output_error(self._output, error) from error

    def _take_new(self, files: Iterable[Path]) -> None:
        """Take the lines of files in a store that were not read before: each is whole, and never written again."""
        for path, lines in contents_of(file for file in files if file not in self._read):
            for line in lines:
                self.state.take(line)
            self._read[path] = 0

    def _take(self, path: Path) -> None:
        at = self._read.get(path, 0)
        try:
            # Opened anew each time: a network file system shows then what other machines have written.
            with path.open("rb") as file:
                file.seek(at)
                for line in file:
                    if not line.endswith(b"\n"):
                        break
                    at += len(line)
                    self.state.take(line.rstrip(b"\n"))
        except FileNotFoundError:
            # Another process has made one journal of several: it has these lines.
            return
        self._read[path] = at
