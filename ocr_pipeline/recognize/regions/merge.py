"""The readings of the parts of a page as the reading of the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ocr_pipeline.recognize.expected_error import Evidence
from ocr_pipeline.recognize.page import PageReading
from ocr_pipeline.records import InkLedger, Mark, PageState, Reason, Region, TextLine
from ocr_pipeline.records import replace as changed


def merged(readings: Sequence[PageReading], language: str) -> PageReading:
    """Return one reading of a page that was read in parts, their lines and regions in the order of the parts.

    The page is done if any part of it is text, and blank if all of them are; a part that is unreadable counts with all
    of its ink.
    """
    if len(readings) == 1:
        return readings[0]
    done = [one for one in readings if one.state is PageState.DONE]
    ink = InkLedger(
        rows=tuple(row for one in readings for row in one.ink.rows),
        unread_characters=sum(one.ink.unread_characters for one in readings),
    )
    set_apart = tuple(line for one in readings for line in one.set_apart)
    if not done:
        read = [one for one in readings if one.state is not PageState.BLANK]
        return replace((read or readings)[0], ink=ink, set_apart=set_apart)
    evidence = _evidence(done, ink.unread_characters)
    marks_apart = sum(one.marks_apart if one.state is PageState.DONE else len(one.set_apart) for one in readings)
    mostly_noise = 2 * sum(one.evidence.read for one in done if one.evidence and one.mostly_noise) > evidence.read
    whole = PageReading(
        PageState.DONE,
        lines=tuple(_lines(done)),
        set_apart=set_apart,
        marks=tuple(_marks(done)),
        regions=tuple(_regions(done)),
        ink=ink,
        marks_apart=marks_apart,
        mostly_noise=mostly_noise,
        engine_warnings=_once(warning for one in readings for warning in one.engine_warnings),
    )
    return whole.judged_by(evidence, language)


def _evidence(readings: Sequence[PageReading], unread: float) -> Evidence:
    """Return the evidence of all parts together: sums, and the share read across by characters."""
    parts = [one.evidence for one in readings if one.evidence is not None]
    read = sum(part.read for part in parts)
    known = [part.known for part in parts if part.known is not None]
    return Evidence(
        read=read,
        doubt=sum(part.doubt for part in parts),
        unread=unread,
        across=sum(part.across * part.read for part in parts) / read if read else 0.0,
        letters=sum(part.letters for part in parts),
        known=sum(known) if known else None,
        print_as_type=sum(part.print_as_type for part in parts),
    )


def _lines(readings: Sequence[PageReading]) -> Iterator[TextLine]:
    """Yield the lines of all parts, their regions numbered on."""
    before = 0
    for reading in readings:
        yield from (changed(line, region=line.region + before) if before else line for line in reading.lines)
        before += len(reading.regions)


def _marks(readings: Sequence[PageReading]) -> Iterator[Mark]:
    """Yield the marks of all parts, their lines numbered on."""
    before = 0
    for reading in readings:
        yield from (changed(mark, line=mark.line + before) if before else mark for mark in reading.marks)
        before += len(reading.lines)


def _once(reasons: Iterator[Reason]) -> tuple[Reason, ...]:
    """Return each reason once, in the order in which they come."""
    return tuple(dict.fromkeys(reasons))


def _regions(readings: Sequence[PageReading]) -> Iterator[Region]:
    """Yield the regions of all parts, the lines of their cells numbered on."""
    before = 0
    for reading in readings:
        for region in reading.regions:
            yield region.with_lines(before.__add__) if before else region
        before += len(reading.lines)
