"""The Slurm scripts of deploy/ on a cluster of one node, made for this and taken down: an array, a kill, a cancel.

    python benchmarks/slurm.py [--program COMMAND] [--shards N] [--copies N]

As root, with Debian's `slurm-wlm` and `munge` (`apt-get install slurm-wlm munge`); their services need not run: daemons
of its own are started with files in a temporary folder, and ended by their ids.
"""

from __future__ import annotations

import argparse
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ROOT / "deploy" / "slurm"
SCAN = ROOT / "scans" / "telegram-1953-03-29" / "1019.tif"

CONFIGURATION = """
ClusterName=bench
SlurmctldHost={host}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={scratch}/munge/socket,cred_expire=5
SlurmctldPort=16817
SlurmdPort=16818
StateSaveLocation={scratch}/state
SlurmdSpoolDir={scratch}/spool
SlurmctldPidFile={scratch}/slurmctld.pid
SlurmdPidFile={scratch}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=2,batch_sched_delay=0,bf_interval=2
ReturnToService=2
SlurmdParameters=config_overrides
NodeName={host} CPUs={shards} RealMemory=1000 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


class Cluster:
    """Calls the commands of a Slurm cluster."""

    def __init__(self, scratch: Path, program: str) -> None:
        """Take the folder of the cluster, and the program that `ocr-pipeline` stands for on it."""
        self.scratch = scratch
        (scratch / "bin").mkdir()
        (scratch / "bin" / "ocr-pipeline").write_text(f'#!/bin/sh\nexec {program} "$@"\n', encoding="utf-8")
        (scratch / "bin" / "ocr-pipeline").chmod(0o755)
        path = f"{scratch / 'bin'}:{os.environ['PATH']}"
        self.environment = os.environ | {"SLURM_CONF": str(scratch / "slurm.conf"), "PATH": path}

    def call(self, *command: str) -> str:
        """Return what a command prints; the program ends where it fails."""
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{' '.join(command)}: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout

    def submit(self, scans: Path, output: Path, shards: int) -> tuple[str, str]:
        """Return the ids of the array and of the step after it."""
        options = ("--cpus-per-task=1", "--mem=0", f"--chdir={self.scratch}")
        printed = self.call(str(SCRIPTS / "submit.sh"), str(scans), str(output), str(shards), *options)
        array, assemble = printed.split()[-2:]
        return array, assemble

    def show(self, job: str) -> dict[str, str]:
        """Return what Slurm knows of a job; nothing where it has forgotten it."""
        command = ["scontrol", "--oneliner", "show", "job", job]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        return dict(re.findall(r"(\w+)=(\S+)", done.stdout.split("\n")[0]))

    def state(self, job: str) -> str:
        """Return the state of a job."""
        return self.show(job).get("JobState", "")

    def log(self, name: str) -> str:
        """Return what a task has logged so far."""
        path = self.scratch / name
        return path.read_text(encoding="utf-8") if path.is_file() else ""


def wait_for(what: str, is_so: Callable[[], bool], seconds: float = 300) -> float:
    """Return how long it took until it was so, s; the program ends where that takes too long."""
    start = time.monotonic()
    while not is_so():
        if time.monotonic() - start > seconds:
            sys.exit(f"not within {seconds:.0f} s: {what}")
        time.sleep(0.2)
    print(f"| {what} | {time.monotonic() - start:.1f} |", flush=True)
    return time.monotonic() - start


@contextmanager
def daemons(scratch: Path, shards: int, environment: dict[str, str]) -> Iterator[None]:
    """Run munge and Slurm on this machine for as long as the block takes."""
    host = socket.gethostname().split(".")[0]
    munge = scratch / "munge"
    for folder in (munge, scratch / "state", scratch / "spool"):
        folder.mkdir(mode=0o700)
    (munge / "key").write_bytes(secrets.token_bytes(128))
    (munge / "key").chmod(0o600)
    configuration = CONFIGURATION.format(host=host, scratch=scratch, shards=shards)
    (scratch / "slurm.conf").write_text(configuration, encoding="utf-8")
    named = (f"--{what}-file={munge / what}" for what in ("key", "log", "pid", "seed"))
    commands = [
        # The folder for temporary files is everybody's, which munge warns of.
        ["munged", "--foreground", "--force", f"--socket={munge / 'socket'}", *named],
        ["slurmctld", "-D", "-c"],
        ["slurmd", "-D", "-N", host],
    ]
    started: list[subprocess.Popen[bytes]] = []
    try:
        for command in commands:
            log = (scratch / f"{command[0]}.log").open("wb")
            started.append(subprocess.Popen(command, env=environment, stdout=log, stderr=log))
            time.sleep(1)
            if started[-1].poll() is not None:
                said = (scratch / f"{command[0]}.log").read_text(encoding="utf-8", errors="replace")
                sys.exit(f"{command[0]} does not start: {said.strip()[-500:]}")
        yield
    finally:
        for process in reversed(started):
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()


def process_of(array: str, task: int) -> int | None:
    """Return the process that runs the program for a task: the child of its batch script."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment = (folder / "environ").read_bytes().split(b"\0")
            command = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        is_task = {f"SLURM_ARRAY_JOB_ID={array}".encode(), f"SLURM_ARRAY_TASK_ID={task}".encode()} <= {*environment}
        if is_task and {b"run", b"--quiet"} <= {*command}:
            return int(folder.name)
    return None


