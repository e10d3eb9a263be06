"""The readings of blocks that lie on their side put among the regions of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocr_pipeline.recognize.page import PageReading
from ocr_pipeline.recognize.regions.merge import merged
from ocr_pipeline.records import PageState
from ocr_pipeline.records import replace as changed


def spliced(upright: PageReading, turned: Sequence[PageReading], language: str) -> PageReading:
    """Return the reading of a page of which some blocks were read turned, in the order of its blocks.

    `upright` is the reading of all others; each turned block has an empty region there, in whose place its own regions
    come.
    """
    if upright.state is not PageState.DONE:
        return merged([replace(upright, regions=()), *turned], language)
    whole = merged([upright, *turned], language)
    waiting = iter(turned)
    pieces = []
    for number, region in enumerate(upright.regions):
        reading = next(waiting) if region.quarter_turns else None
        is_read = reading is not None and reading.state is PageState.DONE
        pieces.append(reading if reading is not None and is_read else _of_region(upright, number))
    order = merged(pieces, language)
    return replace(whole, lines=order.lines, marks=order.marks, regions=order.regions)


def _of_region(reading: PageReading, number: int) -> PageReading:
    """Return the lines, marks and cells of one region of a page as a reading of that region alone."""
    places = [place for place, line in enumerate(reading.lines) if line.region == number]
    new = {place: at for at, place in enumerate(places)}
    return replace(
        reading,
        lines=tuple(changed(reading.lines[place], region=0) for place in places),
        marks=tuple(changed(mark, line=new[mark.line]) for mark in reading.marks if mark.line in new),
        regions=(reading.regions[number].with_lines(new.__getitem__),),
    )
