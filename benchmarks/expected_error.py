"""Can the expected error be believed? What the program expects of a page beside what it got wrong, also where it fails.

    python benchmarks/expected_error.py [--only PART_OF_A_NAME]

All pages with truth, at 300, 150 and 100 dpi, as they are; and each once more with one fault made on purpose, a
quarter of the pages each: every third line is taken from what the reader gives; the page is forced upside down or on
its side; two pages lie side by side and are read as one; half of the page is covered from the reader alone. US_01 of
each despatch is left out: its truth is not whole. Printed are rank correlation (Spearman), and the pages of which more
than `MUCH` is wrong while the program expects less than `LITTLE`. Beside it, from the same readings, the mean doubt of
the glyphs, which is what other programs give as the quality of a page.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from material import Sample, samples, with_manuals

from ocr_pipeline.compare.score.rates import character_error_rate
from ocr_pipeline.image import prepare
from ocr_pipeline.languages import load_lexicon
from ocr_pipeline.recognize import Engine, EngineReading, PageReading, read_image, ready_engine
from ocr_pipeline.records import Image, PageImage, Scan, ScanSource
from ocr_pipeline.scans import open_scan
from ocr_pipeline.settings import Binarization

MUCH, LITTLE = 0.10, 0.05
"""Shares of characters: no page of which more than `MUCH` is wrong may be expected to have less than `LITTLE`."""

SECONDS = 120.0
"""For a page."""


@dataclass(frozen=True, eq=False)
class Case:
    """A page to be read: its image, the engine that reads it, the truth, and what was done to it."""

    name: str
    fault: str
    image: PageImage
    engine: Engine
    truth: str
    language: str


@dataclass(frozen=True)
class Wrapped:
    """An engine, of whose work something is kept back by those below."""

    engine: Engine

    @property
    def identity(self) -> str:
        """Return the engine's own."""
        return self.engine.identity

    def check(self, language: str) -> None:
        """Check the engine."""
        self.engine.check(language)


class Robbed(Wrapped):
    """An engine from whose reading every third line is taken."""

    def read(self, image: PageImage, language: str, seconds: float) -> EngineReading:
        """Return the reading without every third line."""
        found = self.engine.read(image, language, seconds)
        return replace(found, lines=tuple(line for number, line in enumerate(found.lines) if number % 3 != 1))


