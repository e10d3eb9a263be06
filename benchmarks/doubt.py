"""What a reader's confidences are worth: its glyphs beside the truth of the real pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from material import Sample, glyph_by_glyph, samples
from rapidfuzz.distance import Levenshtein

from ocr_pipeline.image import prepare
from ocr_pipeline.recognize.reading import ReadLine
from ocr_pipeline.records import PageImage, ScanSource
from ocr_pipeline.scans import open_scan
from ocr_pipeline.settings import Binarization

LETTERHEAD = "US_01"
"""Pages whose truth leaves the letterhead and the stamps out: what is read there cannot be called wrong."""

ERRORS_WITHIN = 0.05
"""Share of the least confident glyphs among which most errors should lie."""


def real_pages(folder: Path) -> Iterator[Sample]:
    """Yield the real pages whose whole text is in their truth."""
    yield from (sample for sample in samples(folder) if not sample.name.endswith(LETTERHEAD))


def image_of(path: Path, *, upright: bool = False) -> PageImage:
    """Return the prepared page of a scan that holds one, `upright` as it lies, whichever way it seems to stand.

    The program reads a page again that it cannot read as it was turned; what reads an image alone does not.
    """
    scan = open_scan(ScanSource(path), 200, None)

    def prepared(turns: int) -> PageImage:
        return prepare(scan, binarization=Binarization.AUTO, split_spreads=False, extra_turns=turns)[0]

    image = prepared(0)
    return prepared(-image.quarter_turns) if upright and image.quarter_turns else image


@dataclass(frozen=True)
class CheckedGlyph:
    """A glyph read: its confidence, and whether it is right."""

    confidence: float
    right: bool


def checked(lines: tuple[ReadLine, ...], sample: Sample) -> Iterator[CheckedGlyph]:
    """Yield the glyphs of a page beside its truth, spaces aside, swapped letters folded."""
    expected = glyph_by_glyph(sample.truth, sample)
    glyphs = [glyph for line in lines for word in line.words for glyph in word.glyphs if len(glyph.text) == 1]
    read = glyph_by_glyph("".join(glyph.text for glyph in glyphs), sample)
    right = [True] * len(glyphs)
    for edit in Levenshtein.editops(read, expected):
        if edit.tag != "insert":
            right[edit.src_pos] = False
    for glyph, is_right in zip(glyphs, right, strict=True):
        yield CheckedGlyph(glyph.confidence, is_right)


def calibration_error(glyphs: Sequence[CheckedGlyph]) -> float:
    """Return the expected calibration error, in twenty steps of confidence."""
    stated = np.array([glyph.confidence for glyph in glyphs])
    right = np.array([glyph.right for glyph in glyphs], dtype=float)
    error = 0.0
    for low, high in pairwise(np.linspace(0, 1 + 1e-9, 21)):
        inside = (stated >= low) & (stated < high)
        if inside.any():
            error += inside.mean() * abs(stated[inside].mean() - right[inside].mean())
    return error


def least_sure(glyphs: Sequence[CheckedGlyph]) -> float:
    """Return the share of the errors that are among the least sure glyphs."""
    ordered = sorted(glyphs, key=lambda glyph: glyph.confidence)
    least = ordered[: round(ERRORS_WITHIN * len(ordered))]
    return sum(not glyph.right for glyph in least) / max(1, sum(not glyph.right for glyph in ordered))
