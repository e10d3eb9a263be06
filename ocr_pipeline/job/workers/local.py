"""The executor of this machine: worker processes, each replaced when it dies, hangs or grows.

A thread keeps them busy, whatever the job does meanwhile with what they made. It knows which scan each of them has: one
over which worker after worker dies is lost, a worker that dies without a scan costs nothing. There is no lock that a
dying worker could hold, and no clock that somebody could set.
"""

from __future__ import annotations

import os
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import wait

from ocr_pipeline.errors import MainUnguarded, NoWorkerStarts, PageError, PageMemoryExceeded, TaskHung, WorkerLost
from ocr_pipeline.job.environment import environment
from ocr_pipeline.job.executors import Result, Results, Work
from ocr_pipeline.job.main_module import noting_unguarded_main
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.limits import worker_seconds
from ocr_pipeline.job.workers.memory import MEGABYTE
from ocr_pipeline.job.workers.process import WorkerGone, WorkerProcess
from ocr_pipeline.job.workers.serve import Done, Raised
from ocr_pipeline.job.workers.table import resident_by_session
from ocr_pipeline.settings import FailurePolicy, Settings

IDLE_BYTES = 400 * MEGABYTE
"""What a worker may hold between two scans, bytes; above it, it is replaced by a fresh one, which costs 0.45 CPU s.
It gives free blocks back above 300 MB (`serve.KEPT_BYTES`); of 70 scans one left 221 in use at most
(`benchmarks/worker_memory.py`)."""

LOOK_SECONDS = 0.5
"""How often the time and the memory of workers are looked at, seconds: looking costs 5 ms among 300 processes. A page
can fill a gigabyte between two looks; what it may map in all is limited as well (`worker.ADDRESS_SPACE_BYTES`)."""

START_SECONDS = 120.0
"""What the start of a worker may take, seconds: it takes half a second, on a network file system that wakes up more."""

STARTS = 3
"""Tries in a row that may end before a worker has begun its first scan."""

LOSSES = 3
"""Workers lost over one attempt at a scan from which it is the scan's fault: what else kills one, for memory that
others fill, or by hand, is not likely to meet the same scan so often."""

PAUSE_SECONDS = 0.5
"""How long after a worker that ended so the next one is started, seconds, once for each in a row: what else fills the
memory may end meanwhile."""

ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1"}
"""Numpy's library starts a thread for each core as it is imported, which costs a worker 0.15 CPU s on two cores
(`benchmarks/start.py`); as pages are read side by side, one is enough."""


