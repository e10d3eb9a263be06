"""What a person sees while a job runs: a bar on a terminal, a line a page elsewhere, nothing if so asked."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ocr_pipeline.records import PageRow, PageState
from ocr_pipeline.report.comparison_terminal import visible


class Verbosity(StrEnum):
    """How much is said while a job runs."""

    QUIET = "quiet"
    NORMAL = "normal"
    VERBOSE = "verbose"


class Reporter(Protocol):
    """Called for each scan that is done, with its pages."""

    def __call__(self, rows: tuple[PageRow, ...]) -> None:
        """Take note of the pages of one scan."""


@contextmanager
def reporting(scans: int, verbosity: Verbosity, notes: Sequence[str] = ()) -> Iterator[Reporter]:
    """Give a reporter for a job of so many scans, on standard error; `notes` are reported before the first."""
    for note in notes:
        say(note, verbosity)
    if verbosity is Verbosity.QUIET:
        yield lambda _rows: None
    elif sys.stderr.isatty() and verbosity is Verbosity.NORMAL:
        with _bar(scans) as reporter:
            yield reporter
    else:
        done = 0

        def log(rows: tuple[PageRow, ...]) -> None:
            nonlocal done
            done += 1
            for row in rows:
                print(f"[{done}/{scans}] {line_for(row)}", file=sys.stderr, flush=True)

        yield log


def say(note: str, verbosity: Verbosity) -> None:
    """Print a note on standard error while a job runs; a bar stays below it."""
    if verbosity is not Verbosity.QUIET:
        print(visible(note), file=sys.stderr, flush=True)


def line_for(row: PageRow) -> str:
    """Return one line that says what became of a page."""
    said = [f"{row.document}/{row.page}: {row.state}"]
    if row.kept:
        said.append("finished before")
    if row.expected_cer is not None:
        said.append(f"about {row.expected_cer:.1%} of characters wrong or missing")
    if not row.kept:
        said.append(f"{row.seconds or 0.0:.1f} s")
    if row.state is not PageState.DONE and row.warnings:
        said.append(row.warnings[0])
    return " | ".join(part.replace("\n", " ") for part in said)


@contextmanager
def _bar(scans: int) -> Iterator[Reporter]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("failed {task.fields[failed]}"),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task("scans", total=scans, failed=0, rate="")
        failed = 0

        def advance(rows: tuple[PageRow, ...]) -> None:
            nonlocal failed
            failed += sum(row.state is PageState.FAILED for row in rows)
            speed = progress.tasks[0].speed
            rate = f"{speed * 60:.0f}/min" if speed else ""
            progress.update(bar, advance=1, failed=failed, rate=rate)
            for row in rows:
                if row.state not in (PageState.DONE, PageState.BLANK):
                    progress.console.print(line_for(row), markup=False, highlight=False)

        yield advance
