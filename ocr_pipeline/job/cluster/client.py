"""The door to `dask.distributed`: the few calls that are made of it, with their types. TLS is as Dask is configured."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import ParamSpec, Protocol, TypeVar, cast

from ocr_pipeline.errors import ClusterMissing, PipelineError, SchedulerInvalid, SchedulerUnreachable
from ocr_pipeline.job.cluster.address import redacted

P = ParamSpec("P")
T = TypeVar("T")

CONNECT_SECONDS = 30.0
"""How long a scheduler is waited for, when it is first asked and when it is gone, seconds: it may have just started."""

CALL_SECONDS = 10.0
"""What a question to the scheduler may take, seconds; it answers in milliseconds."""

LOGGERS = ("distributed", "distributed.client", "distributed.core", "distributed.comm", "tornado.application")
"""Who would log what a job says itself, addresses and all."""


class Future(Protocol):
    """What a worker was given and may answer some time."""

    def result(self) -> Awaitable[object]:
        """Wait for the answer, or raise what the function raised."""

    def cancel(self) -> Awaitable[None]:
        """Tell the scheduler that no answer is waited for."""

    def release(self) -> None:
        """Let the answer go, wherever it is kept."""


class _Scheduler(Protocol):
    def ncores(self) -> Awaitable[Mapping[str, int]]: ...


class _Client(Protocol):
    status: str
    scheduler: _Scheduler

    def submit(self, function: Callable[..., object], *arguments: object, **how: object) -> Future: ...
    def run(self, function: Callable[..., object], *arguments: object, **how: object) -> Awaitable[object]: ...
    def close(self) -> Awaitable[None]: ...
    def __await__(self) -> Generator[None, None, _Client]: ...


class _WorkerHere(Protocol):
    id: str


class Cluster:
    """A connection to a scheduler; to be used in the event loop in which it was made."""

    def __init__(self, client: _Client) -> None:
        self._client = client

    @property
    def is_closed(self) -> bool:
        """Whether the scheduler is given up: it did not answer again in `CONNECT_SECONDS`."""
        return self._client.status in ("closing", "closed")

    async def workers(self) -> Mapping[str, int] | None:
        """Return the number of threads of each worker, by address; None where the scheduler does not answer."""
        try:
            return await asyncio.wait_for(self._client.scheduler.ncores(), CALL_SECONDS)
        except (OSError, TimeoutError):
            return None

    def start(self, worker: str, function: Callable[P, T], *arguments: P.args, **_: P.kwargs) -> Future:
        """Have a thread of one worker call a function, once, and nobody else."""
        return self._client.submit(
            function, *arguments, workers=[worker], allow_other_workers=False, pure=False, retries=0
        )

    async def tell(self, workers: Sequence[str], function: Callable[P, T], *arguments: P.args, **_: P.kwargs) -> None:
        """Have workers call a function at once, though their threads are busy; one that is gone is left out."""
        with suppress(OSError, TimeoutError):
            told = self._client.run(function, *arguments, workers=list(workers), on_error="ignore")
            await asyncio.wait_for(told, CALL_SECONDS)

    async def close(self) -> None:
        """Leave the cluster."""
        with suppress(OSError, TimeoutError):
            await asyncio.wait_for(self._client.close(), CALL_SECONDS)


async def connect(address: str) -> Cluster:
    """Return a connection to the scheduler at an address.

    Raises `ClusterMissing`, `SchedulerInvalid` for what is no address or lacks the certificates that it asks for, and
    `SchedulerUnreachable` where no scheduler answers.
    """
    make = cast("Callable[..., _Client]", _distributed().Client)
    client = None
    try:
        client = make(address, asynchronous=True, set_as_default=False, timeout=CONNECT_SECONDS, name="ocr-pipeline")
        await client
    except (OSError, TimeoutError) as error:
        await _given_up(client)
        raise SchedulerUnreachable(redacted(address), _first_line(error)) from None
    except (ValueError, TypeError, RuntimeError) as error:
        await _given_up(client)
        raise SchedulerInvalid(redacted(address), _first_line(error)) from None
    return Cluster(client)


async def _given_up(client: _Client | None) -> None:
    if client is not None:
        # It has never been open: whatever it says of that is no news.
        with suppress(Exception):
            await asyncio.wait_for(client.close(), CALL_SECONDS)


def require_distributed() -> None:
    """Check that the package is installed. Raises `ClusterMissing`."""
    _distributed()


def worker_here() -> str:
    """Return what tells the worker of Dask in which this is called from all others, before and after it."""
    return cast("Callable[[], _WorkerHere]", _distributed().get_worker)().id


def is_cancelled(error: BaseException) -> bool:
    """Return whether an answer will not come as it was cancelled, by whoever may: the scheduler forgot it."""
    return "Cancelled" in type(error).__name__


@contextmanager
def silent_logs() -> Iterator[None]:
    """Keep Dask from logging in this process: the job says what concerns it, without credentials."""
    with silent(map(logging.getLogger, LOGGERS)):
        yield


@contextmanager
def silent(loggers: Iterator[logging.Logger]) -> Iterator[None]:
    """Have loggers say nothing within the block."""
    silenced = [logger for logger in loggers if not logger.disabled]
    for logger in silenced:
        logger.disabled = True
    try:
        yield
    finally:
        for logger in silenced:
            logger.disabled = False


class _Distributed(Protocol):
    Client: object
    get_worker: object


def _distributed() -> _Distributed:
    try:
        # By name: the rest of the program, and what checks its types, do without the package.
        return cast("_Distributed", import_module("distributed"))
    except ImportError as error:
        raise ClusterMissing(detail=str(error)) from error


def _first_line(error: Exception) -> str:
    said = str(error) if not isinstance(error, PipelineError) else error.detail
    return redacted((said.strip().splitlines() or [type(error).__name__])[0])
