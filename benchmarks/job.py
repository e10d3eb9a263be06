"""What the job adds to reading its pages: beside bare page calls, with one worker and two, and over many pages.

    python benchmarks/job.py [--pages N] [--runs N] [--long N]

Pages are those of `setun70`, again from the first where they end, read in whole processes with one thread each. Bare
calls are `transcribe_page` on one scan after another, in one process, or in two that have half of the scans each: what
they take is the least that a job could. `--long` runs a job over so many small pages, ten lines each, and samples the
resident memory of the job and of its workers.
"""

from __future__ import annotations

import argparse
import itertools
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from material import shared

from ocr_pipeline.job.workers.memory import MEGABYTE
from ocr_pipeline.job.workers.table import processes

PROGRAM = str(Path(sys.executable).with_name("ocr-pipeline"))

BARE = """
import sys
import cv2
from ocr_pipeline import transcribe_page
cv2.setNumThreads(1)
for scan in sys.argv[1:]:
    transcribe_page(scan)
"""

WORKERS_AIM, OVERHEAD_AIM, GROWTH_AIM = 1.85, 0.05, 0.10
"""How many times one worker two are; what a job may add to the CPU time of bare calls; by how much of itself the
memory of a process may grow from the second tenth of a long job to its last."""

SMALL_LINES = (0.40, 0.62)
"""Which part of the height of a page of `setun70` a small page shows: some ten lines."""

SAMPLE_SECONDS = 1.0

ENVIRONMENT = os.environ | {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Cost:
    """What processes took together, s."""

    wall: float
    cpu: float


def cost_of(commands: Sequence[Sequence[str]]) -> Cost:
    """Return what commands side by side cost, their children with them."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    running = [subprocess.Popen(one, env=ENVIRONMENT, stdout=subprocess.DEVNULL) for one in commands]
    if codes := [code for code in [one.wait() for one in running] if code]:
        sys.exit(f"ended with {codes}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.monotonic() - start, cpu)


def bare(scans: Sequence[Path], side_by_side: int) -> Cost:
    """Return what page calls cost in so many processes."""
    parts = [[str(scan) for scan in scans[part::side_by_side]] for part in range(side_by_side)]
    return cost_of([[sys.executable, "-c", BARE, *part] for part in parts])


def job(folder: Path, workers: int) -> Cost:
    """Return what a job costs with so many workers."""
    with tempfile.TemporaryDirectory() as output:
        return cost_of([[PROGRAM, "run", str(folder), output, "--jobs", str(workers), "--quiet"]])


def folder_of(scans: Sequence[Path], number: int, folder: Path) -> list[Path]:
    """Return so many names of these scans in a new folder."""
    folder.mkdir()
    paths = [folder / f"{index:05}{scan.suffix}" for index, scan in zip(range(number), itertools.cycle(scans))]
    for path, scan in zip(paths, itertools.cycle(scans)):
        path.symlink_to(scan)
    return paths


def small_pages(scans: Sequence[Path], folder: Path) -> list[Path]:
    """Return scans of some lines of each of these, at 150 dpi."""
    folder.mkdir()
    made = []
    for scan in scans:
        image = np.asarray(cv2.imread(str(scan), cv2.IMREAD_GRAYSCALE))
        top, bottom = (int(part * len(image)) for part in SMALL_LINES)
        part = cv2.resize(image[top:bottom], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        made.append(folder / f"{scan.stem}.png")
        cv2.imwrite(str(made[-1]), part)
    return made


def memory_over(folder: Path, workers: int) -> tuple[float, list[tuple[float, int, int]]]:
    """Return the wall seconds of a job, and samples of it: when, the memory of the job, the most of a worker; MB."""
    samples = []
    with tempfile.TemporaryDirectory() as output:
        command = [PROGRAM, "run", str(folder), output, "--jobs", str(workers), "--quiet"]
        start = time.monotonic()
        running = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
        while running.poll() is None:
            time.sleep(SAMPLE_SECONDS)
            table = list(processes())
            own = [one.resident_bytes // MEGABYTE for one in table if one.pid == running.pid]
            theirs = [one.resident_bytes // MEGABYTE for one in table if one.parent == running.pid]
            if own and theirs:
                samples.append((time.monotonic() - start, own[0], max(theirs)))
        if running.returncode:
            sys.exit(f"ended with {running.returncode}")
    return time.monotonic() - start, samples


def compared(scans: Sequence[Path], number: int, runs: int, scratch: Path) -> bool:
    """Print what a job adds; return whether an aim was missed."""
    folder = scratch / "scans"
    paths = folder_of(scans, number, folder)
    ways: dict[str, Callable[[], Cost]] = {
        "bare calls, one process": lambda: bare(paths, 1),
        "job, one worker": lambda: job(folder, 1),
        "bare calls, two processes": lambda: bare(paths, 2),
        "job, two workers": lambda: job(folder, 2),
    }
    # By turns, so that what else the machine does meets all of them.
    taken = [{name: way() for name, way in ways.items()} for _ in range(runs)]
    print(f"{number} pages, medians of {runs} runs:\n")
    print("| | s, wall | s, CPU | s, CPU a page |\n|---|---:|---:|---:|")
    for name in ways:
        wall, cpu = (statistics.median(getattr(run[name], part) for run in taken) for part in ("wall", "cpu"))
        print(f"| {name} | {wall:.1f} | {cpu:.1f} | {cpu / number:.2f} |")
    bare_one, job_one, bare_two, job_two = ways
    added = statistics.median(run[job_one].cpu / run[bare_one].cpu for run in taken) - 1
    gained = statistics.median(run[job_one].wall / run[job_two].wall for run in taken)
    possible = statistics.median(run[bare_one].wall / run[bare_two].wall for run in taken)
    print(f"\nThe job adds {added:.1%} of CPU time (aim {OVERHEAD_AIM:.0%}).")
    print(f"Two workers are {gained:.2f} times one (aim {WORKERS_AIM}); two bare processes {possible:.2f} times one.")
    return added > OVERHEAD_AIM or gained < WORKERS_AIM


def long(scans: Sequence[Path], number: int, scratch: Path) -> bool:
    """Print what a long job holds; return whether its memory grew."""
    folder = scratch / "long"
    folder_of(small_pages(scans, scratch / "small"), number, folder)
    seconds, samples = memory_over(folder, 2)
    print(f"\n{number} small pages, two workers, {seconds:.0f} s; resident memory, MB, medians of tenths of that:\n")
    tenths = [samples[part * len(samples) // 10 : (part + 1) * len(samples) // 10] for part in range(10)]
    print(f"| | {' | '.join(str(part + 1) for part in range(10))} | most |")
    print("|---" * 12 + "|")
    grew = False
    for name, place in (("the job", 1), ("its larger worker", 2)):
        medians = [statistics.median(sample[place] for sample in tenth) for tenth in tenths]
        print(f"| {name} | {' | '.join(f'{one:.0f}' for one in medians)} | {max(one[place] for one in samples)} |")
        grew |= medians[-1] > (1 + GROWTH_AIM) * medians[1]
    return grew


def main() -> int:
    """Print the tables; return 1 if an aim is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=32)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--long", type=int, default=0, metavar="PAGES")
    given = parser.parse_args()
    scans = sorted((shared() / "scans" / "setun70").glob("*.png"))
    with tempfile.TemporaryDirectory() as name:
        missed = compared(scans, given.pages, given.runs, Path(name))
        if given.long:
            missed |= long(scans, given.long, Path(name))
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
