"""Lines found on real pages with truth: how many are missed, merged, split or cut short, and what it costs.

    python benchmarks/lines.py [PAGE ...]

Each page is prepared by the program itself, as it is, turned by small angles, and brought down to 100 dpi (JPEG of
quality 60). Found lines are read by the net and matched with those of the truth in order, by what is read: a line that
has no fellow is missed, or extra (letterheads, stamps and handwriting, which the truth leaves out); two of the truth on
one found are merged, one on two is split. PAGE limits the run to names that contain it.

At the end synthetic pages of what is no running text: tables of short rows, with rules and without, lines of one
letter, page numbers. A row counts as found where a line lies on its glyphs, from the first to the last, and as read
where the program's own reader has all its characters.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from doubt import image_of
from material import Sample, reduced, samples, shapes_of, shared
from rapidfuzz.distance import Levenshtein

from ocr_pipeline.image import prepare
from ocr_pipeline.recognize.typescript.engine import TypescriptEngine
from ocr_pipeline.recognize.typescript.glyphs.crop import cut
from ocr_pipeline.recognize.typescript.glyphs.decode import glyphs_of
from ocr_pipeline.recognize.typescript.glyphs.net import Net
from ocr_pipeline.recognize.typescript.lines.find import PageLines, find_lines
from ocr_pipeline.records import PageImage, Resolution, ResolutionOrigin, Scan, ScanSource
from ocr_pipeline.settings import Binarization
from training.typescript import Machine, Sheet, Wear, type_sheet

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
    seen = {number: glyphs_of(net.head.probabilities(features)) for number, features in net.features(crops)}
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


SEEDS = range(10)
"""Throws of each synthetic page: other places and blackness of every strike."""

SHORT = tuple(f"{code:02}" for code in range(18))
COLUMNS = tuple(f"{40 + row}{' ' * 8}{sign}{' ' * 10}{name}".rstrip() for row, (sign, name) in enumerate(
    zip("АВСЕКН579+ЫЖ", ("Плюс", "", "Цифра", "", "", "Точка", "", "Знак", "", "", "Пробел", ""), strict=True)
))  # fmt: skip
LONE = ("Сбор колоды перфокарт для задачи", "Е", "В", "00 000 0001", "А", "1", "конец колоды и всей задачи")
HEADING = ("Код      Символ     Наименование символа",)
NUMBERS = tuple(f"{'':20}{number}" for number in ("- 3 -", "-5-", "- 12 -", "-18-", "- 7 -", "- 104 -"))
BELOW = ("Это строка текста под номером страницы", "и ещё одна строка текста")
SYNTHETIC: dict[str, tuple[list[tuple[str, ...]], tuple[int, ...]]] = {
    "two figures a row": ([(*HEADING, *SHORT)], ()),
    "two figures a row, ruled": ([(*HEADING, *SHORT)], (5, 15)),
    "columns far apart": ([(*HEADING, *COLUMNS)], ()),
    "columns far apart, ruled": ([(*HEADING, *COLUMNS)], (5, 15)),
    "lines of one letter": ([LONE], ()),
    "page numbers": ([(number, *BELOW) for number in NUMBERS], ()),
}
"""Sheets by kind, and the columns of characters at which rules run down them."""


def synthetic() -> None:
    """Print how many rows of synthetic pages are found, and read."""
    face = shared() / "fonts" / "TT2020StyleE-Regular.ttf"
    machine = replace(Machine(face), pitch=2.12, letter_height=1.75, line_distance=8.46, height=200.0)
    engine = TypescriptEngine()
    print("\n| synthetic pages | rows | found | read | lines that are none |\n|---|---:|---:|---:|---:|")
    for kind, (sheets, rules) in SYNTHETIC.items():
        rows = found = right = none = 0
        for seed in SEEDS:
            for lines in sheets:
                sheet = type_sheet(lines, machine, Wear(), 300, seed)
                page = prepared_sheet(ruled(sheet.pixels, rules, machine))
                page_lines = find_lines(page)
                on_rows = [row for row in range(len(lines)) if _lies_on(page, page_lines, sheet, row)]
                texts = {shapes_of(line.text) for line in engine.read(page, "rus", 60).lines}
                rows, found = rows + len(lines), found + len(on_rows)
                right += sum(shapes_of(line) in texts for line in lines)
                none += max(0, len(page_lines.lines) - len(on_rows))
        print(f"| {kind} | {rows} | {found} | {right} | {none} |", flush=True)


def ruled(sheet: np.ndarray, columns: Sequence[int], machine: Machine) -> np.ndarray:
    """Return a sheet with upright rules in these columns of characters."""
    result, per_mm = sheet.copy(), 300 / 25.4
    for column in columns:
        x = round((machine.left_margin + column * machine.pitch) * per_mm)
        cv2.line(result, (x, round(14 * per_mm)), (x, round(190 * per_mm)), 40, 4)
    return result


def prepared_sheet(sheet: np.ndarray) -> PageImage:
    """Return a sheet as the program prepares a scan of it."""
    pixels = np.asarray(sheet, dtype=np.uint8)
    scan = Scan(ScanSource(Path("sheet.png")), pixels, Resolution(dpi=300, origin=ResolutionOrigin.FILE))
    return prepare(scan, binarization=Binarization.AUTO, split_spreads=False, extra_turns=0)[0]


def _lies_on(page: PageImage, page_lines: PageLines, sheet: Sheet, row: int) -> bool:
    """Return whether a line lies on the glyphs of a row, and ends where they do, within a cell."""
    boxes = np.array([glyph.box for glyph in sheet.glyphs if glyph.line == row])
    corners = np.vstack([boxes[:, :2], boxes[:, 2:]])
    inner = page.to_scan.inverse().apply(corners)
    left, right, bottom = inner[:, 0].min(), inner[:, 0].max(), np.median(inner[len(boxes) :, 1])
    cell = page_lines.letter
    return any(
        abs(float(line.at((left + right) / 2)) - bottom) < page_lines.letter / 2
        and abs(line.left - left) < cell
        and abs(line.right - right) < cell
        for line in page_lines.lines
    )


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
    if not wanted or "synthetic" in wanted:
        synthetic()


if __name__ == "__main__":
    main()
