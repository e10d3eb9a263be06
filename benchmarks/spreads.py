"""Spreads split and single pages left whole, on all real scans; letters that the fold's line cuts.

python benchmarks/spreads.py
"""

from __future__ import annotations

import cv2
import numpy as np
from material import shared

from ocr_pipeline.image.orient import estimate_turns, turn
from ocr_pipeline.image.spread import find_gutter
from ocr_pipeline.records import Image
from ocr_pipeline.scans.resolution import estimate


def cut_letters(image: Image, top: float, bottom: float, dpi: float) -> int:
    """Return how many letter-sized marks the line from (top, 0) to (bottom, height) crosses."""
    ink = cv2.adaptiveThreshold(image, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 51, 30)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    rows = np.arange(image.shape[0])
    columns = np.clip((top + (bottom - top) * rows / image.shape[0]).astype(int), 0, image.shape[1] - 1)
    crossed = np.unique(labels[rows, columns])
    height, width = stats[crossed, 3] * 25.4 / dpi, stats[crossed, 2] * 25.4 / dpi
    return int(np.count_nonzero((height > 1.5) & (height < 4) & (width > 1.2) & (crossed > 0)))


def main() -> None:
    """Print both tables."""
    cv2.setNumThreads(1)
    scans = shared() / "scans"
    print("| spread | split | letters cut |\n|---|---|---:|")
    for path in sorted((scans / "lvov").glob("*.png")):
        image = np.asarray(cv2.imread(str(path), 0), dtype=np.uint8)
        gutter = find_gutter(image, 150)
        cut = cut_letters(image, gutter.top, gutter.bottom, 150) if gutter else 0
        print(f"| {path.stem} | {'yes' if gutter else 'no'} | {cut} |")
    singles = [*scans.glob("setun70/*.png"), *scans.glob("ehri/*.jpg"), *scans.glob("novosibirsk/*.jpg")]
    singles += (shared() / "binarization").glob("Nabuco_*_source.png")
    wrong, turned = 0, list[str]()
    for path in singles:
        image = np.asarray(cv2.imread(str(path), 0), dtype=np.uint8)
        dpi = estimate(image).dpi
        wrong += find_gutter(image, dpi) is not None
        for turns, way in ((0, "upright"), (1, "on its side")):
            if estimate_turns(turn(image, turns), dpi).quarter_turns != turns:
                turned.append(f"{path.stem} {way}")
    axes = 2 * len(singles)
    print(f"\n{len(singles)} single pages: {wrong} split; of {axes} axes (also on the side) {len(turned)} wrong")
    print("\n".join(turned))


if __name__ == "__main__":
    main()
