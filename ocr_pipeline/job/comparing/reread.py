"""A line of a page read again, cut out of its scan and prepared in other ways: evidence for a comparison."""

from __future__ import annotations

import cv2
import numpy as np

from ocr_pipeline.compare.locate.upright_frame import frame_of, upright
from ocr_pipeline.errors import PageError
from ocr_pipeline.image.binarize import binarize
from ocr_pipeline.image.flatten import flatten
from ocr_pipeline.image.geometry import scaling, translation, warp
from ocr_pipeline.recognize import Engine
from ocr_pipeline.records import (
    Affine,
    Box,
    Image,
    Page,
    PageImage,
    PageMap,
    Preparation,
    Resolution,
    ResolutionOrigin,
    Side,
)
from ocr_pipeline.report.images import ScanImages
from ocr_pipeline.settings import Binarization, Settings

MARGIN = 0.6
"""Line heights of paper around the line, where no other line begins before."""

LEAST_MARGIN = 0.1
"""Line heights of paper above and below the line that it has in any case: lines that touch must not cut it."""

ENLARGED = 1.35
"""Scale of the second reading: letters then fall on other pixels, and the engine's own scaling is another one."""

SECONDS = 20.0
"""Limit for one line; a whole page takes 2 to 4 s."""


class LineReader:
    """Reads lines of pages again, each from three preparations: grey as it was, grey enlarged, black and white."""

    def __init__(self, engine: Engine, settings: Settings, images: ScanImages) -> None:
        """Take the engine, the settings the pages were read with, and their scans."""
        self._engine = engine
        self._settings = settings
        self._images = images
        self._flat: tuple[str, Image] | None = None

    def __call__(self, page: Page, line: int) -> tuple[str, ...]:
        """Return the readings of a line; none where the scan is not there any more, or the engine fails on it."""
        preparation = page.preparation
        flat = self._flattened(page)
        if preparation is None or flat is None or line >= len(page.lines):
            return ()
        to_prepared = preparation.to_scan.inverse()
        area = area_of(page, line)
        readings = []
        for scale, binary in ((1.0, False), (ENLARGED, False), (1.0, True)):
            grey = _cut(flat, to_prepared, area, scale)
            if binary:
                grey = binarize(grey, preparation.dpi, Binarization.SAUVOLA)
            reading = self._read(grey, preparation, scale)
            if reading:
                readings.append(reading)
        return tuple(readings)

    def _flattened(self, page: Page) -> Image | None:
        """Return the flattened scan of a page; the last one is kept."""
        key = f"{page.scan.path} {page.scan.frame}"
        if self._flat is None or self._flat[0] != key:
            pixels = self._images.open(page)
            if pixels is None:
                return None
            dpi = page.scan.resolution.dpi if page.scan.resolution else 300.0
            self._flat = key, flatten(pixels, dpi)
        return self._flat[1]

    def _read(self, grey: Image, preparation: Preparation, scale: float) -> str:
        resolution = Resolution(dpi=preparation.dpi * scale, origin=ResolutionOrigin.ASSUMED)
        image = PageImage(
            side=Side.WHOLE,
            grey=grey,
            binary=grey,
            to_scan=Affine.identity(),
            dpi=preparation.dpi * scale,
            scan_resolution=resolution,
            quarter_turns=0,
            skew_degrees=0.0,
        )
        try:
            lines = self._engine.read(image, self._settings.language, SECONDS).lines
        except (PageError, cv2.error):
            # A strip too small or empty for the engine gives no evidence; the page itself was read before.
            return ""
        return " ".join(line.text for line in lines)


def area_of(page: Page, line: int) -> Box:
    """Return the part of the prepared page that has a line and no other, with some paper around it."""
    frame = frame_of(page)
    box = upright(page.lines[line].box, frame)
    top, bottom = box.top - MARGIN * box.height, box.bottom + MARGIN * box.height
    middle = (box.top + box.bottom) / 2
    for number, one in enumerate(page.lines):
        other = upright(one.box, frame)
        if number == line or other.right < box.left or other.left > box.right:
            continue
        if (other.top + other.bottom) / 2 < middle:
            top = max(top, min(other.bottom, box.top - LEAST_MARGIN * box.height))
        else:
            bottom = min(bottom, max(other.top, box.bottom + LEAST_MARGIN * box.height))
    aside = 2 * MARGIN * box.height
    return Box(left=box.left - aside, top=top, right=box.right + aside, bottom=bottom)


def _cut(pixels: Image, to_prepared: PageMap, area: Box, scale: float) -> Image:
    """Return an area of the prepared frame, cut out of the scan at `scale`."""
    forward = to_prepared.then(translation(-area.left, -area.top)).then(scaling(scale))
    width, height = max(1, round(area.width * scale)), max(1, round(area.height * scale))
    return np.ascontiguousarray(warp(pixels, forward, width, height))
