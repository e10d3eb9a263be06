"""What tables tell of what was read: letters alone in a cell are entries, and lines across columns are rows."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import replace

from ocr_pipeline.layout.blocks import Block
from ocr_pipeline.recognize.page import PageReading
from ocr_pipeline.recognize.regions.arrange import placed
from ocr_pipeline.recognize.regions.rows import holds
from ocr_pipeline.records import PageMap, Region, RegionKind, SetApart, SetApartCause, TextLine

LONGEST, SURE = 3, 0.5
"""Characters of an entry that was taken for a mark, and the mean confidence of its line: a figure alone there, read as
a letter of its shape, has 0.54 to 0.6. Each word of a line is one: a number in one column and a letter in the next are
too few glyphs to show a grid."""

LEAST_ACROSS = 0.1
"""Share of the characters in lines across a gap, those of tables left out, under which no order is wrong."""


def with_lone_entries(reading: PageReading, blocks: Sequence[Block], to_scan: PageMap, language: str) -> PageReading:
    """Return a reading with what was set apart in ruled tables as marks, and is as short as entries, in its lines."""
    tables = [block for block in blocks if block.grid is not None and block.grid.is_ruled]
    marks = [one for one in reading.set_apart if one.cause is SetApartCause.MARK and _is_short(one)]
    if not tables or not marks or reading.evidence is None:
        return reading
    places = placed(marks, to_scan)
    within = {word.line for word in places if any(holds(table.area, word) for table in tables)}
    entries = [one for number, one in enumerate(marks) if number in within and _confidence(one) >= SURE]
    if not entries:
        return reading
    read = sum(len(word.letters()) for one in entries for word in one.words)
    doubt = sum(1.0 - glyph.confidence for one in entries for word in one.words for glyph in word.letters())
    evidence = replace(reading.evidence, read=reading.evidence.read + read, doubt=reading.evidence.doubt + doubt)
    found = replace(
        reading,
        lines=(*reading.lines, *(TextLine(words=one.words, box=one.box, block=one.block) for one in entries)),
        set_apart=tuple(one for one in reading.set_apart if not any(one is entry for entry in entries)),
        marks_apart=max(0, reading.marks_apart - len(entries)),
    )
    return found.judged_by(evidence, language)


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


def _is_short(line: SetApart) -> bool:
    return all(len(word.text) <= LONGEST for word in line.words)


def _confidence(line: SetApart) -> float:
    return statistics.fmean(word.confidence for word in line.words)
