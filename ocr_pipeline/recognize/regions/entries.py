"""What tables tell of what was read: letters alone in a cell are entries, and lines across columns are rows."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from ocr_pipeline.layout.blocks import Block
from ocr_pipeline.recognize.page import PageReading
from ocr_pipeline.recognize.regions.arrange import placed
from ocr_pipeline.recognize.regions.rows import PlacedWord, holds
from ocr_pipeline.records import Box, PageMap, Region, RegionKind, SetApart, SetApartCause, TextLine, Word
from ocr_pipeline.records import replace as changed

LONGEST, SURE = 3, 0.5
"""Characters of an entry that was set apart, and its confidence: a figure alone on its line, read as a letter of its
shape, has 0.54 to 0.6."""

ON_SHARE = 0.5
"""Distance of the middles of two words, in their mean height, within which they are on one level."""

LEAST_ACROSS = 0.1
"""Share of the characters in lines across a gap, those of tables left out, under which no order is wrong."""


def with_lone_entries(reading: PageReading, blocks: Sequence[Block], to_scan: PageMap, language: str) -> PageReading:
    """Return a reading with the words that were set apart in ruled tables, and are as short as entries, in its lines.

    Of what one of two readings alone has, those where no word stands.
    """
    tables = [block.area for block in blocks if block.grid is not None and block.grid.is_ruled]
    if not tables or reading.evidence is None:
        return reading
    is_short = [all(len(word.text) <= LONGEST for word in one.words) for one in reading.set_apart]
    kept = placed(reading.lines, to_scan)
    entries: dict[int, set[int]] = {}
    for place in placed(reading.set_apart, to_scan):
        one = reading.set_apart[place.line]
        if not is_short[place.line]:
            continue
        if one.cause is SetApartCause.OUTVOTED and any(_on(place, other) for other in kept):
            continue
        if one.words[place.word].confidence >= SURE and any(holds(table, place) for table in tables):
            entries.setdefault(place.line, set()).add(place.word)
    if not entries:
        return reading
    parted = [_parted(one, entries.get(number, ())) for number, one in enumerate(reading.set_apart)]
    glyphs = [glyph for taken, _ in parted for word in taken for glyph in word.letters()]
    doubt = sum(1.0 - glyph.confidence for glyph in glyphs)
    evidence = replace(reading.evidence, read=reading.evidence.read + len(glyphs), doubt=reading.evidence.doubt + doubt)
    pairs = list(zip(reading.set_apart, parted, strict=True))
    marks = sum(one.cause is SetApartCause.MARK and not left for one, (_, left) in pairs)
    found = replace(
        reading,
        lines=(*reading.lines, *(_line(one, taken) for one, (taken, _) in pairs if taken)),
        set_apart=tuple(_left(one, left) for one, (_, left) in pairs if left),
        marks_apart=max(0, reading.marks_apart - marks),
    )
    return found.judged_by(evidence, language)


def _on(word: PlacedWord, other: PlacedWord) -> bool:
    """Return whether one word lies on another."""
    level = abs(word.y - other.y) < ON_SHARE * (word.height + other.height) / 2
    return level and abs(word.x - other.x) < word.reach + other.reach


def _line(one: TextLine, words: Sequence[Word]) -> TextLine:
    return TextLine(words=tuple(words), box=Box.enclosing([word.box for word in words]), block=one.block)


def _parted(one: SetApart, taken: Container[int]) -> tuple[list[Word], list[Word]]:
    """Return the words of what was set apart whose places are taken, and the others."""
    words = list(enumerate(one.words))
    return [word for place, word in words if place in taken], [word for place, word in words if place not in taken]


def _left(one: SetApart, words: Sequence[Word]) -> SetApart:
    """Return what stays set apart: as it was, if all of it does."""
    if len(words) == len(one.words):
        return one
    return changed(one, words=tuple(words), box=Box.enclosing([word.box for word in words]))


def with_rows_in_order(reading: PageReading, regions: Sequence[Region], language: str) -> PageReading:
    """Return a reading of whose lines across a gap those in tables do not count: they are rows."""
    evidence = reading.evidence
    if evidence is None or not evidence.across:
        return reading
    tables = {number for number, region in enumerate(regions) if region.kind is RegionKind.TABLE}
    whole = sum(len(line.text) for line in reading.lines)
    rows = sum(len(line.text) for line in reading.lines if line.region in tables)
    across = max(0.0, evidence.across - rows / max(1, whole))
    if across < LEAST_ACROSS:
        reading, across = replace(reading, gutter=None), 0.0
    return reading.judged_by(replace(evidence, across=across), language)
