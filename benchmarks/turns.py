"""Every page with text, given in all four turns: does it come out upright, with the text of the upright one?

    python benchmarks/turns.py [--only PART_OF_A_NAME]

The pages of `setun70`, `ehri`, `p4` and those single pages of `manuals` that hold text (not handwriting), each as it is
and turned by 90, 180 and 270 degrees. The reference is what is read of the page as it is; CER as in
`ocr_pipeline/compare/score/rates.py`, without line ends. Beside it, in the same run, stock Tesseract, which turns
pages by `--psm 1` (orientation and script detection).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import cv2
from material import shared

from ocr_pipeline import Settings, transcribe_page
from ocr_pipeline.compare.score.rates import character_error_rate
from ocr_pipeline.records import Image, ScanSource
from ocr_pipeline.scans import open_scan

TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}

SINGLE = ("assembler-3", "commands-5", "composer-4", "dispak-2", "dispak-17", "dispak-20", "dispak-28-39")
"""Pages of `manuals` that are one page of text."""

ALLOWED = 0.002
"""CER up to which a turned page has the text of the upright one: a turn moves pixels of the levelled page."""


def pages() -> Iterator[tuple[str, str, Image, float]]:
    """Yield name, language, pixels and resolution of each page."""
    scans = shared() / "scans"
    paths = [*sorted(scans.glob("setun70/*.png")), *sorted(scans.glob("novosibirsk/*.jpg"))]
    paths += sorted(scans.glob("ehri/*.jpg"))
    paths += [scans / "manuals" / f"{name}.pdf" for name in SINGLE]
    for path in paths:
        scan = open_scan(ScanSource(path), 200, None)
        if scan.resolution:
            yield path.stem, "eng" if "EHRI" in path.stem else "rus", scan.pixels, scan.resolution.dpi


def ours(path: Path, settings: Settings) -> str:
    """Return the text of a scan, its lines joined."""
    return " ".join(line.text for page in transcribe_page(path, settings) for line in page.lines)


def tesseract(path: Path, settings: Settings) -> str:
    """Return what Tesseract reads with its own detection of the turn."""
    command = ["tesseract", str(path), "-", "-l", settings.language, "--psm", "1", "--dpi", str(settings.dpi)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return " ".join(done.stdout.split())


def main() -> int:
    """Print a row for each page; return 1 if a turn changed a text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    only = parser.parse_args().only
    print("| page | turned 90° | 180° | 270° | Tesseract 90° | 180° | 270° |\n|---|---:|---:|---:|---:|---:|---:|")
    wrong = {"ours": 0, "tesseract": 0}
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.png"
        for name, language, pixels, dpi in pages():
            if only not in name:
                continue
            settings = Settings(language=language, dpi=dpi)
            rates: dict[str, list[float]] = {"ours": [], "tesseract": []}
            cv2.imwrite(str(path), pixels)
            upright = {"ours": ours(path, settings), "tesseract": tesseract(path, settings)}
            for turn in TURNS.values():
                cv2.imwrite(str(path), cv2.rotate(pixels, turn))
                for reader, read in (("ours", ours), ("tesseract", tesseract)):
                    # A page of which nothing is read is no page that comes out right.
                    rate = character_error_rate(upright[reader], read(path, settings)).rate if upright[reader] else 1.0
                    rates[reader].append(rate)
            for reader, found in rates.items():
                wrong[reader] += sum(rate > ALLOWED for rate in found)
            count += len(TURNS)
            cells = " | ".join(f"{rate:.2%}" for rate in (*rates["ours"], *rates["tesseract"]))
            print(f"| {name} | {cells} |", flush=True)
    others = ", ".join(f"{reader} {number}" for reader, number in wrong.items())
    print(f"\nof {count} turned pages have another text than upright: {others}")
    return int(wrong["ours"] > 0)


if __name__ == "__main__":
    sys.exit(main())
