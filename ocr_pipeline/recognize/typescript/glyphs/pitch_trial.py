"""The pitch that a page, or a line, is read at where the gaps between its letters do not say: the net tries several.

At a wrong pitch the net sees other letters, or parts of them, and is unsure of most. A table of figures, a page of few
words, and print, which has no pitch, are read at the one at which most letters are seen surely.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from ocr_pipeline.recognize.typescript.glyphs.crop import CELL, Crop, cut
from ocr_pipeline.recognize.typescript.glyphs.decode import Seen
from ocr_pipeline.recognize.typescript.lines.find import PageLines
from ocr_pipeline.records import Image

Read = Callable[[Sequence[Image]], list[tuple[Seen, ...]]]
"""Gives what the net sees in each of some crops."""

TRIED_LINES = 8
"""Lines of a page that are read at every pitch; a hundred letters tell pitches apart that differ by a tenth."""

NEIGHBOURS = (0.75, 1.3)
"""Cells from one middle to the next of letters of one word, where the pitch is wrong by less than a fifth."""

LEAST_STEPS = 12
"""Steps within words from which their median is the pitch: as many cells as a measured one needs."""

PAGE_SURE = 0.6
"""Mean probability of a page's glyphs under which it is no type at all, whatever the pitch: handwriting has 0.5."""

HEADINGS = (1.25, 1.45)
"""Pitch of headings in larger type or in capitals, over that of the page's text: `composer-4` has 1.36."""

LINE_SURE = 0.85
"""Mean probability of a line's glyphs under which it is tried at other pitches: typed lines have 0.9 and more."""


def at_best_pitch(grey: Image, page_lines: PageLines, read: Read) -> tuple[list[Crop], list[tuple[Seen, ...]]]:
    """Return the crops of a page's lines, and what is read of each, at the pitch at which most is read surely.

    Where the page's pitch was measured, that is the pitch, and nothing is tried.
    """

    def tried(pitch: float, numbers: Sequence[int]) -> tuple[list[Crop], list[tuple[Seen, ...]]]:
        crops = [cut(grey, replace(page_lines, pitch=pitch), number) for number in numbers]
        return crops, read([crop.pixels for crop in crops])

    count = len(page_lines.lines)
    if not page_lines.other_pitches or not count:
        return tried(page_lines.pitch, range(count))
    pitches = (page_lines.pitch, *page_lines.other_pitches)
    tries = {pitch: tried(pitch, sample(count))[1] for pitch in pitches}
    best = max(pitches, key=lambda pitch: sum(map(gain, tries[pitch])))
    pitch = refined(best, tries[best])
    crops, glyphs = tried(pitch, range(count))
    # A heading may be in another size than the page's text.
    again = unsure(glyphs)
    for other in (*pitches, *(ratio * pitch for ratio in HEADINGS)) if again else ():
        for number, crop, seen in zip(again, *tried(other, again), strict=True):
            if gain(seen) > gain(glyphs[number]):
                crops[number], glyphs[number] = crop, seen
    return crops, glyphs


def sample(count: int) -> tuple[int, ...]:
    """Return the numbers of the lines that are tried, of so many: evenly from the first to the last."""
    tried = min(count, TRIED_LINES)
    return tuple(number * count // tried for number in range(tried))


def gain(seen: Sequence[Seen]) -> float:
    """Return how many more glyphs of a line are expected right than wrong: neither few nor unsure ones win."""
    return sum(2 * glyph.probability - 1 for glyph in seen if glyph.shape != " ")


def sureness(lines: Sequence[Sequence[Seen]]) -> float:
    """Return the mean probability of the glyphs of these lines, 0 to 1; 0 without any."""
    struck = [glyph.probability for seen in lines for glyph in seen if glyph.shape != " "]
    return statistics.fmean(struck) if struck else 0.0


def refined(pitch: float, lines: Sequence[Sequence[Seen]]) -> float:
    """Return the pitch by the distances of the letters read at `pitch`, which is near it; itself where they are few."""
    steps = [
        step
        for seen in lines
        for before, after in pairwise(glyph.x for glyph in seen if glyph.shape != " ")
        if NEIGHBOURS[0] <= (step := (after - before) / CELL) <= NEIGHBOURS[1]
    ]
    return pitch * statistics.median(steps) if len(steps) >= LEAST_STEPS else pitch


def unsure(lines: Sequence[Sequence[Seen]]) -> tuple[int, ...]:
    """Return the numbers of the lines of a page that may be type of another size; none where the page is no type."""
    if sureness(lines) < PAGE_SURE:
        return ()
    return tuple(number for number, seen in enumerate(lines) if sureness([seen]) < LINE_SURE)
