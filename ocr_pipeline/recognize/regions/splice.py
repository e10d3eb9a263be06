"""The readings of blocks that lie on their side put among the regions of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ocr_pipeline.recognize.page import PageReading
from ocr_pipeline.recognize.regions.merge import merged
from ocr_pipeline.records import PageState, Region
from ocr_pipeline.records import replace as changed


def spliced(upright: PageReading | None, turned: Mapping[int, PageReading], language: str) -> PageReading:
    """Return the reading of a page of which some blocks (by number) were read turned, in the order of its blocks.

    `upright` is the reading of all others, with a region for each block; None where there are none. The regions of a
    turned block stand in the place of its own.
    """
    if upright is None or upright.state is not PageState.DONE:
        rest = () if upright is None else (upright,)
        return merged([*rest, *(turned[number] for number in sorted(turned))], language)
    whole = merged([upright, *(turned[number] for number in sorted(turned))], language)
    pieces: list[PageReading] = []
    for number in range(len(upright.regions)):
        reading = turned.get(number)
        if reading is None:
            pieces.append(_of_region(upright, number))
        elif reading.state is PageState.DONE:
            pieces.append(reading)
        else:
            pieces.append(_of_region(upright, number))
    order = merged(pieces, language) if len(pieces) > 1 else pieces[0]
    return replace(whole, lines=order.lines, marks=order.marks, regions=order.regions)


def _of_region(reading: PageReading, number: int) -> PageReading:
    """Return the lines, marks and cells of one region of a page as a reading of that region alone."""
    places = [place for place, line in enumerate(reading.lines) if line.region == number]
    new = {place: at for at, place in enumerate(places)}
    return replace(
        reading,
        lines=tuple(changed(reading.lines[place], region=0) for place in places),
        marks=tuple(changed(mark, line=new[mark.line]) for mark in reading.marks if mark.line in new),
        regions=(_with_lines(reading.regions[number], new),),
    )


def _with_lines(region: Region, new: Mapping[int, int]) -> Region:
    cells = tuple(
        changed(cell, words=tuple(changed(words, line=new[words.line]) for words in cell.words))
        for cell in region.cells
    )
    return changed(region, cells=cells) if cells else region
