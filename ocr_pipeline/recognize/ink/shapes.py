"""What a mass of ink that is in no line may be, by its shape: type that was not read, a stamp, handwriting, a stain.

A guess, and said to be one. Two things hang on it: unread type counts in the page's expected error, and a gap in a line
is where something of a letter's size stands that no one typed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ocr_pipeline.recognize.ink.pixels import Flags, InkPixels, Marks, Numbers, Values
from ocr_pipeline.recognize.typescript.lines.components import REDUCTION, in_range
from ocr_pipeline.records import Area, InkKind


@dataclass(frozen=True)
class TypeSize:
    """How large the type of a page is: height of small letters and pitch, pixels of the copy of half the size; and what
    a character inks, pixels of the page."""

    letter: float
    pitch: float
    ink: float


HIGH = (0.6, 2.2)
"""Height of a mark like a letter, in small letters: capitals have 1.35, capitals with a tail or an accent 2."""

WIDE = (0.15, 1.7)
"""Width, of a small letter's height at least (I, l) and of the pitch at most (Ш, Щ and what touches them)."""

FILLED = (0.12, 0.85)
"""Share of its box that a letter inks; less is a frame or a crossing of strokes, more a blot."""

INKED = (0.2, 2.5)
"""Ink of a letter in those of the page's average character."""

JOINED_HIGH = (0.6, 2.6)
"""Height of letters that have run together, in small letters."""

JOINED_CELLS = 25.0
"""Greatest length of letters run together, in cells: a long word."""

JOINED_FILLED = (0.15, 0.8)
"""Share of their box that they ink."""

JOINED_INKED = (0.25, 2.2)
"""Ink of a cell of theirs in those of the page's average character; pen strokes across have less."""

TOGETHER = (2.0, 0.3)
"""How far letters of a word may stand apart, across in cells and down in small letters."""

LEAST_LETTERS = 2
"""Marks like letters side by side from which they are type: a single one may be anything."""


def type_like(pixels: InkPixels, rest: Flags, size: TypeSize) -> Flags:
    """Return where type stands in the rest of a page's ink: marks of the size of its letters, side by side, with the
    crumbs among them."""
    marks = pixels.marks(rest)
    filled = marks.ink / np.maximum(1.0, REDUCTION**2 * marks.width * marks.height)
    high = marks.height / size.letter
    inked = marks.ink / size.ink
    cells = marks.width / size.pitch
    single = (
        in_range(high, HIGH)
        & (marks.width >= WIDE[0] * size.letter)
        & (cells <= WIDE[1])
        & in_range(filled, FILLED)
        & in_range(inked, INKED)
    )
    joined = (
        in_range(high, JOINED_HIGH)
        & (cells > WIDE[1])
        & (cells <= JOINED_CELLS)
        & in_range(filled, JOINED_FILLED)
        & in_range(inked / np.maximum(1.0, cells), JOINED_INKED)
    )
    letters = np.where(joined, np.round(cells), single.astype(np.float64))
    letters[0] = 0.0
    like = rest & (letters[marks.of_pixel] > 0)
    groups = pixels.groups(like, TOGETHER[0] * size.pitch, TOGETHER[1] * size.letter)
    group = np.zeros(len(letters), dtype=np.intp)
    # All of a mark like a letter lies in one group: any of its pixels tells which.
    group[marks.of_pixel[like]] = groups[like]
    typed = np.bincount(group, letters, minlength=int(groups.max(initial=0)) + 1) >= LEAST_LETTERS
    typed[0] = False
    lone = np.flatnonzero(single & ~typed[group])
    lone = lone[lone > 0]
    typed[group[lone[_in_columns(marks, lone, size)]]] = True
    found: Flags = rest & typed[groups] & (high <= JOINED_HIGH[1])[marks.of_pixel]
    return found


ROWS_APART, COLUMN_ROWS = (1.5, 8.0), 4
"""How far apart figures of a column stand one above the other, in small letters: lines are 2.1 to 5 apart, with one
left out 8; and how many make a column."""

EVEN, EVEN_SHARE = 0.15, 0.75
"""Share of the distance of a column's rows by which one may stand off its place; and of its figures that keep it."""


