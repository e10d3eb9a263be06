"""What it costs to start: the package, the command, a worker process; beside Python itself and Tesseract.

    python benchmarks/start.py

CPU seconds (user and system) of whole processes, medians of several runs. A worker is measured from within, from the
start of its process until it has the engine that it reads with.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from processes import cpu_of

# As in the script of the command: a worker imports what the script imports.
from ocr_pipeline.cli import app
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.job.workers.local import LocalProcesses
from ocr_pipeline.records import ScanSource
from ocr_pipeline.settings import Settings

RUNS = 9
COMMAND = str(Path(sys.executable).with_name(app.info.name or ""))

AIMS = {"import ocr_pipeline": 0.1, "ocr-pipeline --version": 0.3, "a worker, ready to read": 0.7}
"""CPU seconds that each may cost."""


def ready(_attempt: Attempt) -> Outcome:
    """Return the CPU milliseconds of this process, once it has an engine that has its model, in the place of bytes."""
    from ocr_pipeline.recognize import ready_engine

    settings = Settings()
    ready_engine(settings.engine, settings.language)
    return Outcome((), round(1000 * time.process_time()))


def worker() -> float:
    """Return what a worker of this machine's executor has cost when it is ready."""
    executor = LocalProcesses(ready, Settings(), workers=1)
    executor.submit(Attempt(PlannedScan(ScanSource(Path("none")), "none", "none", "none")))
    try:
        ((_, outcome),) = executor.outcomes()
    finally:
        executor.stop()
    if not isinstance(outcome, Outcome):
        raise outcome
    return outcome.peak_memory_bytes / 1000


def measured() -> Iterator[tuple[str, float]]:
    """Yield what is started, and the median of its CPU seconds."""
    python = sys.executable
    started: dict[str, Callable[[], float]] = {
        "python": lambda: cpu_of([python, "-c", ""]),
        "tesseract --version": lambda: cpu_of(["tesseract", "--version"]),
        "import numpy, cv2, onnxruntime": lambda: cpu_of([python, "-c", "import numpy, cv2, onnxruntime"]),
        "import ocr_pipeline": lambda: cpu_of([python, "-c", "import ocr_pipeline"]),
        "ocr-pipeline --version": lambda: cpu_of([COMMAND, "--version"]),
        "ocr-pipeline --help": lambda: cpu_of([COMMAND, "--help"]),
        "a worker, ready to read": worker,
    }
    for what, cost in started.items():
        yield what, statistics.median(cost() for _ in range(RUNS))


def main() -> int:
    """Print the figures; return 1 if one is above its aim."""
    print("| started | CPU s | times Python | aim |\n|---|---|---|---|")
    alone, missed = 0.0, False
    for what, seconds in measured():
        alone = alone or seconds
        aim = AIMS.get(what)
        missed |= aim is not None and seconds > aim
        print(f"| {what} | {seconds:.3f} | {seconds / alone:.1f} | {aim or ''} |", flush=True)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
