"""Kills at random moments: a job that is killed and run again gives what an undisturbed one gives, byte for byte.

    python benchmarks/kills.py [--kills 50] [--seed 1] [--engine tesseract] [--modes one,shards,cluster]

A small job is run as a user runs it and killed by SIGKILL at a moment drawn from the time that it takes: its main
process, one process that reads pages, or all that it has started. Where the job does not go on by itself, the same
command is given again at once, and may be killed again. Two fifths of the kills meet one process with two workers, the
rest four shards (one of them is killed; in the end `--assemble`) and a cluster of Dask (scheduler and workers as
processes of this machine; killed with the whole tree, they are started again). Workers are killed once a run: a scan
is lost with the third that dies over it.

Compared is every file, byte for byte (`.gz` unpacked) with one undisturbed run of one process, but for: `seconds`,
`begun` and `ended` in `.json` and `.json.gz`; the columns of seconds in `summary.csv` and `index.html`; the folder
`journal/`, which names processes, machines and times; `.lock`, which is empty. After the last run no process of the job
may be left, no temporary folder, and no file that was being written; those of shards count as abandoned after an hour,
which is made to be over before `--assemble` is run once more.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from hostile_job import Process, World, world_in

from ocr_pipeline.errors import ExitCode
from ocr_pipeline.job.run import PART_SECONDS
from ocr_pipeline.job.workers.table import descendants
from tests.support.outputs import outputs, parts

VICTIMS = ("main", "worker", "tree")
ENDS = ("main", "tree")
"""Those without whom a job does not go on by itself."""

SHARDS = 4
AGAIN = 1 / 3
"""How often the run after a kill is killed as well."""

IN_TIME = 600.0
"""What a run of the job may take, seconds, and a process to end that was left alone, on the busiest machine."""


@dataclass(frozen=True)
class Kill:
    """A kill: of whom, and after how many seconds; `chance` chooses among those that there are."""

    victim: str
    after: float
    chance: random.Random


@dataclass
class Killed:
    """The kills that met somebody, the pages that were there then, and what came out otherwise than undisturbed."""

    by_victim: Counter[str] = field(default_factory=Counter)
    pages: list[int] = field(default_factory=list)
    missed: int = 0
    outputs: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Return how many kills met somebody."""
        return len(self.pages)


class One:
    """The job in one process with two workers; `seconds` is what its last run took, as in the other modes."""

    name = "one process"

    def __init__(self, world: World) -> None:
        self.seconds = 0.0
        self._world = world

    def run(self, output: Path, kill: Kill | None, killed: Killed) -> bool:
        """Run the job, killed or not; return whether it is done."""
        started = time.monotonic()
        process = self._world.run(output, "--jobs", "2")
        _, victim = kill_in_time([process], kill, output, killed)
        is_done = ended(process, is_killed=victim in ENDS)
        self.seconds = time.monotonic() - started
        return is_done

    def end(self) -> None:
        """Leave nothing running: nothing is."""


class Shards:
    """The job in four shards at the same time; a random one is killed, and run again by itself."""

    name = "four shards"

    def __init__(self, world: World) -> None:
        self.seconds = 0.0
        self._world = world

    def run(self, output: Path, kill: Kill | None, killed: Killed) -> bool:
        """Run what is not done of the job, killed or not; return whether it is done."""
        started = time.monotonic()
        running = [
            self._world.run(output, "--jobs", "1", "--shard", f"{number}/{SHARDS}") for number in range(1, SHARDS + 1)
        ]
        unlucky, victim = kill_in_time(running, kill, output, killed)
        is_done = [ended(process, is_killed=process is unlucky and victim in ENDS) for process in running]
        self.seconds = time.monotonic() - started
        return all(is_done) and self.assemble(output)

    def assemble(self, output: Path) -> bool:
        """Put together what the shards have read; return whether all is there."""
        return ended(self._world.run(output, "--assemble"), is_killed=False)

    def end(self) -> None:
        """Leave nothing running: nothing is."""


