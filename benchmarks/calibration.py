"""How often glyphs are right at each confidence that an engine states: the tables in `recognize/tesseract.py` and
`recognize/typescript/confidence.py`.

    python benchmarks/calibration.py [tesseract|typescript]

Glyphs of all real pages with truth are aligned with it (spaces aside, the swapped letters of `setun70` folded). Half of
the pages make the table; the other half says how far off it is (expected calibration error). A page is in one half at
all its resolutions.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from itertools import pairwise
from pathlib import Path

import numpy as np
from material import Sample, glyph_by_glyph, samples
from rapidfuzz.distance import Levenshtein

import ocr_pipeline.recognize.tesseract as tesseract_module
import ocr_pipeline.recognize.typescript.engine as typescript_module
from ocr_pipeline.image import prepare
from ocr_pipeline.recognize.engine import Engine
from ocr_pipeline.recognize.gate import sort_lines
from ocr_pipeline.records import ScanSource
from ocr_pipeline.scans import open_scan
from ocr_pipeline.settings import Binarization

LETTERHEAD = "US_01"
"""Pages whose truth leaves the letterhead and the stamps out: what is read there cannot be called wrong."""

EDGES = {
    "tesseract": (0.0, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995, 1.0001),
    "typescript": (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0001),
}


def pairs(engine: Engine, sample: Sample) -> list[tuple[float, bool]]:
    """Return (stated confidence, whether right) for each glyph of the page's text."""
    result: list[tuple[float, bool]] = []
    expected = glyph_by_glyph(sample.truth, sample)
    scan = open_scan(ScanSource(sample.path), 200, None)
    for image in prepare(scan, binarization=Binarization.AUTO, split_spreads=True, extra_turns=0):
        lines = sort_lines(engine.read(image, sample.language, 100)).text
        glyphs = [glyph for line in lines for word in line.words for glyph in word.glyphs if len(glyph.text) == 1]
        read = glyph_by_glyph("".join(glyph.text for glyph in glyphs), sample)
        right = [True] * len(glyphs)
        for edit in Levenshtein.editops(read, expected):
            if edit.tag != "insert":
                right[edit.src_pos] = False
        result += [(glyph.confidence, is_right) for glyph, is_right in zip(glyphs, right, strict=True)]
    return result


def main() -> None:
    """Print the table and its error."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine", choices=tuple(EDGES), nargs="?", default="tesseract")
    name = parser.parse_args().engine
    os.environ["OMP_THREAD_LIMIT"] = "1"
    # What the engines state, before it is calibrated.
    tesseract_module.calibrated = lambda confidence: confidence
    typescript_module.confidence_of = lambda probability: probability
    engines = {"tesseract": tesseract_module.TesseractEngine, "typescript": typescript_module.TypescriptEngine}
    engine: Engine = engines[name]()
    halves: tuple[list[tuple[float, bool]], list[tuple[float, bool]]] = ([], [])
    with tempfile.TemporaryDirectory() as folder:
        chosen = [sample for sample in samples(Path(folder)) if not sample.name.endswith(LETTERHEAD)]
        names = sorted({sample.name for sample in chosen})
        for sample in chosen:
            halves[names.index(sample.name) % 2].extend(pairs(engine, sample))
    stated, right = (np.array(column, dtype=float) for column in zip(*halves[0], strict=True))
    print("| stated | mean stated | right | glyphs |\n|---|---:|---:|---:|")
    table = []
    for low, high in pairwise(EDGES[name]):
        inside = (stated >= low) & (stated < high)
        if inside.any():
            table.append((float(stated[inside].mean()), float(right[inside].mean())))
            print(f"| {low:.3f}-{high:.3f} | {table[-1][0]:.4f} | {table[-1][1]:.4f} | {inside.sum()} |")
    other, truth = (np.array(column, dtype=float) for column in zip(*halves[1], strict=True))
    mapped = np.interp(other, *zip(*table, strict=True))
    error = 0.0
    for low in np.arange(0, 1, 0.05):
        inside = (mapped >= low) & ((mapped < low + 0.05) | (low + 0.05 >= 1))
        if inside.any():
            error += inside.mean() * abs(mapped[inside].mean() - truth[inside].mean())
    print(f"\nexpected calibration error on the other half: {error:.4f}")


if __name__ == "__main__":
    main()
