"""Regions of real pages against truth made by eye: their order, the cells of tables, and what the stage costs.

    python benchmarks/regions.py [NAME ...]

The truth is in `tests/layout/truth` (its README says how it was made). A page's order is right if of each two regions
of the truth all lines that were read in the first come before those of the second; regions that are parts of one
table as the program has it are not told apart, nor are a few letters of a region that were read with another one
(a twentieth). A cell is in place if what was read in its row and column is its text rather than that of a cell beside
it, however misread; rows are aligned first, so that a row that was not read does not move those below it. Of a
table that the program has as a part of a larger one, that part is looked at. Beside it stands the share of the cells in
which anything was read: what is not read is in no place. The error rate of cells is that of the texts in place
(`compare/score/rates.py`). Tesseract gives no cells.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TypedDict

import cv2
from material import SHARED, shared
from rapidfuzz import fuzz

from ocr_pipeline import Settings, transcribe_folder
from ocr_pipeline.compare.score.rates import character_error_rate, folded
from ocr_pipeline.image import prepare
from ocr_pipeline.layout import divide
from ocr_pipeline.records import Box, Cell, Page, RegionKind, ScanSource, Word
from ocr_pipeline.scans import open_scan
from ocr_pipeline.store.files import document_records
from ocr_pipeline.store.result import result_in

TRUTH = Path(__file__).resolve().parents[1] / "tests" / "layout" / "truth"

FAR = 20.0
"""Likeness (`rapidfuzz.fuzz.ratio`) by which the text of a cell beside is more like what was read than the own one."""

STRAY = 0.05
"""Share of a region's characters that may have been read with another one."""

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
    """How a page came out: whether in order; its cells with text, those in which anything was read, those in place; and
    the texts of these with their truth."""

    in_order: bool
    cells: int
    read: int
    in_place: int
    texts: tuple[tuple[str, str], ...]


def scored(truth: Truth, page: Page) -> Score:
    """Return the score of a page."""
    regions = truth["regions"]
    places = [_lines_in(region["box"], page) for region in regions]
    in_order = all(_before(places[one], places[other], page) for one, other in combinations(range(len(regions)), 2))
    cells = read = right = 0
    texts = []
    for region in regions:
        if region["kind"] != "table":
            continue
        rows = region["rows"]
        for number, (wanted, found) in enumerate(_aligned(rows, _table_at(region["box"], page))):
            for column, text in enumerate(wanted):
                other = found[column] if column < len(found) else ""
                cells += bool(text)
                read += bool(text and other)
                if text and other and _is_own(text, other, _beside(rows, number, column)):
                    right += 1
                    texts.append((text, other))
    return Score(in_order, cells, read, right, tuple(texts))


def _before(first: Sequence[int], second: Sequence[int], page: Page) -> bool:
    """Return whether lines of one region come before those of another, but for strays."""
    lines = page.lines
    strays = sum(
        len(lines[one].text)
        for one in first
        if any(
            other <= one and not (lines[one].region == lines[other].region and _is_table(page, lines[one].region))
            for other in second
        )
    )
    return strays <= STRAY * sum(len(lines[one].text) for one in first)


def _is_table(page: Page, region: int) -> bool:
    return page.regions[region].kind is RegionKind.TABLE


def _beside(rows: Rows, number: int, column: int) -> list[str]:
    """Return the texts of the other cells of a row, and of those above and below a cell."""
    row = [text for at, text in enumerate(rows[number]) if at != column]
    return row + [rows[at][column] for at in (number - 1, number + 1) if 0 <= at < len(rows)]


def _is_own(text: str, read: str, others: Sequence[str]) -> bool:
    """Return whether what was read is a cell's text rather than that of a cell beside it."""
    own = fuzz.ratio(folded(text), folded(read))
    return all(fuzz.ratio(folded(other), folded(read)) < own + FAR for other in others if other)


def _lines_in(box: Sequence[float], page: Page) -> list[int]:
    """Return the numbers of the lines whose middle lies in a box on the scan."""
    left, top, right, bottom = box
    middles = [((line.box.left + line.box.right) / 2, (line.box.top + line.box.bottom) / 2) for line in page.lines]
    return [number for number, (x, y) in enumerate(middles) if left <= x <= right and top <= y <= bottom]


def _table_at(box: Sequence[float], page: Page) -> Rows:
    """Return the rows of the tables in a box on the scan; of a table that reaches beyond it, the part within."""
    rows: list[list[str]] = []
    for table in (region for region in page.regions if region.kind is RegionKind.TABLE):
        cells = [(cell, _words(cell, page)) for cell in table.cells]
        inside = [(cell, words) for cell, words in cells if words and _holds(box, words)]
        if not inside:
            continue
        whole = len(inside) >= MOST * sum(bool(words) for _, words in cells)
        down = range(table.rows) if whole else sorted({cell.row for cell, _ in inside})
        across = range(table.columns) if whole else sorted({cell.column for cell, _ in inside})
        texts = {(cell.row, cell.column): " ".join(word.text for word in words) for cell, words in inside}
        rows += [[texts.get((row, column), "") for column in across] for row in down]
    return rows


MOST = 0.8
"""Share of a table's cells that lie in a box from which the table is that of the box."""


def _words(cell: Cell, page: Page) -> list[Word]:
    return [word for part in cell.words for word in page.lines[part.line].words[part.first_word : part.last_word + 1]]


def _holds(box: Sequence[float], words: Sequence[Word]) -> bool:
    """Return whether the middle of a cell's words lies in a box."""
    around = Box.enclosing([word.box for word in words])
    left, top, right, bottom = box
    x, y = (around.left + around.right) / 2, (around.top + around.bottom) / 2
    return left <= x <= right and top <= y <= bottom


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
    for folder in (record.parent for record in document_records(output)):
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
    wrong = cells = read = in_place = 0
    texts: list[tuple[str, str]] = []
    print("| page | order | cells read | in place | error rate in cells |\n|---|---|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        scans = Path(folder) / "scans"
        scans.mkdir()
        for scan in sorted({truth["scan"] for truth in truths.values()}):
            (scans / Path(scan).name).symlink_to(SHARED / "scans" / scan)
        transcribe_folder(scans, Path(folder) / "output", Settings())
        for name, truth in truths.items():
            score = scored(truth, page_of(truth, Path(folder) / "output"))
            wrong += not score.in_order
            cells, read, in_place = cells + score.cells, read + score.read, in_place + score.in_place
            texts += score.texts
            order = "right" if score.in_order else "**wrong**"
            shares = _shares(score.cells, score.read, score.in_place)
            print(f"| {name} | {order} | {shares} | {_rate(score.texts)} |", flush=True)
    print(f"| all | {len(truths) - wrong} of {len(truths)} | {_shares(cells, read, in_place)} | {_rate(texts)} |")
    print(f"\nthe stage on pages of plain text: {', '.join(f'{one:.0f}' for one in cost_ms())} CPU ms")
    return int(wrong > 0)


def _shares(cells: int, read: int, in_place: int) -> str:
    """Return how many cells were read of all, and how many of those are in place."""
    if not cells:
        return "– | –"
    return f"{read} of {cells} ({read / cells:.0%}) | {in_place} ({in_place / max(1, read):.0%})"


def _rate(texts: Sequence[tuple[str, str]]) -> str:
    if not texts:
        return "–"
    truth, read = ("\n".join(side) for side in zip(*texts, strict=True))
    return f"{character_error_rate(truth, read).rate:.2%}"


if __name__ == "__main__":
    sys.exit(main())
