"""Places of a file led to the pixels of the scan: as they are, scaled from a copy of another size, or measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ocr_pipeline.errors import OcrFileBroken, OcrFileOtherSize, OcrFileUnplaced
from ocr_pipeline.interchange.pages import FilePage, Unit
from ocr_pipeline.recognize.file.tables import CellPart, PlacedLine, rows_as_lines
from ocr_pipeline.recognize.file.words import states_confidence, words_of
from ocr_pipeline.recognize.reading import ReadGlyph, ReadLine, ReadWord
from ocr_pipeline.records import Area, PageMap, Resolution, ResolutionOrigin

ROUNDED = 1.0
"""By how much a side of a page may be off for having been rounded, in the unit of the file."""

MOST_CHARACTERS = 300_000
"""Characters of a page, at most: a broadsheet in small type has 60,000. The records of a flood would fill memory."""

KNOWN = frozenset({ResolutionOrigin.FILE, ResolutionOrigin.USER})
"""Origins of a resolution by which an inch is so many pixels; an estimate is off by several in a hundred."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Pixels of the scan for one unit of the file, across and down; `dpi` is the scan's resolution as the file states
    it, dots per inch across and down, None where it does not."""

    across: float
    down: float
    dpi: tuple[float, float] | None = None

    def of(self, box: Area) -> Area:
        """Return a box of the file on the scan."""
        return Area(box.left * self.across, box.top * self.down, box.right * self.across, box.bottom * self.down)


def scale_of(page: FilePage, width: int, height: int, resolution: Resolution | None, subject: str) -> Scale:
    """Return the scale of a page of a file on a scan of `width` x `height` pixels and this `resolution`.

    The size of the page tells it: that of the scan, or of a copy of the same proportions. Without a size a file that
    measures in pixels has those of the scan, and one that measures in parts of an inch those of its resolution.

    Raises `OcrFileOtherSize` for other proportions, `OcrFileUnplaced` where nothing tells.
    """
    if not page.width or not page.height or page.width < 0 or page.height < 0:
        return _without_size(page, resolution, subject)
    across, down = width / page.width, height / page.height
    if page.unit is Unit.PIXEL and abs(page.width - width) <= ROUNDED and abs(page.height - height) <= ROUNDED:
        across = down = 1.0
    elif not _alike(page.width, page.height, width, height):
        detail = f"{page.width:g} x {page.height:g} in it, {width} x {height} pixels in the scan"
        raise OcrFileOtherSize(subject, detail)
    if page.unit.value is not None:
        return Scale(across, down, (across * page.unit.value, down * page.unit.value))
    return Scale(across, down, (page.dpi * across, page.dpi * down) if page.dpi and page.dpi > 0 else None)


def _without_size(page: FilePage, resolution: Resolution | None, subject: str) -> Scale:
    if page.unit.value is None:
        return Scale(1.0, 1.0, (page.dpi, page.dpi) if page.dpi and page.dpi > 0 else None)
    if resolution is None or resolution.origin not in KNOWN:
        raise OcrFileUnplaced(subject)
    scale = resolution.dpi / page.unit.value
    return Scale(scale, scale)


def _alike(width: float, height: float, scan_width: int, scan_height: int) -> bool:
    """Return whether some scale makes the page of the scan's size, but for what its sides were rounded by."""
    if min(width, height) <= ROUNDED:
        return False
    least = max(scan_width / (width + ROUNDED), scan_height / (height + ROUNDED))
    most = min(scan_width / (width - ROUNDED), scan_height / (height - ROUNDED))
    return least <= most


def placed_lines(page: FilePage, scale: Scale, width: int, height: int, subject: str) -> tuple[PlacedLine, ...]:
    """Return the lines of a page in pixels of a scan of this size, in the order of the file, each with a word at least;
    the rows of tables are lines (`tables`).

    What reaches over an edge of the scan ends there. Raises `OcrFileBroken` for a line without a place or beside the
    scan, and for a flood of text.
    """
    if (characters := sum(len(line.text) for line in page.lines)) > MOST_CHARACTERS:
        raise OcrFileBroken(subject, f"{characters} characters on a page")
    found = []
    for number, line in enumerate(page.lines, start=1):
        if not line.text.split():
            continue
        words = words_of(line)
        if words is None:
            raise OcrFileBroken(subject, f"line {number} has no place on the page")
        on_scan = [_word(word, scale, width, height) for word, _ in words]
        stated = scale.of(line.box) if line.box is not None else Area.enclosing(word.box for word in on_scan)
        if stated.left >= width or stated.top >= height or stated.right <= 0 or stated.bottom <= 0:
            raise OcrFileBroken(subject, f"line {number} lies beside the page")
        read = ReadLine(tuple(on_scan), _within(stated, width, height), line.block)
        cells = (CellPart(line.cell, 0, len(on_scan) - 1),) if line.cell is not None else ()
        found.append(PlacedLine(read, line.region, tuple(marks for _, marks in words), cells))
    return rows_as_lines(found)


def lacks_confidences(page: FilePage) -> bool:
    """Return whether a file says of no line of a page how sure it is."""
    return bool(page.lines) and not any(states_confidence(line) for line in page.lines)


def _word(word: ReadWord, scale: Scale, width: int, height: int) -> ReadWord:
    glyphs = tuple(_glyph(glyph, scale, width, height) for glyph in word.glyphs)
    return replace(word, box=_within(scale.of(word.box), width, height), glyphs=glyphs)


def _glyph(glyph: ReadGlyph, scale: Scale, width: int, height: int) -> ReadGlyph:
    return replace(glyph, box=_within(scale.of(glyph.box), width, height))


def _within(box: Area, width: int, height: int) -> Area:
    left, right = (min(float(width), max(0.0, x)) for x in (box.left, box.right))
    top, bottom = (min(float(height), max(0.0, y)) for y in (box.top, box.bottom))
    return Area(left, top, right, bottom)


def led(lines: Sequence[ReadLine], to: PageMap) -> list[ReadLine]:
    """Return lines with all their boxes led to where a map leads them, in one operation: a page has some 4,000."""
    boxes = [
        box
        for line in lines
        for box in (line.box, *(box for word in line.words for box in (word.box, *(one.box for one in word.glyphs))))
    ]
    sides = np.array([(box.left, box.top, box.right, box.bottom) for box in boxes], dtype=np.float64).reshape(-1, 4)
    there = (Area(*side) for side in to.outlines(sides).tolist())
    return [_led(line, there) for line in lines]


def _led(line: ReadLine, there: Iterator[Area]) -> ReadLine:
    box = next(there)
    words = []
    for word in line.words:
        of_word = next(there)
        words.append(replace(word, box=of_word, glyphs=tuple(replace(one, box=next(there)) for one in word.glyphs)))
    return replace(line, box=box, words=tuple(words))


def quarter_turns(rotation: float) -> int:
    """Return how many quarter turns counter-clockwise make text upright that is turned by `rotation` degrees."""
    return round(-rotation / 90) % 4
