"""What a report of a long document weighs and costs: synthetic variants over copies of a real page.

    python benchmarks/report.py [--scan NAME] [--pages N] [--variants N] [--keep FILE]

MB of the file and what they are spent on, seconds to render it (with one thread), and, where Chromium is installed, the
time from opening the file to the first strip on the screen. The page is the densest of the set, so others weigh less.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import cv2
from material import shared

from ocr_pipeline import transcribe_page
from ocr_pipeline.compare.records import (
    Category,
    Comparison,
    Coverage,
    Place,
    Rate,
    ScoreLayer,
    Scores,
    Span,
    Transcription,
    Variant,
    Verdict,
)
from ocr_pipeline.job.scan.alone import as_document
from ocr_pipeline.records import Box, Page, replace
from ocr_pipeline.report.comparison_report import report_html
from ocr_pipeline.report.images import ScanImages
from ocr_pipeline.settings import Settings
from ocr_pipeline.text.edits import applied
from ocr_pipeline.text.trace import Origin, trace

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.journeys import chromium

WATCH = """
const look = () => {
  const image = document.querySelector(".film img");
  if (!image) return requestAnimationFrame(look);
  image.scrollIntoView();
  if (!image.complete || !image.naturalWidth) return requestAnimationFrame(look);
  image.decode().then(() => requestAnimationFrame(() => { window.firstStrip = performance.now(); }));
};
requestAnimationFrame(look);
"""
"""Run before the report's own script: goes to the first strip as soon as it is there and notes when it is drawn."""

LETTERS = "абвгдежзийклмнопрстуфхцчшщыьэюя"
RUNS = 5


def copies(scan: Path, count: int, folder: Path) -> tuple[Page, ...]:
    """Return the pages of `count` copies of a scan, read once: every copy is a file of its own in `folder`."""
    (page, *_) = transcribe_page(scan)
    pages: list[Page] = []
    for number in range(1, count + 1):
        path = folder / f"{number:04d}{scan.suffix}"
        shutil.copy(scan, path)
        pages.append(replace(page, id=path.stem, scan=replace(page.scan, path=str(path))))
    return tuple(pages)


def synthetic_comparison(pages: Sequence[Page], a_page: int) -> Comparison:
    """Return a comparison with `a_page` variants a page: words of the reading with one letter changed."""
    rng = random.Random(1)
    document = as_document("synthetic", tuple(pages), Settings())
    text = applied(document.diplomatic, document.edits)
    origins = trace(document, pages)
    words: dict[int, list[re.Match[str]]] = {}
    for word in re.finditer(r"\w{3,}", text):
        origin = origins[word.start()]
        if origin.page is not None and origin.box is not None:
            words.setdefault(origin.page, []).append(word)
    chosen = [word for found in words.values() for word in rng.sample(found, min(a_page, len(found)))]
    variants = []
    for number, word in enumerate(sorted(chosen, key=lambda word: word.start()), start=1):
        at = rng.randrange(len(word[0]))
        variants.append(
            Variant(
                number=number,
                category=rng.choice(list(Category)),
                ours=word[0],
                theirs=f"{word[0][:at]}{rng.choice(LETTERS)}-{word[0][at + 1 :]}",
                our_span=Span(start=word.start(), end=word.end()),
                their_span=Span(start=word.start(), end=word.end()),
                before=text[max(0, word.start() - 60) : word.start()],
                after=text[word.end() : word.end() + 60],
                places=places(origins[word.start() : word.end()], pages),
                verdict=rng.choice(list(Verdict)),
                probability=rng.uniform(0.5, 1),
                reasons=("synthetic: made for this benchmark: a letter of the reading was changed",),
                weight=rng.random(),
                doubt=rng.random(),
            )
        )
    rate = Rate(errors=len(variants), length=len(text), rate=len(variants) / len(text), low=0.0, high=0.1)
    return Comparison(
        document="synthetic",
        transcription=Transcription(name="synthetic.txt", text=text, format="text"),
        scores=Scores(
            profile="synthetic",
            layers=(ScoreLayer(name="as typed", cer=rate, wer=rate),),
            bag_of_words=0.1,
            flexible_characters=0.9,
        ),
        coverage=Coverage(ours=1, theirs=1),
        stretches=(),
        variants=tuple(variants),
    )


def places(origins: Sequence[Origin], pages: Sequence[Page]) -> tuple[Place, ...]:
    """Return the places of characters, one for each line they stand on."""
    boxes: dict[tuple[int, int], list[Box]] = {}
    for origin in origins:
        if origin.page is not None and origin.line is not None and origin.box is not None:
            boxes.setdefault((origin.page, origin.line), []).append(origin.box)
    return tuple(
        Place(
            page=page,
            page_id=pages[page].id,
            line=line,
            box=Box(
                left=min(box.left for box in found),
                top=min(box.top for box in found),
                right=max(box.right for box in found),
                bottom=max(box.bottom for box in found),
            ),
            line_box=pages[page].lines[line].box,
        )
        for (page, line), found in boxes.items()
    )


def first_picture(browser: chromium.Browser, path: Path) -> float:
    """Return the seconds from the start of the navigation until the first strip was on the screen."""
    browser.open(path)
    browser.wait("return window.firstStrip")
    milliseconds = browser.run("return window.firstStrip")
    assert isinstance(milliseconds, float | int)
    return milliseconds / 1000


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--scan", default="s03L")
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--variants", type=int, default=10, help="variants a page")
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        pages = copies(shared() / "scans" / "setun70" / f"{arguments.scan}.png", arguments.pages, scratch)
        comparison = synthetic_comparison(pages, arguments.variants)
        start, used = time.perf_counter(), time.process_time()
        report = report_html(comparison, pages, ScanImages(Settings().max_megapixels), "ru", "rus")
        seconds, used = time.perf_counter() - start, time.process_time() - used
        path = arguments.keep or scratch / "report.html"
        path.write_text(report, encoding="utf-8")
        strips = [len(found) for found in re.findall(r'webp;base64,([^"]+)"', report)]
        small = [len(found) for found in re.findall(r'id="page-\d+">([^<]+)<', report)]
        whole = path.stat().st_size
        print(f"pages {len(pages)}, variants {len(comparison.variants)}")
        print(f"file {whole / 1e6:.1f} MB: {len(strips)} strips {sum(strips) / 1e6:.1f} MB, ", end="")
        print(f"{len(small)} small pages {sum(small) / 1e6:.1f} MB, ", end="")
        print(f"the rest {(whole - sum(strips) - sum(small)) / 1e6:.1f} MB")
        print(f"rendering {seconds:.1f} s, {used:.1f} CPU s, {1000 * used / len(pages):.0f} CPU ms a page")
        if chromium.missing():
            print(f"first picture: not measured, {chromium.missing()} is not installed")
            return
        with chromium.browser() as browser:
            browser.size(1280, 800)
            browser.command("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
            times = sorted(first_picture(browser, path) for _ in range(RUNS))
            print(f"first picture after {times[RUNS // 2]:.2f} s (median of {RUNS}, slowest {times[-1]:.2f} s)")


if __name__ == "__main__":
    main()
