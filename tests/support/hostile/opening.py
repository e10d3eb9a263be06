"""Damaged files opened and prepared as a worker of a job does it, in a process that may die of it."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from ocr_pipeline.image import prepare
from ocr_pipeline.job.environment import environment
from ocr_pipeline.job.scan.page import reason_of
from ocr_pipeline.job.scan.worker import start_worker
from ocr_pipeline.records import ReasonCode, ScanSource
from ocr_pipeline.scans import find_documents, open_scan
from ocr_pipeline.settings import FailurePolicy, Settings
from tests.support.hostile.mutations import Mutant
from tests.support.processes import UNMEASURED

HANGS_SECONDS = 60.0
"""Wall time after which a file of a few kilobytes counts as hung: what a worker may take beyond its reading."""

MOST_FRAMES = 8
"""Pages of a file that are opened: a damaged count may promise thousands, which fail alike."""

PAGE = "page"
WITH_WARNING = "page with a warning"


@dataclass
class Opened:
    """What became of a mutant: the outcome of each of its pages, and what it cost.

    `outcomes` are `PAGE`, `WITH_WARNING` (that the file is damaged) or the name of an error; `faults` is all that must
    not be, in words. `listing_seconds` is what listing its pages took: that is not done by a worker.
    """

    name: str
    outcomes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0
    listing_seconds: float = 0.0
    peak_bytes: int = 0


class Opener:
    """A process that opens files one after the other, started anew when it was lost; a context manager."""

    def __init__(self, scratch: Path, settings: Settings | None = None) -> None:
        self._scratch = scratch
        self._settings = settings or Settings()
        self._errors = scratch / "stderr"
        self._temporary = scratch / "tmp"
        self._start()

    def __enter__(self) -> Opener:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def open(self, mutant: Mutant) -> Opened:
        """Return what became of a mutant."""
        path = self._scratch / mutant.name
        path.write_bytes(mutant.content)
        self._connection.send(path)
        try:
            if self._connection.poll(HANGS_SECONDS):
                opened: Opened = self._connection.recv()
            else:
                opened = Opened(mutant.name, ["hung"], [f"hung for more than {HANGS_SECONDS:.0f} s"])
        except (EOFError, ConnectionError):
            self._process.join(5)
            opened = Opened(mutant.name, ["lost"], [f"the process died, exit code {self._process.exitcode}"])
        if opened.outcomes in (["hung"], ["lost"]):
            self._stop()
            self._start()
        opened.faults += self._left_behind()
        if mutant.is_cut and all(outcome == PAGE for outcome in opened.outcomes):
            opened.faults.append("cut, and nothing says so")
        path.unlink()
        return opened

    def _left_behind(self) -> Iterator[str]:
        if said := self._errors.read_bytes():
            yield f"on standard error: {said[:300].decode(errors='replace')}"
            os.truncate(self._errors, 0)
        for left in self._temporary.iterdir():
            yield f"left behind: {left.name}"
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink()

    def _start(self) -> None:
        self._temporary.mkdir(exist_ok=True)
        self._errors.write_bytes(b"")
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        arguments = (theirs, self._errors, self._temporary, self._settings)
        self._process = context.Process(target=_serve, args=arguments, daemon=True)
        # As a worker, it is killed at its end.
        with environment(**UNMEASURED):
            self._process.start()
        theirs.close()

    def _stop(self) -> None:
        self._connection.close()
        if self._process.is_alive() and self._process.pid:
            try:
                # The process leads a session of its own: programs that it started end with it.
                os.killpg(self._process.pid, signal.SIGKILL)
            except ProcessLookupError:
                self._process.kill()
        self._process.join()


def _serve(connection: Connection, errors: Path, temporary: Path, settings: Settings) -> None:
    """Open the files that are named, until there are no more."""
    start_worker()
    tempfile.tempdir = str(temporary)
    os.environ["TMPDIR"] = str(temporary)
    complaints = os.open(errors, os.O_WRONLY | os.O_APPEND)
    os.dup2(complaints, 2)
    while True:
        try:
            path: Path = connection.recv()
        except EOFError:
            return
        connection.send(_opened(path, settings))


def _opened(path: Path, settings: Settings) -> Opened:
    found = Opened(path.name)
    with _measured(found):
        start = time.perf_counter()
        frames = 1
        try:
            frames = sum(len(document.sources) for document in find_documents(path))
        except Exception as error:  # noqa: BLE001 - that nothing is raised here is what is asked
            found.faults.append(f"listing its pages raised {type(error).__name__}: {error}")
        found.listing_seconds = time.perf_counter() - start
        for frame in range(min(frames, MOST_FRAMES)):
            _open_frame(ScanSource(path, frame), settings, found)
    limit = FailurePolicy().page_memory_mb * 2**20
    if found.peak_bytes > limit:
        found.faults.append(f"{found.peak_bytes / 2**20:.0f} MB held")
    return found


def _open_frame(source: ScanSource, settings: Settings, found: Opened) -> None:
    try:
        scan = open_scan(source, settings.max_megapixels, settings.dpi, settings.page_seconds)
        prepare(scan, binarization=settings.binarization, split_spreads=settings.split_spreads, extra_turns=0)
    except Exception as error:  # noqa: BLE001 - as a worker does it
        reason = reason_of(error, str(source.path))
        found.outcomes.append(reason.code)
        if reason.code == ReasonCode.BUG:
            found.faults.append(reason.message)
        return
    is_damaged = any(warning.code == ReasonCode.FILE_DAMAGED for warning in scan.warnings)
    found.outcomes.append(WITH_WARNING if is_damaged else PAGE)


@contextmanager
def _measured(found: Opened) -> Iterator[None]:
    # Writing 5 makes the kernel forget the peak of what is resident (proc(5), clear_refs).
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before, start = _most_of_a_program(), time.perf_counter()
    yield
    found.seconds = time.perf_counter() - start
    status = Path("/proc/self/status").read_text(encoding="ascii")
    own = int(status.partition("VmHWM:")[2].split()[0])
    # Of the programs that were run, only the largest of all is known: it counts where it was run now.
    program = _most_of_a_program()
    found.peak_bytes = 1024 * max(own, program if program > before else 0)


def _most_of_a_program() -> int:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
