"""A job on a cluster gives what it gives on one machine, to the byte; nobody learns the passwords of addresses."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import cv2
import pytest

from ocr_pipeline import FailurePolicy, Settings
from ocr_pipeline.errors import ExitCode
from ocr_pipeline.job.cluster.executor import on_cluster
from ocr_pipeline.job.run import run_job
from ocr_pipeline.job.shards.run import run_shard
from ocr_pipeline.job.shards.share import Shard
from ocr_pipeline.records import PageState
from tests.job.in_process import InThisProcess
from tests.support.dask_clusters import dask_cluster

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.fixture
def scans(tmp_path, page) -> Path:
    """Three scans, the second of which is narrow: the one the engines misbehave on."""
    folder = tmp_path / "scans"
    folder.mkdir()
    for name, width in (("1", 100), ("2", 40), ("3", 100)):
        cv2.imwrite(str(folder / f"{name}.png"), page(100, width_mm=width, height_mm=120, lines=8))
    return folder


def contents(output):
    """Name and bytes of every file of a result but those that tell when and by whom it was made, times left out."""
    found = {}
    for path in sorted(output.rglob("*")):
        name = str(path.relative_to(output))
        if path.is_file() and not name.startswith((".lock", "journal", "job.json")):
            content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            found[name] = _without_times(name, content)
    return found


def _without_times(name, content):
    if name.endswith((".json", ".json.gz")):
        return _timeless(json.loads(content))
    if name.endswith((".csv", ".html")):
        return re.sub(rb"\d+(\.\d+)?", b"0", content)
    return content


def _timeless(value):
    if isinstance(value, dict):
        return {key: _timeless(part) for key, part in value.items() if key not in ("seconds", "created")}
    return [_timeless(part) for part in value] if isinstance(value, list) else value


def test_the_output_is_that_of_one_machine_to_the_byte_but_for_times(scans, tmp_path):
    settings = Settings(engine="fault_engines:Killed", dpi=100)
    policy = FailurePolicy(retries=0)
    with dask_cluster() as cluster:
        executor = on_cluster(cluster.scheduler_address, tmp_path / "there", policy)
        there = run_job(scans, tmp_path / "there", settings, make_executor=executor, policy=policy)
    here = run_job(scans, tmp_path / "here", settings, jobs=2, policy=policy)
    assert [row.state for row in there.rows] == [PageState.DONE, PageState.FAILED, PageState.DONE]
    assert there.exit_code is here.exit_code is ExitCode.SOME_FAILED
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


def run(*arguments):
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join((str(HERE), *sys.path)),
        "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "1s",
    }
    command = [sys.executable, "-m", "ocr_pipeline", "run", *map(str, arguments), "--engine", "fault_engines:Good"]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=120, cwd=ROOT)


def test_the_password_of_an_address_is_nowhere(scans, tmp_path):
    pytest.importorskip("distributed", reason="the package dask.distributed is not installed")
    log = tmp_path / "log.jsonl"
    address = "no-such-scheme://anna:5ecret@127.0.0.1:9/?token=5ecret"
    done = run(scans, tmp_path / "out", "--scheduler", address, "--log-json", log, "--verbose")
    assert done.returncode == ExitCode.USAGE
    assert "no-such-scheme://***@127.0.0.1:9" in done.stderr
    assert "SchedulerInvalid" in log.read_text(encoding="utf-8")
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"5ecret" in text for text in (*written, done.stdout.encode(), done.stderr.encode()))


def test_a_cluster_and_a_number_of_jobs_do_not_go_together(scans, tmp_path):
    done = run(scans, tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9", "--jobs", "2")
    assert done.returncode == ExitCode.USAGE
    assert "--jobs, --scheduler" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_part_of_a_job_is_read_on_a_cluster_as_well(scans, tmp_path):
    """`--shard` says what is read, `--scheduler` where; the other part is read here."""
    settings, out = Settings(engine="fault_engines:Good", dpi=100), tmp_path / "out"
    run_job(scans, tmp_path / "undisturbed", settings, make_executor=InThisProcess)
    with dask_cluster(1) as cluster:
        done = run(scans, out, "--dpi", "100", "--scheduler", cluster.scheduler_address, "--shard", "1/2")
    assert done.returncode == ExitCode.DONE, done.stderr
    assert "Shard 1/2" in done.stdout
    assert run_shard(scans, out, settings, Shard(2, 2), make_executor=InThisProcess).whole is not None
    assert contents(out) == contents(tmp_path / "undisturbed")
