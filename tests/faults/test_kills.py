"""A job of which a worker is killed, then the main process, then all: what comes out is what an undisturbed one gives.

`benchmarks/kills.py` does so fifty times, at random moments, over shards and a cluster as well.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import cv2
import pytest
from PIL import Image

from ocr_pipeline.errors import ExitCode
from ocr_pipeline.job.run import run_job
from ocr_pipeline.job.workers.table import descendants, processes
from ocr_pipeline.settings import Settings
from tests.job.in_process import InThisProcess
from tests.support.outputs import outputs, parts
from tests.support.processes import UNMEASURED

FAULTS = Path(__file__).parent
ROOT = FAULTS.parents[1]
IN_TIME = 120.0
MARK = "OF_THIS_TEST"


@pytest.fixture
def job(tmp_path, page) -> Path:
    """A folder with a TIFF of six pages, a scan and a file that is none, and what an undisturbed run makes of them."""
    scans = tmp_path / "scans"
    scans.mkdir()
    drawn = [page(60, lines=6, width_mm=120, height_mm=80, seed=seed) for seed in range(7)]
    first, *others = map(Image.fromarray, drawn[:6])
    first.save(scans / "bound.tif", save_all=True, append_images=others, dpi=(60, 60))
    cv2.imwrite(str(scans / "1.png"), drawn[6])
    (scans / "2.png").write_bytes(b"no image")
    run_job(scans, tmp_path / "undisturbed", Settings(engine="fault_engines:Good"), make_executor=InThisProcess)
    return tmp_path


def start(job: Path) -> subprocess.Popen[bytes]:
    line = [sys.executable, "-m", "ocr_pipeline", "run", str(job / "scans"), str(job / "out"), "--quiet"]
    line += ["--engine", "fault_engines:Good", "--jobs", "1", "--temp", str(job / "temporary")]
    environment = os.environ | UNMEASURED | {"PYTHONPATH": os.pathsep.join((str(FAULTS), str(ROOT))), MARK: str(job)}
    return subprocess.Popen(line, env=environment, start_new_session=True)


def wait_for_pages(job: Path, count: int) -> None:
    end = time.monotonic() + IN_TIME
    while len(list((job / "out").rglob("pages/*.json.gz"))) < count:
        assert time.monotonic() < end
        time.sleep(0.01)


def kill(*pids: int) -> None:
    for pid in pids:
        # Those whose main process was killed before them may have ended by themselves.
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def workers(process: subprocess.Popen[bytes]) -> list[int]:
    return [pid for pid in descendants(process.pid) if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def left(job: Path) -> list[int]:
    """The processes of the job that run."""
    found = []
    for process in processes():
        try:
            environment = Path(f"/proc/{process.pid}/environ").read_bytes()
        except OSError:
            continue
        if f"{MARK}={job}".encode() in environment.split(b"\0"):
            found.append(process.pid)
    return found


def test_a_worker_then_the_main_process_then_all_of_a_job(job):
    first = start(job)
    wait_for_pages(job, 1)
    kill(*workers(first))
    wait_for_pages(job, 3)
    kill(first.pid)
    first.wait(IN_TIME)
    second = start(job)
    wait_for_pages(job, 5)
    kill(second.pid, *descendants(second.pid))
    second.wait(IN_TIME)
    assert start(job).wait(IN_TIME) == ExitCode.SOME_FAILED
    assert outputs(job / "out") == outputs(job / "undisturbed")
    assert parts(job / "out") == []
    assert list((job / "temporary").iterdir()) == []
    end = time.monotonic() + IN_TIME
    while left(job):
        assert time.monotonic() < end
        time.sleep(0.05)
