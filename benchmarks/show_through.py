"""Pages through which their other side shows, beside the same pages as they are; and pages that keep their light marks.

    python benchmarks/show_through.py

The other side is another page of the same set (of `novosibirsk` there is one: itself), mirrored, its darkness a share
of what it is. Character error rates as `ocr_pipeline/compare/score/rates.py` defines them (swapped letters of
`setun70` folded), beside stock Tesseract on the same file. Below: on which of all real scans something was taken off.
None of them has more behind it than flattening takes off, but light marks of its own, up to 150 on a page.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import cv2
import numpy as np
from material import shared, swaps_folded

from ocr_pipeline import Settings, transcribe_page
from ocr_pipeline.compare.score.rates import character_error_rate, folded
from ocr_pipeline.image import prepare
from ocr_pipeline.records import Image, ReasonCode, ScanSource
from ocr_pipeline.scans import open_scan
from ocr_pipeline.settings import Binarization

PAGES = (
    ("setun70/s03R.png", "setun70/s05R.png", "rus"),
    ("setun70/s03L.png", "setun70/s06L.png", "rus"),
    ("novosibirsk/p4.jpg", "novosibirsk/p4.jpg", "rus"),
    ("ehri/EHRI-DR-19390125-US_02.jpg", "ehri/EHRI-DR-19390125-US_05.jpg", "eng"),
)
"""A page with truth, what is behind it, and its language."""

SHARES = (0.0, 0.2, 0.35, 0.5)
"""Darkness of what shows through beside that of what is typed behind."""


def grey(name: str) -> Image:
    """Return a scan."""
    return np.asarray(cv2.imread(str(shared() / "scans" / name), cv2.IMREAD_GRAYSCALE), dtype=np.uint8)


def through(page: Image, behind: Image, share: float) -> Image:
    """Return the page with what is behind it showing through."""
    fitted = cv2.resize(behind, page.shape[::-1], interpolation=cv2.INTER_AREA)
    return np.clip(page - share * (255.0 - cv2.flip(fitted, 1)), 0, 255).astype(np.uint8)


def error(name: str, text: str) -> float:
    """Return the character error rate of a reading of a page."""
    path = (shared() / "scans" / name).with_suffix(".gt.txt")
    truth = folded(path.read_text(encoding="utf-8"))
    if name.startswith("setun70"):
        return character_error_rate(swaps_folded(truth), swaps_folded(folded(text))).rate
    return character_error_rate(truth, text).rate


def stock(path: Path, language: str) -> str:
    """Return what Tesseract prints."""
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    command = ["tesseract", str(path), "-", "-l", language]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment).stdout


def taken_off() -> tuple[int, list[str]]:
    """Return how many real pages there are, and the names of those from which something was taken off."""
    count, names = 0, []
    for path in sorted((shared() / "scans").glob("*/*")):
        if path.suffix not in (".png", ".jpg", ".pdf"):
            continue
        scan = open_scan(ScanSource(path), 200, None)
        for page in prepare(scan, binarization=Binarization.AUTO, split_spreads=True, extra_turns=0):
            count += 1
            if any(warning.code == ReasonCode.SHOW_THROUGH for warning in page.warnings):
                names.append(path.name)
    return count, names


def main() -> int:
    """Print a row for each page and share; return 1 where something was taken off a real page."""
    print("| page | share | ocr_pipeline | tesseract | taken off |\n|---|---:|---:|---:|---|")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.png"
        for name, behind, language in PAGES:
            for share in SHARES:
                cv2.imwrite(str(path), through(grey(name), grey(behind), share))
                read = transcribe_page(path, Settings(language=language))
                ours, theirs = error(name, "\n".join(page.text for page in read)), error(name, stock(path, language))
                off = any(warning.code == ReasonCode.SHOW_THROUGH for page in read for warning in page.warnings)
                print(
                    f"| {Path(name).stem} | {share:.0%} | {ours:.2%} | {theirs:.2%} | {'yes' if off else 'no'} |",
                    flush=True,
                )
    count, names = taken_off()
    print(f"\nTaken off real pages: {len(names)} of {count}{''.join(f', {name}' for name in names)}")
    return int(bool(names))


if __name__ == "__main__":
    sys.exit(main())
