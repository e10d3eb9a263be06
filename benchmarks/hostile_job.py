"""A small job that benchmarks disturb: its scans, with all that a job can meet, and its processes.

Crops of the scan that comes with the program, so that pages take tenths of a second and are read as a user has them
read: two folders, a PDF, a TIFF of several pages, a spread, and a file that is no image.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image as Pillow

from ocr_pipeline.job.workers.table import processes
from ocr_pipeline.records import Image
from tests.conftest import draw_page
from tests.support.hostile.images import SAMPLE

ROOT = Path(__file__).resolve().parents[1]
MARK = "OCR_PIPELINE_KILLS"
"""The environment variable by which the processes of this benchmark are told from all others."""

Process = subprocess.Popen[str]

PAGES = 12
"""Crops of the sample; with the two pages of the spread and the file that is no image, 15 pages."""

TOP, BOTTOM, LEFT = 500, 1500, 300
"""Where the crops begin, the first, the last and all of them, pixels of the sample: nothing but type is there."""

HEIGHT, WIDTH = 320, 1500
"""Of a crop, pixels at 300 dpi: some lines of type."""

FOLD_PIXELS = 12


def make_scans(folder: Path) -> None:
    """Write the scans into a folder."""
    crops = _crops()
    images = [Pillow.fromarray(crop) for crop in crops]
    for name, own in (("опись 1", images[:4]), ("опись 2", images[4:7])):
        (folder / name).mkdir(parents=True)
        for number, image in enumerate(own, 1):
            image.save(folder / name / f"{number:04d}.png", dpi=(300, 300))
    (folder / "опись 2" / "broken.jpg").write_bytes(b"no image")
    Pillow.fromarray(_spread()).save(folder / "опись 2" / "spread.png", dpi=(100, 100))
    images[7].save(folder / "bound.tif", dpi=(300, 300), save_all=True, append_images=images[8:10])
    images[10].save(folder / "bound.pdf", resolution=300, save_all=True, append_images=images[11:])


def _crops() -> Sequence[Image]:
    with Pillow.open(SAMPLE) as opened:
        pixels = np.asarray(opened.convert("L"), dtype=np.uint8)
    tops = np.linspace(TOP, BOTTOM, PAGES).astype(int)
    return [np.ascontiguousarray(pixels[top : top + HEIGHT, LEFT : LEFT + WIDTH]) for top in tops]


def _spread() -> Image:
    left, right = (draw_page(100, width_mm=150, height_mm=200, lines=20, seed=seed) for seed in (0, 1))
    fold = np.full((left.shape[0], FOLD_PIXELS), 90, dtype=np.uint8)
    return np.hstack([left, fold, right])


@dataclass
class World:
    """A folder with the scans, all outputs and temporary files of the jobs, and what they are run with."""

    folder: Path
    engine: str
    chance: random.Random
    mark: str = field(default_factory=lambda: f"{os.getpid()}-{time.monotonic_ns()}")

    @property
    def temporary(self) -> Path:
        """Return the folder of temporary files."""
        return self.folder / "temporary"

    def start(self, *arguments: str) -> Process:
        """Start a process of Python in a session of its own."""
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join((str(ROOT), *sys.path)),
            "TMPDIR": str(self.temporary),
            "DASK_TEMPORARY_DIRECTORY": str(self.folder / "dask"),
            "OMP_THREAD_LIMIT": "1",
            MARK: self.mark,
        }
        with (self.folder / "log").open("a") as log:
            line = [sys.executable, "-m", *arguments]
            return subprocess.Popen(line, env=environment, stdout=log, stderr=log, text=True, start_new_session=True)

    def run(self, output: Path, *options: str) -> Process:
        """Start the job."""
        command = ["ocr_pipeline", "run", str(self.folder / "scans"), str(output), "--engine", self.engine]
        return self.start(*command, *options)

    def left(self) -> list[int]:
        """Return the processes that were started here, or by those that were, and run."""
        return [process.pid for process in processes() if self._is_ours(process.pid)]

    def _is_ours(self, pid: int) -> bool:
        try:
            return f"{MARK}={self.mark}".encode() in Path(f"/proc/{pid}/environ").read_bytes()
        except OSError:
            return False


@contextmanager
def world_in(folder: Path, engine: str, seed: int) -> Iterator[World]:
    """Make the scans; end whatever is left of the jobs."""
    world = World(folder, engine, random.Random(seed))
    for name in ("temporary", "dask"):
        (folder / name).mkdir()
    make_scans(folder / "scans")
    try:
        yield world
    finally:
        for pid in world.left():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