class Cluster:
    """The job on a cluster of Dask: a scheduler and two workers in processes of this machine."""

    name = "cluster"

    def __init__(self, world: World) -> None:
        self.seconds = 0.0
        self._world = world
        self._file = world.folder / "scheduler.json"
        self._processes: list[Process] = []

    def run(self, output: Path, kill: Kill | None, killed: Killed) -> bool:
        """Run the job, killed or not; return whether it is done."""
        address = self._address()
        started = time.monotonic()
        process = self._world.run(output, "--scheduler", address)
        _, victim = kill_in_time([process], kill, output, killed, self._processes)
        if victim == "tree":
            for one in self._processes:
                one.wait(IN_TIME)
            self._processes.clear()
        is_done = ended(process, is_killed=victim in ENDS)
        self.seconds = time.monotonic() - started
        return is_done

    def end(self) -> None:
        """End the cluster in good order."""
        for process in reversed(self._processes):
            process.terminate()
            process.wait(IN_TIME)
        self._processes.clear()

    def _address(self) -> str:
        if not self._processes:
            self._file.unlink(missing_ok=True)
            common = ("--scheduler-file", str(self._file), "--no-dashboard")
            self._processes = [
                self._world.start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", *common),
                self._world.start("distributed.cli.dask_worker", "--nworkers", "2", "--nthreads", "1", *common),
            ]
        return next(filter(None, map(self._written, waiting())))

    def _written(self, _now: float) -> str | None:
        with suppress(OSError):
            found = re.search(r'"address": "(tcp://[^"]+)"', self._file.read_text(encoding="utf-8"))
            return found[1] if found else None
        return None


Mode = One | Shards | Cluster
MODES: dict[str, tuple[Callable[[World], Mode], float]] = {
    "one": (One, 0.4),
    "shards": (Shards, 0.3),
    "cluster": (Cluster, 0.3),
}
"""How the job is run, and which part of the kills each gets."""


def waiting() -> Iterator[float]:
    """Yield every now and then; the program ends where what is waited for does not come."""
    end = time.monotonic() + IN_TIME
    while (now := time.monotonic()) < end:
        yield now
        time.sleep(0.02)
    sys.exit("it did not happen in time")


def kill_in_time(
    running: Sequence[Process], kill: Kill | None, output: Path, killed: Killed, beside: Sequence[Process] = ()
) -> tuple[Process | None, str]:
    """Kill, when it is time; return of which of the running ones, and who was: None where nobody was there any more.

    Processes that read pages may be below others `beside` them.
    """
    if kill is None:
        return None, ""
    end = time.monotonic() + kill.after
    while time.monotonic() < end and any(process.poll() is None for process in running):
        time.sleep(0.01)
    alive = [process for process in running if process.poll() is None]
    unlucky = kill.chance.choice(alive) if alive else None
    roots = [one.pid for one in (unlucky, *beside) if one is not None]
    below = [pid for root in roots for pid in descendants(root)]
    workers = [pid for pid in below if _reads_pages(pid)]
    if unlucky is None or (kill.victim == "worker" and not workers):
        killed.missed += 1
        return None, ""
    victims = {"main": [unlucky.pid], "tree": [*roots, *below], "worker": workers and [kill.chance.choice(workers)]}
    for pid in victims[kill.victim]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    killed.by_victim[kill.victim] += 1
    killed.pages.append(len(list(output.rglob("pages/*.json.gz"))))
    return unlucky, kill.victim


def _reads_pages(pid: int) -> bool:
    """Return whether a process was started by `multiprocessing`, as those that read pages and workers of Dask are."""
    try:
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def ended(process: Process, *, is_killed: bool) -> bool:
    """Wait for the end of a run; return whether the job is done. The program ends where it ended as it never should."""
    code = process.wait(IN_TIME)
    if is_killed:
        return False
    if code not in (ExitCode.DONE, ExitCode.SOME_FAILED):
        sys.exit(f"a run that nobody killed ended with {code}; see the log")
    return True


