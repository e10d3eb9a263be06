"""F-measure and PSNR (as in the DIBCO contests) of the binarization methods on pages with a black-and-white target.

python benchmarks/binarization.py
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import cv2
import numpy as np
from material import shared

from ocr_pipeline.image.binarize import binarize, nick, otsu, sauvola, wolf
from ocr_pipeline.records import Image
from ocr_pipeline.scans.resolution import estimate
from ocr_pipeline.settings import Binarization

METHODS: dict[str, Callable[[Image], Image]] = {
    "Otsu": otsu,
    "Sauvola, 25 px, k 0.2": lambda image: sauvola(image, 25, 0.2),
    "Sauvola, 15 px, k 0.5": lambda image: sauvola(image, 15, 0.5),
    "Wolf-Jolion, 40 px, k 0.5": lambda image: wolf(image, 41, 0.5),
    "NICK, 19 px, k -0.2": lambda image: nick(image, 19, -0.2),
    "ours (auto)": lambda image: binarize(image, estimate(image).dpi, Binarization.AUTO),
}


def f_measure(binary: Image, target: Image) -> float:
    """Return the harmonic mean of precision and recall of ink, in percent."""
    ink, truth = binary == 0, target == 0
    hit = int(np.count_nonzero(ink & truth))
    return 200.0 * hit / max(1, int(np.count_nonzero(ink)) + int(np.count_nonzero(truth)))


def psnr(binary: Image, target: Image) -> float:
    """Return the peak signal-to-noise ratio, decibel."""
    return float(10 * np.log10(1 / max(1e-9, float(np.mean((binary == 0) != (target == 0))))))


def main() -> None:
    """Print the table."""
    cv2.setNumThreads(1)
    folder = shared() / "binarization"
    print("| pages | method | F-measure | PSNR | each page's F-measure | CPU ms |\n|---|---|---:|---:|---|---:|")
    for kind, pattern in (("typed", "Nabuco_*"), ("printed", "DIBCO*")):
        for name, method in METHODS.items():
            scores, noises, spent = [], [], []
            for path in sorted(folder.glob(f"{pattern}_source.png")):
                image = np.asarray(cv2.imread(str(path), 0), dtype=np.uint8)
                target = cv2.imread(str(path).replace("_source", "_target"), 0)
                start = time.process_time()
                binary = method(image)
                spent.append(time.process_time() - start)
                truth = np.where(np.asarray(target) < 128, 0, 255).astype(np.uint8)
                scores.append(f_measure(binary, truth))
                noises.append(psnr(binary, truth))
            each = ", ".join(f"{score:.1f}" for score in scores)
            print(
                f"| {kind} | {name} | {statistics.fmean(scores):.2f} | {statistics.fmean(noises):.2f} | {each} "
                f"| {1000 * statistics.median(spent):.0f} |"
            )


if __name__ == "__main__":
    main()
