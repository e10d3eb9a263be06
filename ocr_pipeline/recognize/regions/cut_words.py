"""Words that were read across a rule between two columns of a table, cut where the rule stands."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from itertools import groupby

from ocr_pipeline.layout.blocks import Block, Grid
from ocr_pipeline.records import Area, Box, Glyph, Mark, PageMap, TextLine, Word, replace
from ocr_pipeline.records.rounding import rounded_confidence


def cut_at_rules(
    lines: Sequence[TextLine], marks: Sequence[Mark], blocks: Sequence[Block], to_scan: PageMap
) -> tuple[tuple[TextLine, ...], tuple[Mark, ...]]:
    """Return the lines with such words in parts, and the marks on all parts of their words.

    Only words with glyphs can be cut, and only where the ruled grid has two cells.
    """
    tables = [(block.area, block.grid) for block in blocks if block.grid is not None and block.grid.is_ruled]
    if not tables:
        return tuple(lines), tuple(marks)
    found: list[TextLine] = []
    places: list[list[int]] = []
    for line in lines:
        parts = [_parts(word, tables, to_scan) for word in line.words]
        starts = [sum(map(len, parts[:number])) for number in range(len(parts) + 1)]
        places.append(starts)
        if starts[-1] == len(line.words):
            found.append(line)
            continue
        gaps = tuple(replace(gap, before=starts[gap.before]) for gap in line.gaps)
        found.append(replace(line, words=tuple(part for word in parts for part in word), gaps=gaps))
    return tuple(found), tuple(_moved(mark, places[mark.line]) for mark in marks)


def _moved(mark: Mark, starts: Sequence[int]) -> Mark:
    """Return a mark on the parts of its words; `starts` are where these begin."""
    return replace(mark, first_word=starts[mark.first_word], last_word=starts[mark.last_word + 1] - 1)


def _parts(word: Word, tables: Sequence[tuple[Area, Grid]], to_scan: PageMap) -> tuple[Word, ...]:
    """Return the parts of a word, one where no rule stands in it."""
    if len(word.glyphs) < 2:
        return (word,)
    ((left, top, right, bottom),) = to_scan.outlined(Box.sides_of([word.box])).tolist()
    x, y = (left + right) / 2, (top + bottom) / 2
    grid = next((grid for area, grid in tables if area.holds(x, y)), None)
    if grid is None or grid.column_at(left, y) == grid.column_at(right, y):
        return (word,)
    columns = list(_columns(word.glyphs, grid, to_scan))
    runs = groupby(zip(word.glyphs, columns, strict=True), key=lambda pair: pair[1])
    return tuple(_word([glyph for glyph, _ in run]) for _, run in runs)


def _columns(glyphs: Sequence[Glyph], grid: Grid, to_scan: PageMap) -> Iterator[int]:
    """Yield the first column of the cell that each glyph stands in."""
    for left, top, right, bottom in to_scan.outlined(Box.sides_of([glyph.box for glyph in glyphs])).tolist():
        yield grid.span_at((left + right) / 2, (top + bottom) / 2).column


def _word(glyphs: Sequence[Glyph]) -> Word:
    return Word(
        text="".join(glyph.text for glyph in glyphs),
        box=Box.enclosing([glyph.box for glyph in glyphs]),
        confidence=rounded_confidence(statistics.fmean([glyph.confidence for glyph in glyphs])),
        glyphs=tuple(glyphs),
    )
