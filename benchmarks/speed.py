"""What a page costs: preparation, the whole command beside one bare Tesseract call, and memory over a long job.

    python benchmarks/speed.py [--long PAGES]

CPU seconds (user and system, children included), medians of several runs, one thread.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import cv2
from material import reduced, shared
from processes import cpu_of

from ocr_pipeline import Settings, transcribe_folder
from ocr_pipeline.image import prepare
from ocr_pipeline.records import ScanSource
from ocr_pipeline.scans import open_scan
from ocr_pipeline.settings import Binarization

RUNS = 5


def preparation(path: Path) -> float:
    """Return the CPU seconds of preparing a scan that is open."""
    scan = open_scan(ScanSource(path), 200, None)
    start = time.process_time()
    prepare(scan, binarization=Binarization.AUTO, split_spreads=True, extra_turns=0)
    return time.process_time() - start


def job(path: Path, pages: int, scratch: Path) -> float:
    """Return the CPU seconds a page of a job over copies of a scan, starting the program left out."""
    folder = scratch / f"{path.stem}-{pages}"
    folder.mkdir()
    for number in range(pages):
        shutil.copy(path, folder / f"{number}{path.suffix}")
    program = Path(sys.executable).with_name("ocr-pipeline")
    output = str(scratch / f"{path.stem}-{pages}-out")
    return cpu_of([str(program), "run", str(folder), output, "--jobs", "1", "--quiet"])


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--long", type=int, default=0, metavar="PAGES")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    scans = shared() / "scans" / "setun70"
    print("| page | preparation, CPU s | job, CPU s a page | tesseract, CPU s | ratio |\n|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        pages = [scans / f"{page}.png" for page in ("s02L", "s03L", "s03R")]
        pages.append(reduced(scans / "s03L.png", 100, scratch / "s03L-100.jpg"))
        for path in pages:
            prepared = statistics.median(preparation(path) for _ in range(RUNS))
            # Two jobs of different length: the difference is what pages cost, without the start of the program.
            whole = (job(path, 6, scratch) - job(path, 1, scratch)) / 5
            bare = statistics.median(cpu_of(["tesseract", str(path), "-", "-l", "rus"]) for _ in range(RUNS))
            print(f"| {path.stem} | {prepared:.2f} | {whole:.2f} | {bare:.2f} | {whole / bare:.2f} |")
        if arguments.long:
            folder = scratch / "long"
            folder.mkdir()
            for number in range(arguments.long):
                (folder / f"{number}.png").symlink_to(pages[number % 3])
            short = transcribe_folder(pages[0].parent / "s02L.png", scratch / "one", Settings(), jobs=1)
            summary = transcribe_folder(folder, scratch / "many", Settings())
            own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"\n{arguments.long} pages: {summary.seconds:.0f} s, a worker at most "
                f"{summary.peak_memory_bytes / 2**20:.0f} MB (one page: {short.peak_memory_bytes / 2**20:.0f} MB), "
                f"the job itself at most {own:.0f} MB; {dict(summary.counts)}"
            )


if __name__ == "__main__":
    main()
