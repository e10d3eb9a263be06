"""Notes in the left margin: keywords beside the paragraphs that they are of, as manuals have them.

The text has a margin of its own, to which all of its lines begin; a few rows have words far to the left of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ocr_pipeline.layout.blocks import Block
from ocr_pipeline.recognize.regions.rows import PlacedWord, Row, holds, rows_of
from ocr_pipeline.records import Area, RegionKind

GAP_CELLS = 2.0
"""Least gap between a note and the text, in cells."""

LEAST_NOTES, LEAST_LINES = 2, 8
"""Notes, and rows of text beside and between them, from which the left column is one of notes."""

MOST_NOTED = 0.4
"""Share of the rows that have a word of a note at most; a table's first column has one in nearly every row."""

LONGEST_CELLS = 24.0
"""Breadth of the column of notes, in cells, at most."""

LEAST_LETTERS = 3
"""Letters of a note: numbers of paragraphs that hang to the left are none."""

TEXT_CELLS = 28.0
"""Breadth of the text beside, in cells, at least."""


def with_margin_notes(block: Block, words: Sequence[PlacedWord], pitch: float) -> tuple[Block, ...]:
    """Return a block of text in parts: each note in its margin, and the text from there to the next note.

    `pitch` is the usual advance of a character, prepared pixels. A block without such notes is returned as it is.
    """
    rows = rows_of([word for word in words if holds(block.area, word)])
    edge = _edge(rows, pitch)
    if edge is None:
        return (block,)
    noted = [number for number, row in enumerate(rows) if _note(row, edge)]
    starts = [number for number in noted if number - 1 not in noted]
    if len(starts) < LEAST_NOTES or len(rows) - len(noted) < LEAST_LINES:
        return (block,)
    return tuple(_parts(block, rows, noted, starts, edge))


def _edge(rows: Sequence[Row], pitch: float) -> float | None:
    """Return the x between the notes and the text; None where there are no notes."""
    if not rows:
        return None
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    for start in sorted({row.left for row in rows}):
        edge = start - GAP_CELLS * pitch / 2
        if start - left < GAP_CELLS * pitch:
            continue
        if start - left > LONGEST_CELLS * pitch or right - start < TEXT_CELLS * pitch:
            return None
        beside = [row for row in rows if _note(row, edge)]
        clear = not any(row.crosses(start - GAP_CELLS * pitch, start - pitch / 2) for row in rows)
        lettered = all(_letters(row, edge) >= LEAST_LETTERS for row in beside)
        # What stands alone at the left is a line of the text; a speaker's name and a keyword that is explained end so.
        with_text = all(row.right > start for row in beside)
        opens = sum(_note(row, edge)[-1].text[-1] in ":.-—–" for row in beside)
        if clear and lettered and with_text and 2 * opens < len(beside) and len(beside) <= MOST_NOTED * len(rows):
            return edge
    return None


def _letters(row: Row, edge: float) -> int:
    return sum(character.isalpha() for word in _note(row, edge) for character in word.text)


def _note(row: Row, edge: float) -> list[PlacedWord]:
    return [word for word in row.words if word.x < edge]


def _parts(
    block: Block, rows: Sequence[Row], noted: Sequence[int], starts: Sequence[int], edge: float
) -> Iterator[Block]:
    area = block.area
    tops = [area.top, *((rows[number - 1].bottom + rows[number].top) / 2 for number in starts if number), area.bottom]
    for top, bottom in pairwise(tops):
        note = [number for number in noted if top <= (rows[number].top + rows[number].bottom) / 2 < bottom]
        if note:
            foot = rows[note[-1]].bottom
            yield Block(RegionKind.MARGIN, Area(area.left, top, edge, min(foot, bottom)), apart=block.apart)
        yield Block(block.kind, Area(area.left, top, area.right, bottom), apart=block.apart)
