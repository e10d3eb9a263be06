"""How often glyphs are right at each confidence that an engine states: the tables in `recognize/tesseract/engine.py`
and `recognize/typescript/glyphs/confidence.py`.

    python benchmarks/calibration.py [tesseract|typescript]

Glyphs of all real pages with truth but the letterheads are aligned with it (spaces aside, the swapped letters of
`setun70` folded). Half of the pages make the table; the other half says how far off it is (expected calibration error).
A page is in one half at all its resolutions. The last column is the table to be shipped: a share that never falls while
the confidence rises (isotonic regression, `pip install -e '.[benchmarks]'`).
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import numpy as np
import numpy.typing as npt
from doubt import CheckedGlyph, calibration_error, checked, image_of, real_pages
from sklearn.isotonic import IsotonicRegression

import ocr_pipeline.recognize.tesseract.engine as tesseract_module
import ocr_pipeline.recognize.typescript.engine as typescript_module
from ocr_pipeline.recognize.engine import Engine
from ocr_pipeline.recognize.triage import sort_lines

EDGES = {
    "tesseract": (0.0, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995, 1.0001),
    "typescript": (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0001),
}


Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Step:
    """The glyphs of a step of confidence: its mean as stated, the share that is right, their number."""

    stated: float
    right: float
    glyphs: int


def main() -> None:
    """Print the table and its error."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine", choices=tuple(EDGES), nargs="?", default="tesseract")
    name = parser.parse_args().engine
    os.environ["OMP_THREAD_LIMIT"] = "1"
    engines = {"tesseract": tesseract_module.TesseractEngine, "typescript": typescript_module.TypescriptEngine}
    engine: Engine = engines[name]()
    halves: tuple[list[CheckedGlyph], list[CheckedGlyph]] = ([], [])
    with (
        tempfile.TemporaryDirectory() as folder,
        # What the engines state, before it is calibrated.
        patch.object(tesseract_module, "calibrated", lambda confidence: confidence),
        patch.object(typescript_module, "confidences_of", list),
    ):
        chosen = list(real_pages(Path(folder)))
        names = sorted({sample.name for sample in chosen})
        for sample in chosen:
            lines = sort_lines(engine.read(image_of(sample.path), sample.language, 100).lines).text
            halves[names.index(sample.name) % 2].extend(checked(lines, sample))
    steps = steps_of(halves[0], EDGES[name])
    table = rising(steps)
    print("| mean stated | right | glyphs | table |\n|---:|---:|---:|---:|")
    for step, share in zip(steps, table, strict=True):
        print(f"| {step.stated:.4f} | {step.right:.4f} | {step.glyphs} | {share:.4f} |")
    stated = [step.stated for step in steps]
    mapped = [replace(glyph, confidence=float(np.interp(glyph.confidence, stated, table))) for glyph in halves[1]]
    print(f"\nexpected calibration error on the other half: {calibration_error(mapped):.4f}")


def steps_of(glyphs: Sequence[CheckedGlyph], edges: Sequence[float]) -> list[Step]:
    """Return the steps between `edges` that have glyphs, least confident first."""
    stated = np.array([glyph.confidence for glyph in glyphs])
    right = np.array([glyph.right for glyph in glyphs], dtype=float)
    steps = []
    for low, high in pairwise(edges):
        inside = (stated >= low) & (stated < high)
        if inside.any():
            steps.append(Step(float(stated[inside].mean()), float(right[inside].mean()), int(inside.sum())))
    return steps


def rising(steps: Sequence[Step]) -> Numbers:
    """Return the share that is right of each step, pooled where it would fall while the confidence rises."""
    stated, right, glyphs = zip(*((step.stated, step.right, step.glyphs) for step in steps), strict=True)
    found = IsotonicRegression().fit_transform(np.array(stated), np.array(right), sample_weight=np.array(glyphs))
    return np.asarray(found, dtype=np.float64)


if __name__ == "__main__":
    main()
