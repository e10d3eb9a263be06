"""The executor of a cluster: workers of Dask, each with as many scans as it has threads, none waiting there.

A thread with an event loop of its own keeps them busy, whatever the job does meanwhile. It asks the scheduler for its
workers every second, checks those that have come, and lets each scan be read by one worker that it chooses: so it knows
which scans a worker had that is gone (`allot`). What came of a scan is let go on the cluster as soon as it is here.
"""

from __future__ import annotations

import asyncio
import secrets
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import cast

from ocr_pipeline.errors import (
    ClusterDiffers,
    ClusterEmpty,
    ClusterVersionDiffers,
    MachineError,
    PipelineError,
    SchedulerGone,
)
from ocr_pipeline.job.cluster.address import redacted
from ocr_pipeline.job.cluster.allot import Allotment, Member
from ocr_pipeline.job.cluster.check import Found, Wanted, found_here, wanted
from ocr_pipeline.job.cluster.client import (
    CONNECT_SECONDS,
    Cluster,
    connect,
    is_cancelled,
    require_distributed,
    silent_logs,
)
from ocr_pipeline.job.cluster.there import Answer, Elsewhere, Left, Order, Raised, Unfit, leave, read
from ocr_pipeline.job.executors import MakeExecutor, Result, Results, Work
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.limits import worker_seconds
from ocr_pipeline.job.workers.local import START_SECONDS, STARTS
from ocr_pipeline.settings import FailurePolicy, Settings
from ocr_pipeline.store.atomic import remove, write_bytes
from ocr_pipeline.store.files import marker_file

LOOK_SECONDS = 1.0
"""How often the scheduler is asked which workers it has, seconds; it answers in some milliseconds."""

CHECK_SECONDS = 120.0
"""What the check of a worker may take, seconds: it imports the program, 2 s, from a network file system much longer."""