@dataclass(frozen=True)
class Blinkered(Wrapped):
    """An engine that sees half of the page: the upper, left, lower or right one, by `half`, 0 to 3."""

    half: int

    def read(self, image: PageImage, language: str, seconds: float) -> EngineReading:
        """Return what is read of one half."""
        covered = replace(image, grey=self._covered(image.grey), binary=self._covered(image.binary))
        return self.engine.read(covered, language, seconds)

    def _covered(self, pixels: Image) -> Image:
        height, width = (side // 2 for side in pixels.shape)
        result = pixels.copy()
        result[(np.s_[height:], np.s_[:, width:], np.s_[:height], np.s_[:, :width])[self.half]] = 255
        return result


def prepared(scan: Scan, turns: int = 0) -> PageImage:
    """Return a scan as one page, turned by so many quarter turns too many."""
    return prepare(scan, binarization=Binarization.AUTO, split_spreads=False, extra_turns=turns)[0]


def opened(sample: Sample) -> Scan:
    """Return the scan of a sample; of a PDF its first page."""
    return open_scan(ScanSource(sample.path), 200, None)


def side_by_side(one: Scan, other: Scan) -> Scan:
    """Return two scans as one, the lower one filled up with white."""
    height = max(len(one.pixels), len(other.pixels))
    sheets = [
        cv2.copyMakeBorder(scan.pixels, 0, height - len(scan.pixels), 0, 0, cv2.BORDER_CONSTANT, value=(255,))
        for scan in (one, other)
    ]
    return replace(one, pixels=np.hstack(sheets))


def neighbour(sample: Sample, chosen: Sequence[Sample]) -> Sample:
    """Return the page before it of the same kind and resolution, of the first one the last; the only one itself."""
    alike = [one for one in chosen if one.set_name == sample.set_name]
    return alike[alike.index(sample) - 1]


def cases(scratch: Path, only: str) -> Iterator[Case]:
    """Yield each page as it is, and with a fault."""
    engines = {language: ready_engine("auto", language) for language in ("rus", "eng")}
    chosen = [sample for sample in with_manuals(samples(scratch), scratch) if "US_01" not in sample.name]
    for number, sample in enumerate(chosen):
        fault = number % 4
        if only not in sample.name:
            continue
        scan, engine = opened(sample), engines[sample.language]
        case = partial(Case, f"{sample.name} {sample.dpi}", language=sample.language)
        image = prepared(scan)
        yield case("", image, engine, sample.truth)
        if fault == 0:
            yield case("lines taken", image, Robbed(engine), sample.truth)
        elif fault == 1:
            yield case("turned wrong", prepared(scan, 2 if number % 8 < 4 else 1), engine, sample.truth)
        elif fault == 2:
            other = neighbour(sample, chosen)
            both = prepared(side_by_side(scan, opened(other)))
            yield case("read across", both, engine, f"{sample.truth}\n{other.truth}")
        else:
            yield case("half covered", image, Blinkered(engine, number // 4 % 4), sample.truth)


def read(case: Case) -> PageReading:
    """Return what the program reads."""
    return read_image(case.engine, case.image, case.language, SECONDS, load_lexicon(case.language).knows)


def doubt_of(reading: PageReading) -> float:
    """Return the mean doubt of the glyphs that were read; 1 where none were."""
    glyphs = [glyph for line in reading.lines for word in line.words for glyph in word.letters()]
    return 1.0 - statistics.fmean(glyph.confidence for glyph in glyphs) if glyphs else 1.0


def ranks(values: list[float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the rank of each value, equal ones the mean of theirs."""
    found = np.array(values)
    return np.array([(found < value).sum() + ((found == value).sum() - 1) / 2 for value in values], dtype=np.float64)


def correlation(one: list[float], other: list[float]) -> float:
    """Return Spearman's rank correlation of two measures of the same pages."""
    return float(np.corrcoef(ranks(one), ranks(other))[0, 1])


@dataclass(frozen=True)
class Row:
    """What came of a page: shares of characters, 0 to 1."""

    fault: str
    observed: float
    expected: float
    doubt: float


def measured(case: Case) -> Row:
    """Return what is read of a page beside what is expected."""
    reading = read(case)
    text = "\n".join(line.text for line in reading.lines)
    observed = min(1.0, character_error_rate(case.truth, text).rate)
    return Row(case.fault, observed, reading.expected_cer or 0.0, doubt_of(reading))


def summary(name: str, rows: list[Row]) -> str:
    """Return the figures of some pages as a sentence."""
    observed = [row.observed for row in rows]
    by = []
    for expected in ([row.expected for row in rows], [row.doubt for row in rows]):
        silent = sum(o > MUCH and e < LITTLE for o, e in zip(observed, expected, strict=True))
        by.append(f"rank correlation {correlation(observed, expected):.3f}, {silent} silently wrong")
    return f"{name}, {len(rows)} pages: {by[0]}; by mean doubt {by[1]}"


def main() -> int:
    """Print a row for each page and the figures; return 1 where a page is silently wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    only = parser.parse_args().only
    print("| page | fault | observed CER | expected | mean doubt |\n|---|---|---:|---:|---:|")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for case in cases(Path(folder), only):
            row = measured(case)
            rows.append(row)
            print(
                f"| {case.name} | {row.fault} | {row.observed:.2%} | {row.expected:.2%} | {row.doubt:.2%} |", flush=True
            )
    print("\n" + summary("all", rows))
    print(summary("as they are", [row for row in rows if not row.fault]))
    return int(any(row.observed > MUCH and row.expected < LITTLE for row in rows))


if __name__ == "__main__":
    sys.exit(main())
