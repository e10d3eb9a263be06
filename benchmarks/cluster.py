"""What a Dask cluster costs beside the processes of this machine, and what it loses while its workers are killed.

    python benchmarks/cluster.py [--pages 60] [--seconds 2] [--every 20] [--workers 2]

A page takes a fixed time and no processor, so the figures are those of handing out work, not of the machine. Workers
are processes of this machine with one thread each, started again by Dask when they die. What a kill loses for certain
is the reading that it interrupts, and the time until Dask has a worker again; anything above is the executor's.
"""

from __future__ import annotations

import argparse
import itertools
import os
import signal
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from waiting import Waits

from ocr_pipeline.job.cluster.executor import on_cluster
from ocr_pipeline.job.executors import Executor
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.job.workers.local import LocalProcesses
from ocr_pipeline.records import ScanSource
from ocr_pipeline.settings import FailurePolicy, Settings
from tests.support.dask_clusters import DaskClusterHere, dask_cluster

SETTINGS = Settings(engine="tesseract")


@dataclass
class Kills:
    """Kills one worker after the other; `away_seconds` is how long Dask had no other in its place, together."""

    cluster: DaskClusterHere
    every: float
    killed: list[tuple[int, float]] = field(default_factory=list)
    away_seconds: float = 0.0
    over: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Kill, until it is over."""
        for name in itertools.cycle(list(self.cluster.workers)):
            if self.over.wait(self.every):
                return
            nanny = self.cluster.workers[name]
            before = nanny.pid
            if before is None:
                continue
            self.killed.append((before, time.monotonic()))
            os.kill(before, signal.SIGKILL)
            wanted = len(self.cluster.workers)
            known = self.cluster.scheduler.workers
            while len(known) == wanted and not self.over.wait(0.02):
                continue
            while len(known) < wanted and not self.over.wait(0.02):
                continue
            self.away_seconds += time.monotonic() - self.killed[-1][1]


def wall(executor: Executor, pages: int) -> float:
    """Return the seconds from the first outcome to the last: starting is no part of handing out."""
    for number in range(pages):
        executor.submit(Attempt(PlannedScan(ScanSource(Path(str(number))), "document", str(number), str(number))))
    back: Counter[str] = Counter()
    times = []
    try:
        for attempt, outcome in executor.outcomes():
            assert isinstance(outcome, Outcome), outcome
            back[attempt.scan.name] += 1
            times.append(time.monotonic())
    finally:
        executor.stop()
    assert len(back) == pages
    assert set(back.values()) == {1}
    return times[-1] - times[0]


def lost_reading(kills: Kills, notes: Path) -> float:
    """Return the seconds for which workers had read when they were killed; one between two pages had not."""
    begun: dict[int, list[float]] = {}
    for note in notes.iterdir():
        worker, since = note.read_text().split()
        begun.setdefault(int(worker), []).append(float(since))
    return sum(when - max(begun[pid]) for pid, when in kills.killed if pid in begun)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=2.0, help="what a page takes")
    parser.add_argument("--every", type=float, default=20.0, help="seconds between two kills")
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        notes = [Path(folder) / str(number) for number in range(3)]
        for one in notes:
            one.mkdir()
        works = [Waits(chosen.seconds, one) for one in notes]
        here = wall(LocalProcesses(works[0], SETTINGS, workers=chosen.workers), chosen.pages)
        walls = []
        for work, is_killed in ((works[1], False), (works[2], True)):
            with dask_cluster(chosen.workers) as cluster:
                kills = Kills(cluster, chosen.every)
                if is_killed:
                    threading.Thread(target=kills.run, daemon=True).start()
                try:
                    executor = on_cluster(cluster.scheduler_address, Path(folder), FailurePolicy())(work, SETTINGS)
                    walls.append(wall(executor, chosen.pages))
                finally:
                    kills.over.set()
        whole, killed = walls
        interrupted = lost_reading(kills, notes[2])
    useful = chosen.pages * chosen.seconds
    above = (killed - whole) * chosen.workers - interrupted - kills.away_seconds
    print(f"{chosen.pages} pages of {chosen.seconds:g} s, {chosen.workers} workers; every page came back once")
    print(f"this machine     {here:6.1f} s")
    print(f"cluster          {whole:6.1f} s  {whole / here - 1:+.1%}")
    print(f"cluster, killed  {killed:6.1f} s  {len(kills.killed)} kills")
    print(f"  lost: {interrupted:.1f} s of reading, {kills.away_seconds:.1f} s without a worker")
    print(f"  above that: {above:.1f} worker seconds, {above / useful:.1%} of the {useful:.0f} s of reading")


if __name__ == "__main__":
    main()
