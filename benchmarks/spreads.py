"""Spreads split and single pages left whole, on all real scans; letters that the fold's line cuts.

python benchmarks/spreads.py
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from material import shared

from ocr_pipeline.image import prepare
from ocr_pipeline.image.orient import estimate_turns, turn
from ocr_pipeline.image.spread import find_gutter
from ocr_pipeline.records import Image, Scan, ScanSource
from ocr_pipeline.scans import open_scan
from ocr_pipeline.scans.resolution import estimate
from ocr_pipeline.settings import Binarization


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


def page_count(scan: Scan, pixels: Image) -> int:
    """Return as how many pages a scan with these pixels comes out of the whole preparation."""
    return len(prepare(replace(scan, pixels=pixels), binarization=Binarization.AUTO, split_spreads=True, extra_turns=0))


def of_spreads(scans: Path) -> int:
    """Print the table of the spreads; return how many are not split."""
    print("| spread | split | letters cut |\n|---|---|---:|")
    spreads = [(path, 0) for path in sorted((scans / "lvov").glob("*.png"))]
    spreads += [(scans / "manuals" / f"{name}.pdf", page) for name, pages in MANUALS.items() for page in pages]
    whole = 0
    for path, page in spreads:
        scan = open_scan(ScanSource(path, page), 200, None)
        dpi = scan.resolution.dpi if scan.resolution else 150.0
        is_split = page_count(scan, scan.pixels) == 2
        whole += not is_split
        gutter = find_gutter(scan.pixels, dpi)
        cut = cut_letters(scan.pixels, gutter.top, gutter.bottom, dpi) if gutter else 0
        name = f"{path.stem}{f', page {page + 1}' if page else ''}"
        print(f"| {name} | {'yes' if is_split else '**no**'} | {cut} |", flush=True)
    return whole


def of_singles(scans: Path) -> int:
    """Print what becomes of single pages in all four turns; return how many are split or have the wrong axis."""
    singles = [*scans.glob("setun70/*.png"), *scans.glob("ehri/*.jpg"), *scans.glob("novosibirsk/*.jpg")]
    singles += (shared() / "binarization").glob("Nabuco_*_source.png")
    singles += [scans / "manuals" / f"{name}.pdf" for name in SINGLE]
    wrong = []
    for path in singles:
        scan = open_scan(ScanSource(path), 200, None)
        dpi = estimate(scan.pixels).dpi
        for turns in range(4):
            pixels = turn(scan.pixels, turns)
            if estimate_turns(pixels, dpi).quarter_turns != turns % 2:
                wrong.append(f"{path.stem}, turned by {turns} quarters: wrong axis")
            if page_count(scan, pixels) != 1:
                wrong.append(f"{path.stem}, turned by {turns} quarters: split")
    print(f"\n{len(singles)} single pages in four turns: {len(wrong)} wrong")
    print("\n".join(wrong))
    return len(wrong)


def main() -> int:
    """Print both tables; return 1 where a spread stays whole or a page is split or has the wrong axis."""
    cv2.setNumThreads(1)
    scans = shared() / "scans"
    return int(of_spreads(scans) + of_singles(scans) > 0)


if __name__ == "__main__":
    sys.exit(main())
