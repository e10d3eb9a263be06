"""The ink ledger: at the end of reading every mass of ink of the page stands in one row, and what was not read is seen.

Ink in the boxes of the glyphs that were read, and the rest of marks that lie there for the greater part, is in lines.
What is left is told by its shape (`ink/shapes`). Each pixel with ink gets one kind, so areas add up to the page's ink.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr_pipeline.image.components import components
from ocr_pipeline.recognize.ink.gaps import ReadGap, gaps_of
from ocr_pipeline.recognize.ink.pixels import Flags, InkPixels, Numbers
from ocr_pipeline.recognize.ink.shapes import TypeSize, kind_of, type_like
from ocr_pipeline.recognize.measures import FEW_GLYPHS, pitch_of_words
from ocr_pipeline.recognize.reading import ReadLine
from ocr_pipeline.recognize.typescript.lines.components import (
    REDUCTION,
    SMALL_LETTER_INCHES,
    letter_height,
    upright_runs,
    without_rules,
)
from ocr_pipeline.records import Area, Image, InkKind, InkLedger, InkRow, Mark, MarkKind, PageImage

IN_LINE = 0.5
"""Share of a mark's ink that must lie in boxes of glyphs for all of it to be in a line: accents, tails, slanted edges
lie outside; an underline that touches its word, or a stroke through it, lies outside for the greater part."""

PAD = 1
"""Pixels of the copy around a glyph's box: boxes are of the crop, whose pixels are coarser."""

PITCH_LETTERS = 1.23
"""Pitch over the height of small letters, where no line tells: 0.1 inch over 0.081."""

LETTER_HIGH, NARROWEST, WIDEST = (0.8, 1.6), 0.2, 1.7
"""Height of a letter, in small letters; its least breadth, in those; its greatest, in cells."""

BLACK_SHARE = 0.3
"""Share of its cell's square (letter height times pitch) that a character inks where neither lines nor marks tell."""

TELLING_MM2 = 1.0
"""Area of a mass that has a row of its own: a character inks 0.8 to 1.5 mm²."""

CLOSE = 1.5
"""Cells within which marks are one mass."""

WRITTEN = frozenset({InkKind.UNREAD, InkKind.HANDWRITING})
"""What may stand in a line and make a gap in it."""

STROKES = frozenset({MarkKind.UNDERLINED, MarkKind.WAVY, MarkKind.OVERSTRUCK})
"""Marks made with ink of their own. Letters that are spaced, raised or lowered have none beside that of their glyphs:
what else stands among them was not read."""


@dataclass(frozen=True)
class Accounts:
    """Where the ink of a page went, and the gaps of each of its lines."""

    ledger: InkLedger
    gaps: tuple[tuple[ReadGap, ...], ...]


def account_for(image: PageImage, lines: Sequence[ReadLine], marks: Sequence[Mark]) -> Accounts:
    """Return where the ink of a prepared page went, of which these lines were read and these marks found."""
    pixels = InkPixels.of(image.binary)
    if not len(pixels.at):
        return Accounts(InkLedger(), tuple(() for _ in lines))
    glyphs = [glyph.box for line in lines for word in line.words for glyph in word.letters()]
    in_line = _in_lines(pixels, glyphs)
    black = np.where(pixels.picture(pixels.ink >= REDUCTION) > 0, np.uint8(255), np.uint8(0))
    no_rules = without_rules(black, upright_runs(black, image.dpi / REDUCTION), image.dpi / REDUCTION)
    pitch = pitch_of_words(lines)
    character = float(pixels.ink[in_line].sum()) / len(glyphs) if len(glyphs) >= FEW_GLYPHS else None
    size = _type_size(no_rules, pitch / REDUCTION if pitch else None, character, image.dpi / REDUCTION)

    rest = ~in_line
    marked = rest & pixels.within(_areas(image, marks), 0)
    ruled = rest & ~marked & _ruled(pixels, rest & ~marked, black, no_rules, image.dpi / REDUCTION)
    rest &= ~(marked | ruled)
    unread = type_like(pixels, rest, size)
    masses = [
        *_masses(InkKind.UNREAD, unread, pixels, size, image),
        *_masses(None, rest & ~unread, pixels, size, image),
    ]
    written = np.zeros(len(pixels.at), dtype=np.bool_)
    for kind, mass in masses:
        written[mass] = kind in WRITTEN
    whole = [(InkKind.LINE, in_line), (InkKind.MARK, marked), (InkKind.RULING, ruled)]
    rows = [_row(kind, np.flatnonzero(chosen), pixels, image) for kind, chosen in whole if chosen.any()]
    rows += _rows(masses, pixels, image)
    ledger = InkLedger(rows=tuple(rows), unread_characters=float(pixels.ink[unread].sum()) / size.ink)
    return Accounts(ledger, gaps_of(lines, pixels, written, size))


