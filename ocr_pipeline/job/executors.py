"""Where the scans of a job are worked on: an executor takes scans and gives back outcomes as they come.

The loop over a job's scans (`execute`) does not know which one it has; that of this machine is a pool of processes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, as_completed
from multiprocessing import get_context
from typing import Protocol

from pebble import ProcessExpired, ProcessPool

from ocr_pipeline.errors import PageError, TaskHung, WorkerLost
from ocr_pipeline.job.environment import environment
from ocr_pipeline.job.main_module import noting_unguarded_main
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.scan.page import READS_A_SCAN
from ocr_pipeline.job.scan.worker import Outcome, start_worker
from ocr_pipeline.settings import Settings

GRACE_SECONDS = 60.0
"""What a worker may take beyond `READS_A_SCAN` times `page_seconds` before it counts as hung, seconds: for its start,
the step that is running when the time of the scan is over, and writing. What ends so cannot be stopped from within."""

SCANS_PER_WORKER = 200
"""After so many scans a worker is replaced by a fresh one, so that memory that libraries keep cannot add up."""

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
"""Numpy's library starts a thread for each core as it is imported, which costs a worker 0.15 CPU s on two cores
(`benchmarks/start.py`); as pages are read side by side, one is enough."""

Work = Callable[[PlannedScan], Outcome]
"""What is done with one scan, wherever that is: it can be pickled. It raises only what concerns the whole job."""


class Executor(Protocol):
    """Works on scans, side by side, somewhere."""

    def submit(self, scan: PlannedScan) -> None:
        """Take a scan to be worked on."""

    def outcomes(self) -> Iterator[tuple[PlannedScan, Outcome | PageError]]:
        """Yield every scan taken with its outcome, as they come; with the error where its worker was lost or hung.

        Raises what the work raises: it concerns the whole job.
        """

    def stop(self) -> None:
        """End all work at once, done or not: when this returns, nothing of it runs any more."""


MakeExecutor = Callable[[Work, Settings], Executor]
"""Makes the executor of a job from its work and its settings."""


class LocalProcesses:
    """The executor of this machine: `workers` processes, each of which works on one scan at a time."""

    def __init__(self, work: Work, settings: Settings, workers: int | None = None) -> None:
        """Take the work; `workers` is the number of cores that this process may use unless given."""
        self._work = work
        self._seconds = READS_A_SCAN * settings.page_seconds + GRACE_SECONDS
        self._scans: list[PlannedScan] = []
        self._workers = workers or cores()
        self._pool: ProcessPool | None = None

    def submit(self, scan: PlannedScan) -> None:
        """Take a scan (see `Executor.submit`); no process is started before `outcomes` is asked for."""
        self._scans.append(scan)

    def outcomes(self) -> Iterator[tuple[PlannedScan, Outcome | PageError]]:
        """Yield scans with their outcomes (see `Executor.outcomes`); raises `MainUnguarded`."""
        scans = tuple(self._scans)
        with noting_unguarded_main(), environment(**ONE_THREAD):
            self._pool = ProcessPool(
                max_workers=min(self._workers, len(scans)),
                max_tasks=SCANS_PER_WORKER,
                initializer=start_worker,
                # A forked worker would inherit the locks of threads that it does not have.
                context=get_context("spawn"),
            )
            futures: dict[Future[Outcome], PlannedScan] = {
                self._pool.schedule(self._work, args=[scan], timeout=self._seconds): scan for scan in scans
            }
            for future in as_completed(futures):
                yield futures[future], _outcome(future)

    def stop(self) -> None:
        """End the processes, and with them whatever they work on (see `Executor.stop`)."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))


def _outcome(future: Future[Outcome]) -> Outcome | PageError:
    try:
        return future.result()
    except TimeoutError:
        return TaskHung()
    except (ProcessExpired, CancelledError) as error:
        return WorkerLost(detail=str(error))
