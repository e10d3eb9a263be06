"""What it costs to resume a job of which all is done: listing, keys, records; by the number of scans.

    python benchmarks/job_resume.py [SCANS …]

Scans are files of 1 KB, a hundred in a folder, and in the last row all in one; their pages are made without an engine,
three lines each. What is measured is `run_job` in a process of its own, the second time in the same folder: wall and
CPU seconds, peak memory, and how many scans a worker was asked for. The engine, which reads nothing, loads no model.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ocr_pipeline.errors import PageError
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.run import run_job
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.worker import Outcome, known_by, page_key
from ocr_pipeline.recognize.engine import EngineReading
from ocr_pipeline.records import (
    Box,
    Page,
    PageImage,
    PageRow,
    PageState,
    ScanRef,
    Side,
    TextLine,
    Word,
)
from ocr_pipeline.scans import sha256_of
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.pages import write_page

SIZES = (1_000, 10_000, 100_000)
A_FOLDER = 100
"""Scans in a folder: a file of an archive has 50 to 300 leaves."""

AIM_SECONDS, AIM_MEGABYTES, OF_SCANS = 60.0, 500.0, 100_000
"""What resuming so many scans may cost."""

LINES = ("- 7 -", "Первая строка страницы доку-", "мента и ее продолжение здесь")


class NoReader:
    """An engine that is never asked to read."""

    identity = "no reader 1"

    def check(self, _language: str) -> None:
        """Need nothing."""

    def read(self, _image: PageImage, _language: str, _seconds: float) -> EngineReading:
        """Read nothing."""
        raise AssertionError("a page was to be read")


SETTINGS = Settings(engine="job_resume:NoReader")


class MakesPages:
    """An executor that makes the pages of scans without reading them, and counts the scans."""

    asked = 0

    def __init__(self, output: Path) -> None:
        self._output = output
        self._attempts: list[Attempt] = []

    def submit(self, attempt: Attempt) -> None:
        """Take a scan."""
        self._attempts.append(attempt)

    def outcomes(self) -> Iterator[tuple[Attempt, Outcome | PageError]]:
        """Yield every scan with a page written for it."""
        for attempt in self._attempts:
            MakesPages.asked += 1
            yield attempt, self._made(attempt.scan)

    def stop(self) -> None:
        """Have nothing to end."""

    def _made(self, scan: PlannedScan) -> Outcome:
        status = scan.source.path.stat()
        sha256 = sha256_of(scan.source.path)
        key = page_key(sha256, scan.source.frame, SETTINGS, NoReader())
        page = page_of(scan, sha256, key)
        write_page(self._output / scan.document, page)
        row = PageRow.of(scan.document, page, kept=False)
        looked_at = status.st_size, status.st_mtime_ns
        known = known_by(scan, self._output / scan.document, looked_at, sha256, key, [page.id])
        return Outcome((row,), 0, resumable=known)


def page_of(scan: PlannedScan, sha256: str, key: str) -> Page:
    """Return a small page of a scan."""
    place = ScanRef(path=scan.path, frame=0, side=Side.WHOLE, sha256=sha256, width=100, height=100, resolution=None)
    lines = tuple(
        TextLine(
            words=tuple(
                Word(text=text, box=_box(row, 20 * place, 20 * place + 15), confidence=0.9)
                for place, text in enumerate(line.split())
            ),
            box=_box(row, 0, 90),
        )
        for row, line in enumerate(LINES)
    )
    return Page(id=scan.name, scan=place, state=PageState.DONE, lines=lines, key=key, language="rus", engine="no")


def _box(row: int, left: int, right: int) -> Box:
    return Box(left=left, top=20 * row, right=right, bottom=20 * row + 10)


def make_scans(folder: Path, number: int, a_folder: int) -> None:
    """Make files that are called as scans are: the head of a PNG and 1 KB of nothing."""
    for index in range(number):
        path = folder / f"{index // a_folder:04}" / f"{index:06}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + index.to_bytes(1016, "big"))


def run_once(scans: Path, output: Path) -> dict[str, float]:
    """Run the job in this process; return what it cost."""
    began = time.monotonic()
    formats: tuple[str, ...] = ()
    run_job(scans, output, SETTINGS, formats=formats, make_executor=lambda _work, _settings: MakesPages(output))
    return {
        "seconds": time.monotonic() - began,
        "cpu": time.process_time(),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "asked": MakesPages.asked,
    }


def in_a_process(how: str, scans: Path, output: Path) -> dict[str, float]:
    """Run the job in a process of its own; return what it cost there."""
    done = subprocess.run(
        [sys.executable, __file__, how, str(scans), str(output)], check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> int:
    """Print the figures; return 1 if one is above its aim."""
    if sys.argv[1:2] == ["--make"]:
        # Bringing each file to the disk takes an hour, and is not what is measured.
        vars(os)["fsync"] = lambda _descriptor: None
    if sys.argv[1:2] in (["--make"], ["--once"]):
        print(json.dumps(run_once(Path(sys.argv[2]), Path(sys.argv[3]))))
        return 0
    sizes = tuple(int(size) for size in sys.argv[1:]) or SIZES
    missed = False
    print("| scans | documents | s, wall | s, CPU | peak MB | scans for workers |\n|---:|---:|---:|---:|---:|---:|")
    for size, a_folder in (*((size, A_FOLDER) for size in sizes), (sizes[-1], sizes[-1])):
        with tempfile.TemporaryDirectory() as folder:
            scans, output = Path(folder) / "scans", Path(folder) / "output"
            make_scans(scans, size, a_folder)
            in_a_process("--make", scans, output)
            cost = in_a_process("--once", scans, output)
        missed |= cost["asked"] > 0
        if size <= OF_SCANS:
            missed |= cost["seconds"] > AIM_SECONDS or cost["megabytes"] > AIM_MEGABYTES
        print(
            f"| {size} | {-(-size // a_folder)} | {cost['seconds']:.1f} | {cost['cpu']:.1f} | {cost['megabytes']:.0f} |"
            f" {cost['asked']:.0f} |",
            flush=True,
        )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