def _in_lines(pixels: InkPixels, glyphs: Sequence[Area]) -> Flags:
    """Return which ink is that of glyphs: in their boxes, and the rest of marks that lie there for the greater part."""
    boxed = pixels.within(glyphs, PAD)
    marks = pixels.marks(np.ones(len(pixels.at), dtype=np.bool_))
    inside = np.bincount(marks.of_pixel, np.where(boxed, pixels.ink, 0.0), minlength=len(marks.ink))
    return boxed | (inside >= IN_LINE * marks.ink)[marks.of_pixel]


THICK_INCHES = 0.05
"""Breadth from which ink is no rule: rules and underlines have up to 0.035, borders and blots more."""

STRAIGHT = 0.5
"""Share of a mark's ink in straight level and upright runs from which it is made of rules: a drawn curve has such runs
as well, a frame hardly anything else."""


def _ruled(pixels: InkPixels, rest: Flags, black: Image, no_rules: Image, dpi: float) -> Flags:
    """Return which of the rest of the ink is that of rules, with their ragged rims.

    `black` is the ink (255, else 0) and `no_rules` what is left of it without straight runs.
    """
    side = np.ones((max(2, round(THICK_INCHES * dpi)),) * 2, np.uint8)
    thick = cv2.morphologyEx(black, cv2.MORPH_OPEN, side)
    runs = cv2.dilate(cv2.subtract(cv2.subtract(black, no_rules), thick), np.ones((3, 3), np.uint8))
    in_run = rest & pixels.seen_in(np.asarray(runs, dtype=np.uint8))
    if not in_run.any():
        return in_run
    marks = pixels.marks(rest)
    straight = np.bincount(marks.of_pixel, np.where(in_run, pixels.ink, 0.0), minlength=len(marks.ink))
    made_of_rules = straight >= STRAIGHT * marks.ink
    return in_run & made_of_rules[marks.of_pixel]


def _type_size(black: Image, pitch: float | None, character: float | None, dpi: float) -> TypeSize:
    """Return how large the page's type is: by its lines, as far as they tell, else by its marks (`black`, 255 ink)."""
    marks = components(black).stats[1:]
    letter = letter_height(marks, dpi) or SMALL_LETTER_INCHES * dpi
    cell = pitch or PITCH_LETTERS * letter
    return TypeSize(letter, cell, max(1.0, character or _ink_of_a_letter(marks, letter, cell)))


def _ink_of_a_letter(marks: npt.NDArray[np.int32], letter: float, cell: float) -> float:
    """Return what a letter inks, pixels of the page, by those marks (left, top, width, height, area) that are like one;
    by its cell where none is."""
    _, _, width, height, area = marks.T
    like = (height >= LETTER_HIGH[0] * letter) & (height <= LETTER_HIGH[1] * letter) & (width <= WIDEST * cell)
    like &= width >= NARROWEST * letter
    inked = REDUCTION**2 * area[like]
    return float(np.median(inked)) if len(inked) else BLACK_SHARE * REDUCTION**2 * letter * cell


def _areas(image: PageImage, marks: Sequence[Mark]) -> list[Area]:
    """Return where the strokes of marks lie on the prepared page."""
    boxes = [image.to_scan.box_before(mark.box) for mark in marks if mark.kind in STROKES]
    return [Area(box.left, box.top, box.right, box.bottom) for box in boxes]


def _row(kind: InkKind, chosen: Numbers, pixels: InkPixels, image: PageImage) -> InkRow:
    """Return the row of some pixels."""
    mm2 = float(pixels.ink[chosen].sum()) * image.pixel_mm2
    return InkRow(kind=kind, mm2=mm2, box=pixels.box(chosen).on_scan(image.to_scan))


def _masses(
    kind: InkKind | None, chosen: Flags, pixels: InkPixels, size: TypeSize, image: PageImage
) -> Iterator[tuple[InkKind, Numbers]]:
    """Yield the masses of some ink, each with its kind, None: that of its shape."""
    groups = np.where(chosen, pixels.groups(chosen, CLOSE * size.pitch, CLOSE * size.pitch), 0)
    for mass, box in pixels.boxes(groups):
        yield kind or kind_of(box, float(pixels.ink[mass].sum()), image.binary.shape, size, image.dpi), mass


def _rows(masses: Sequence[tuple[InkKind, Numbers]], pixels: InkPixels, image: PageImage) -> Iterator[InkRow]:
    """Yield a row for each mass of some size, and one for all smaller ones of a kind."""
    small: dict[InkKind, list[Numbers]] = {}
    for kind, mass in masses:
        if float(pixels.ink[mass].sum()) * image.pixel_mm2 >= TELLING_MM2:
            yield _row(kind, mass, pixels, image)
        else:
            small.setdefault(kind, []).append(mass)
    for kind, few in small.items():
        yield _row(kind, np.concatenate(few), pixels, image)
