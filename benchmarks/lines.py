"""Lines found on real pages with truth: how many are missed, merged, split or cut short, and what it costs.

    python benchmarks/lines.py [PAGE ...]

Each page is prepared by the program itself, as it is, turned by small angles, and brought down to 100 dpi (JPEG of
quality 60). Found lines are read by the net and matched with those of the truth in order, by what is read: a line that
has no fellow is missed, or extra (letterheads, stamps and handwriting, which the truth leaves out); two of the truth on
one found are merged, one on two is split. PAGE limits the run to names that contain it.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from doubt import image_of
from material import Sample, reduced, samples, shapes_of, shared
from rapidfuzz.distance import Levenshtein

from ocr_pipeline.recognize.typescript.glyphs.crop import cut
from ocr_pipeline.recognize.typescript.glyphs.decode import glyphs_of
from ocr_pipeline.recognize.typescript.glyphs.net import Net
from ocr_pipeline.recognize.typescript.lines.find import PageLines, find_lines
from ocr_pipeline.records import PageImage

ANGLES = (-0.3, 0.3)
"""Degrees: what a preparation may leave."""

SLACK_SIGNS, SLACK_SHARE = 3.0, 0.12
"""Signs, and share of the line, by which what is read of a line may be longer or shorter than its truth."""

ANOTHER = 0.6
"""Share of a line's characters that must differ for it to be another line: errors of a reader are a tenth."""

MISSED, EXTRA, MERGED, SPLIT = 1.0, 0.4, 0.6, 0.6
"""Costs of the matching, in units of a line of which all is read otherwise."""


@dataclass(frozen=True)
class Count:
    """What became of the lines of a page: `odd` are matched, but longer or shorter than their truth."""

    truth: int
    missed: int
    merged: int
    split: int
    odd: int
    extra: int


def compare(found: Sequence[str], truth: Sequence[str]) -> tuple[Count, list[str]]:
    """Return the counts of the lines found, as they are read, against the true ones, and what differs."""
    rows, columns = len(found) + 1, len(truth) + 1
    cost = np.full((rows, columns), np.inf)
    cost[0, 0] = 0
    step: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(rows):
        for column in range(columns):
            for down, right in ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1)):
                if row < down or column < right:
                    continue
                price = _price(found[row - down : row], truth[column - right : column])
                if cost[row - down, column - right] + price < cost[row, column]:
                    cost[row, column] = cost[row - down, column - right] + price
                    step[row, column] = (down, right)
    row, column = rows - 1, columns - 1
    steps, notes, odd = [], [], 0
    while (row, column) != (0, 0):
        down, right = step[row, column]
        row, column = row - down, column - right
        steps.append((down, right))
        read, true = "".join(found[row : row + down]), "".join(truth[column : column + right])
        if (down, right) == (1, 1) and abs(len(read) - len(true)) > SLACK_SIGNS + SLACK_SHARE * len(true):
            odd += 1
            notes.append(f"line {row} of another length: {read} for {true}")
        elif (down, right) != (1, 1) and right:
            notes.append(f"{down} found for {right}: {read} for {true}")
    return Count(
        len(truth),
        steps.count((0, 1)),
        steps.count((1, 2)),
        steps.count((2, 1)),
        odd,
        steps.count((1, 0)),
    ), notes[::-1]


def _price(found: Sequence[str], true: Sequence[str]) -> float:
    match len(found), len(true):
        case 1, 0:
            return EXTRA
        case 0, 1:
            return MISSED
    off = Levenshtein.normalized_distance("".join(found), "".join(true))
    if off > ANOTHER:
        return 2 * (MISSED + EXTRA)
    return off + {(1, 1): 0.0, (1, 2): MERGED, (2, 1): SPLIT}[len(found), len(true)]


def read(net: Net, page: PageImage, page_lines: PageLines) -> list[str]:
    """Return the characters that the net sees in each line, as they are."""
    crops = [cut(page.grey, page_lines, index).pixels for index in range(len(page_lines.lines))]
    seen = {number: glyphs_of(probabilities) for number, probabilities in net.read(crops)}
    return [shapes_of("".join(glyph.shape for glyph in seen[number])) for number in range(len(crops))]


def pages(scratch: Path) -> Iterator[tuple[str, Sample, Path]]:
    """Yield each page with truth in each state: the state, the sample, the file."""
    for sample in samples(scratch):
        if sample.set_name.startswith("setun70") and sample.dpi != 300:
            continue
        yield "as it is", sample, sample.path
        if sample.dpi < 300:
            continue
        image = np.asarray(cv2.imread(str(sample.path), cv2.IMREAD_GRAYSCALE))
        for angle in ANGLES:
            target = scratch / f"{sample.name}{angle:+}.png"
            cv2.imwrite(str(target), turned(image, angle), [cv2.IMWRITE_PNG_COMPRESSION, 1])
            yield f"turned {angle:+}°", sample, target
        yield "100 dpi", sample, reduced(sample.path, 100, scratch / f"{sample.name}-100.jpg")


def turned(image: np.ndarray, degrees: float) -> np.ndarray:
    """Return the page turned counter-clockwise about its middle."""
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def tilted(page: PageImage, degrees: float) -> PageImage:
    """Return a prepared page turned by what a preparation may leave."""
    grey, binary = (np.asarray(turned(plane, degrees)) for plane in (page.grey, page.binary))
    binary = np.where(binary < 128, 0, 255).astype(np.uint8)
    return PageImage(page.side, grey, binary, page.to_scan, page.dpi, page.scan_resolution, 0, page.skew_degrees)


def measured(page: PageImage) -> tuple[PageLines, float, float]:
    """Return the lines and the CPU milliseconds of finding and of cutting the lines."""
    start = time.process_time()
    page_lines = find_lines(page)
    found = time.process_time()
    for index in range(len(page_lines.lines)):
        cut(page.grey, page_lines, index)
    return page_lines, 1000 * (found - start), 1000 * (time.process_time() - found)


def main() -> None:
    """Print the table, and a line for each difference."""
    cv2.setNumThreads(1)
    shared()
    net = Net()
    wanted = sys.argv[1:]
    totals: dict[str, list[tuple[Count, float, float]]] = {}
    print("| page | state | lines | missed | merged | split | odd length | extra | pitch | find ms | cut ms |")
    print("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for state, sample, path in pages(Path(folder)):
            if wanted and not any(name in f"{sample.set_name} {sample.name} {state}" for name in wanted):
                continue
            page = image_of(path)
            cases = [(state, page)]
            if state == "as it is":
                cases += [(f"left skewed {angle:+}°", tilted(page, angle)) for angle in ANGLES]
            for name, image in cases:
                page_lines, finding, cutting = measured(image)
                truth = [shapes_of(line) for line in sample.truth.splitlines() if line.strip()]
                count, notes = compare(read(net, image, page_lines), truth)
                totals.setdefault(name, []).append((count, finding, cutting))
                print(
                    f"| {sample.name} | {name} | {count.truth} | {count.missed} | {count.merged} | {count.split} "
                    f"| {count.odd} | {count.extra} | {page_lines.pitch:.2f} | {finding:.0f} | {cutting:.0f} |",
                    flush=True,
                )
                for note in notes:
                    print(f"  {note}")
    for name, rows in totals.items():
        sums = [sum(getattr(count, key) for count, _, _ in rows) for key in Count.__dataclass_fields__]
        median = [f"{float(np.median([row[place] for row in rows])):.0f}" for place in (1, 2)]
        print(f"| all | {name} | {' | '.join(map(str, sums))} | | {' | '.join(median)} |")


if __name__ == "__main__":
    main()
