"""Clusters of Dask on this machine, for tests and benchmarks; without the package a test that asks is skipped."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol

import pytest


class Nanny(Protocol):
    """What looks after a worker, and starts it again."""

    pid: int | None


class Scheduler(Protocol):
    """What knows the workers, and what is asked of them."""

    tasks: Mapping[str, object]
    workers: Mapping[str, object]


class DaskClusterHere(Protocol):
    """A scheduler in this process, and its workers."""

    scheduler: Scheduler
    scheduler_address: str
    workers: Mapping[int, Nanny]

    def scale(self, workers: int) -> None:
        """Have so many workers, before long."""

    def close(self) -> None:
        """End all of them."""


@contextmanager
def dask_cluster(workers: int = 2, threads: int = 1, protocol: str = "tcp://") -> Iterator[DaskClusterHere]:
    """A cluster whose workers are processes, each started again when it dies; nothing is reached from elsewhere."""
    distributed = pytest.importorskip("distributed", reason="the package dask.distributed is not installed")
    made = distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=threads,
        processes=True,
        host="127.0.0.1",
        protocol=protocol,
        dashboard_address="127.0.0.1:0",
        silence_logs=50,
    )
    with made as cluster:
        yield cluster


def pids(cluster) -> set[int]:
    """The ids of the workers that the scheduler knows."""
    return {nanny.pid for nanny in cluster.workers.values() if nanny.pid}


def wait_until(is_so, seconds=20.0):
    """Wait until something is so, and fail if it does not come to be."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.05)
