"""Pages at 300 dpi with more on them than one column of type: columns, ruled tables, drawings, blocks on their side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np

from ocr_pipeline.layout.page_ink import PageInk, page_ink
from ocr_pipeline.records import Image
from tests.support.drawn_pages import blank, draw

LEFT, TOP, COLUMN, BAND = 200, 300, 360, 120
"""Outline of a table: its left and upper edge, the breadth of its columns and the height of its bands."""

THICK = 4
WORDS = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "letters",
    "stand",
    "here",
    "on",
    "paper",
)


def ink_of(page: Image) -> PageInk:
    """The ink of a page."""
    ink = page_ink(np.where(page < 128, 0, 255).astype(np.uint8), 300.0)
    assert ink is not None
    return ink


def sheet() -> Image:
    """A white sheet on which three columns have room."""
    return blank(2400, 2000)


def prose(lines: int, letters: int, seed: int = 1) -> list[str]:
    """Lines of words that fill a column of so many letters nearly or wholly."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(lines):
        line = str(rng.choice(WORDS))
        while len(line) <= letters - 7:
            line += " " + str(rng.choice(WORDS))
        found.append((line + " and so forth")[:letters].strip())
    return found


def rule(page: Image, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Draw a rule from point to point."""
    cv2.line(page, start, end, 30, THICK)


def ruled(page: Image, columns: int, bands: int, left: int = LEFT, top: int = TOP) -> None:
    """Draw a grid of rules."""
    right, bottom = left + columns * COLUMN, top + bands * BAND
    for column in range(columns + 1):
        rule(page, (left + column * COLUMN, top), (left + column * COLUMN, bottom))
    for band in range(bands + 1):
        rule(page, (left, top + band * BAND), (right, top + band * BAND))


def in_cell(page: Image, text: str, band: int, column: int, left: int = LEFT, top: int = TOP) -> None:
    """Type a word or two into a cell."""
    draw(page, [text], left + column * COLUMN + 40, top + band * BAND + 75)


def in_cells(page: Image, rows: Sequence[Sequence[str]], left: int = LEFT, top: int = TOP) -> None:
    """Type a row of texts into each band of a grid."""
    for band, row in enumerate(rows):
        for column, text in enumerate(row):
            in_cell(page, text, band, column, left, top)


ROWS = (("Name", "Plan", "Fact"), ("iron", "12", "13"), ("coal", "450", "461"), ("grain", "78", "90"))


def ruled_table() -> Image:
    """A fully ruled table of four rows and three columns."""
    page = sheet()
    ruled(page, 3, 4)
    in_cells(page, ROWS)
    return page


def turned(page: Image, degrees: float) -> Image:
    """The page a little askew, counter-clockwise."""
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(page, matrix, (width, height), borderValue=255), dtype=np.uint8)


def on_its_side(page: Image, lines: Sequence[str], left: int, top: int) -> tuple[int, int]:
    """Type a block that reads from the bottom up; return its width and height."""
    block = blank(80 + 66 * len(lines), 60 + 30 * max(map(len, lines)))
    draw(block, lines, 30, 60)
    lying = np.rot90(block)
    height, width = lying.shape
    page[top : top + height, left : left + width] = np.minimum(page[top : top + height, left : left + width], lying)
    return width, height


def picture(page: Image, left: int, top: int, width: int, height: int) -> None:
    """Draw a plant: strokes larger than letters, at every slope."""
    rng = np.random.default_rng(5)
    points = [(left + int(x * width), top + int(y * height)) for x, y in rng.random((24, 2))]
    for start, end in pairwise(points):
        cv2.line(page, start, end, 30, 6)
    cv2.ellipse(page, (left + width // 2, top + height // 2), (width // 2, height // 2), 0, 0, 360, 30, 8)


def circuit() -> Image:
    """A circuit: boxes with labels, and wires whose ends hang free."""
    page = sheet()
    rng = np.random.default_rng(2)
    for row in range(3):
        for column in range(3):
            left, top = 300 + 520 * column, 400 + 420 * row
            cv2.rectangle(page, (left, top), (left + 200, top + 140), 30, THICK)
            draw(page, ["T" + str(3 * row + column)], left + 50, top + 85)
            for side in range(4):
                reach = int(rng.integers(70, 130))
                x, y = left + 40 + 35 * side, top + 140
                rule(page, (x, y), (x, y + reach))
                rule(page, (left + 200, top + 25 + 28 * side), (left + 200 + reach, top + 25 + 28 * side))
    return page


def columns_of_prose(
    count: int, lines: int = 14, letters: int = 22, gap: int = 90, top: int = 500, page: Image | None = None
) -> Image:
    """A page of columns side by side."""
    page = sheet() if page is None else page
    for column in range(count):
        draw(page, prose(lines, letters, seed=column + 1), 120 + column * (letters * 30 + gap), top)
    return page
