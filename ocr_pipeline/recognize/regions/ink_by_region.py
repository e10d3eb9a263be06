"""The ink ledger of a page once its regions are known: what stands in tables, in pictures, and their rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from ocr_pipeline.recognize.page import PageReading
from ocr_pipeline.records import (
    Area,
    Box,
    InkKind,
    InkLedger,
    InkRow,
    PageImage,
    Region,
    RegionKind,
    TextLine,
)
from ocr_pipeline.records import replace as changed

DRAWN = frozenset({InkKind.STAMP, InkKind.HANDWRITING, InkKind.STAIN})
"""What strokes of a picture are taken for by their shape."""


def with_ruling(reading: PageReading, ruled: PageImage, read: PageImage) -> PageReading:
    """Return the reading of a page whose rules were made white before it was read, with their ink in its ledger.

    `ruled` is the page as it is, `read` without its rules.
    """
    rules = (ruled.binary == 0) & (read.binary != 0)
    if not rules.any():
        return reading
    rows, columns = np.flatnonzero(rules.any(axis=1)), np.flatnonzero(rules.any(axis=0))
    area = Area(float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1))
    mm2 = float(np.count_nonzero(rules)) * ruled.pixel_mm2
    row = InkRow(kind=InkKind.RULING, mm2=mm2, box=area.on_scan(ruled.to_scan))
    return replace(reading, ink=changed(reading.ink, rows=(*reading.ink.rows, row)))


def ink_by_region(ink: InkLedger, lines: Sequence[TextLine], regions: Sequence[Region], image: PageImage) -> InkLedger:
    """Return a page's ledger with the letters in tables in rows of their own, and the strokes of pictures as such.

    The areas add up as before.
    """
    pictures = [region.box for region in regions if region.kind is RegionKind.PICTURE]
    rows = [_as_picture(row, pictures) for row in ink.rows]
    tables = {number: region for number, region in enumerate(regions) if region.kind is RegionKind.TABLE}
    in_tables = {
        number: _ink_of([line for line in lines if line.region == number], image) * image.pixel_mm2 for number in tables
    }
    return changed(ink, rows=tuple(_parted(rows, {tables[number].box: mm2 for number, mm2 in in_tables.items()})))


def _as_picture(row: InkRow, pictures: Sequence[Box]) -> InkRow:
    if row.kind not in DRAWN or not any(_holds(box, row.box) for box in pictures):
        return row
    return changed(row, kind=InkKind.PICTURE)


def _holds(outer: Box, inner: Box) -> bool:
    x, y = (inner.left + inner.right) / 2, (inner.top + inner.bottom) / 2
    return outer.left <= x <= outer.right and outer.top <= y <= outer.bottom


def _ink_of(lines: Sequence[TextLine], image: PageImage) -> float:
    """Return the pixels with ink in the boxes of the glyphs of lines."""
    covered = np.zeros(image.binary.shape, dtype=np.bool_)
    boxes = [glyph.box for line in lines for word in line.words for glyph in word.letters()]
    if boxes:
        for sides in image.to_scan.outlined(Box.sides_of(boxes)).tolist():
            covered[Area(*sides).pixels] = True
    return float(np.count_nonzero(covered & (image.binary == 0)))


def _parted(rows: Sequence[InkRow], tables: dict[Box, float]) -> Iterator[InkRow]:
    """Yield the rows, the ink of letters less that in tables, and a row for each of these."""
    left = dict(tables)
    for row in rows:
        taken = 0.0
        if row.kind is InkKind.LINE:
            for box in left:
                share = min(left[box], row.mm2 - taken)
                left[box] -= share
                taken += share
        yield changed(row, mm2=max(0.0, row.mm2 - taken)) if taken else row
    for box, mm2 in tables.items():
        if mm2 > left[box]:
            yield InkRow(kind=InkKind.TABLE, mm2=mm2 - left[box], box=box)
