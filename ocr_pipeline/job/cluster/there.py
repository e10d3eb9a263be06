"""What runs in a worker of Dask: each scan is read in a process of its own kind there, as on one machine.

So a page that dies, hangs or grows costs itself alone, and the worker of Dask lives on. The processes are kept for the
scans that follow, and end with their job: when it says so, when it has sent nothing for a while, or with the worker.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from multiprocessing import current_process
from pathlib import Path
from typing import TypeAlias

from ocr_pipeline.errors import MachineError, PageError
from ocr_pipeline.job.cluster.client import worker_here
from ocr_pipeline.job.executors import Result, Work
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.job.workers.local import LocalProcesses
from ocr_pipeline.job.workers.temporary import temporary_folder
from ocr_pipeline.settings import FailurePolicy, Settings

IDLE_SECONDS = 120.0
"""How long processes wait for another scan, seconds: a job that was killed leaves them behind, at 240 MB each."""


@dataclass(frozen=True)
class Order:
    """What a job has read on the cluster, and how; `token` is the job's own."""

    token: str
    work: Work
    settings: Settings
    policy: FailurePolicy
    output: Path


@dataclass(frozen=True)
class Raised:
    """The work raised what concerns the whole job."""

    error: Exception


@dataclass(frozen=True)
class Unfit:
    """No process can be started on this machine: the scan was not begun."""

    error: MachineError


@dataclass(frozen=True)
class Elsewhere:
    """This is not the worker that was given the scan, but one that took its place: the other is lost."""


@dataclass(frozen=True)
class Left:
    """The job has ended meanwhile."""


Answer: TypeAlias = Outcome | PageError | Raised | Unfit | Elsewhere | Left


def read(order: Order, instance: str, attempt: Attempt) -> Answer:
    """Read one scan in a process of the worker `instance`, and say what came of it."""
    if worker_here() != instance:
        return Elsewhere()
    return read_here(order, attempt)


def read_here(order: Order, attempt: Attempt) -> Answer:
    """Read one scan in a process of this one."""
    with _lock:
        pool = _pools.get(order.token) or _opened(order)
        seat = pool.taken()
    answer = seat.read(attempt)
    with _lock:
        pool.give_back(seat)
    return answer


def leave(token: str) -> None:
    """End what runs here for a job, done or not."""
    with _lock:
        pool = _pools.pop(token, None)
        if pool is not None:
            pool.close()
        if not _pools:
            _shared.close()


class Seat:
    """A process that reads one scan at a time, replaced when it dies, hangs or grows."""

    def __init__(self, order: Order) -> None:
        self._processes = LocalProcesses(order.work, order.settings, workers=1, policy=order.policy)
        self._outcomes: Iterator[Result] = self._processes.outcomes()
        self.is_usable = True

    def read(self, attempt: Attempt) -> Answer:
        """Read a scan and say what came of it."""
        self._processes.submit(attempt)
        try:
            # What is yielded for each scan as long as there is one more when the next is asked for.
            return next(self._outcomes)[1]
        except StopIteration:
            answer: Answer = Left()
        except MachineError as error:
            answer = Unfit(error)
        except Exception as error:  # noqa: BLE001 - it is raised again in the process of the job
            answer = Raised(error)
        self.is_usable = False
        return answer

    def close(self) -> None:
        """End the process, whatever it does."""
        self.is_usable = False
        self._processes.stop()


@dataclass
class _Pool:
    order: Order
    free: list[Seat] = field(default_factory=list)
    busy: list[Seat] = field(default_factory=list)
    timer: threading.Timer | None = None

    def taken(self) -> Seat:
        self._stop_waiting()
        seat = self.free.pop() if self.free else Seat(self.order)
        self.busy.append(seat)
        return seat

    def give_back(self, seat: Seat) -> None:
        if seat not in self.busy:
            # Closed meanwhile.
            return
        self.busy.remove(seat)
        if seat.is_usable:
            self.free.append(seat)
        else:
            seat.close()
        if not self.busy:
            self.timer = threading.Timer(IDLE_SECONDS, leave, (self.order.token,))
            self.timer.daemon = True
            self.timer.start()

    def close(self) -> None:
        self._stop_waiting()
        seats = [*self.free, *self.busy]
        self.free, self.busy = [], []
        for seat in seats:
            seat.close()

    def _stop_waiting(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None


_pools: dict[str, _Pool] = {}
"""By the jobs' tokens."""

_shared = ExitStack()
"""The folder of temporary files: one for all jobs here, as long as there is one."""

_lock = threading.Lock()


def _opened(order: Order) -> _Pool:
    # A worker of Dask is, as a rule, a process that may start none (`daemon`): it would be left behind by those that it
    # started. These here wait for its end, and end with it.
    current_process().daemon = False
    if not _pools:
        _shared.enter_context(temporary_folder(order.output))
    pool = _pools[order.token] = _Pool(order)
    return pool