def measure(cluster: Cluster, shards: int, copies: int) -> None:
    """Run the array, kill a task of it, and cancel another array; print what came of each."""
    scans = cluster.scratch / "scans"
    for number in range(copies):
        folder = scans / f"document-{number % (2 * shards)}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.tif").symlink_to(SCAN)
    print("| what | s |\n|---|---:|")
    array, assemble = cluster.submit(scans, cluster.scratch / "output", shards)
    killed = f"{array}_{shards}"
    wait_for("the last shard runs", lambda: process_of(array, shards) is not None)
    time.sleep(2)
    os.kill(process_of(array, shards) or 0, signal.SIGKILL)
    wait_for("killed (137), it is queued again", lambda: cluster.show(killed).get("Restarts") == "1")
    if cluster.state(assemble) != "PENDING":
        sys.exit(f"the step after the shards did not wait: {cluster.state(assemble)}")
    log = f"ocr-{array}_{shards}.log"
    wait_for("it runs again", lambda: process_of(array, shards) is not None)
    wait_for("it ends well", lambda: "exit code 0, restart 1" in cluster.log(log))
    wait_for("the step after the shards has ended", lambda: cluster.state(assemble) in ("COMPLETED", "FAILED"))
    codes = [re.findall(r"exit code (\d+)", cluster.log(f"ocr-{array}_{task}.log")) for task in range(1, shards + 1)]
    print(f"\nExit codes by shard: {codes}; the step after: {cluster.show(assemble).get('ExitCode')}\n")
    print("| cancelled by a person | s |\n|---|---:|")
    array, assemble = cluster.submit(scans, cluster.scratch / "cancelled", 1)
    wait_for("a shard runs", lambda: process_of(array, 1) is not None)
    time.sleep(2)
    cluster.call("scancel", f"{array}_1")
    wait_for("it has ended", lambda: cluster.state(f"{array}_1") == "CANCELLED")
    time.sleep(5)
    shown = cluster.show(f"{array}_1")
    print(f"\nAfter that it is {shown.get('JobState')}, restarts: {shown.get('Restarts')}")
    cluster.call("scancel", assemble)
    left = list(Path(tempfile.gettempdir()).glob(f"ocr-{array}_*"))
    print(f"Temporary folders left: {len(left)}")


def main() -> None:
    """Print what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=f"{sys.executable} -m ocr_pipeline", metavar="COMMAND")
    parser.add_argument("--shards", type=int, default=3)
    parser.add_argument("--copies", type=int, default=24, help="pages of the job")
    arguments = parser.parse_args()
    missing = [name for name in ("munged", "slurmctld", "slurmd", "sbatch") if shutil.which(name) is None]
    if missing or os.geteuid():
        sys.exit(f"as root, with slurm-wlm and munge installed; missing: {', '.join(missing) or 'root'}")
    scratch = Path(tempfile.mkdtemp(prefix="slurm-bench-"))
    try:
        cluster = Cluster(scratch, arguments.program)
        with daemons(scratch, arguments.shards, cluster.environment):
            wait_for("the node is idle", lambda: "idle" in cluster.call("sinfo", "--noheader", "-o", "%T"), 60)
            measure(cluster, arguments.shards, arguments.copies)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
