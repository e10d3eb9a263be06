"""Character error rates of the program beside stock Tesseract and OCRmyPDF, on the same real scans in one run.

python benchmarks/accuracy.py [--only SET] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from material import Sample, samples, swaps_folded

from ocr_pipeline.compare.score.rates import character_error_rate, folded

Reader = Callable[[Sample, Path], str]


def ours(sample: Sample, _scratch: Path, engine: str = "auto") -> str:
    """Return what `ocr-pipeline page --text diplomatic` prints."""
    program = Path(sys.executable).with_name("ocr-pipeline")
    options = ["--text", "diplomatic", "--lang", sample.language, "--engine", engine, "-q"]
    return run([str(program), "page", str(sample.path), *options])


def twice(sample: Sample, scratch: Path) -> str:
    """Return what it prints where every page is read by both readers."""
    return ours(sample, scratch, "both")


def stock(sample: Sample, _scratch: Path) -> str:
    """Return what Tesseract prints."""
    return run(["tesseract", str(sample.path), "-", "-l", sample.language])


def ocrmypdf(sample: Sample, scratch: Path) -> str:
    """Return OCRmyPDF's text."""
    text = scratch / f"{sample.name}-{sample.dpi}.txt"
    options = ["--deskew", "--clean", "--jobs", "1", "--output-type", "pdf", "--image-dpi", str(sample.dpi)]
    options += ["-l", sample.language, "--sidecar", str(text), "--quiet"]
    run(["ocrmypdf", *options, str(sample.path), str(text.with_suffix(".pdf"))])
    return text.read_text(encoding="utf-8")


READERS: dict[str, Reader] = {"ocr_pipeline": ours, "both": twice, "tesseract": stock, "ocrmypdf": ocrmypdf}


def run(command: list[str]) -> str:
    """Return what a command prints, with one thread."""
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment).stdout


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    readers = {name: reader for name, reader in READERS.items() if name != "ocrmypdf" or shutil.which(name)}
    if len(readers) < len(READERS):
        print("ocrmypdf is not installed (apt-get install ocrmypdf unpaper): left out\n")
    rates: dict[str, dict[str, dict[str, float]]] = {}
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        chosen = [sample for sample in samples(Path(folder)) if arguments.only in sample.set_name]
        jobs = [(sample, name) for sample in chosen for name in readers]
        texts = pool.map(lambda job: readers[job[1]](job[0], Path(folder)), jobs)
        for (sample, name), text in zip(jobs, texts, strict=True):
            row = rates.setdefault(sample.set_name, {}).setdefault(sample.name, {})
            row[name] = character_error_rate(sample.truth, text).rate
            if sample.set_name.startswith("setun70"):
                truth = swaps_folded(folded(sample.truth))
                row[f"{name}, swaps folded"] = character_error_rate(truth, swaps_folded(folded(text))).rate
    for set_name, pages in rates.items():
        columns = list(next(iter(pages.values())))
        print(f"\n### {set_name}\n\n| page | {' | '.join(columns)} |\n|---|{'---:|' * len(columns)}")
        for page, row in pages.items():
            print(f"| {page} | {' | '.join(f'{row[column]:.2%}' for column in columns)} |")
        means = {column: statistics.fmean(row[column] for row in pages.values()) for column in columns}
        print(f"| **mean** | {' | '.join(f'**{means[column]:.2%}**' for column in columns)} |")
        for peer in readers:
            if peer != "ocr_pipeline" and means[peer]:
                print(f"\nerrors beside {peer}: {means['ocr_pipeline'] / means[peer]:.2f}", end="")
        print()
    if arguments.json:
        arguments.json.write_text(json.dumps(rates, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
