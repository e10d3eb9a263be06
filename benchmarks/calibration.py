"""How often glyphs are right at each confidence that an engine states: the tables in `recognize/tesseract.py` and
`recognize/typescript/confidence.py`.

    python benchmarks/calibration.py [tesseract|typescript]

Glyphs of all real pages with truth but the letterheads are aligned with it (spaces aside, the swapped letters of
`setun70` folded). Half of the pages make the table; the other half says how far off it is (expected calibration error).
A page is in one half at all its resolutions.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from doubt import Told, calibration_error, image_of, real_pages, told

import ocr_pipeline.recognize.tesseract.engine as tesseract_module
import ocr_pipeline.recognize.typescript.engine as typescript_module
from ocr_pipeline.recognize.engine import Engine
from ocr_pipeline.recognize.triage import sort_lines

EDGES = {
    "tesseract": (0.0, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995, 1.0001),
    "typescript": (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0001),
}


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
    halves: tuple[list[Told], list[Told]] = ([], [])
    with tempfile.TemporaryDirectory() as folder:
        chosen = list(real_pages(Path(folder)))
        names = sorted({sample.name for sample in chosen})
        for sample in chosen:
            lines = sort_lines(engine.read(image_of(sample.path), sample.language, 100).lines).text
            halves[names.index(sample.name) % 2].extend(told(lines, sample))
    stated = np.array([glyph.confidence for glyph in halves[0]])
    right = np.array([glyph.right for glyph in halves[0]], dtype=float)
    print("| stated | mean stated | right | glyphs |\n|---|---:|---:|---:|")
    table = []
    for low, high in pairwise(EDGES[name]):
        inside = (stated >= low) & (stated < high)
        if inside.any():
            table.append((float(stated[inside].mean()), float(right[inside].mean())))
            print(f"| {low:.3f}-{high:.3f} | {table[-1][0]:.4f} | {table[-1][1]:.4f} | {inside.sum()} |")
    mapped = [
        replace(glyph, confidence=float(np.interp(glyph.confidence, *zip(*table, strict=True)))) for glyph in halves[1]
    ]
    print(f"\nexpected calibration error on the other half: {calibration_error(mapped):.4f}")


if __name__ == "__main__":
    main()
