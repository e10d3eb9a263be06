"""What stands on a page and is no part of its text: stamps, handwriting, pictures, gaps of lines, unread ink."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from ocr_pipeline.records import Box, InkKind, InkRow, Page, RegionKind, SetApartCause


class ApartKind(StrEnum):
    """What it is, as far as is known."""

    STAMP = "stamp"
    HANDWRITING = "handwriting"
    PICTURE = "picture"
    UNREAD = "unread"
    """Ink like type that no line holds."""
    SET_APART = "set apart"
    """It was read, and is most likely no typing."""
    GAP = "gap"
    """Something within a line that no one typed."""


@dataclass(frozen=True, slots=True)
class Apart:
    """One such thing: its box on the scan, and what a person should know of it."""

    kind: ApartKind
    box: Box
    note: str


_BY_INK = {
    InkKind.STAMP: ApartKind.STAMP,
    InkKind.HANDWRITING: ApartKind.HANDWRITING,
    InkKind.PICTURE: ApartKind.PICTURE,
    InkKind.UNREAD: ApartKind.UNREAD,
}

LEAST_MM2 = 1.0
"""Ink from which a mass has a row of its own in the ledger (`recognize.ledger`)."""

LEAST_SHARE = 0.01
"""Share of its box that a mass inks: a drawing in thin lines 0.02. All small masses of a kind are one row as well, with
a box around all of them: of a hundredth of it at most."""

_CAUSES = {
    SetApartCause.MARK: "most likely no typing",
    SetApartCause.OUTVOTED: "one of two readers alone has it, or it lies on what is read already",
}


def apart_of(page: Page) -> Iterator[Apart]:
    """Yield what stands apart on a page, nothing where no ink was looked at."""
    for row in page.ink.rows:
        kind = _BY_INK.get(row.kind)
        if kind is not None and _is_one(row, page) and not (kind is ApartKind.PICTURE and _in_picture(row, page)):
            yield Apart(kind, row.box, f"{kind.value}, by the shape of its ink: {row.mm2:.1f} mm²")
    for one in page.set_apart:
        yield Apart(ApartKind.SET_APART, one.box, f"read as: {one.text} ({_CAUSES[one.cause]})")
    for number, line in enumerate(page.lines, start=1):
        for gap in line.gaps:
            yield Apart(ApartKind.GAP, gap.box, f"gap in line {number} before word {gap.before + 1}: no typing")


def _is_one(row: InkRow, page: Page) -> bool:
    """Return whether a row of the ledger is one mass, and not the small ones of a kind together."""
    made = page.preparation
    if made is None or row.mm2 < LEAST_MM2:
        return False
    scale = abs(float(np.linalg.det(made.to_scan.linear)))
    box_mm2 = row.box.width * row.box.height / scale * (25.4 / made.dpi) ** 2
    return row.mm2 >= LEAST_SHARE * box_mm2


def _in_picture(row: InkRow, page: Page) -> bool:
    """Return whether the middle of a mass lies in a region that is a picture."""
    x, y = (row.box.left + row.box.right) / 2, (row.box.top + row.box.bottom) / 2
    return any(
        region.kind is RegionKind.PICTURE
        and region.box.left <= x <= region.box.right
        and region.box.top <= y <= region.box.bottom
        for region in page.regions
    )
