"""Pages that curl, beside the same pages flat: what is read, how straight their lines come out, where glyphs are found.

    python benchmarks/curl.py

The pages of `setun70` with truth, each as it is and bent up and down by 0.5, 1.0 and 1.5 % of its width in the middle
(12 to 37 pixels at 300 dpi, 1 to 3 mm), as a sheet looks that bulges under a camera. Character error rates as
`ocr_pipeline/compare/score/rates.py` defines them, swapped letters folded, beside stock Tesseract on the same file. To
bend a page it has to be drawn anew, which may cost errors by itself: so it is read flat, but half a pixel higher, too.

*Off a straight line*: places along each long line of the flat reading are led to its scan, bent as the pixels were, and
led to the prepared page by the inverse of the map that was found; pixels at 300 dpi from the best straight line.
*Boxes*: the middle of each glyph of the bent page from that of the same glyph of the flat page, bent, in pixels of the
scan.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from material import shared, swaps_folded
from rapidfuzz.distance import Levenshtein

from ocr_pipeline import transcribe_page
from ocr_pipeline.compare.locate.upright_frame import frame_of, upright
from ocr_pipeline.compare.score.rates import character_error_rate, folded
from ocr_pipeline.image.flatten import flatten
from ocr_pipeline.image.level import find_level
from ocr_pipeline.records import Curled, Glyph, Image, Page, Points

PAGES = ("s02L", "s03L", "s03R")
KINDS = {
    "flat": (0.0, 0.0),
    "flat, half a pixel higher": (0.0, 0.5),
    **{f"{share:+.1%}": (share, 0.0) for share in (0.005, 0.01, 0.015, -0.005, -0.01, -0.015)},
}
"""How far the middle of the page is moved up, as a share of its width, and how many pixels all of it."""

DPI = 300.0

ALLOWED = 2.0
"""How many times the errors of the flat pages the bent ones may have, all together."""

LONG = 40
"""Characters of a line that tells how straight lines are."""

Values = npt.NDArray[np.float64]


def lift(x: Values, width: int, kind: str) -> Values:
    """Return by how many pixels the places `x` of the page are moved up."""
    share, pixels = KINDS[kind]
    return np.asarray(share * width * np.sin(np.pi * (x - 0.5) / width) ** 2 + pixels, dtype=np.float64)


def bent(image: Image, kind: str) -> Image:
    """Return the page with its lines moved up."""
    if kind == "flat":
        return image
    height, width = image.shape
    across, down = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    source = (down + lift(across.astype(np.float64) + 0.5, width, kind)).astype(np.float32)
    return np.asarray(
        cv2.remap(image, across, source, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8
    )


def moved(places: Points, width: int, kind: str) -> Points:
    """Return where places of the flat scan lie on the bent one."""
    return np.column_stack([places[:, 0], places[:, 1] - lift(places[:, 0], width, kind)])


def off_straight(flat: Page, page: Page, width: int, kind: str) -> Values:
    """Return how far places on the lines of the flat page lie off a straight line on the prepared bent page, pixels."""
    if flat.preparation is None or page.preparation is None:
        return np.zeros(1)
    frame, off = frame_of(flat), []
    for line in flat.lines:
        if len(line.text) < LONG:
            continue
        box = upright(line.box, frame)
        x = np.linspace(box.left, box.right, 60)
        on_scan = flat.preparation.to_scan.apply(np.column_stack([x, np.full(60, box.bottom)]))
        x, y = page.preparation.to_scan.inverse().apply(moved(on_scan, width, kind)).T
        off.append((y - np.polyval(np.polyfit(x, y, 1), x)) * DPI / page.preparation.dpi)
    return np.concatenate(off)


def glyphs(page: Page) -> list[Glyph]:
    """Return the glyphs of a page."""
    return [glyph for line in page.lines for word in line.words for glyph in word.letters()]


def box_errors(flat: Page, page: Page, width: int, kind: str) -> Values:
    """Return how far the middles of the glyphs that both readings have lie apart, pixels of the scan."""
    ours, theirs = glyphs(page), glyphs(flat)
    same = Levenshtein.opcodes([one.text for one in theirs], [one.text for one in ours]).as_matching_blocks()
    pairs = [
        pair
        for one in same
        for pair in zip(theirs[one.a : one.a + one.size], ours[one.b : one.b + one.size], strict=True)
    ]
    expected = moved(np.array([_middle(one) for one, _ in pairs]), width, kind)
    return np.asarray(np.linalg.norm(np.array([_middle(one) for _, one in pairs]) - expected, axis=1))


def _middle(glyph: Glyph) -> tuple[float, float]:
    return (glyph.box.left + glyph.box.right) / 2, (glyph.box.top + glyph.box.bottom) / 2


def errors(truth: str, text: str) -> tuple[int, int]:
    """Return the errors of a reading and the length of the truth, swapped letters folded."""
    rate = character_error_rate(swaps_folded(folded(truth)), swaps_folded(folded(text)))
    return rate.errors, rate.length


def stock(path: Path) -> str:
    """Return what Tesseract prints."""
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    command = ["tesseract", str(path), "-", "-l", "rus"]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment).stdout


def rows(folder: Path) -> Iterator[tuple[str, str, Page, Page, str, int, Path]]:
    """Yield name, kind, flat page, bent page, truth, width of the scan, and path of each page in each bend."""
    for name in PAGES:
        scan = shared() / "scans" / "setun70" / f"{name}.png"
        image = np.asarray(cv2.imread(str(scan), cv2.IMREAD_GRAYSCALE), dtype=np.uint8)
        truth = scan.with_suffix(".gt.txt").read_text(encoding="utf-8")
        flat = None
        for number, kind in enumerate(KINDS):
            path = folder / f"{name}-{number}.png"
            cv2.imwrite(str(path), bent(image, kind))
            (page,) = transcribe_page(path)
            flat = flat or page
            yield name, kind, flat, page, truth, image.shape[1], path


def cost() -> None:
    """Print what finding out costs on pages flat and bent."""
    print("\n| page | curl | levelled | finding the level, CPU ms | without a look at curl |\n|---|---:|---|---:|---:|")
    for name in PAGES:
        scan = cv2.imread(str(shared() / "scans" / "setun70" / f"{name}.png"), cv2.IMREAD_GRAYSCALE)
        for kind in ("flat", "+1.5%"):
            image = flatten(bent(np.asarray(scan, dtype=np.uint8), kind), DPI)
            spent, alone = [], []
            for _ in range(7):
                start = time.process_time()
                level = find_level(image, DPI, 1.0)
                spent.append(time.process_time() - start)
                start = time.process_time()
                find_level(image, DPI, 1.0, curl=False)
                alone.append(time.process_time() - start)
            how = "along its lines" if isinstance(level.forward, Curled) else "no"
            print(f"| {name} | {kind} | {how} | {1000 * np.median(spent):.0f} | {1000 * np.median(alone):.0f} |")


def main() -> int:
    """Print a row for each page and bend; return 1 where the bent pages have more errors than they may."""
    cv2.setNumThreads(1)
    sums: dict[str, list[tuple[int, int, int]]] = {}
    print("| page | curl | ocr_pipeline | tesseract | off a straight line, px: rms, worst | boxes, px: median, 95 % |")
    print("|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for name, kind, flat, page, truth, width, path in rows(Path(folder)):
            (ours, length), (theirs, _) = errors(truth, page.text), errors(truth, stock(path))
            sums.setdefault(kind if kind.startswith("flat") else "bent", []).append((ours, theirs, length))
            off, boxes = off_straight(flat, page, width, kind), box_errors(flat, page, width, kind)
            print(
                f"| {name} | {kind} | {ours / length:.2%} | {theirs / length:.2%} "
                f"| {np.sqrt((off**2).mean()):.2f}, {np.abs(off).max():.2f} "
                f"| {np.median(boxes):.2f}, {np.percentile(boxes, 95):.2f} |",
                flush=True,
            )
    rates = {}
    for kind, counts in sums.items():
        ours, theirs, length = (sum(column) for column in zip(*counts, strict=True))
        rates[kind] = ours / length
        print(f"| **all {kind}** | | **{ours / length:.2%}** | **{theirs / length:.2%}** | | |")
    cost()
    return int(rates["bent"] > ALLOWED * rates["flat"])


if __name__ == "__main__":
    sys.exit(main())
