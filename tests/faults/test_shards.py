"""Shards as processes side by side, killed and run again, twice at once: the output is that of one undisturbed run."""

from __future__ import annotations

import functools
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import cv2
import pytest

from ocr_pipeline.errors import ExitCode
from ocr_pipeline.job.journal.read import read_journal
from ocr_pipeline.job.journal.status import status_of
from ocr_pipeline.job.run import run_job
from ocr_pipeline.job.workers.table import descendants
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.jobs import read_job
from tests.job.in_process import InThisProcess
from tests.support.outputs import outputs
from tests.support.processes import UNMEASURED

FAULTS = Path(__file__).parent
ROOT = FAULTS.parents[1]
IN_TIME = 120.0
APART = ("unshare", "--uts", "--net", "sh", "-c", 'hostname "$0" && exec "$@"')
"""Runs a command as on a machine of a name, which no other machine reaches."""

SCANS = ("а/1", "а/2", "а/3", "б/1", "б/2", "б/3")


@pytest.fixture
def job(tmp_path, page) -> Path:
    """A folder with scans, and what an undisturbed run makes of them."""
    for seed, name in enumerate(SCANS):
        (tmp_path / "scans" / name).parent.mkdir(parents=True, exist_ok=True)
        image = page(60, lines=6, width_mm=120, height_mm=80, seed=seed)
        cv2.imwrite(str(tmp_path / "scans" / f"{name}.png"), image)
    run_job(
        tmp_path / "scans",
        tmp_path / "undisturbed",
        Settings(engine="fault_engines:Good", dpi=60),
        make_executor=InThisProcess,
    )
    return tmp_path


def start(job: Path, *arguments: str, machine: str = "") -> subprocess.Popen[str]:
    """Start a part of the job; on a `machine`, with a name, temporary files, a home and, if that may be, no network."""
    line = [sys.executable, "-m", "ocr_pipeline", "run", str(job / "scans"), str(job / "out"), *arguments]
    line += ["--engine", "fault_engines:Good", "--dpi", "60"]
    if "--assemble" not in arguments:
        line += ["--jobs", "1"]
    environment = os.environ | UNMEASURED | {"PYTHONPATH": os.pathsep.join((str(FAULTS), str(ROOT)))}
    if machine:
        for name in ("TMPDIR", "HOME"):
            own = job / machine / name
            own.mkdir(parents=True, exist_ok=True)
            environment[name] = str(own)
        line = [*APART, machine, *line] if may_be_apart() else line
    return subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True)


@functools.cache
def may_be_apart() -> bool:
    """Return whether a process may be given a name of its machine and a network of its own here."""
    try:
        return subprocess.run([*APART, "elsewhere", "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def ended(process: subprocess.Popen[str]) -> str:
    said, _ = process.communicate(timeout=IN_TIME)
    return said


def test_shards_at_the_same_time_one_of_them_twice(job):
    running = [start(job, "--shard", shard) for shard in ("1/3", "2/3", "3/3", "2/3")]
    said = [ended(process) for process in running]
    assert [process.returncode for process in running] == [ExitCode.DONE] * 4
    assert any("All shards are done" in one for one in said)
    assert outputs(job / "out") == outputs(job / "undisturbed")


def test_a_shard_that_is_killed_and_run_again_on_another_machine(job):
    """Machines share the folders and nothing else: each has a name, temporary files and a home of its own."""
    killed = start(job, "--shard", "1/2", machine="anna")
    end = time.monotonic() + IN_TIME
    while not list((job / "out").rglob("*.json.gz")):
        assert time.monotonic() < end
        time.sleep(0.02)
    for pid in (*descendants(killed.pid), killed.pid):
        os.kill(pid, signal.SIGKILL)
    killed.communicate()
    other = start(job, "--shard", "2/2", machine="boris")
    said = ended(other)
    assert other.returncode == ExitCode.DONE
    assembled = start(job, "--assemble", machine="boris")
    named = ended(assembled)
    is_missing = "Not read yet" in said
    assert (assembled.returncode == ExitCode.SOME_FAILED) is is_missing
    assert ("of shard 1/2" in named) is is_missing
    again = start(job, "--shard", "1/2", machine="vera")
    assert "All shards are done" in ended(again)
    assert outputs(job / "out") == outputs(job / "undisturbed")
    assert [list((job / machine).rglob("*ocr-pipeline*")) for machine in ("boris", "vera")] == [[], []]
    if may_be_apart():
        status = status_of(read_job(job / "out"), read_journal(job / "out"), datetime.now(UTC))
        assert {one.host for one in status.processes} == {"anna", "boris", "vera"}


def test_a_whole_job_beside_shards_costs_time_and_nothing_else(job):
    running = [start(job, *arguments) for arguments in (("--shard", "1/2"), (), ("--shard", "2/2"))]
    for process in running:
        ended(process)
    assert [process.returncode for process in running] == [ExitCode.DONE] * 3
    assert outputs(job / "out") == outputs(job / "undisturbed")