class DaskCluster:
    """Works on scans on a cluster of Dask, whose workers see the same files under the same paths."""

    def __init__(
        self,
        work: Work,
        settings: Settings,
        *,
        address: str,
        output: Path,
        policy: FailurePolicy | None = None,
        say: Callable[[str], None] = lambda _note: None,
    ) -> None:
        """Take the work; `output` is the folder that it writes to, `say` is told what people should know."""
        self._policy = policy or FailurePolicy()
        self._order = Order(secrets.token_hex(8), work, settings, self._policy, output)
        self._address, self._say = address, say
        # What is read there ends by itself; beyond that its worker hangs.
        self._seconds = worker_seconds(settings) + STARTS * START_SECONDS
        self._allotment = Allotment()
        self._members: dict[str, _Crewman] = {}
        self._dismissed: list[_Crewman] = []
        self._left_out: dict[str, PipelineError] = {}
        self._checking: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._first: Attempt | None = None
        self._lock = threading.Lock()
        self._results = Results()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake = asyncio.Event()
        self._stopped = threading.Event()
        self._failure: Exception | None = None
        self._heard = self._usable = time.monotonic()
        self._is_founded = self._is_waiting = False

    def submit(self, attempt: Attempt) -> None:
        """Take a scan (see `Executor.submit`)."""
        self._results.expect()
        with self._lock:
            self._first = self._first or attempt
            self._allotment.add(attempt)
        self._rouse()

    def outcomes(self) -> Iterator[Result]:
        """Yield scans with their outcomes (see `Executor.outcomes`).

        Raises `ClusterMissing`, `SchedulerInvalid`, and `MachineError` for what is wrong with the cluster.
        """
        self._thread = threading.Thread(target=self._keep_busy, name="ocr-pipeline cluster", daemon=True)
        self._thread.start()
        yield from self._results

    def stop(self) -> None:
        """End the processes on the cluster (see `Executor.stop`); where a worker is out of reach, they end later."""
        self._stopped.set()
        self._rouse()
        if self._thread is not None:
            self._thread.join()

    def _rouse(self) -> None:
        if self._loop is not None:
            with suppress(RuntimeError):
                # The loop has ended.
                self._loop.call_soon_threadsafe(self._wake.set)

    def _keep_busy(self) -> None:
        try:
            with silent_logs():
                asyncio.run(self._run())
        except Exception as error:  # noqa: BLE001 - raised again where the outcomes are waited for
            self._results.fail(error)

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        marker = marker_file(self._order.output, self._order.token)
        cluster = await connect(self._address)
        try:
            if self._first is None:
                return
            wants = wanted(self._order.settings, self._first.scan.source.path, marker)
            self._heard = self._usable = time.monotonic()
            while not self._stopped.is_set():
                await self._look(cluster, wants)
                self._give(cluster)
                with suppress(TimeoutError):
                    # Between two looks scans come back and others are given.
                    async with asyncio.timeout(LOOK_SECONDS):
                        while self._failure is None and not self._stopped.is_set():
                            await self._wake.wait()
                            self._wake.clear()
                            self._give(cluster)
        finally:
            await self._leave(cluster)
            remove(marker)

    async def _leave(self, cluster: Cluster) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        ours = [*self._members, *(member.address for member in self._dismissed)]
        if ours and not cluster.is_closed:
            await cluster.tell(ours, leave, self._order.token)
        await cluster.close()

    async def _look(self, cluster: Cluster, wants: Wanted) -> None:
        """Take note of workers that come and go. Raises `SchedulerGone`, `ClusterEmpty`, at first `ClusterDiffers`."""
        if self._failure is not None:
            raise self._failure
        threads = None if cluster.is_closed else await cluster.workers()
        if threads is None:
            if cluster.is_closed or time.monotonic() - self._heard > CONNECT_SECONDS:
                raise SchedulerGone(redacted(self._address))
            return
        self._heard = time.monotonic()
        for member in [one for one in (*self._members.values(), *self._dismissed) if one.address not in threads]:
            self._lost(member)
        for address in [one for one in self._left_out if one not in threads]:
            del self._left_out[address]
        known = {*self._members, *self._left_out, *self._checking}
        come = [one for one in threads if one not in known]
        if come:
            # Whoever clears up an output that shards share takes a file so old for one of a job that was killed.
            write_bytes(wants.marker, b"")
        new = [self._started(self._join(cluster, wants, one, threads[one])) for one in come]
        if new and not self._is_founded:
            # At the start somebody can still mend what is wrong with one of them; later it would cost the others' work.
            await asyncio.wait(new)
            for lacking in self._left_out.values():
                if isinstance(lacking, ClusterDiffers) or not self._members:
                    raise lacking
            self._is_founded = bool(self._members)
        self._wait_for_workers(threads)

    def _wait_for_workers(self, threads: Mapping[str, int]) -> None:
        """Say that no worker is there, once. Raises `ClusterEmpty` when that is so for too long."""
        now, limit = time.monotonic(), self._policy.worker_wait_seconds
        if self._members:
            if self._is_waiting:
                self._say(f"the cluster has workers again: {len(self._members)}")
            self._usable, self._is_waiting = now, False
        elif now - self._usable > limit:
            why = "; ".join(str(error) for error in self._left_out.values())
            raise ClusterEmpty(redacted(self._address), why or f"for {limit:.0f} s")
        elif not self._is_waiting and not self._checking:
            self._is_waiting = True
            found = f"none of its {len(threads)} workers can be used" if threads else "it has no worker"
            self._say(f"waiting for the cluster, {limit:.0f} s at most: {found}")

    async def _join(self, cluster: Cluster, wants: Wanted, address: str, threads: int) -> None:
        """Check a worker that has come, and have it read scans or leave it out."""
        self._checking.add(address)
        future = cluster.start(address, found_here, wants)
        try:
            async with asyncio.timeout(CHECK_SECONDS):
                found = cast("Found", await future.result())
        except TimeoutError:
            self._leave_out(address, MachineError(detail=f"a worker did not answer for {CHECK_SECONDS:.0f} s"))
        except (ImportError, AttributeError) as error:
            self._leave_out(address, ClusterVersionDiffers(detail=redacted(str(error))))
        except Exception as error:  # noqa: BLE001 - whatever it is, this worker reads nothing
            if not is_cancelled(error) and type(error).__name__ != "KilledWorker":
                self._leave_out(address, MachineError(detail=redacted(f"{type(error).__name__}: {error}")))
        else:
            if found.lacks is None:
                self._members[address] = _Crewman(address, max(1, threads), found.instance)
            else:
                self._leave_out(address, found.lacks)
        finally:
            self._checking.discard(address)
            future.release()
            self._wake.set()

    def _leave_out(self, address: str, why: PipelineError) -> None:
        error = type(why)(redacted(address), why.detail)
        self._left_out[address] = error
        if self._is_founded:
            self._say(f"a worker is left out: {error}")

    def _give(self, cluster: Cluster) -> None:
        with self._lock:
            given = list(self._allotment.next(list(self._members.values())))
        for member, attempt in given:
            self._started(self._read(cluster, cast("_Crewman", member), attempt))

    async def _read(self, cluster: Cluster, member: _Crewman, attempt: Attempt) -> None:
        """Have a member read a scan, and take its answer, unless it is gone before."""
        future = cluster.start(member.address, read, self._order, member.instance, attempt)
        answer = asyncio.ensure_future(future.result())
        gone = asyncio.ensure_future(member.gone.wait())
        try:
            done, _ = await asyncio.wait((answer, gone), timeout=self._seconds, return_when=asyncio.FIRST_COMPLETED)
            if gone in done:
                return
            if answer in done:
                self._take(member, attempt, answer)
            else:
                self._dismiss(member, attempt, MachineError(detail=f"no answer for {self._seconds:.0f} s"))
        finally:
            gone.cancel()
            answer.cancel()
            future.release()
            self._wake.set()

    def _take(self, member: _Crewman, attempt: Attempt, answered: asyncio.Future[object]) -> None:
        error = asyncio.CancelledError() if answered.cancelled() else answered.exception()
        if error is not None:
            if is_cancelled(error):
                # The scheduler has forgotten it: it was started again, or somebody has had enough.
                with self._lock:
                    self._allotment.set_alone(member, attempt)
            elif type(error).__name__ == "KilledWorker":
                self._lost(member)
            else:
                self._dismiss(member, attempt, MachineError(detail=redacted(f"{type(error).__name__}: {error}")))
            return
        match cast("Answer", answered.result()):
            case Raised(raised):
                self._failure = self._failure or raised
            case Unfit(unfit):
                self._dismiss(member, attempt, unfit)
            case Elsewhere():
                self._lost(member)
            case Left():
                with self._lock:
                    self._allotment.put_back(member, attempt)
            case outcome:
                with self._lock:
                    self._allotment.through(member, attempt)
                self._results.put((attempt, outcome))

    def _dismiss(self, member: _Crewman, attempt: Attempt, why: MachineError) -> None:
        """Give a member that is of no use no more scans, and what it has to others."""
        with self._lock:
            self._allotment.put_back(member, attempt)
        if self._members.get(member.address) is member:
            # Its other scans may still come back.
            self._dismissed.append(self._members.pop(member.address))
            self._leave_out(member.address, why)

    def _lost(self, member: _Crewman) -> None:
        if member.gone.is_set():
            return
        member.gone.set()
        if member in self._dismissed:
            self._dismissed.remove(member)
        elif self._members.get(member.address) is member:
            del self._members[member.address]
        with self._lock:
            had = len(member.has)
            at_fault = list(self._allotment.lost(member))
        self._say(f"a worker of the cluster is gone, scans that it had: {had}")
        for result in at_fault:
            self._results.put(result)

    def _started(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def on_cluster(
    address: str, output: Path, policy: FailurePolicy, say: Callable[[str], None] = lambda _note: None
) -> MakeExecutor:
    """Return what makes the executor of a job that writes to `output`. Raises `ClusterMissing`."""
    require_distributed()
    return partial(DaskCluster, address=address, output=output, policy=policy, say=say)


class _Crewman(Member):
    """A member, and the event of its end."""

    def __init__(self, address: str, threads: int, instance: str) -> None:
        super().__init__(address, threads, instance)
        self.gone = asyncio.Event()
