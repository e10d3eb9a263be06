"""Precision and recall of underlining and overstriking: marks of known places on typed and on real pages.

    python benchmarks/marks.py [--counts]

A page is read as it is; then words of it are marked, it is read again, and what is found is compared word by word.
With `--counts` the marks found on the real pages, as they are, are counted too.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from material import shared

from ocr_pipeline import Settings, transcribe_page
from ocr_pipeline.image import prepare
from ocr_pipeline.recognize.tesseract.engine import TesseractEngine
from ocr_pipeline.recognize.triage import sort_lines
from ocr_pipeline.recognize.typed_marks.find import find_marks
from ocr_pipeline.records import Box, Image, Mark, MarkKind, Page, ScanSource, TextLine, Word, replace
from ocr_pipeline.scans import open_scan
from ocr_pipeline.settings import Binarization
from training.typescript import Machine, Wear, type_sheet

TEXT = (
    "Настоящее сообщение подводит итог очередного этапа работы",
    "ведущейся в Вычислительном центре по созданию структур",
    "малых цифровых машин. Разработка программ для этой машины",
    "позволила уточнить требования, предъявляемые к машинам",
    "этого класса и выявить пути совершенствования структуры.",
    "Некоторые теоретические результаты в этом направлении были",
    "опубликованы в работе. Управление внутренних дел просит",
    "сообщить о принятых мерах до первого марта сего года.",
    "В нашей последующей работе был сохранен в качестве основы",
    "принцип экономии оборудования, осуществляемого обычным путем",
)

Plane = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Sample:
    """A page that is free of marks, and what words are marked on: grey pixels, their resolution, the language."""

    name: str
    pixels: Image
    dpi: float
    language: str


@dataclass(frozen=True)
class Truth:
    """A word marked: how, and its box in pixels of the scan."""

    kind: MarkKind
    drawn: str
    box: Box


Draw = Callable[[Plane, Box, float, float, np.random.Generator], None]
"""Puts a mark at a word on a plane of ink, 0 to 1: the box of its small letters, their pitch in pixels, dpi, a dice."""


def _line(ink: Plane, box: Box, dpi: float, drop: float, rise: float, width: float) -> None:
    """Draw a straight stroke `drop` inches below the baseline, rising by `rise` inches over its length."""
    y = box.bottom + drop * dpi
    ends = [(box.left - 0.02 * dpi, y + rise * dpi / 2), (box.right + 0.02 * dpi, y - rise * dpi / 2)]
    start, end = [(round(16 * x), round(16 * y)) for x, y in ends]
    cv2.line(ink, start, end, 0.85, max(1, round(width * dpi)), cv2.LINE_AA, 4)


def underline(ink: Plane, box: Box, _pitch: float, dpi: float, rng: np.random.Generator) -> None:
    """Draw what a ruler and a pen draw."""
    _line(ink, box, dpi, rng.uniform(0.025, 0.06), rng.uniform(-0.012, 0.012), rng.uniform(0.008, 0.018))


def underscores(ink: Plane, box: Box, pitch: float, dpi: float, rng: np.random.Generator) -> None:
    """Draw underscores as typed: one a cell, each struck a little off the line."""
    for left in np.arange(box.left, box.right - pitch / 2, pitch):
        cell = replace(box, left=left + 0.02 * dpi, right=left + pitch - 0.018 * dpi)
        _line(ink, cell, dpi, 0.045 + rng.normal(0, 0.002), 0.0, 0.014)


def wave(ink: Plane, box: Box, _pitch: float, dpi: float, rng: np.random.Generator) -> None:
    """Draw what a hand draws: a sine of uneven period and height."""
    x = np.arange(box.left - 0.02 * dpi, box.right + 0.02 * dpi, 1.0)
    period = rng.uniform(0.08, 0.16) * dpi
    phase = 2 * np.pi * np.cumsum(1 + 0.25 * np.sin(x / (3 * period))) / period
    height = rng.uniform(0.012, 0.025) * dpi * (1 + 0.2 * np.sin(x / (2 * period)))
    y = box.bottom + 0.05 * dpi + height * np.sin(phase)
    points = np.round(16 * np.column_stack((x, y))).astype(np.int32)
    cv2.polylines(ink, [points], False, 0.85, max(1, round(0.012 * dpi)), cv2.LINE_AA, 4)


def tildes(ink: Plane, box: Box, pitch: float, dpi: float, rng: np.random.Generator) -> None:
    """Draw one period of a wave in each cell, struck a little off the line."""
    for left in np.arange(box.left, box.right - pitch / 2, pitch):
        x = np.arange(left + 0.008 * dpi, left + pitch - 0.008 * dpi, 1.0)
        y = box.bottom + (0.05 + rng.normal(0, 0.002)) * dpi - 0.014 * dpi * np.sin(2 * np.pi * (x - left) / pitch)
        points = np.round(16 * np.column_stack((x, y))).astype(np.int32)
        cv2.polylines(ink, [points], False, 0.85, max(1, round(0.014 * dpi)), cv2.LINE_AA, 4)


def strike(ink: Plane, box: Box, _pitch: float, dpi: float, rng: np.random.Generator) -> None:
    """Draw a pen stroke through the small letters."""
    height = box.height / dpi
    drop = -rng.uniform(0.35, 0.65) * height
    _line(ink, box, dpi, drop, rng.uniform(-0.02, 0.02), rng.uniform(0.010, 0.020))


def hyphens(ink: Plane, box: Box, pitch: float, dpi: float, rng: np.random.Generator) -> None:
    """Draw hyphens as typed over a word: one a cell, with a gap between."""
    for left in np.arange(box.left, box.right - pitch / 2, pitch):
        inset = 0.13 * pitch + 0.02 * dpi
        cell = replace(box, left=left + inset, right=left + pitch - inset)
        _line(ink, cell, dpi, -0.45 * box.height / dpi + rng.normal(0, 0.002), 0.0, 0.016)


def crosses(ink: Plane, box: Box, pitch: float, dpi: float, rng: np.random.Generator) -> None:
    """Draw х as typed over a word: two strokes and four feet a cell."""
    pen = max(1, round(0.013 * dpi))
    for left in np.arange(box.left, box.right - pitch / 2, pitch):
        x, y = left + rng.normal(0.008, 0.003) * dpi, box.top + rng.normal(0, 0.003) * dpi
        wide, high = 0.72 * pitch, box.height
        for start, end in (((x, y), (x + wide, y + high)), ((x + wide, y), (x, y + high))):
            _stroke(ink, start, end, pen)
        for a, b in ((x, y), (x + wide, y), (x, y + high), (x + wide, y + high)):
            _stroke(ink, (a - 0.017 * dpi, b), (a + 0.017 * dpi, b), pen)


def _stroke(ink: Plane, start: tuple[float, float], end: tuple[float, float], pen: int) -> None:
    """Draw a stroke `pen` pixels wide, to a sixteenth of a pixel."""
    first, last = ((round(16 * x), round(16 * y)) for x, y in (start, end))
    cv2.line(ink, first, last, (0.9,), pen, cv2.LINE_AA, 4)


DRAWN_MARKS: dict[str, tuple[MarkKind, Draw]] = {
    "ruled line": (MarkKind.UNDERLINED, underline),
    "underscores": (MarkKind.UNDERLINED, underscores),
    "drawn wave": (MarkKind.WAVY, wave),
    "typed wave": (MarkKind.WAVY, tildes),
    "pen stroke": (MarkKind.OVERSTRUCK, strike),
    "хххх": (MarkKind.OVERSTRUCK, crosses),
    "----": (MarkKind.OVERSTRUCK, hyphens),
}

EVERY = 4
"""One word in so many is marked."""

LEAST_LETTERS = 3

FIRST_SEED = 102
"""The thresholds were chosen with seeds from 0: other words of the same pages were marked then."""


def samples() -> Iterator[Sample]:
    """Yield typed sheets of three machines, one of them worn, one crooked, and four real pages without marks."""
    fonts = shared() / "fonts"
    sheets = (
        ("typed, TT2020 B", "TT2020StyleB-Regular.ttf", Wear()),
        ("typed, TT2020 E, crooked", "TT2020StyleE-Regular.ttf", Wear(skew_degrees=1.2)),
        ("typed, GNU, worn", "GNUTypewriter.ttf", Wear(ink=0.6, uneven=0.16, texture=0.5, blur=0.1)),
    )
    for number, (name, font, wear) in enumerate(sheets):
        machine = Machine(fonts / font, left_margin=25, height=200)
        sheet = type_sheet(TEXT * 2, machine, wear, 300, number)
        yield Sample(name, sheet.pixels, 300, "rus")
    scans = shared() / "scans"
    for name, dpi, language in (
        ("setun70/s03R.png", 300, "rus"),
        ("setun70/s12R.png", 300, "rus"),
        ("ehri/EHRI-DR-19390125-US_03.jpg", 300, "eng"),
        ("novosibirsk/p4.jpg", 110, "rus"),
    ):
        pixels = np.asarray(cv2.imread(str(scans / name), cv2.IMREAD_GRAYSCALE), dtype=np.uint8)
        yield Sample(name, pixels, dpi, language)


def read(pixels: Image, sample: Sample, scratch: Path) -> Page:
    """Return the page read from these pixels."""
    path = scratch / "page.png"
    cv2.imwrite(str(path), pixels)
    settings = Settings(language=sample.language, dpi=sample.dpi, split_spreads=False)
    return transcribe_page(path, settings)[0]


def word_pitch(word: Word) -> float:
    """Return the distance from glyph to glyph, pixels."""
    first, last = word.glyphs[0].box, word.glyphs[-1].box
    return (last.left + last.right - first.left - first.right) / 2 / (len(word.glyphs) - 1)


def seat(word: Word) -> Box:
    """Return the box of a word's small letters: from the median top to the median bottom of its glyphs."""
    tops = float(np.median([glyph.box.top for glyph in word.glyphs]))
    bottoms = float(np.median([glyph.box.bottom for glyph in word.glyphs]))
    return replace(word.box, top=tops, bottom=bottoms)


