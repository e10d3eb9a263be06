"""Reads the real pages that have a ground truth with a model, as the program reads them.

    python -m training.validate [MODEL] [--only SET] [--lines]

These pages are for validation only: nothing is trained on them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import cv2

from ocr_pipeline.compare.score.rates import character_error_rate
from ocr_pipeline.languages import load_lexicon
from ocr_pipeline.recognize.page import read_image
from ocr_pipeline.recognize.typescript.engine import TypescriptEngine
from ocr_pipeline.recognize.typescript.glyphs.net import MODEL

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

from doubt import image_of
from material import samples, swaps_folded

SECONDS = 600.0


def main() -> None:
    """Print a row for each page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("model", type=Path, nargs="?", default=MODEL)
    parser.add_argument("--only", default="")
    parser.add_argument("--lines", action="store_true", help="print what is read as well")
    given = parser.parse_args()
    cv2.setNumThreads(1)
    engine = TypescriptEngine(given.model)
    with tempfile.TemporaryDirectory() as folder:
        for sample in samples(Path(folder)):
            if given.only not in f"{sample.set_name}/{sample.name}":
                continue
            page = image_of(sample.path)
            begun = time.process_time()
            reading = read_image(engine, page, sample.language, SECONDS, load_lexicon(sample.language).knows)
            spent = time.process_time() - begun
            text = "\n".join(line.text for line in reading.lines)
            rate = character_error_rate(sample.truth, text)
            folded = character_error_rate(swaps_folded(sample.truth), swaps_folded(text))
            counts = f"{len(reading.lines)} of {len(sample.truth.splitlines())} lines"
            print(
                f"{sample.set_name:18} {sample.name:16} {rate.rate:7.2%} folded {folded.rate:7.2%}"
                f"  {counts:16} {spent:.2f} s",
                flush=True,
            )
            if given.lines:
                print(text)


if __name__ == "__main__":
    main()
