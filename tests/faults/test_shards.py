"""Shards as processes side by side, killed and run again, twice at once: the output is that of one undisturbed run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import cv2
import pytest

from ocr_pipeline.errors import ExitCode
from ocr_pipeline.job.run import run_job
from ocr_pipeline.job.workers.table import descendants
from ocr_pipeline.settings import Settings
from tests.support.outputs import outputs

FAULTS = Path(__file__).parent
ROOT = FAULTS.parents[1]
IN_TIME = 120.0
SCANS = ("а/1", "а/2", "а/3", "б/1", "б/2", "б/3")


@pytest.fixture
def job(tmp_path, page) -> Path:
    """A folder with scans, and what an undisturbed run makes of them."""
    for seed, name in enumerate(SCANS):
        (tmp_path / "scans" / name).parent.mkdir(parents=True, exist_ok=True)
        image = page(60, lines=6, width_mm=120, height_mm=80, seed=seed)
        cv2.imwrite(str(tmp_path / "scans" / f"{name}.png"), image)
    run_job(tmp_path / "scans", tmp_path / "undisturbed", Settings(engine="fault_engines:Good", dpi=60))
    return tmp_path


def start(job: Path, *arguments: str) -> subprocess.Popen[str]:
    line = [sys.executable, "-m", "ocr_pipeline", "run", str(job / "scans"), str(job / "out"), *arguments]
    line += ["--engine", "fault_engines:Good", "--dpi", "60"]
    if "--assemble" not in arguments:
        line += ["--jobs", "1"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(FAULTS), str(ROOT)))}
    return subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True)


def ended(process: subprocess.Popen[str]) -> str:
    said, _ = process.communicate(timeout=IN_TIME)
    return said


def test_shards_at_the_same_time_one_of_them_twice(job):
    running = [start(job, "--shard", shard) for shard in ("1/3", "2/3", "3/3", "2/3")]
    said = [ended(process) for process in running]
    assert [process.returncode for process in running] == [ExitCode.DONE] * 4
    assert any("All shards are done" in one for one in said)
    assert outputs(job / "out") == outputs(job / "undisturbed")


def test_a_shard_that_is_killed_and_run_again(job):
    killed = start(job, "--shard", "1/2")
    end = time.monotonic() + IN_TIME
    while not list((job / "out").rglob("*.json.gz")):
        assert time.monotonic() < end
        time.sleep(0.02)
    for pid in (*descendants(killed.pid), killed.pid):
        os.kill(pid, signal.SIGKILL)
    killed.communicate()
    other = start(job, "--shard", "2/2")
    said = ended(other)
    assert other.returncode == ExitCode.DONE
    assembled = start(job, "--assemble")
    named = ended(assembled)
    is_missing = "Not read yet" in said
    assert (assembled.returncode == ExitCode.SOME_FAILED) is is_missing
    assert ("of shard 1/2" in named) is is_missing
    again = start(job, "--shard", "1/2")
    assert "All shards are done" in ended(again)
    assert outputs(job / "out") == outputs(job / "undisturbed")
