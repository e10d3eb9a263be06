"""A disk that fills at each block, and at each file, in turn: the job's own error, nothing half left, and it goes on.

    python benchmarks/full_disk.py [--step 1] [--temporary]

As root, since disks are mounted: file systems in memory that hold *n* blocks of 4 KB, or *n* files and folders, for
every *n* from none to that with which the job is done (`--step` leaves some out). Files are written whole under
another name first, so that each block that is missing is another write that fails. `ocr-pipeline run` reads a small
job into each, with an engine that takes no time. It has to end with exit code 5 and without a trace of the program;
what is there then has to be whole, and no file that was being written may be left; with room, the same command has to
complete the job, byte for byte as an undisturbed one (`benchmarks/kills.py` says but for what). `--temporary` fills
the disk of temporary files instead, with Tesseract as the engine, which has its input there: then pages may have
failed, with a reason of their own, and a job for which no folder can be made there ends with 5.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import cv2

from ocr_pipeline.errors import ExitCode
from tests.conftest import draw_page
from tests.support.hostile.images import typed_page
from tests.support.outputs import outputs, parts
from tests.support.small_disks import BLOCK_BYTES, SmallDisk, small_disk

ROOT = Path(__file__).resolve().parents[1]
SCANS = ("а/1", "а/2", "б/1")
DPI = 60.0


class Job:
    """A small job, run by the command."""

    def __init__(self, folder: Path, *, tesseract: bool) -> None:
        """Take a folder, into which the scans are drawn, and whether Tesseract reads them."""
        self.folder = folder
        self.engine = ("tesseract", "150") if tesseract else ("fault_engines:Good", f"{DPI:g}")
        for seed, name in enumerate(SCANS):
            path = folder / "scans" / f"{name}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            drawn = draw_page(DPI, lines=6, width_mm=120, height_mm=80, seed=seed)
            cv2.imwrite(str(path), typed_page() if tesseract else drawn)

    def run(self, output: Path, temporary: Path) -> subprocess.CompletedProcess[str]:
        """Run it to its end."""
        line = [sys.executable, "-m", "ocr_pipeline", "run", str(self.folder / "scans"), str(output), "--jobs", "1"]
        line += ["--engine", self.engine[0], "--dpi", self.engine[1], "--temp", str(temporary), "--retries", "0"]
        paths = (str(ROOT / "tests" / "faults"), str(ROOT), *sys.path)
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths), "OMP_THREAD_LIMIT": "1"}
        return subprocess.run(line, env=environment, capture_output=True, text=True, check=False, timeout=300)


def faults_of(job: Job, disk: SmallDisk, expected: dict[str, bytes], *, temporary: bool) -> Iterator[str]:
    """Yield what is wrong with a job whose disk is too small, and with its second run, with room; its exit code first.

    The disk is that of its output, or of its `temporary` files.
    """
    output = job.folder / "out"
    elsewhere = job.folder / "elsewhere"
    done = job.run(elsewhere if temporary else output, output if temporary else elsewhere)
    there = elsewhere if temporary else output
    yield str(done.returncode)
    if done.returncode == ExitCode.DONE:
        if outputs(there) != expected:
            yield "it ends well, and otherwise"
        return
    if done.returncode not in (ExitCode.OUTPUT, *((ExitCode.SOME_FAILED,) if temporary else ())):
        yield f"exit code {done.returncode}: {done.stderr.strip().splitlines()[-1:]}"
    if "Traceback" in done.stderr or "a bug in ocr-pipeline" in done.stderr:
        yield f"a bug is told: {done.stderr.strip().splitlines()[-1:]}"
    if not temporary:
        left = outputs(there) if there.is_dir() else {}
        yield from (f"{name} is not whole" for name in left if name != "job.json" and left[name] != expected.get(name))
    yield from (f"{part.name} is left" for part in parts(there))
    disk.enlarge()
    again = job.run(there, output if temporary else elsewhere)
    if again.returncode != ExitCode.DONE or outputs(there) != expected:
        yield f"with room it ends with {again.returncode}, or otherwise"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--temporary", action="store_true", help="fill the disk of temporary files")
    chosen = parser.parse_args()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        job = Job(Path(scratch), tesseract=chosen.temporary)
        job.run(job.folder / "undisturbed", job.folder / "elsewhere")
        expected = outputs(job.folder / "undisturbed")
        print("| disk of | holds | tries | exit codes | wrong |")
        print("|---|---|---:|---|---:|")
        for kind in ("blocks", "files"):
            codes: Counter[str] = Counter()
            found: list[str] = []
            number = 0
            while True:
                with small_disk(job.folder / "out", **{kind: max(number, kind == "blocks")}) as disk:
                    code, *faults = faults_of(job, disk, expected, temporary=chosen.temporary)
                codes[code] += 1
                found += [f"{number} {kind}: {fault}" for fault in faults]
                if code == str(int(ExitCode.DONE)):
                    break
                number += chosen.step
                shutil.rmtree(job.folder / "elsewhere", ignore_errors=True)
            what = "temporary files" if chosen.temporary else "output"
            said = ", ".join(f"{code}: {count}" for code, count in sorted(codes.items()))
            step = f" of {BLOCK_BYTES} bytes" if kind == "blocks" else " and folders"
            print(f"| {what} | 0 to {number} {kind}{step} | {codes.total()} | {said} | {len(found)} |")
            wrong += found
    sys.exit("\n".join(wrong) or 0)


if __name__ == "__main__":
    main()