def marked(sample: Sample, lines: Sequence[TextLine], drawn: str, seed: int) -> tuple[Image, list[Truth]]:
    """Return the page with every so many words marked by `drawn`, and where."""
    rng = np.random.default_rng(seed)
    kind, draw = DRAWN_MARKS[drawn]
    ink = np.zeros(sample.pixels.shape, dtype=np.float32)
    words = [word for line in lines for word in line.words if len(word.text) >= LEAST_LETTERS and word.text.isalpha()]
    truths = []
    for word in words[seed % EVERY :: EVERY]:
        box = seat(word)
        draw(ink, box, word_pitch(word), sample.dpi, rng)
        truths.append(Truth(kind, drawn, box))
    shaded = sample.pixels * (1 - 0.92 * cv2.GaussianBlur(ink, (0, 0), 0.003 * sample.dpi))
    return np.clip(shaded, 0, 255).astype(np.uint8), truths


def words_of(page: Page, mark: Mark) -> tuple[Word, ...]:
    """Return the words that a mark belongs to."""
    return page.lines[mark.line].words[mark.first_word : mark.last_word + 1]


def same_word(box: Box, truth: Box) -> bool:
    """Return whether a word read stands where a word was marked: half of the wider and the line are shared."""
    shared_width = min(box.right, truth.right) - max(box.left, truth.left)
    middle = (truth.top + truth.bottom) / 2
    return shared_width >= 0.5 * max(1.0, min(box.width, truth.width)) and box.top <= middle <= box.bottom


