"""Where a comparison is written: checked before anything is read, so that no input can be overwritten."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ocr_pipeline.compare.load.registry import suffixes
from ocr_pipeline.errors import OutputIsInput, OutputsAlike
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.remote.url import local_of
from ocr_pipeline.store.files import comparison_file, must_stay
from ocr_pipeline.store.result import Result

STANDARD_OUTPUT = Path("-")
"""Stands for standard output; a file of that name is `./-`."""

_SUFFIXES = {"report": ".html", "records": ".json", "table": ".csv"}


@dataclass(frozen=True)
class Outputs:
    """Where report, records and table of a comparison go; None for what is not wanted."""

    report: Path | None = None
    records: Path | None = None
    table: Path | None = None

    @classmethod
    def named(cls, report: str | None, records: str | None, table: str | None) -> Outputs:
        """Return the outputs as a user names them: a folder, there or with a stroke at its end, gets a file in it."""
        given = {"report": report, "records": records, "table": table}
        return cls(**{kind: _target(name, _SUFFIXES[kind]) for kind, name in given.items() if name is not None})

    @property
    def prints(self) -> bool:
        """Return whether one of them is standard output."""
        return STANDARD_OUTPUT in self._given()

    @property
    def files(self) -> tuple[Path, ...]:
        """Return those that are files."""
        return tuple(path for path in self._given() if path != STANDARD_OUTPUT)

    def check(self, result: Path, transcription: Path, profile: Path) -> None:
        """Raise `OutputsAlike` where two outputs are one place, `OutputIsInput` where one is read by the comparison."""
        given = self._given()
        for at, path in enumerate(given):
            if any(_same(path, other) for other in given[:at]):
                raise OutputsAlike(str(path))
        for path in self.files:
            # What is not there is no input: a profile's name (`typescript`) is no file.
            inputs = [one for one in (result, transcription, profile) if one.exists()]
            if any(_same(path, one) for one in inputs) or must_stay(path):
                raise OutputIsInput(str(path))
            if _is_text_in(path, transcription):
                raise OutputIsInput(str(path), f"one of the texts in {transcription}")

    def check_scans(self, result: Result) -> None:
        """Raise `OutputIsInput` where an output is a scan that the result was read from."""
        scans = {result.scan(page.scan.path) for page in result.pages()} if self.files else set()
        for path in self.files:
            if any(_same(path, scan) for scan in scans):
                raise OutputIsInput(str(path), "a scan")

    def _given(self) -> tuple[Path, ...]:
        return tuple(path for path in (self.report, self.records, self.table) if path is not None)


def _target(name: str, suffix: str) -> Path:
    path = local_of(name)
    if name.endswith(os.sep) or path.is_dir():
        return comparison_file(path, suffix)
    return path


def _same(one: Path, other: Path) -> bool:
    """Return whether two paths are one file, by whatever names and links."""
    if STANDARD_OUTPUT in (one, other) or isinstance(one, RemotePath) or isinstance(other, RemotePath):
        return one == other
    try:
        return one.samefile(other)
    except OSError:
        return one.resolve() == other.resolve()


def _is_text_in(path: Path, folder: Path) -> bool:
    """Return whether a path is that of a file that may be one of the transcriptions in a folder."""
    if not (folder.is_dir() and path.exists() and path.suffix.lower() in suffixes()):
        return False
    return path.resolve().is_relative_to(folder.resolve())
