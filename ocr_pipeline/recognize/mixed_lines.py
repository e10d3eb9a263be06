"""Lines that hold typing beside handwriting: names and formulas drawn by hand, of which an engine makes letters.

What is typed stays in the text; what is not is set apart, and the line has a gap there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ocr_pipeline.recognize.measures import PITCH_TOLERANCE, PageMeasures, is_of_size, is_off_grid, word_pitch
from ocr_pipeline.recognize.reading import ReadLine, ReadWord, alphanumeric
from ocr_pipeline.recognize.typed_grid import Grid, grid_of

SURE_WORD = 0.9
"""Mean glyph confidence of a word that is typed whatever stands beside it: noise on typed pages has at most 0.85."""

SURE_ON_GRID = 0.85
"""The same for a word of the page's pitch."""

BESIDE_SURE = 0.75
"""Mean glyph confidence of a word that is typed because it stands beside one that is."""

PRINTED = 0.45
"""Share of the page's pitch by which that of a word beside a sure one may differ: of print 0.34, of what is drawn by
hand more."""

BESIDE_CELLS = 2.5
"""Cells from word to word within which they stand beside each other."""

LEAST_LETTERS = 3
"""Letters of typed words, single ones left out, from which a line has a typed part: pairs come out of noise by
chance."""

BOLD = 0.5
"""Share of the page's glyph height by which a sure word's may differ: bold capitals are 1.43 times an x-height."""

STROKE = 0.6
"""Mean glyph confidence of a word under which it may be a stroke: it is more likely wrong than right."""

SURE_PAGE = 0.93
"""Usual confidence of a page's lines from which a word of so much doubt is none of its type: worn type is doubtful
everywhere."""

KEPT = 0.85
"""How well a line keeps its grid at least where a word beside the grid tells: as typed lines do."""

BESIDE_GRID = 0.2
"""Cells from the middle of its cell at which a glyph is beside the grid: typed ones are within 0.15."""

SURE_LETTER = 0.95
"""Confidence of a letter alone on its line that may be typed: noise that is read as one letter has at most 0.9."""

MARGIN = 0.4
"""Cells within which a letter alone begins where a line of text beside it does."""

NEAR_LINES = 4.0
"""Heights of a line, from line to line of text 2 to 3, within which the next lines are neighbours."""

Parts = tuple[ReadLine | None, tuple[ReadLine, ...]]
"""What is typed of a line, None for nothing, and the rest of it."""


def typed_part(line: ReadLine, page: PageMeasures, typed: Sequence[ReadLine]) -> Parts:
    """Return the typed words of a line that as a whole is no typing, on a page of these measures and lines of text."""
    if page.pitch is None or page.height is None or is_off_grid(line, page):
        return None, ()
    if sum(len(word.text) for word in line.words) == 1:
        return (line, ()) if _is_typed_letter(line, page.pitch, page.height, typed) else (None, ())
    sure = [_is_sure(word, page.pitch, page.height) for word in line.words]
    letters = (len(word.text) for word, is_sure in zip(line.words, sure, strict=True) if is_sure and len(word.text) > 1)
    if sum(letters) < LEAST_LETTERS:
        return None, ()
    return _parts(line, _with_neighbours(line.words, sure, page.pitch, page.height))


def without_strokes(line: ReadLine, page: PageMeasures) -> Parts:
    """Return a line of text without words that are no typing: doubtful, and beside the grid that the line keeps."""
    doubtful = page.confidence >= SURE_PAGE and any(word.confidence < STROKE for word in line.words)
    grid = grid_of(line, page.pitch) if doubtful and page.pitch is not None else None
    if grid is None or grid.kept < KEPT:
        return line, ()
    return _parts(line, [word.confidence >= STROKE or not _is_beside(word, grid, page.height) for word in line.words])


def _is_sure(word: ReadWord, pitch: float, height: float) -> bool:
    letters = alphanumeric([word])
    if not letters:
        return False
    if word.confidence >= SURE_WORD and is_of_size(letters, height, BOLD):
        return True
    on_grid = len(word.text) > 1 and abs(word_pitch(word) / pitch - 1.0) <= PITCH_TOLERANCE
    return word.confidence >= SURE_ON_GRID and on_grid and is_of_size(letters, height)


def _with_neighbours(words: Sequence[ReadWord], sure: Sequence[bool], pitch: float, height: float) -> list[bool]:
    """Return which words are typed: the sure ones, and those beside them of which there is not much doubt."""
    typed = list(sure)
    for order in (range(1, len(words)), range(len(words) - 2, -1, -1)):
        step = 1 if order.step > 0 else -1
        for place in order:
            word, before = words[place], words[place - step]
            apart = max(word.box.left - before.box.right, before.box.left - word.box.right)
            near = typed[place - step] and apart <= BESIDE_CELLS * pitch
            if near and word.confidence >= BESIDE_SURE and _may_be_typed(word, pitch, height):
                typed[place] = True
    return typed


def _may_be_typed(word: ReadWord, pitch: float, height: float) -> bool:
    """Return whether a word has about the size and the pitch of type, print among it."""
    of_pitch = len(word.text) == 1 or abs(word_pitch(word) / pitch - 1.0) <= PRINTED
    return of_pitch and is_of_size(alphanumeric([word]), height, BOLD)


def _is_typed_letter(line: ReadLine, pitch: float, height: float, typed: Sequence[ReadLine]) -> bool:
    """Return whether the only letter of a line begins where a line of text next to it does."""
    (word,) = line.words
    (letter,) = word.letters()
    if not letter.text.isalnum() or letter.confidence < SURE_LETTER or not is_of_size(alphanumeric([word]), height):
        return False
    reach = NEAR_LINES * height
    near = [
        one for one in typed if one.box.top - reach <= letter.box.bottom and one.box.bottom + reach >= letter.box.top
    ]
    return any(abs(letter.box.left - one.words[0].box.left) <= MARGIN * pitch for one in near)


def _is_beside(word: ReadWord, grid: Grid, height: float | None) -> bool:
    """Return whether a word keeps no grid: neither that of its line, nor, as one that was squeezed in, its pitch."""
    letters = alphanumeric([word]) or word.letters()
    if 2 * sum(grid.offset(glyph.box.middle) >= BESIDE_GRID for glyph in letters) < len(letters):
        return False
    of_pitch = len(letters) > 1 and abs(word_pitch(word) / grid.pitch - 1.0) <= PITCH_TOLERANCE
    return not of_pitch or height is None or not is_of_size(letters, height)


def _parts(line: ReadLine, typed: Sequence[bool]) -> Parts:
    """Return the line of the typed words, and the others as lines, those side by side together."""
    if all(typed):
        return line, ()
    runs = [
        (is_typed, [word for word, _ in run])
        for is_typed, run in groupby(zip(line.words, typed, strict=True), key=lambda pair: pair[1])
    ]
    kept = [word for is_typed, run in runs if is_typed for word in run]
    others = tuple(ReadLine.of(run) for is_typed, run in runs if not is_typed)
    if not kept:
        return None, ()
    return ReadLine(tuple(kept), ReadLine.of(kept).box, line.block, line.read_by), others
