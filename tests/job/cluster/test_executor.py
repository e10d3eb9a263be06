"""Scans are worked on by a Dask cluster: workers come, go and die, and each scan comes back once."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from ocr_pipeline.errors import (
    ClusterEmpty,
    ClusterVersionDiffers,
    DiskFull,
    ExitCode,
    SchedulerGone,
    WorkerLost,
)
from ocr_pipeline.job.cluster import client, executor
from ocr_pipeline.job.cluster.allot import LOSSES
from ocr_pipeline.job.cluster.check import wanted
from ocr_pipeline.job.cluster.executor import DaskCluster
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.job.scan.worker import Outcome
from ocr_pipeline.job.workers.table import processes
from ocr_pipeline.records import ScanSource
from ocr_pipeline.settings import FailurePolicy, Settings
from tests.support.dask_clusters import dask_cluster, pids, wait_until

SETTINGS = Settings(engine="fault_engines:Good", page_seconds=5)


@pytest.fixture(autouse=True)
def in_short(monkeypatch):
    monkeypatch.setattr(executor, "LOOK_SECONDS", 0.1)


@pytest.fixture(scope="module")
def cluster():
    with dask_cluster() as made:
        yield made


class Work:
    """Does what the name of a scan says; notes each scan that is begun in a folder, once for each time."""

    def __init__(self, notes: Path) -> None:
        self.notes = notes

    def __call__(self, attempt: Attempt) -> Outcome:
        name = attempt.scan.name
        begun = len(list(self.notes.glob(f"{name}.*")))
        (self.notes / f"{name}.{begun}").touch()
        match name.split()[0]:
            case "poison":
                os.kill(os.getppid(), signal.SIGKILL)
                signal.pause()
            case "killed" if begun == 0:
                os.kill(os.getppid(), signal.SIGKILL)
                signal.pause()
            case "dies":
                os.kill(os.getpid(), signal.SIGKILL)
            case "waits":
                wait_until((self.notes / "go").exists, 30)
            case "fills":
                raise DiskFull("/output")
        return Outcome((), os.getpid())


def attempt(name):
    return Attempt(PlannedScan(ScanSource(Path(name)), "document", name, name))


@contextmanager
def executing(cluster, folder, *names, said=None, **policy):
    (folder / "notes").mkdir()
    made = DaskCluster(
        Work(folder / "notes"),
        SETTINGS,
        address=cluster.scheduler_address,
        output=folder,
        policy=FailurePolicy(**policy),
        say=(said if said is not None else []).append,
    )
    for name in names:
        made.submit(attempt(name))
    try:
        yield made
    finally:
        made.stop()


def outcomes(cluster, folder, *names, **how):
    with executing(cluster, folder, *names, **how) as made:
        found = [(attempt.scan.name, outcome) for attempt, outcome in made.outcomes()]
    assert sorted(name for name, _ in found) == sorted(names)
    return dict(found)


def times_begun(folder, name):
    return len(list((folder / "notes").glob(f"{name}.*")))


def test_every_scan_is_read_once_and_nothing_is_left_on_the_cluster(cluster, tmp_path):
    names = [str(number) for number in range(20)]
    found = outcomes(cluster, tmp_path, *names)
    assert all(isinstance(outcome, Outcome) for outcome in found.values())
    assert all(times_begun(tmp_path, name) == 1 for name in names)
    readers = {outcome.peak_memory_bytes for outcome in found.values()}
    assert len(readers) == 2
    assert not readers & {process.pid for process in processes()}
    wait_until(lambda: not cluster.scheduler.tasks)
    assert [path.name for path in tmp_path.iterdir()] == ["notes"]


def test_few_scans_are_on_the_cluster_however_many_wait(cluster, tmp_path):
    with executing(cluster, tmp_path, *(f"waits {number}" for number in range(20))) as made:
        found = made.outcomes()
        (tmp_path / "notes" / "go").touch()
        next(found)
        assert len(cluster.scheduler.tasks) <= 4


def test_a_page_whose_process_dies_costs_itself_and_no_worker(cluster, tmp_path):
    before = pids(cluster)
    found = outcomes(cluster, tmp_path, "1", "dies", "2")
    assert isinstance(found["dies"], WorkerLost)
    assert found["dies"].detail == "signal SIGKILL"
    assert pids(cluster) == before


def test_a_worker_that_is_killed_while_it_reads_costs_no_page(cluster, tmp_path):
    said: list[str] = []
    found = outcomes(cluster, tmp_path, "1", "killed", "2", "3", said=said)
    assert all(isinstance(outcome, Outcome) for outcome in found.values())
    assert times_begun(tmp_path, "killed") == 2
    assert any("is gone" in note for note in said)


def test_a_page_that_takes_three_workers_with_it_is_at_fault_and_no_other(cluster, tmp_path):
    found = outcomes(cluster, tmp_path, "1", "poison", "2", "3")
    assert isinstance(found.pop("poison"), WorkerLost)
    assert all(isinstance(outcome, Outcome) for outcome in found.values())
    assert times_begun(tmp_path, "poison") == LOSSES


def test_pages_beside_one_whose_worker_is_killed_are_read_again_and_pay_nothing(tmp_path):
    with dask_cluster(workers=1, threads=3) as cluster:
        found = outcomes(cluster, tmp_path, "waits 1", "killed", "waits 2", "4", said=_Go(tmp_path / "notes" / "go"))
    assert all(isinstance(outcome, Outcome) for outcome in found.values())
    assert times_begun(tmp_path, "killed") == 2


class _Go(list[str]):
    """Lets the scans that wait go on at the first note, which is that a worker is lost."""

    def __init__(self, path):
        super().__init__()
        self.path = path

    def append(self, note):
        super().append(note)
        self.path.touch()


def test_all_workers_are_killed_and_others_are_started(tmp_path):
    said: list[str] = []
    with (
        dask_cluster() as cluster,
        executing(cluster, tmp_path, "waits 1", "waits 2", "3", "4", said=said) as made,
    ):
        found = made.outcomes()
        names: list[str] = []
        reading = threading.Thread(target=lambda: names.extend(attempt.scan.name for attempt, _ in found))
        reading.start()
        wait_until(lambda: len(list((tmp_path / "notes").iterdir())) == 2)
        cluster.scale(0)
        wait_until(lambda: any("waiting for the cluster" in note for note in said))
        # By what workers are asked whether they see the output: as old as the job, and taken for a dead one's.
        (marker,) = tmp_path.rglob(".cluster-*.part")
        marker.unlink()
        (tmp_path / "notes" / "go").touch()
        cluster.scale(2)
        reading.join(30)
    assert sorted(names) == ["3", "4", "waits 1", "waits 2"]
    assert any("has workers again" in note for note in said)


def test_a_cluster_without_workers_ends_the_job_after_a_while(tmp_path):
    said: list[str] = []
    with dask_cluster(workers=0) as cluster, pytest.raises(ClusterEmpty) as raised:
        outcomes(cluster, tmp_path, "1", said=said, worker_wait_seconds=0.5)
    assert raised.value.exit_code is ExitCode.MACHINE
    assert said == ["waiting for the cluster, 0 s at most: it has no worker"]


def test_a_scheduler_that_goes_away_ends_the_job_with_its_own_error(tmp_path, monkeypatch):
    monkeypatch.setattr(executor, "CONNECT_SECONDS", 2.0)
    monkeypatch.setattr(client, "CONNECT_SECONDS", 2.0)
    monkeypatch.setattr(client, "CALL_SECONDS", 2.0)
    with dask_cluster() as cluster, executing(cluster, tmp_path, "1", *(f"waits {n}" for n in range(3))) as made:
        found = made.outcomes()
        assert next(found)[0].scan.name == "1"
        cluster.close()
        started = time.monotonic()
        with pytest.raises(SchedulerGone) as raised:
            list(found)
        assert time.monotonic() - started < 20
    assert raised.value.exit_code is ExitCode.MACHINE


def test_a_worker_of_another_version_is_refused_at_the_start_and_says_which(cluster, tmp_path, monkeypatch):
    monkeypatch.setattr(executor, "wanted", lambda *job: replace(wanted(*job), program="ocr_pipeline 0.0.1"))
    with pytest.raises(ClusterVersionDiffers, match=r"tcp://127.*0\.0\.1"):
        outcomes(cluster, tmp_path, "1")
    assert times_begun(tmp_path, "1") == 0


def test_what_concerns_the_whole_job_is_raised(cluster, tmp_path):
    with pytest.raises(DiskFull):
        outcomes(cluster, tmp_path, "1", "fills the disk")


def test_stopping_ends_what_is_read_on_the_cluster(cluster, tmp_path):
    with executing(cluster, tmp_path, "1", "waits 1", "waits 2") as made:
        next(made.outcomes())
        workers = pids(cluster)
        wait_until(lambda: times_begun(tmp_path, "waits 1"))
        started = time.monotonic()
    assert time.monotonic() - started < 10
    assert not [one for one in processes() if one.parent in workers and one.session == one.pid]
    assert pids(cluster) == workers


def test_an_executor_that_was_never_asked_is_stopped_without_harm(tmp_path):
    made = DaskCluster(Work(tmp_path), SETTINGS, address="tcp://127.0.0.1:9", output=tmp_path)
    made.submit(attempt("1"))
    made.stop()
    assert "distributed" not in sys.modules or list(tmp_path.iterdir()) == []