def outcome(page: Page, truths: Sequence[Truth]) -> Counter[str]:
    """Return the words `marked`, of them `read` (a word stands there) and `right`, and those marked `wrongly`."""
    found = [(mark.kind, word.box) for mark in page.marks for word in words_of(page, mark)]
    boxes = [word.box for line in page.lines for word in line.words]
    tally: Counter[str] = Counter(marked=len(truths))
    for truth in truths:
        tally["read"] += any(same_word(box, truth.box) for box in boxes)
        tally["right"] += any(kind is truth.kind and same_word(box, truth.box) for kind, box in found)
    for kind, box in found:
        tally["wrong"] += not any(kind is truth.kind and same_word(box, truth.box) for truth in truths)
    return tally


def counts() -> None:
    """Print how many marks are found on each real page as it is."""
    print("\n| page | underlined | wavy | overstruck | raised | lowered |\n|---|---:|---:|---:|---:|---:|")
    kinds = (MarkKind.UNDERLINED, MarkKind.WAVY, MarkKind.OVERSTRUCK, MarkKind.RAISED, MarkKind.LOWERED)
    for path in sorted((shared() / "scans").glob("*/*.[jp][pn]g")):
        settings = Settings(language="eng" if path.parent.name == "ehri" else "rus")
        tally = Counter(mark.kind for page in transcribe_page(path, settings) for mark in page.marks)
        if tally:
            figures = " | ".join(str(tally[kind]) for kind in kinds)
            print(f"| {path.parent.name} {path.stem} | {figures} |", flush=True)


def cost() -> None:
    """Print the CPU time of finding the marks of a full page and of one with many, the reading left out."""
    engine = TesseractEngine()
    for name in ("s03R", "s08R"):
        scan = open_scan(ScanSource(shared() / "scans" / "setun70" / f"{name}.png"), 200, None)
        (image,) = prepare(scan, binarization=Binarization.AUTO, split_spreads=False, extra_turns=0)
        lines = sort_lines(engine.read(image, "rus", 120).lines).text
        spent = []
        for _ in range(RUNS):
            start = time.process_time()
            marks = find_marks(image, lines)
            spent.append(time.process_time() - start)
        print(f"{name}: {1000 * statistics.median(spent):.0f} ms CPU, {len(marks)} marks")


RUNS = 9


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", action="store_true")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    tallies: dict[str, Counter[str]] = {drawn: Counter() for drawn in DRAWN_MARKS}
    with tempfile.TemporaryDirectory() as folder:
        for number, sample in enumerate(samples()):
            clean = read(sample.pixels, sample, Path(folder))
            for turn, drawn in enumerate(DRAWN_MARKS):
                pixels, truths = marked(sample, clean.lines, drawn, FIRST_SEED + number + turn)
                tallies[drawn] += outcome(read(pixels, sample, Path(folder)), truths)
    print("| kind | by | words | a word read there | found | precision | recall |\n|---|---|---:|---:|---:|---:|---:|")
    for drawn, tally in tallies.items():
        given = tally["right"] + tally["wrong"]
        precision = f"{tally['right'] / given:.3f}" if given else "-"
        print(
            f"| {DRAWN_MARKS[drawn][0]} | {drawn} | {tally['marked']} | {tally['read']} | {tally['right']} "
            f"| {precision} | {tally['right'] / max(1, tally['marked']):.3f} |"
        )
    cost()
    if arguments.counts:
        counts()


if __name__ == "__main__":
    main()
