"""Commands that are ended: nothing of them runs on, nothing temporary stays, and what is done is kept.

Real processes, looked at from outside: `/proc` says what runs, the folder of temporary files what is left.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import pytest

from ocr_pipeline.errors import ExitCode
from ocr_pipeline.job.workers.table import descendants
from tests.support.processes import UNMEASURED

FAULTS = Path(__file__).parent
ROOT = FAULTS.parents[1]
IN_TIME = 60.0
"""Seconds within which anything here happens, on the busiest machine."""

SLOW_TESSERACT = """#!/bin/sh
case "$*" in
  *--version*|*--list-langs*) exec {true} "$@" ;;
esac
echo $$ >> "$TESSERACTS"
exec sleep 600
"""
"""A Tesseract that reads for ten minutes, and notes its process."""


@dataclass
class Command:
    """A running command, its temporary folder and the processes of Tesseract it has started."""

    process: subprocess.Popen[str]
    temporary: Path
    tesseracts: Path

    def is_reading(self) -> bool:
        return self.tesseracts.is_file() and bool(self.tesseracts.read_text())

    def left(self) -> list[str]:
        return sorted(path.name for path in self.temporary.iterdir())


def wait_until(true: Callable[[], object]) -> None:
    end = time.monotonic() + IN_TIME
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in ("Z", "X")


@pytest.fixture
def scan(tmp_path, page) -> Path:
    (tmp_path / "scans").mkdir()
    path = tmp_path / "scans" / "1.png"
    cv2.imwrite(str(path), page(100, width_mm=150))
    return path


@pytest.fixture
def start(tmp_path) -> Iterator[Callable[..., Command]]:
    """Starts a command that reads with a Tesseract that takes ten minutes."""
    true = shutil.which("tesseract")
    if true is None:
        pytest.skip("tesseract is not here")
    programs, temporary, tesseracts = tmp_path / "bin", tmp_path / "temporary", tmp_path / "tesseracts"
    programs.mkdir()
    temporary.mkdir()
    (programs / "tesseract").write_text(SLOW_TESSERACT.format(true=true))
    (programs / "tesseract").chmod(0o755)
    environment = (
        os.environ
        | UNMEASURED
        | {
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join((str(FAULTS), str(ROOT))),
            "TESSERACTS": str(tesseracts),
        }
    )
    started: list[subprocess.Popen[str]] = []

    def command(*arguments: object, engine: str = "tesseract") -> Command:
        line = [sys.executable, "-m", "ocr_pipeline", *map(str, arguments)]
        line += ["--engine", engine, "--dpi", "100", "--temp", str(temporary)]
        process = subprocess.Popen(line, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True)
        started.append(process)
        return Command(process, temporary, tesseracts)

    yield command
    for process in started:
        for pid in (*descendants(process.pid), process.pid):
            if runs(pid):
                os.kill(pid, signal.SIGKILL)
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("what", ["page", "run"])
def test_a_command_that_is_ended_leaves_no_process_and_no_temporary_file(scan, start, tmp_path, what, number):
    command = start("page", scan) if what == "page" else start("run", scan.parent, tmp_path / "out")
    wait_until(command.is_reading)
    assert len(command.left()) == 1
    assert list((command.temporary / command.left()[0]).iterdir()), "Tesseract's files lie in the command's folder"
    all_its = descendants(command.process.pid)
    tesseract = int(command.tesseracts.read_text())
    assert tesseract in all_its
    command.process.send_signal(number)
    _, said = command.process.communicate(timeout=IN_TIME)
    assert command.process.returncode == ExitCode.INTERRUPTED
    assert "interrupted" in said
    assert "Traceback" not in said
    wait_until(lambda: not [pid for pid in all_its if runs(pid)])
    assert command.left() == []


def test_what_a_kill_of_everything_leaves_is_cleared_by_the_next_run(scan, start, tmp_path):
    out = tmp_path / "out"
    killed = start("run", scan.parent, out)
    wait_until(killed.is_reading)
    for pid in (*descendants(killed.process.pid), killed.process.pid):
        os.kill(pid, signal.SIGKILL)
    killed.process.wait(IN_TIME)
    assert len(killed.left()) == 1
    part = out / "scans" / "pages" / ".half.part"
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_bytes(b"half a fi")
    theirs = killed.temporary / "of-another-program"
    theirs.mkdir()
    done = start("run", scan.parent, out, engine="fault_engines:Good")
    done.process.communicate(timeout=IN_TIME)
    assert done.process.returncode == ExitCode.DONE
    assert done.left() == ["of-another-program"]
    assert not part.exists()


def test_workers_of_a_job_that_is_killed_alone_end_by_themselves(scan, start, tmp_path):
    killed = start("run", scan.parent, tmp_path / "out")
    wait_until(killed.is_reading)
    all_its = descendants(killed.process.pid)
    assert all_its
    killed.process.kill()
    wait_until(lambda: not [pid for pid in all_its if runs(pid)])


def test_the_second_signal_ends_a_command_that_does_not_end_at_the_first(scan, start):
    command = start("page", scan, engine="fault_engines:EndsInAnHour")
    wait_until(lambda: list(command.temporary.glob("ocr-pipeline-*/begun")))
    all_its = descendants(command.process.pid)
    command.process.send_signal(signal.SIGINT)
    wait_until(lambda: list(command.temporary.glob("ocr-pipeline-*/ending")))
    assert command.process.poll() is None
    command.process.send_signal(signal.SIGINT)
    command.process.communicate(timeout=IN_TIME)
    assert command.process.returncode == ExitCode.INTERRUPTED
    assert command.left() == []
    assert not [pid for pid in all_its if runs(pid)]
