"""Spreads split and single pages left whole, on all real scans; letters that the fold's line cuts.

python benchmarks/spreads.py
"""

from __future__ import annotations

import cv2
import numpy as np
from material import shared

from ocr_pipeline.image.orient import estimate_turns, turn
from ocr_pipeline.image.spread import find_gutter
from ocr_pipeline.records import Image, ScanSource
from ocr_pipeline.scans import open_scan
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


MANUALS = {
    "preprint-12955": (2, 3, 4),
    "report-676": (2, 3),
    "spread-655-3": (0,),
    "spread-10633-4": (0,),
    "spread-11233-3": (0,),
    "spread-11233-4": (0,),
    "spread-11233-5": (0,),
    **{f"yarmo-{number}": (0,) for number in ("5", "6", "8", "12", "13", "macro-12")},
}
"""Pages (from 0) of `manuals` that are spreads; most have a flat white gutter."""

SINGLE = ("assembler-3", "commands-5", "composer-4", "dispak-2", "dispak-17", "dispak-20", "dispak-28-39", "dispak-74")
"""Those that are one page, the last one landscape, with tables."""


def main() -> None:
    """Print both tables."""
    cv2.setNumThreads(1)
    scans = shared() / "scans"
    print("| spread | split | letters cut |\n|---|---|---:|")
    spreads = [(path, 0) for path in sorted((scans / "lvov").glob("*.png"))]
    spreads += [(scans / "manuals" / f"{name}.pdf", page) for name, pages in MANUALS.items() for page in pages]
    for path, page in spreads:
        scan = open_scan(ScanSource(path, page), 200, None)
        dpi = scan.resolution.dpi if scan.resolution else 150.0
        gutter = find_gutter(scan.pixels, dpi)
        cut = cut_letters(scan.pixels, gutter.top, gutter.bottom, dpi) if gutter else 0
        print(f"| {path.stem}{f', page {page + 1}' if page else ''} | {'yes' if gutter else 'no'} | {cut} |")
    singles = [*scans.glob("setun70/*.png"), *scans.glob("ehri/*.jpg"), *scans.glob("novosibirsk/*.jpg")]
    singles += (shared() / "binarization").glob("Nabuco_*_source.png")
    wrong, turned = 0, list[str]()
    singles += [scans / "manuals" / f"{name}.pdf" for name in SINGLE]
    for path in singles:
        image = open_scan(ScanSource(path), 200, None).pixels
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
