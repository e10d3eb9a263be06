"""The Slurm scripts, with stand-ins for the commands of Slurm; `benchmarks/slurm.py` runs them on a real one."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "deploy" / "slurm"
SCRIPTS = sorted([*FOLDER.iterdir(), FOLDER.parent / "entrypoint.sh", FOLDER.parent / "kubernetes" / "start.sh"])


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_is_sound(script):
    shell = script.read_text(encoding="utf-8").split("\n", 1)[0].rsplit("/", 1)[-1]
    subprocess.run([shell, "-n", str(script)], check=True)
    # Beside Python, as the development set brings it, or the system's.
    shellcheck = shutil.which("shellcheck", path=str(Path(sys.executable).parent)) or shutil.which("shellcheck")
    assert shellcheck
    subprocess.run([shellcheck, str(script)], check=True)


@pytest.fixture
def task(tmp_path):
    """Starts a task whose program does what it is told; Slurm's commands write down how they are called."""
    (tmp_path / "tmp").mkdir()

    def command(name, lines):
        path = tmp_path / name
        path.write_text(f"#!/bin/bash\n{lines}\n", encoding="utf-8")
        path.chmod(0o755)

    def start(program, state="RUNNING", restarts=0):
        command("ocr-pipeline", f'echo "$@" >> {tmp_path}/called\n{program}')
        command("squeue", f"echo {state}")
        command("scontrol", f'echo "$@" >> {tmp_path}/requeued')
        command("sleep", "exec /bin/true")
        environment = {
            "PATH": f"{tmp_path}:/usr/bin:/bin",
            "TMPDIR": str(tmp_path / "tmp"),
            "SCANS": "/s c",
            "OUTPUT": "/out",
            "SLURM_ARRAY_JOB_ID": "7",
            "SLURM_ARRAY_TASK_ID": "3",
            "SLURM_ARRAY_TASK_MAX": "8",
            "SLURM_CPUS_PER_TASK": "4",
            "SLURM_RESTART_COUNT": str(restarts),
        }
        return subprocess.Popen(["bash", str(FOLDER / "read.sbatch")], env=environment)

    return start


@pytest.mark.parametrize(
    ("code", "again"),
    [(0, False), (2, False), (5, False), (6, False), (70, False), (71, True), (72, True), (130, True), (137, True)],
)
def test_a_task_is_queued_again_by_the_exit_code_of_its_program(task, tmp_path, code, again):
    assert task(f"exit {code}").wait(timeout=30) == code
    assert re.fullmatch(
        r"run /s c /out --shard 3/8 --jobs 4 --temp \S+ --quiet\n", (tmp_path / "called").read_text(encoding="utf-8")
    )
    requeued = tmp_path / "requeued"
    assert (requeued.read_text(encoding="utf-8") if requeued.exists() else "") == ("requeue 7_3\n" if again else "")
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.parametrize(("state", "restarts"), [("COMPLETING", 0), ("RUNNING", 4)])
def test_one_that_is_cancelled_or_was_tried_often_is_not_queued_again(task, tmp_path, state, restarts):
    assert task("exit 137", state, restarts).wait(timeout=30) == 137
    assert not (tmp_path / "requeued").exists()


def test_a_signal_reaches_the_program_and_its_exit_code_counts(task, tmp_path):
    program = f"trap 'exit 130' TERM; touch {tmp_path}/ready; while :; do /bin/sleep 0.05; done"
    running = task(program)
    while not (tmp_path / "ready").exists():
        time.sleep(0.02)
    running.send_signal(signal.SIGTERM)
    assert running.wait(timeout=30) == 130
    assert (tmp_path / "requeued").read_text(encoding="utf-8") == "requeue 7_3\n"


def test_the_step_after_waits_for_the_array(tmp_path):
    sbatch = tmp_path / "sbatch"
    sbatch.write_text(
        f'#!/bin/sh\necho "$SCANS $OUTPUT $SHARDS $@" >> {tmp_path}/calls\necho "4$(wc -l < {tmp_path}/calls);here"\n',
        encoding="utf-8",
    )
    sbatch.chmod(0o755)
    (tmp_path / "s c").mkdir()
    command = [str(FOLDER / "submit.sh"), "s c", "out", "5", "--partition=long"]
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "41 42\n"
    array, after = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert array.startswith(f"{tmp_path}/s c {tmp_path}/out 5 --parsable --array=1-5 --partition=long ")
    assert " --dependency=afterany:41 --partition=long " in after
    assert subprocess.run(command[:2], env=environment, capture_output=True, check=False).returncode == 2
