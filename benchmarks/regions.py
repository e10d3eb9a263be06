"""Regions of real pages against truth made by eye: their order, the cells of tables, and what the stage costs.

    python benchmarks/regions.py [NAME ...]

The truth is in `tests/layout/truth` (its README says how it was made). A page's order is right if of each two regions
of the truth all lines that were read in the first come before those of the second. A cell is in place if what was read
in its row and column is its text, or more like it than not; rows are aligned first, so that a row that was not read
does not move those below it. The error rate of cells is that of the texts in place (`compare/score/rates.py`).
Tesseract gives no cells.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TypedDict

import cv2
from material import SHARED, shared
from rapidfuzz import fuzz

from ocr_pipeline import Settings, transcribe_folder
from ocr_pipeline.compare.score.rates import character_error_rate
from ocr_pipeline.image import prepare
from ocr_pipeline.layout import divide
from ocr_pipeline.records import Page, Region, RegionKind, ScanSource
from ocr_pipeline.scans import open_scan
from ocr_pipeline.store.result import result_in

TRUTH = Path(__file__).resolve().parents[1] / "tests" / "layout" / "truth"

ALIKE = 50.0
"""Likeness (`rapidfuzz.fuzz.ratio`) from which a text is more like another one than not."""

SHORT = 2
"""Characters of a cell up to which anything that was read in it counts: a misread figure is in place as well."""

Rows = Sequence[Sequence[str]]


class TrueRegion(TypedDict):
    """A region as a person sees it; `rows` are a table's."""

    kind: str
    box: list[float]
    rows: list[list[str]]


class Truth(TypedDict):
    """A page as a person sees it."""

    scan: str
    frame: int
    side: str
    regions: list[TrueRegion]


@dataclass(frozen=True)
class Score:
    """How a page came out: whether in order, cells in place of all, and the texts of those with their truth."""

    in_order: bool
    cells: int
    in_place: int
    texts: tuple[tuple[str, str], ...]


def scored(truth: Truth, page: Page) -> Score:
    """Return the score of a page."""
    regions = truth["regions"]
    places = [_lines_in(region["box"], page) for region in regions]
    seen = [own for own in places if own]
    in_order = all(max(one) < min(other) for one, other in pairwise(seen))
    cells, right, texts = 0, 0, []
    for region in regions:
        if region["kind"] != "table":
            continue
        read = _table_at(region["box"], page)
        for wanted, found in _aligned(region["rows"], read):
            for column, text in enumerate(wanted):
                if not text:
                    continue
                cells += 1
                other = found[column] if column < len(found) else ""
                is_right = bool(other) and (len(text) <= SHORT or fuzz.ratio(text, other) >= ALIKE)
                right += is_right
                if is_right:
                    texts.append((text, other))
    return Score(in_order, cells, right, tuple(texts))


def _lines_in(box: Sequence[float], page: Page) -> list[int]:
    """Return the numbers of the lines whose middle lies in a box on the scan."""
    left, top, right, bottom = box
    middles = [((line.box.left + line.box.right) / 2, (line.box.top + line.box.bottom) / 2) for line in page.lines]
    return [number for number, (x, y) in enumerate(middles) if left <= x <= right and top <= y <= bottom]


def _table_at(box: Sequence[float], page: Page) -> Rows:
    """Return the rows of the table that shares most with a box on the scan; of several in it, all rows in order."""
    tables = [region for region in page.regions if region.kind is RegionKind.TABLE and _shared(box, region) > 0.5]
    return [row for table in tables for row in _rows(table, page)]


def _shared(box: Sequence[float], region: Region) -> float:
    """Return the share of a region that lies in a box."""
    left, top, right, bottom = box
    across = min(right, region.box.right) - max(left, region.box.left)
    down = min(bottom, region.box.bottom) - max(top, region.box.top)
    return max(0.0, across) * max(0.0, down) / max(1.0, region.box.width * region.box.height)


def _rows(table: Region, page: Page) -> Rows:
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        parts = (page.lines[part.line].words[part.first_word : part.last_word + 1] for part in cell.words)
        rows[cell.row][cell.column] = " ".join(word.text for words in parts for word in words)
    return rows


