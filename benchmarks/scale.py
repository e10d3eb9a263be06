"""What a job costs, by the page and as a whole, on one node and on many: measured small, simulated large.

    python benchmarks/scale.py [--pages N] [--of PAGES]

Pages of all real scans are read in this process, one after the other, one thread each; the simulation draws from what
they took. A node has 16 cores; a shard has every n-th page.
"""

from __future__ import annotations

import argparse
import dataclasses
import heapq
import os
import random
import resource
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import cv2
from material import shared

from ocr_pipeline import Settings
from ocr_pipeline.formats.registry import DEFAULT, formats_named
from ocr_pipeline.job.assemble import Assembled, Assembly
from ocr_pipeline.job.execute import Progress
from ocr_pipeline.job.forecast.sample import sample_of
from ocr_pipeline.job.journal.observe import JobBegin, Observers, Process
from ocr_pipeline.job.journal.write import KeptJournal
from ocr_pipeline.job.plan import Plan, make_plan
from ocr_pipeline.job.provenance import provenance_of
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.worker import work
from ocr_pipeline.recognize import ready_engine

CORES = 16
"""Of a simulated node."""

START_SECONDS = 1.5
"""The program, the first plan and the workers of a node, s (`benchmarks/start.py`)."""

LIST_SECONDS, LIST_BYTES = 0.0003, 5_000
"""What each process pays for each page of the whole job: listed, looked up, held (`benchmarks/job_resume.py`)."""

CORE_HOUR, TERABYTE_MONTH = 0.04, 20.0
"""Prices, in one currency: assumptions, to be replaced by those of the reader's provider."""

SEED = 7


@dataclasses.dataclass(frozen=True)
class Costs:
    """What was measured: CPU seconds of each page read, of assembling one, and the bytes it leaves, by kind of file."""

    pages: tuple[float, ...]
    assembling: float
    bytes_by_kind: dict[str, float]


def cpu_seconds() -> float:
    """Return the CPU seconds that this process and its children have had."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def measured(count: int, scratch: Path) -> Costs:
    """Return what pages cost that are spread over the real scans."""
    settings, formats = Settings(), formats_named(DEFAULT)
    engine = ready_engine(settings.engine, settings.language)
    provenance = provenance_of(settings, engine.identity)
    scans = sample_of(make_plan(shared() / "scans", scratch).in_order, count)
    documents = {scan.document: tuple(one for one in scans if one.document == scan.document) for scan in scans}
    plan = Plan(scratch, documents)
    progress, observers = Progress(plan), Observers((KeptJournal(scratch),))
    seconds = []
    # Models are loaded by the first page, which does not count.
    work(Attempt(scans[0]), scratch / "warm", settings)
    with observers.watching(JobBegin(Process.this(), plan, provenance)):
        for scan in scans:
            start = cpu_seconds()
            outcome = work(Attempt(scan), scratch / "output", settings)
            seconds.append(cpu_seconds() - start)
            progress.take(scan, outcome)
            observers.through(scan, outcome)
        start = cpu_seconds()
        assembly = Assembly(scratch / "output", provenance, settings, formats, None)
        for name in documents:
            observers.assembled(name, assembly.made(name, progress.pages_of(name), None, Assembled()))
        assembling = (cpu_seconds() - start) / len(scans)
    sizes: Counter[str] = Counter()
    for folder in (scratch / "output", scratch / "journal"):
        for file in folder.rglob("*"):
            if file.is_file():
                kind = f"page{''.join(file.suffixes[-2:])}" if file.parent.name == "pages" else file.name
                sizes["journal" if folder.name == "journal" else kind] += file.stat().st_size
    return Costs(tuple(seconds), assembling, {kind: size / len(scans) for kind, size in sorted(sizes.items())})


def wall_of_node(pages: Sequence[float], workers: int) -> float:
    """Return when the last page is through of those that workers take in order, s."""
    free = [0.0] * workers
    for seconds in pages:
        heapq.heapreplace(free, free[0] + seconds)
    return max(free)


def simulated(costs: Costs, pages: int, nodes: int) -> float:
    """Return how long so many nodes take for so many pages, s; listing and the overview are each process's own."""
    draw = random.Random(SEED)
    times = [draw.choice(costs.pages) + costs.assembling for _ in range(pages)]
    longest = max(wall_of_node(times[shard::nodes], CORES) for shard in range(nodes))
    alone = LIST_SECONDS * pages
    return START_SECONDS + alone + longest + (START_SECONDS + alone if nodes > 1 else 0.0)


def print_costs(costs: Costs) -> None:
    deciles = statistics.quantiles(costs.pages, n=10)
    print("| pages | CPU s a page: mean | median | tenth | nine tenths | most | assembling, CPU ms a page |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    mean, median = statistics.fmean(costs.pages), statistics.median(costs.pages)
    print(
        f"| {len(costs.pages)} | {mean:.2f} | {median:.2f} | {deciles[0]:.2f} | {deciles[-1]:.2f} | "
        f"{max(costs.pages):.2f} | {costs.assembling * 1000:.0f} |\n"
    )
    print("| file | KB a page |\n|---|---:|")
    for kind, size in costs.bytes_by_kind.items():
        print(f"| {kind} | {size / 1000:.1f} |")
    print(f"| all | {sum(costs.bytes_by_kind.values()) / 1000:.1f} |\n")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=24, help="pages that are read")
    parser.add_argument("--of", type=int, default=100_000, help="pages of the simulated job")
    arguments = parser.parse_args()
    os.environ["OMP_THREAD_LIMIT"] = "1"
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as name:
        start = time.monotonic()
        costs = measured(arguments.pages, Path(name))
        print(f"Measured in {time.monotonic() - start:.0f} s.\n")
    print_costs(costs)
    mean = statistics.fmean(costs.pages) + costs.assembling
    print(f"{arguments.of:,} pages on nodes of {CORES} cores, simulated:\n")
    print("| nodes | hours | times one node | of the ideal | by the law, hours |\n|---:|---:|---:|---:|---:|")
    one = simulated(costs, arguments.of, 1)
    for nodes in (1, 2, 4, 8, 16, 32, 64):
        wall = simulated(costs, arguments.of, nodes)
        passes = 1 if nodes == 1 else 2
        law = passes * (START_SECONDS + LIST_SECONDS * arguments.of) + arguments.of * mean / (nodes * CORES)
        print(f"| {nodes} | {wall / 3600:.2f} | {one / wall:.1f} | {one / wall / nodes:.0%} | {law / 3600:.2f} |")
    core_hours, terabytes = 1e7 * mean / 3600, 1e7 * sum(costs.bytes_by_kind.values()) / 1e12
    print(
        f"\nTen million pages: {core_hours:,.0f} core hours, {terabytes:.2f} TB; at {CORE_HOUR} a core hour and "
        f"{TERABYTE_MONTH:.0f} a TB and month: {core_hours * CORE_HOUR:,.0f}, and {terabytes * TERABYTE_MONTH:,.0f} a "
        f"month; 64 nodes: {core_hours / 64 / CORES / 24:.1f} days. Each process that lists all of them: "
        f"{1e7 * LIST_BYTES / 1e9:.0f} GB, {1e7 * LIST_SECONDS / 60:.0f} min."
    )


if __name__ == "__main__":
    main()
