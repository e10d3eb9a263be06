"""Searchable PDFs of real scans: whether their text is the diplomatic text, at its place, and what it adds in size.

    python benchmarks/pdf.py [--job OUTPUT]

A dozen pages are read (or those of a job that is there, `--job`), and each document is written as PDF and asked by
poppler's programs: the words in the order of the content (`pdftotext -raw`), white space being only that it parts
words; and where each stands (`pdftotext -bbox`). A word's place is compared with its box in the record, edge by edge,
in shares of the page; what poppler gives of a word on a slant in pieces is put together. Beside the size stands what
Tesseract's own PDF of the text alone takes for the same pages, where they are image files.
"""

from __future__ import annotations

import argparse
import html
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pikepdf
from material import shared

from ocr_pipeline import transcribe_folder
from ocr_pipeline.formats.pdf.sheet import Sheet, parts_shown
from ocr_pipeline.formats.pdf.writer import FORMAT
from ocr_pipeline.records import Document, Page
from ocr_pipeline.records.geometry import Points, Sides
from ocr_pipeline.store.documents import read_document, write_files
from ocr_pipeline.store.pages import StoredPages
from ocr_pipeline.store.paths import find_scan, output_of

SCANS = {
    "png": ["setun70/s02L.png", "setun70/s03L.png"],
    "jpeg": ["ehri/EHRI-DR-19390125-US_02.jpg", "novosibirsk/p4.jpg"],
    "spread": ["lvov/spread-04.png"],
    "report-676": ["manuals/report-676.pdf"],
    "dispak-20": ["manuals/dispak-20.pdf"],
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Searchable PDFs of real scans")
    parser.add_argument("--job", type=Path, help="the output of a job, in place of reading scans")
    asked = parser.parse_args()
    print(
        "| document | pages | s | scans, KB | added, KB a page | Tesseract's, KB a page | text | off, median, worst |"
    )
    print("|---|---:|---:|---:|---:|---:|---|---:|")
    with tempfile.TemporaryDirectory() as scratch:
        output = asked.job or _read(Path(scratch))
        for folder in sorted(path.parent for path in output.rglob("document.json")):
            print(_row(folder, Path(scratch) / "pdf"), flush=True)


def _read(scratch: Path) -> Path:
    for folder, names in SCANS.items():
        (scratch / "scans" / folder).mkdir(parents=True)
        for name in names:
            shutil.copy(shared() / "scans" / name, scratch / "scans" / folder)
    transcribe_folder(scratch / "scans", scratch / "out")
    return scratch / "out"


def _row(folder: Path, target: Path) -> str:
    document = read_document(folder)
    pages = list(StoredPages(folder, [span.id for span in document.pages]))
    scans = sorted({find_scan(page.scan.path, output_of(folder, document.name)) for page in pages})
    start = time.perf_counter()
    if failures := write_files(folder, document, [FORMAT], target=target):
        sys.exit(failures[0].message)
    seconds = time.perf_counter() - start
    path = target / "document.pdf"
    pixels, own = sum(scan.stat().st_size for scan in scans), path.stat().st_size
    words = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True).stdout.decode().split()
    equal = "equal" if words == document.diplomatic.split() else "differs"
    off = [one for page in zip(pages, _sheets(pages, path), _found(path), strict=True) for one in _off(*page)]
    cells = (
        document.name,
        str(len(pages)),
        f"{seconds:.2f}",
        f"{pixels / 1000:.0f}",
        f"{(own - pixels) / 1000 / len(pages):.1f}",
        _peer(scans, document),
        equal,
        f"{statistics.median(off):.2%}, {max(off):.2%}" if off else "-",
    )
    return f"| {' | '.join(cells)} |"


def _peer(scans: list[Path], document: Document) -> str:
    """Return the size of a page's text in Tesseract's PDF without images, in KB; nothing for PDFs."""
    if any(scan.suffix == ".pdf" for scan in scans) or shutil.which("tesseract") is None:
        return "-"
    language = document.provenance.language if document.provenance else "rus"
    with tempfile.TemporaryDirectory() as folder:
        sizes = []
        for number, scan in enumerate(scans):
            base = Path(folder) / str(number)
            command = ["tesseract", str(scan), str(base), "-l", language, "-c", "textonly_pdf=1", "pdf"]
            subprocess.run(command, capture_output=True, check=True)
            sizes.append(base.with_suffix(".pdf").stat().st_size)
    return f"{statistics.mean(sizes) / 1000:.1f}"


def _sheets(pages: list[Page], path: Path) -> Iterator[tuple[float, float, Points]]:
    """Yield for each page of a PDF what it shows of its scan, in pixels: width, height, and the upper left corner."""
    by_scan: dict[tuple[str, int], list[Page]] = {}
    for page in pages:
        by_scan.setdefault((page.scan.path, page.scan.frame), []).append(page)
    with pikepdf.open(path) as pdf:
        if len(pdf.pages) != len(pages):
            sys.exit(f"{path}: {len(pdf.pages)} pages for {len(pages)}")
    for group in by_scan.values():
        scan = group[0].scan
        sheet = Sheet(scan.width, scan.height, scan.width, scan.height)
        for shown in parts_shown(tuple(group), sheet):
            yield shown.width, shown.height, np.array((shown.left, shown.top))


def _found(path: Path) -> Iterator[list[tuple[str, list[float]]]]:
    """Yield the words of each page in the order of its content, with left, top, right and bottom in points."""
    shown = subprocess.run(["pdftotext", "-raw", "-bbox", path, "-"], capture_output=True, check=True).stdout.decode()
    for body in re.findall(r"<page .*?>(.*?)</page>", shown, re.DOTALL):
        words = re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', body)
        yield [(html.unescape(word), [float(value) for value in place]) for *place, word in words]


def _off(page: Page, sheet: tuple[float, float, Points], found: list[tuple[str, list[float]]]) -> Iterator[float]:
    """Yield how far each word of a page is from its box in the record: the worst of four edges, share of the page."""
    width, height, corner = sheet
    turns = page.preparation.quarter_turns if page.preparation else 0
    if page.scan.resolution is None or not found:
        return
    across, down = (width, height) if turns % 2 == 0 else (height, width)
    pieces = iter(found)
    for word in (word for line in page.lines for word in line.words):
        text, places = "", []
        while len(text) < len(word.text):
            piece, place = next(pieces)
            text += piece
            places.append(place)
        edges = np.array(places) / (72 / page.scan.resolution.dpi)
        at = np.concatenate([edges[:, :2].min(axis=0), edges[:, 2:].max(axis=0)])
        expected = _turned(word.box.sides()[0] - np.tile(corner, 2), turns, width, height)
        yield float(np.max(np.abs(at - expected) / (across, down, across, down)))


def _turned(sides: Sides, turns: int, width: float, height: float) -> tuple[float, float, float, float]:
    """Return a box on a scan of that size as it lies after quarter turns, counter-clockwise."""
    left, top, right, bottom = sides.tolist()
    for _ in range(turns):
        left, top, right, bottom = top, width - right, bottom, width - left
        width, height = height, width
    return left, top, right, bottom


if __name__ == "__main__":
    main()
