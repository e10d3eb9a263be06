"""The scans of a small job that benchmarks disturb, with all that a job can meet.

Crops of the scan that comes with the program, so that pages take tenths of a second and are read as a user has them
read: two folders, a PDF, a TIFF of several pages, a spread, and a file that is no image.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image as Pillow

from ocr_pipeline.records import Image
from tests.conftest import draw_page
from tests.support.hostile.images import SAMPLE

PAGES = 12
"""Crops of the sample; with the two pages of the spread and the file that is no image, 15 pages."""

TOP, BOTTOM, LEFT = 500, 1500, 300
"""Where the crops begin, the first, the last and all of them, pixels of the sample: nothing but type is there."""

HEIGHT, WIDTH = 320, 1500
"""Of a crop, pixels at 300 dpi: some lines of type."""

FOLD_PIXELS = 12


def make_scans(folder: Path) -> None:
    """Write the scans into a folder."""
    crops = _crops()
    images = [Pillow.fromarray(crop) for crop in crops]
    for name, own in (("опись 1", images[:4]), ("опись 2", images[4:7])):
        (folder / name).mkdir(parents=True)
        for number, image in enumerate(own, 1):
            image.save(folder / name / f"{number:04d}.png", dpi=(300, 300))
    (folder / "опись 2" / "broken.jpg").write_bytes(b"no image")
    Pillow.fromarray(_spread()).save(folder / "опись 2" / "spread.png", dpi=(100, 100))
    images[7].save(folder / "bound.tif", dpi=(300, 300), save_all=True, append_images=images[8:10])
    images[10].save(folder / "bound.pdf", resolution=300, save_all=True, append_images=images[11:])


def _crops() -> Sequence[Image]:
    with Pillow.open(SAMPLE) as opened:
        pixels = np.asarray(opened.convert("L"), dtype=np.uint8)
    tops = np.linspace(TOP, BOTTOM, PAGES).astype(int)
    return [np.ascontiguousarray(pixels[top : top + HEIGHT, LEFT : LEFT + WIDTH]) for top in tops]


def _spread() -> Image:
    left, right = (draw_page(100, width_mm=150, height_mm=200, lines=20, seed=seed) for seed in (0, 1))
    fold = np.full((left.shape[0], FOLD_PIXELS), 90, dtype=np.uint8)
    return np.hstack([left, fold, right])
