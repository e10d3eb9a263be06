"""What was read on a page, put in the order of its regions: lines by region, the words of tables by rows and cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ocr_pipeline.layout.blocks import Block
from ocr_pipeline.recognize.regions.cells import Line, TableText, table_text
from ocr_pipeline.recognize.regions.rows import PlacedWord, holds
from ocr_pipeline.records import (
    Area,
    Box,
    Cell,
    CellWords,
    Gap,
    Mark,
    PageMap,
    Region,
    RegionKind,
    TextLine,
    Word,
    replace,
)

Place = tuple[int, int]
"""Line and word, from 0."""


@dataclass(frozen=True)
class Arranged:
    """The lines of a page in the order of its regions, the marks on their words, and the regions."""

    lines: tuple[TextLine, ...]
    marks: tuple[Mark, ...]
    regions: tuple[Region, ...]


def arranged(lines: Sequence[TextLine], marks: Sequence[Mark], blocks: Sequence[Block], to_scan: PageMap) -> Arranged:
    """Return what was read in the order of the blocks, which become regions. Boxes of lines and marks are on the scan.

    A word in a table is in that; other words are in the block that most of their line is in.
    """
    words = placed(lines, to_scan)
    home = _homes(words, lines, blocks)
    made: list[_NewLine] = []
    regions: list[Region] = []
    for number, block in enumerate(blocks):
        own = [word for word in words if home[word.line, word.word] == number]
        if block.grid is None:
            made += (_NewLine(number, part) for part in _parts(own))
            regions.append(region_of(block, to_scan))
        else:
            table = table_text(own, block.grid)
            cells = list(_cells(table, made, number))
            region = region_of(block, to_scan)
            regions.append(replace(region, rows=table.rows, columns=table.columns, cells=tuple(cells)))
    places = {(word.line, word.word): (at, of) for at, line in enumerate(made) for of, word in enumerate(line.words)}
    new_lines = [_line(line, lines) for line in made]
    return Arranged(
        tuple(_with_gaps(new_lines, lines, made)),
        tuple(mark for old in marks for mark in _moved(old, places)),
        tuple(regions),
    )


def region_of(block: Block, to_scan: PageMap) -> Region:
    """Return the record of a block."""
    area = block.area
    corners = to_scan.apply(
        np.array(
            [(area.left, area.top), (area.right, area.top), (area.right, area.bottom), (area.left, area.bottom)],
            dtype=np.float64,
        )
    )
    return Region(
        kind=block.kind,
        box=Box.around(corners),
        outline=tuple((round(x, 1), round(y, 1)) for x, y in corners.tolist()),
        quarter_turns=block.quarter_turns,
    )


@dataclass(frozen=True)
class _NewLine:
    """A line as it will be: the region, and its words as the engine placed them."""

    region: int
    words: Line


def placed(lines: Sequence[TextLine], to_scan: PageMap) -> list[PlacedWord]:
    """Return the words of lines where they stand on the prepared page."""
    found = [(number, place, word) for number, line in enumerate(lines) for place, word in enumerate(line.words)]
    sides = to_scan.outlined(Box.sides_of([word.box for _, _, word in found])).tolist()
    return [
        PlacedWord(line, place, (left + right) / 2, (top + bottom) / 2, bottom - top, (right - left) / 2, word.text)
        for (line, place, word), (left, top, right, bottom) in zip(found, sides, strict=True)
    ]


def _homes(words: Sequence[PlacedWord], lines: Sequence[TextLine], blocks: Sequence[Block]) -> Mapping[Place, int]:
    """Return the number of the block of each word."""
    upright = [number for number, block in enumerate(blocks) if not block.quarter_turns]
    of_words = [number for number in upright if blocks[number].kind in OF_WORDS]
    others = [number for number in upright if number not in of_words] or upright or [0]
    home: dict[Place, int] = {}
    votes: list[dict[int, float]] = [{} for _ in lines]
    for word in words:
        within = next((number for number in of_words if holds(blocks[number].area, word)), None)
        if within is not None:
            home[word.line, word.word] = within
            continue
        nearest = min(others, key=lambda number: _away(blocks[number].area, word))
        votes[word.line][nearest] = votes[word.line].get(nearest, 0.0) + len(word.text)
    for word in words:
        place = (word.line, word.word)
        if place not in home:
            home[place] = max(votes[word.line], key=lambda number: votes[word.line][number])
    return home


OF_WORDS = frozenset({RegionKind.TABLE, RegionKind.MARGIN, RegionKind.PICTURE})
"""Kinds of regions that words are in by themselves, whatever line they are in."""


def is_stamp(block: Block, words: Sequence[PlacedWord]) -> bool:
    """Return whether what looks like a picture lies on text: most lines in it go on beside it."""
    inside = {word.line for word in words if holds(block.area, word)}
    outside = {word.line for word in words if not holds(block.area, word)}
    return len(inside & outside) > len(inside - outside)


def _away(area: Area, word: PlacedWord) -> float:
    """Return how far outside an area a word stands, prepared pixels; 0 within."""
    across = max(area.left - word.x, 0.0, word.x - area.right)
    down = max(area.top - word.y, 0.0, word.y - area.bottom)
    return across + down


def _parts(words: Sequence[PlacedWord]) -> Iterator[Line]:
    """Yield the words line by line."""
    lines: dict[int, Line] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    yield from lines.values()


def _cells(table: TableText, made: list[_NewLine], region: int) -> Iterator[Cell]:
    """Yield the cells of a table, row by row, and add its lines to those made.

    Where each cell of a row has one line at most, the row is one line; else it is kept cell by cell, line by line.
    """
    for row in range(table.rows):
        cells = [cell for cell in table.cells if cell.row == row]
        together = all(len(cell.lines) <= 1 for cell in cells)
        line: Line = []
        first = len(made)
        for cell in cells:
            words: list[CellWords] = []
            for part in cell.lines:
                at, start = (first, len(line)) if together else (len(made), 0)
                if together:
                    line += part
                else:
                    made.append(_NewLine(region, part))
                words.append(CellWords(line=at, first_word=start, last_word=start + len(part) - 1))
            yield Cell(
                row=cell.row,
                column=cell.column,
                row_span=cell.row_span,
                column_span=cell.column_span,
                words=tuple(words),
            )
        if together and line:
            made.append(_NewLine(region, line))


def _line(new: _NewLine, lines: Sequence[TextLine]) -> TextLine:
    words = tuple(_word(lines, word) for word in new.words)
    old = lines[new.words[0].line]
    if old.words == words:
        return replace(old, region=new.region)
    return TextLine(words=words, box=Box.enclosing([word.box for word in words]), block=old.block, region=new.region)


def _word(lines: Sequence[TextLine], placed: PlacedWord) -> Word:
    return lines[placed.line].words[placed.word]


def _with_gaps(new: Sequence[TextLine], lines: Sequence[TextLine], made: Sequence[_NewLine]) -> Iterator[TextLine]:
    """Yield the lines with the gaps of those that their words were in: each in the new line whose words are nearest."""
    of_line: dict[int, list[int]] = {}
    for number, one in enumerate(made):
        for old in dict.fromkeys(word.line for word in one.words):
            of_line.setdefault(old, []).append(number)
    gaps: dict[int, list[Gap]] = {}
    for number, line_before in enumerate(lines):
        for gap in line_before.gaps:
            nearest = min(of_line[number], key=lambda one: _apart(gap.box, new[one].box))
            before = sum(_x(word.box) < _x(gap.box) for word in new[nearest].words)
            if new[nearest].words == line_before.words:
                before = gap.before
            gaps.setdefault(nearest, []).append(replace(gap, before=before))
    for number, line in enumerate(new):
        own = tuple(sorted(gaps.get(number, ()), key=lambda gap: gap.box.left))
        yield line if line.gaps == own else replace(line, gaps=own)


def _x(box: Box) -> float:
    return (box.left + box.right) / 2


def _apart(one: Box, other: Box) -> float:
    return max(one.left - other.right, 0.0, other.left - one.right)


def _moved(mark: Mark, places: Mapping[Place, Place]) -> Iterator[Mark]:
    """Yield a mark on its words where they are now: in parts where they are in several lines."""
    now = sorted(places[mark.line, word] for word in range(mark.first_word, mark.last_word + 1))
    run: list[Place] = []
    for place in (*now, None):
        if run and (place is None or place != (run[-1][0], run[-1][1] + 1)):
            yield replace(mark, line=run[0][0], first_word=run[0][1], last_word=run[-1][1])
            run = []
        if place is not None:
            run.append(place)