def disturbed(world: World, mode: Mode, count: int, seconds: float, expected: dict[str, bytes]) -> Killed:
    """Return what came of so many kills of a job that takes so many seconds."""
    killed = Killed()
    while killed.count < count:
        killed.outputs += 1
        # As far from the scans as the undisturbed one: records name scans by the way to them.
        output = world.folder / f"{mode.name.replace(' ', '-')}-{killed.outputs}"
        is_killed = True
        left = seconds
        while True:
            kill = Kill(world.chance.choice(VICTIMS), world.chance.uniform(0, left), world.chance)
            if mode.run(output, kill if is_killed and killed.count < count else None, killed):
                break
            # The run after a kill has less to do.
            is_killed, left = world.chance.random() < AGAIN, max(seconds / 2, left - kill.after)
        if isinstance(mode, Shards):
            _age_parts(output)
            mode.assemble(output)
        found = outputs(output)
        differing = sorted(name for name in expected | found if expected.get(name) != found.get(name))
        killed.wrong += [f"{output.name}: {name}" for name in differing]
        killed.wrong += [f"{output.name}: {path.name} is left" for path in parts(output)]
        print(f"  {mode.name}: {killed.count} of {count} kills, {killed.outputs} outputs", file=sys.stderr, flush=True)
    return killed


def _age_parts(output: Path) -> None:
    """Have the files that were being written look as after the time from which they count as abandoned."""
    before = time.time() - 2 * PART_SECONDS
    for part in parts(output):
        os.utime(part, (before, before))


def left_behind(world: World) -> Iterator[str]:
    """Yield what is left after the last run, when processes have had time to end."""
    end = time.monotonic() + 10
    while world.left() and time.monotonic() < end:
        time.sleep(0.1)
    yield from (f"process {pid} is left" for pid in world.left())
    yield from (f"{path.name} is left" for path in world.temporary.glob("*ocr-pipeline*"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", default="tesseract")
    parser.add_argument("--modes", default=",".join(MODES))
    parser.add_argument("--keep", type=Path, help="a new folder for all that is written, which stays")
    chosen = parser.parse_args()
    names = chosen.modes.split(",")
    shares = sum(MODES[name][1] for name in names)
    wrong: list[str] = []
    total = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.keep or Path(scratch)
        folder.mkdir(exist_ok=True)
        with world_in(folder.resolve(), chosen.engine, chosen.seed) as world:
            One(world).run(world.folder / "undisturbed", None, Killed())
            expected = outputs(world.folder / "undisturbed")
            print(
                "| job | kills | main | worker | tree | outputs | pages there at a kill | seconds undisturbed | wrong |"
            )
            print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
            for number, name in enumerate(names, 1):
                make, share = MODES[name]
                mode = make(world)
                count = round(chosen.kills * share / shares) if number < len(names) else chosen.kills - total
                # Twice: what starts with the first run, a cluster, is no part of the time in which kills fall.
                for _ in range(2):
                    whole = Path(tempfile.mkdtemp(dir=world.folder))
                    mode.run(whole, None, Killed())
                    seconds = mode.seconds
                    if outputs(whole) != expected:
                        wrong.append(f"{name}: undisturbed")
                killed = disturbed(world, mode, count, seconds, expected)
                mode.run(whole, None, killed)
                mode.end()
                found = [*killed.wrong, *(f"{name}: {one}" for one in left_behind(world))]
                at = f"{min(killed.pages)} to {max(killed.pages)}"
                who = " | ".join(str(killed.by_victim[victim]) for victim in VICTIMS)
                cells = (killed.count, who, killed.outputs, at, f"{seconds:.0f}", len(found))
                print(f"| {mode.name} | {' | '.join(map(str, cells))} |", flush=True)
                total += killed.count
                wrong += found
    print(f"{total} kills, {len(expected)} files in an output; {len(wrong)} differ or are left")
    sys.exit("\n".join(wrong) or 0)


if __name__ == "__main__":
    main()
