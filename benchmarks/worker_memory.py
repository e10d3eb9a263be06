"""What a worker holds in memory after many scans, and what it would hold if it gave nothing back between two of them.

    python benchmarks/worker_memory.py [PAGES]

One process reads scans of manuals, `lvov` and `setun70` by turns, again from the start where they end, as a worker of a
job does. Resident memory (`/proc/self/statm`), MB: after the scans named, the median of all, and the most between two
scans and while one was read.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import chain, count, zip_longest
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from material import shared

from ocr_pipeline.job.plan import make_plan
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.worker import start_worker, work
from ocr_pipeline.job.workers.local import IDLE_BYTES
from ocr_pipeline.job.workers.memory import MEGABYTE, give_back, resident_bytes
from ocr_pipeline.settings import Settings

SETS = ("manuals", "lvov", "setun70")
PAGES = 190
SHOWN = (1, 50, 100, 150, 190)

WAYS: dict[str, Callable[[], None]] = {"as it is": give_back, "nothing given back": lambda: None}


def attempts(output: Path) -> Iterator[tuple[Attempt, Path]]:
    """Yield scans without end, the sets by turns, each time with another folder for what is read."""
    for number in count():
        folder = output / str(number)
        plans = [make_plan(shared() / "scans" / name, folder).in_order for name in SETS]
        for scan in filter(None, chain.from_iterable(zip_longest(*plans))):
            yield Attempt(scan), folder


def read(connection: Connection, way: str, pages: int) -> None:
    """Read so many scans, and send what is held after each, and the most that was held in all; MB."""
    start_worker()
    with tempfile.TemporaryDirectory() as output:
        for (attempt, folder), _ in zip(attempts(Path(output)), range(pages), strict=False):
            outcome = work(attempt, folder, Settings())
            WAYS[way]()
            connection.send((resident_bytes() // MEGABYTE, outcome.peak_memory_bytes // MEGABYTE))
    connection.close()


def held(way: str, pages: int) -> tuple[list[int], int]:
    """Return what a worker held after each scan, and the most in all; MB."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=read, args=(theirs, way, pages))
    process.start()
    theirs.close()
    after, most = [], 0
    try:
        while True:
            now, most = ours.recv()
            after.append(now)
    except EOFError:
        process.join()
    return after, most


def main(pages: int = PAGES) -> int:
    """Print the figures; return 1 where a worker would have been replaced."""
    shown = [number for number in SHOWN if number <= pages]
    print(f"| after scan | {' | '.join(map(str, shown))} | median | most | most while reading |")
    print("|---" * (len(shown) + 4) + "|")
    replaced = False
    for way in WAYS:
        after, most = held(way, pages)
        figures = [*(after[number - 1] for number in shown if number <= len(after)), statistics.median(after)]
        print(f"| {way} | {' | '.join(f'{one:.0f}' for one in figures)} | {max(after)} | {most} |", flush=True)
        replaced |= way == "as it is" and max(after) * MEGABYTE > IDLE_BYTES
    return int(replaced)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