class LocalProcesses:
    """Works on scans in processes of this machine, one scan at a time in each."""

    def __init__(
        self,
        work: Work,
        settings: Settings,
        *,
        workers: int | None = None,
        policy: FailurePolicy | None = None,
    ) -> None:
        """Take the work; `workers` is the number of cores that this process may use unless given."""
        self._work = work
        self._seconds = worker_seconds(settings)
        self._page_bytes = (policy or FailurePolicy()).page_memory_mb * MEGABYTE
        self._wanted = workers or cores()
        self._waiting: deque[Attempt] = deque()
        self._results = Results()
        self._workers: list[WorkerProcess] = []
        self._failed_starts = 0
        self._losses: Counter[Attempt] = Counter()
        self._not_before = 0.0
        self._lock = threading.Lock()
        self._woken, self._wake = Pipe(duplex=False)
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def submit(self, attempt: Attempt) -> None:
        """Take a scan (see `Executor.submit`), another attempt before those that wait: its document waits for it."""
        self._results.expect()
        with self._lock:
            if attempt.is_first:
                self._waiting.append(attempt)
            else:
                self._waiting.appendleft(attempt)
        if self._thread is not None:
            self._rouse()

    def outcomes(self) -> Iterator[Result]:
        """Yield scans with their outcomes (see `Executor.outcomes`); raises `MainUnguarded`, `NoWorkerStarts`."""
        with noting_unguarded_main() as is_unguarded, environment(**ENVIRONMENT):
            keep_busy = partial(self._keep_busy, is_unguarded)
            thread = threading.Thread(target=keep_busy, name="ocr-pipeline workers", daemon=True)
            with self._lock:
                # Whoever stops them does so before a thread is there, or waits for the one that was started.
                if not self._stopped.is_set():
                    thread.start()
                    self._thread = thread
            yield from self._results

    def stop(self) -> None:
        """End the processes, and with them whatever they work on (see `Executor.stop`), and the wait for outcomes."""
        with self._lock:
            self._stopped.set()
        if self._thread is not None:
            self._rouse()
            self._thread.join()
        self._woken.close()
        self._wake.close()
        # Another thread may wait for outcomes that do not come any more.
        self._results.end()

    def _rouse(self) -> None:
        with suppress(OSError):
            self._wake.send_bytes(b".")

    def _keep_busy(self, is_unguarded: Callable[[], bool]) -> None:
        try:
            while not self._stopped.is_set():
                self._start_missing()
                self._give_scans()
                self._listen(is_unguarded)
                self._look_after()
        except Exception as error:  # noqa: BLE001 - raised again where the outcomes are waited for
            self._results.fail(error)
        finally:
            for worker in self._workers:
                worker.end()

    def _start_missing(self) -> None:
        """Start workers as long as there are scans that none of them has or waits for."""
        while self._has_room() and time.monotonic() >= self._not_before:
            try:
                self._workers.append(WorkerProcess(self._work))
            except OSError as error:
                self._start_failed(error.strerror or str(error))

    def _has_room(self) -> bool:
        unoccupied = sum(worker.attempt is None for worker in self._workers)
        return len(self._workers) < self._wanted and unoccupied < len(self._waiting)

    def _give_scans(self) -> None:
        for worker in [one for one in self._workers if one.is_idle]:
            with self._lock:
                attempt = self._waiting.popleft() if self._waiting else None
            if attempt is None:
                return
            try:
                worker.give(attempt)
            except WorkerGone:
                self._put_back(attempt)
                self._lost(worker)

    def _listen(self, is_unguarded: Callable[[], bool]) -> None:
        """Wait for what workers say, for one to end, or for the time to look after them."""
        by_end = {end: worker for worker in self._workers for end in (worker.connection, worker.sentinel)}
        ready = wait([self._woken, *by_end], timeout=LOOK_SECONDS)
        if self._woken in ready:
            self._woken.recv_bytes()
        for worker in {id(by_end[end]): by_end[end] for end in ready if end in by_end}.values():
            try:
                while (message := worker.heard()) is not None:
                    if worker.has_begun:
                        self._failed_starts = 0
                    if isinstance(message, Raised):
                        raise message.error
                    if isinstance(message, Done):
                        self._through(worker, message)
                        break
                else:
                    if worker.sentinel in ready:
                        self._lost(worker, is_unguarded)
            except WorkerGone:
                self._lost(worker, is_unguarded)

    def _through(self, worker: WorkerProcess, done: Done) -> None:
        if worker.attempt is not None:
            self._results.put((worker.attempt, done.outcome))
        worker.attempt = None
        if done.resident_bytes > IDLE_BYTES:
            self._end(worker)

    def _look_after(self) -> None:
        """End workers that take too long or hold too much; what they work on has failed."""
        now = time.monotonic()
        late = [one for one in self._workers if one.attempt and now - one.since > self._seconds]
        for worker in late:
            self._fail(worker, TaskHung(detail=f"stopped after {now - worker.since:.0f} s"))
        if busy := [worker for worker in self._workers if worker.attempt]:
            held = resident_by_session()
            for worker in busy:
                if (found := held.get(worker.pid, 0)) > self._page_bytes:
                    limit = self._page_bytes // MEGABYTE
                    self._fail(worker, PageMemoryExceeded(detail=f"{found // MEGABYTE} MB, {limit} are allowed"))
        for worker in [one for one in self._workers if not one.is_ready and now - one.since > START_SECONDS]:
            self._end(worker)
            self._start_failed(f"it was not ready after {START_SECONDS:.0f} s")

    def _fail(self, worker: WorkerProcess, error: PageError) -> None:
        if worker.attempt is not None:
            self._results.put((worker.attempt, error))
        self._end(worker)

    def _lost(self, worker: WorkerProcess, is_unguarded: Callable[[], bool] = lambda: False) -> None:
        """Take note of a worker that has ended by itself: the last of several over the same scan costs that scan."""
        cost, given = worker.cost, worker.attempt
        how = self._end(worker, is_gone=True)
        if cost is not None:
            self._losses[cost] += 1
        if cost is not None and self._losses[cost] == LOSSES:
            self._results.put((cost, WorkerLost(detail=how)))
        elif given is not None:
            self._put_back(given)
        if not worker.has_begun:
            if is_unguarded():
                raise MainUnguarded
            self._start_failed(how)

    def _put_back(self, attempt: Attempt) -> None:
        with self._lock:
            self._waiting.appendleft(attempt)

    def _end(self, worker: WorkerProcess, *, is_gone: bool = False) -> str:
        if worker in self._workers:
            self._workers.remove(worker)
        return worker.end(is_gone=is_gone)

    def _start_failed(self, how: str) -> None:
        """Take note of a worker that ended before it began a scan. Raises `NoWorkerStarts`."""
        self._failed_starts += 1
        self._not_before = time.monotonic() + PAUSE_SECONDS * self._failed_starts
        if self._failed_starts < STARTS:
            return
        if not self._workers:
            raise NoWorkerStarts(detail=how)
        # There is room for those that are there, and for no more.
        self._wanted = len(self._workers)
        self._failed_starts = 0


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))
