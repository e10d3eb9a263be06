"""What tables tell of what was read: letters alone in a cell are entries, and lines across columns are rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
    short = [one for one in reading.set_apart if all(len(word.text) <= LONGEST for word in one.words)]
    kept = placed(reading.lines, to_scan)
    entries: dict[int, list[Word]] = {}
    for place in placed(short, to_scan):
        one = short[place.line]
        word = one.words[place.word]
        if one.cause is SetApartCause.OUTVOTED and any(_on(place, other) for other in kept):
            continue
        if word.confidence >= SURE and any(holds(table, place) for table in tables):
            entries.setdefault(id(one), []).append(word)
    if not entries:
        return reading
    glyphs = [glyph for words in entries.values() for word in words for glyph in word.letters()]
    doubt = sum(1.0 - glyph.confidence for glyph in glyphs)
    evidence = replace(reading.evidence, read=reading.evidence.read + len(glyphs), doubt=reading.evidence.doubt + doubt)
    marks = sum(one.cause is SetApartCause.MARK and len(entries.get(id(one), ())) == len(one.words) for one in short)
    found = replace(
        reading,
        lines=(*reading.lines, *(_line(one, entries[id(one)]) for one in short if id(one) in entries)),
        set_apart=tuple(_left(reading.set_apart, entries)),
        marks_apart=max(0, reading.marks_apart - marks),
    )
    return found.judged_by(evidence, language)


def _on(word: PlacedWord, other: PlacedWord) -> bool:
    """Return whether one word lies on another."""
    level = abs(word.y - other.y) < ON_SHARE * (word.height + other.height) / 2
    return level and abs(word.x - other.x) < word.reach + other.reach


def _line(one: TextLine, words: Sequence[Word]) -> TextLine:
    return TextLine(words=tuple(words), box=Box.enclosing([word.box for word in words]), block=one.block)


def _left(set_apart: Sequence[SetApart], entries: Mapping[int, Sequence[Word]]) -> Iterator[SetApart]:
    """Yield what stays set apart: all but the entries."""
    for one in set_apart:
        taken = entries.get(id(one), ())
        left = [word for word in one.words if not any(word is entry for entry in taken)]
        if len(left) == len(one.words):
            yield one
        elif left:
            yield changed(one, words=tuple(left), box=Box.enclosing([word.box for word in left]))


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
