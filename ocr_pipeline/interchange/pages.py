"""What a file of another program says of pages, as plain values that nothing checks: lines, words, places, regions.

Places are in the unit of the file, origin top left; None where the file gives none. Confidences are 0 to 1, None where
the file states none. Nothing is measured, led to a scan or made into records here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ocr_pipeline.records import Area, MarkKind, RegionKind


class Unit(Enum):
    """In what a file measures; the value is how many of them make an inch, None for pixels."""

    PIXEL = None
    TENTH_OF_MM = 254.0
    INCH_1200 = 1200.0


@dataclass(frozen=True, slots=True)
class FileGlyph:
    """A character of a word, and what else it may be: texts with their probabilities, None where none is stated."""

    text: str
    box: Area | None
    confidence: float | None = None
    alternatives: tuple[tuple[str, float | None], ...] = ()


@dataclass(frozen=True, slots=True)
class FileWord:
    """What a file gives as one piece of a line: a word as a rule, with spaces in it where the file does not part words.

    `part` is 1 or 2 for a half of a word that a line's end broke, else 0; `whole` is that word, empty if not stated.
    """

    text: str
    box: Area | None = None
    confidence: float | None = None
    glyphs: tuple[FileGlyph, ...] = ()
    marks: frozenset[MarkKind] = frozenset()
    part: int = 0
    whole: str = ""


@dataclass(frozen=True, slots=True)
class FileCell:
    """The place of a line in a table: row and column, from 0, and how many of each its cell covers."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line: its `text`, which counts where its words say otherwise, and the words with their places.

    `hyphen` is what stands behind its last word, at `hyphen_box`, where the file keeps that apart. `block` counts
    paragraphs, `region` the page's regions, both from 0.
    """

    text: str
    words: tuple[FileWord, ...] = ()
    box: Area | None = None
    confidence: float | None = None
    hyphen: str = ""
    hyphen_box: Area | None = None
    block: int = 0
    region: int = 0
    cell: FileCell | None = None


@dataclass(frozen=True, slots=True)
class FileRegion:
    """A part of a page; `outline` are its corners (x, y), empty where the file gives a box at most.

    `cells` are those of a table, with those in which nothing stands. `rotation` is as that of the page, None where the
    file states none for the region.
    """

    kind: RegionKind
    box: Area | None = None
    outline: tuple[tuple[float, float], ...] = ()
    cells: tuple[FileCell, ...] = ()
    rotation: float | None = None


@dataclass(frozen=True, slots=True)
class FilePage:
    """A page: its size, what it is measured in, its resolution (dots per inch) where stated, lines in reading order.

    `number` is the page's printed number where it is stated, `mark` how the file writes that a page begins. `rotation`
    is by how much its text is turned on the scan, degrees counter-clockwise: at 90 lines run up the scan.
    """

    width: float | None
    height: float | None
    unit: Unit = Unit.PIXEL
    dpi: float | None = None
    lines: tuple[FileLine, ...] = ()
    regions: tuple[FileRegion, ...] = ()
    number: str = ""
    mark: str = ""
    rotation: float = 0.0


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file of pages: its format, the program that wrote it and the language of its text (empty where not stated).

    `unordered` is how many regions with text a reading order leaves out: they come last.
    """

    format: str
    pages: tuple[FilePage, ...]
    software: str = ""
    language: str = ""
    unordered: int = 0