def _in_columns(marks: Marks, lone: Numbers, size: TypeSize) -> Flags:
    """Return which marks, that are like letters and stand alone, stand in columns of such, row by row: figures, crosses
    and ticks of a table. Specks keep no rows."""
    found = np.zeros(len(lone), dtype=np.bool_)
    middle = marks.left[lone] + marks.width[lone] / 2
    foot = marks.top[lone] + marks.height[lone]
    # What lies on the border of two columns lies amid one of those half a cell on.
    for shift in (0.0, 0.5):
        column = np.floor(middle / size.pitch + shift)
        order = np.lexsort((foot, column))
        steps = np.diff(foot[order]) / size.letter
        ends = (np.diff(column[order]) > 0) | (steps < ROWS_APART[0]) | (steps > ROWS_APART[1])
        for run in np.split(order, np.flatnonzero(ends) + 1):
            if len(run) >= COLUMN_ROWS and _is_even(np.diff(foot[run])):
                found[run] = True
    return found


def _is_even(steps: Values) -> bool:
    """Return whether most distances are the usual one, or two or three of it."""
    rows = steps / float(np.median(steps))
    off = np.abs(rows - np.maximum(1.0, np.round(rows)))
    return float((off <= EVEN).mean()) >= EVEN_SHARE


CRUMB = 0.45
"""Greatest side of a crumb, in small letters: a full stop has 0.2, dust less."""

EDGE_MM = 3.0
"""How near to the edge of the sheet the scanner's border and its shadow end."""

MARGIN_MM = 25.0
"""How far from the edge holes are punched and staples set."""

HOLE_MM = (3.5, 9.0)
"""Diameter of a punched hole: 5 to 6 mm, torn or in the shade a little more or less."""

ROUND = 1.4
"""Greatest length over breadth of a hole."""

STAPLE_MM = (5.0, 16.0)
"""Length of a staple, and of its shadow."""

THIN = 0.3
"""Greatest breadth over length of a staple."""

FOLD_MM, FOLD_THIN = 40.0, 0.1
"""Least length of a fold or a torn edge, and its greatest breadth over its length."""

STAMP_MM, STAMP_ASPECT = 12.0, 2.0
"""Least sides of a stamp, and its greatest length over breadth: seals are round, a signature is long."""

PICTURE_MM = (25.0, 60.0)
"""Least sides of a picture, the shorter and the longer one: seals have 30 to 45 mm, stamps of an archive up to 60."""

BLOT = 0.6
"""Share of its box that a blot inks; strokes of a pen ink less."""


def kind_of(mass: Area, ink: float, page: tuple[float, float], size: TypeSize, dpi: float) -> InkKind:
    """Return what a mass that is no type may be: its box and ink in pixels of a page of this height and width."""
    mm = 25.4 / dpi
    longer, shorter = max(mass.width, mass.height) * mm, min(mass.width, mass.height) * mm
    letter = REDUCTION * size.letter * mm
    filled = ink / max(1.0, mass.width * mass.height)
    to_edge = min(mass.left, page[1] - mass.right, mass.top, page[0] - mass.bottom) * mm
    if longer <= CRUMB * letter:
        return InkKind.STAIN
    if to_edge <= EDGE_MM or _is_left_by_binding(longer, shorter, to_edge, filled, letter):
        return InkKind.SCAN
    if filled >= BLOT or longer < letter:
        return InkKind.STAIN
    if shorter >= PICTURE_MM[0] and longer >= PICTURE_MM[1]:
        return InkKind.PICTURE
    is_stamp = shorter >= STAMP_MM and longer <= STAMP_ASPECT * shorter
    return InkKind.STAMP if is_stamp else InkKind.HANDWRITING


def _is_left_by_binding(longer: float, shorter: float, to_edge: float, filled: float, letter: float) -> bool:
    """Return whether a mass is a fold, a punched hole or a staple; its sides, its way to the edge and the height of
    small letters in mm."""
    # Within the text a column of figures is as long and as thin; a fold there is thinner than a letter.
    if longer >= FOLD_MM and shorter <= FOLD_THIN * longer and (to_edge <= MARGIN_MM or shorter < letter):
        return True
    if to_edge > MARGIN_MM:
        return False
    is_round = longer <= ROUND * shorter
    hole = is_round and HOLE_MM[0] <= shorter and longer <= HOLE_MM[1] and filled >= BLOT
    return hole or (shorter <= THIN * longer and STAPLE_MM[0] <= longer <= STAPLE_MM[1])
