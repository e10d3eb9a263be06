"""Error and cost of the deskewing: pages turned by known angles, beside the package `deskew` where it is installed.

python benchmarks/skew.py          (peer: pip install deskew)
"""

from __future__ import annotations

import importlib
import statistics
import time
from collections.abc import Callable

import cv2
import numpy as np
from material import shared

from ocr_pipeline.image.deskew import estimate_skew
from ocr_pipeline.records import Image

ANGLES = (-10.0, -7.0, -4.3, -2.0, -1.0, -0.5, -0.2, 0.2, 0.5, 1.0, 2.0, 4.3, 7.0, 10.0)


def turned(image: Image, degrees: float) -> Image:
    """Return the page turned counter-clockwise."""
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    drawn = cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,))
    return np.asarray(drawn, dtype=np.uint8)


def main() -> None:
    """Print the table."""
    cv2.setNumThreads(1)
    methods: dict[str, Callable[[Image], float]] = {"ocr_pipeline": lambda image: estimate_skew(image, 300).degrees}
    try:
        peer = importlib.import_module("deskew").determine_skew
        methods["deskew (peer)"] = lambda image: float(-(peer(image) or 0.0))
    except ImportError:
        print("the peer `deskew` is not installed: left out\n")
    print("| page | method | own skew | mean error | worst error | CPU ms |\n|---|---|---:|---:|---:|---:|")
    for name in ("s02L", "s03L", "s03R"):
        page = np.asarray(cv2.imread(str(shared() / "scans" / "setun70" / f"{name}.png"), 0), dtype=np.uint8)
        for method, estimate in methods.items():
            own = estimate(page)
            errors, spent = [], []
            for degrees in ANGLES:
                image = turned(page, degrees)
                start = time.process_time()
                errors.append(abs(estimate(image) - own - degrees))
                spent.append(time.process_time() - start)
            print(
                f"| {name} | {method} | {own:.2f} | {statistics.fmean(errors):.3f} | {max(errors):.3f} "
                f"| {1000 * statistics.median(spent):.0f} |"
            )


if __name__ == "__main__":
    main()
