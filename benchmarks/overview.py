"""What the overview of a large job weighs and costs: synthetic rows, 100,000 pages in documents of 80.

    python benchmarks/overview.py [--pages N] [--document-pages N] [--keep DIR]

Seconds to make it and MB of its files; where Chromium is installed, also from opening it from the disk to the first row
on the screen, then of sorting all rows, of searching all texts, and of turning the page, and the memory of the
process that shows it. Medians of several runs, each with the page opened anew.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ocr_pipeline.formats.registry import formats_named
from ocr_pipeline.records import DocumentRow, PageRow, PageState
from ocr_pipeline.store.jobs import write_overview

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.journeys import chromium

RUNS = 5
AIMS = {"usable": 1.0, "sorted by a figure": 1.0, "sorted by page": 1.5, "searched": 1.0, "turned": 0.5}
"""Seconds that each may take with 100,000 pages, on one core of 2020: a person does not wait for it."""

MOST_MB = 250
"""Of memory that the process showing the page may take above an empty page's: a browser gives up at some GB."""

WARNINGS = (
    "much of it is doubtful",
    "about {} characters were not read",
    "the resolution is low: {} dpi",
    "the other side shows through",
)


def synthetic_pages(count: int, document_pages: int) -> Iterator[PageRow]:
    """Yield rows as a job of old paper has them: one page of twenty fails, one of ten has a warning of its own."""
    rng = random.Random(1)
    for number in range(count):
        failed = rng.random() < 0.05
        warned = failed or rng.random() < 0.1
        yield PageRow(
            document=f"фонд 0102/дело {number // document_pages:05}",
            page=f"{1000 + number:06}",
            path=f"../scans/фонд 0102/дело {number // document_pages:05}/{1000 + number:06}.tif",
            state=PageState.FAILED if failed else PageState.DONE,
            expected_cer=None if failed else rng.expovariate(50),
            unread_mm2=None if failed else max(0.0, rng.gauss(-10, 20)),
            skew_degrees=None if failed else rng.gauss(0, 0.7),
            page_number=None if failed else 1 + number % document_pages,
            seconds=rng.uniform(1, 4),
            warnings=(rng.choice(WARNINGS).format(rng.randrange(10, 300)),) if warned else (),
        )


def synthetic_documents(count: int, document_pages: int) -> Iterator[DocumentRow]:
    """Yield the rows of their documents."""
    for place in range(-(-count // document_pages)):
        yield DocumentRow(document=f"фонд 0102/дело {place:05}", pages=document_pages, failed=0)


def renderer_mb() -> float:
    """Return the memory of the largest process below this one that shows a page, MB resident."""
    sizes = [0.0]
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
            if b"--type=renderer" in command and b"chrom" in command:
                sizes.append(int((folder / "statm").read_text().split()[1]) * 4096 / 1e6)
        except OSError:
            # It ended meanwhile.
            continue
    return max(sizes)


def measured(browser: chromium.Browser, page: Path) -> dict[str, float]:
    """Return the seconds of each thing that a person does with the page, once, and the memory at the end."""
    found: dict[str, float] = {}
    first = "document.querySelector('#pages tbody a')?.textContent"
    said = "document.getElementById('pages-found')?.textContent"

    def timed(what: str, act: str, until: str) -> None:
        begun = time.perf_counter()
        browser.run(f"window.before = {first}; {act}")
        browser.wait(f"return {until}")
        found[what] = time.perf_counter() - begun

    begun = time.perf_counter()
    browser.open(page)
    browser.wait(f"return {first} !== undefined")
    found["usable"] = time.perf_counter() - begun
    click = "document.querySelector('#pages [data-column={}]').click();"
    sort = "document.querySelector('#pages th[aria-sort] [data-column={}]') !== null"
    timed("sorted by a figure", click.format("cer"), sort.format("cer"))
    timed("sorted by page", click.format("page"), sort.format("page"))
    timed("turned", "document.getElementById('pages-next').click();", f"{said}.includes(101)")
    search = "document.getElementById('search')"
    timed(
        "searched",
        f"{search}.value = 'shows 0012'; {search}.dispatchEvent(new Event('input'));",
        f"!{said}.includes(101)",
    )
    found["MB"] = renderer_mb()
    return found


def main() -> int:
    """Print the figures; return 1 if one is above its aim."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--document-pages", type=int, default=80)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    pages = list(synthetic_pages(arguments.pages, arguments.document_pages))
    documents = list(synthetic_documents(arguments.pages, arguments.document_pages))
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        begun = time.perf_counter()
        write_overview(folder, pages, documents, formats_named(["html"]))
        made = time.perf_counter() - begun
        index = folder / "index.html"
        parts = [path.stat().st_size for path in (folder / "overview").glob("*.js")]
        loaded = [(folder / "overview" / f"{name}.js").stat().st_size for name in ("index", "documents", "rows-0000")]
        print(f"pages {len(pages)}, documents {len(documents)}; made in {made:.1f} s, the tables of CSV too")
        print(f"index.html {index.stat().st_size / 1e3:.0f} KB, beside it {sum(parts) / 1e6:.1f} MB", end="")
        print(f" in {len(parts)} files, {sum(loaded) / 1e6:.1f} MB of them loaded at once")
        if chromium.missing():
            print(f"in a browser: not measured, {chromium.missing()} is not installed")
            return 0
        with chromium.browser() as browser:
            browser.size(1280, 900)
            empty = Path(scratch) / "empty.html"
            empty.write_text("<!doctype html><title>empty</title>", encoding="utf-8")
            browser.open(empty)
            alone = renderer_mb()
            runs = [measured(browser, index) for _ in range(RUNS)]
        medians = {what: statistics.median(run[what] for run in runs) for what in runs[0]}
        for what, seconds in medians.items():
            if what in AIMS:
                print(f"{what}: {seconds:.2f} s (aim {AIMS[what]:.1f})")
        above = medians["MB"] - alone
        print(f"memory: {medians['MB']:.0f} MB, {above:.0f} MB more than an empty page (aim {MOST_MB})")
        return int(above > MOST_MB or any(medians[what] > aim for what, aim in AIMS.items()))


if __name__ == "__main__":
    sys.exit(main())