def _aligned(wanted: Rows, read: Rows) -> list[tuple[Sequence[str], Sequence[str]]]:
    """Return each row of the truth with the row that was read for it, so that they are as much alike as can be."""
    alike = [[_row_likeness(one, other) for other in read] for one in wanted]
    best = [[0.0] * (len(read) + 1) for _ in range(len(wanted) + 1)]
    for i in range(len(wanted) - 1, -1, -1):
        for j in range(len(read) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + alike[i][j])
    pairs: list[tuple[Sequence[str], Sequence[str]]] = []
    i = j = 0
    while i < len(wanted):
        if j < len(read) and best[i][j] == best[i + 1][j + 1] + alike[i][j] and alike[i][j] > 0:
            pairs.append((wanted[i], read[j]))
            i, j = i + 1, j + 1
        elif j < len(read) and best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((wanted[i], ()))
            i += 1
    return pairs


def _row_likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how alike two rows are, 0 to 100: their texts, whatever columns they stand in."""
    return float(fuzz.ratio(" ".join(filter(None, one)), " ".join(filter(None, other))))


def page_of(truth: Truth, output: Path) -> Page:
    """Return the page of a finished job that a truth is of."""
    side = {"L": "left", "R": "right", "whole": "whole"}[truth["side"]]
    for folder in sorted(path.parent for path in output.rglob("document.json")):
        for page in result_in(folder).pages():
            same = Path(page.scan.path).stem == Path(truth["scan"]).stem and page.scan.frame == truth["frame"]
            if same and page.scan.side.value == side:
                return page
    raise SystemExit(f"no page of the job is the {side} side of {truth['scan']}")


def cost_ms() -> list[float]:
    """Return the CPU ms of the stage on the pages of plain text of `setun70`."""
    cv2.setNumThreads(1)
    spent = []
    for path in sorted((shared() / "scans" / "setun70").glob("s0[23][LR].png")):
        scan = open_scan(ScanSource(path=path), Settings().max_megapixels, None, 60.0)
        (image,) = prepare(scan, binarization=Settings().binarization, split_spreads=False, extra_turns=0)
        divide(image)
        runs = []
        for _ in range(5):
            begun = time.process_time()
            divide(image)
            runs.append(1000 * (time.process_time() - begun))
        spent.append(statistics.median(runs))
    return spent


def main() -> int:
    """Print the table; return 1 where an order is wrong."""
    names = sys.argv[1:]
    truths = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(TRUTH.glob("*.json"))}
    truths = {name: truth for name, truth in truths.items() if not names or name in names}
    wrong = cells = in_place = 0
    texts: list[tuple[str, str]] = []
    print("| page | order | cells in place | error rate in cells |\n|---|---|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        scans = Path(folder) / "scans"
        scans.mkdir()
        for scan in sorted({truth["scan"] for truth in truths.values()}):
            (scans / Path(scan).name).symlink_to(SHARED / "scans" / scan)
        transcribe_folder(scans, Path(folder) / "output", Settings())
        for name, truth in truths.items():
            score = scored(truth, page_of(truth, Path(folder) / "output"))
            wrong += not score.in_order
            cells, in_place = cells + score.cells, in_place + score.in_place
            texts += score.texts
            share = f"{score.in_place} of {score.cells}" if score.cells else "none"
            order = "right" if score.in_order else "**wrong**"
            print(f"| {name} | {order} | {share} | {_rate(score.texts)} |", flush=True)
    share = f"{in_place} of {cells} ({in_place / cells:.1%})" if cells else "none"
    print(f"| all | {len(truths) - wrong} of {len(truths)} | {share} | {_rate(texts)} |")
    print(f"\nthe stage on pages of plain text: {', '.join(f'{one:.0f}' for one in cost_ms())} CPU ms")
    return int(wrong > 0)


def _rate(texts: Sequence[tuple[str, str]]) -> str:
    if not texts:
        return "–"
    truth, read = ("\n".join(side) for side in zip(*texts, strict=True))
    return f"{character_error_rate(truth, read).rate:.2%}"


if __name__ == "__main__":
    sys.exit(main())
