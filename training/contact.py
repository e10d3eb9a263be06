"""A contact sheet: crops of real scans as the reader cuts them, and synthetic ones, to be looked at side by side.

python -m training.contact SHEET.png [SCAN ...] [--seed N] [--rows N] [--anew]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import cv2
import numpy as np

from ocr_pipeline.image.prepare import prepare
from ocr_pipeline.recognize.typescript.glyphs.crop import CELL, HEIGHT, cut
from ocr_pipeline.recognize.typescript.lines.find import find_lines
from ocr_pipeline.records import ScanSource
from ocr_pipeline.scans.open import open_scan
from ocr_pipeline.settings import Binarization
from training.faces_used import FIGURES, PRINTED, TRAINED, found
from training.samples import samples
from training.wear import Grey

CELLS = 32
EVERY = 25
"""Samples from one that is shown to the next: another sheet."""


def real(path: Path) -> Iterator[Grey]:
    """Yield the beginnings of the lines of a scan."""
    scan = open_scan(ScanSource(path), 200.0, None)
    for page in prepare(scan, binarization=Binarization.AUTO, split_spreads=True, extra_turns=0):
        layout = find_lines(page)
        for number in range(len(layout.lines)):
            yield cut(page.grey, layout, number).pixels[:, : CELLS * CELL]


def ordinary(seed: int, count: int) -> list[Grey]:
    """Return crops as `training.train` trains on them, each of another sheet."""
    source = samples(seed, found(TRAINED), CELLS, found(FIGURES), found(PRINTED))
    return [sample.pixels for sample in islice(source, 0, count * EVERY, EVERY)]


def anew(seed: int, count: int) -> list[Grey]:
    """Return crops as `training.lease` trains on them; raises `ImportError` without the extra `training`."""
    import torch

    from training.anew import Batch, seen_anew
    from training.sharp import block, sharp_lines

    source = sharp_lines(seed, (found(TRAINED), found(FIGURES), found(PRINTED)))
    lines = block(islice(source, 0, count * EVERY, EVERY), count)
    batch = Batch(*(torch.from_numpy(part) for part in (lines.pixels, lines.centres, lines.classes)))
    crops, _ = seen_anew(batch, torch.Generator().manual_seed(seed))
    return list((255 * (1 - crops[:, 0])).round().byte().numpy())


def sheet(crops: list[Grey]) -> Grey:
    """Return the crops below each other, twice their size."""
    rows = []
    for crop in crops:
        row = np.full((HEIGHT + 2, CELLS * CELL), 128, dtype=np.uint8)
        row[:HEIGHT, : crop.shape[1]] = crop
        rows.append(row)
    doubled = cv2.resize(np.vstack(rows), None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    return np.asarray(doubled, dtype=np.uint8)


def main() -> None:
    """Write the sheet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sheet", type=Path)
    parser.add_argument("scans", type=Path, nargs="*")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rows", type=int, default=24)
    parser.add_argument("--anew", action="store_true", help="synthetic crops as training.lease makes them")
    given = parser.parse_args()
    made = anew(given.seed, given.rows) if given.anew else ordinary(given.seed, given.rows)
    scanned = [crop for path in given.scans for crop in islice(real(path), given.rows)]
    cv2.imwrite(str(given.sheet), sheet([*scanned, *made]))


if __name__ == "__main__":
    main()
