"""Triage: typing is separated from noise, so that stamps, stains and pages of noise do not become text.

An engine gives letters for every mark. Typing differs from marks in two ways that do not depend on each other: the
engine is sure of it, and its glyphs stand on the machine's grid, all of one pitch and one size. A line must fail in
both to be set apart; one that is only faint, or only letter-spaced, stays. What is typed in a line beside handwriting
stays as well (`mixed_lines`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ocr_pipeline.recognize.measures import (
    PITCH_TOLERANCE,
    PageMeasures,
    glyph_count,
    glyphs_of,
    is_of_size,
    is_off_grid,
    line_confidence,
    pitch_of_words,
    word_pitch,
)
from ocr_pipeline.recognize.mixed_lines import Parts, typed_part, without_strokes
from ocr_pipeline.recognize.reading import ReadLine, ReadWord
from ocr_pipeline.recognize.typed_grid import grid_of

SURE_BELOW_PAGE = 0.06
"""How far a line's mean glyph confidence may lie under the page's usual one and still be text wherever it stands."""

READABLE = 0.6
"""Mean glyph confidence under which no line is text for that alone: on a page of noise all are alike."""

FAINT_BELOW_PAGE = 0.30
"""How far it may lie under it where the line stands on the grid: a faint or corrected line, a line of figures."""

HOPELESS = 0.35
"""Mean glyph confidence under which a line is noise even on the grid."""

DOUBTFUL_WORD = 0.70
"""Mean glyph confidence under which a word set off at the end of a line is taken for a mark."""

ON_GRID_SHARE = 2 / 3
"""Share of a line's letters that must stand in words of the page's pitch: one word of four letters fits by chance."""

ON_ONE_GRID = 0.8
"""How well the letters of a typed line keep their grid at least: 0.86 and more on all pages of `benchmarks/accuracy.py`
at all resolutions, lines of formulas 0.74, lines of print 0.16 to 0.47."""

LETTER_SPACED = 2.0
"""Pitch of letter-spaced words in cells: a blank after each letter."""

LEAST_STEPS = 3
"""Steps of letter-spacing in a row from which they are no chance: any mark beside another fits one time in three."""

_PAGE_NUMBER = re.compile(r"[-–—=~]?\s*[0-9IlОO]{1,4}\s*[-–—=~]?\.?")


@dataclass(frozen=True)
class Triaged:
    """The lines of a page that are text, and what most likely is not: noise, and parts of lines of text, at their ends
    or within.

    Each is in reading order; together they hold every word of the page once.
    """

    text: tuple[ReadLine, ...]
    noise: tuple[ReadLine, ...]
    parts: tuple[ReadLine, ...] = ()


def sort_lines(lines: Sequence[ReadLine]) -> Triaged:
    """Return the lines of one page sorted into text and noise. Boxes may be in any upright frame."""
    pitch = pitch_of_words(lines)
    parted = [_parted(line, pitch) for line in lines]
    trimmed = [line for line, _ in parted]
    page = PageMeasures.of(trimmed, pitch)
    is_typed = [is_text(line, page) for line in trimmed]
    typed = [line for line, is_one in zip(trimmed, is_typed, strict=True) if is_one]
    # Where noise prevails it is what lines are measured against, and any part of it would be typing.
    mixed = page.pitch is not None and page.height is not None and 2 * glyph_count(typed) >= glyph_count(trimmed)
    text: list[ReadLine] = []
    noise: list[ReadLine] = []
    parts = [edge for _, edges in parted for edge in edges]
    for line, is_one in zip(trimmed, is_typed, strict=True):
        kept, others = _typed_of(line, page, typed, is_typed=is_one) if mixed else (line if is_one else None, ())
        if kept is None:
            noise.append(line)
        else:
            text.append(kept)
            parts += others
    return Triaged(tuple(text), tuple(noise), tuple(parts))


def _typed_of(line: ReadLine, page: PageMeasures, typed: Sequence[ReadLine], *, is_typed: bool) -> Parts:
    """Return what is typed of a line, None for nothing, and the rest of it in parts; `typed` are the lines of text."""
    return without_strokes(line, page) if is_typed else typed_part(line, page, typed)


def is_text(line: ReadLine, page: PageMeasures) -> bool:
    """Return whether a line is text, on a page of these measures."""
    confidence = line_confidence(line)
    if confidence < HOPELESS:
        return False
    is_number = _PAGE_NUMBER.fullmatch(line.text) is not None and any(letter.isdigit() for letter in line.text)
    if _is_outlying(line, page) and not (is_number and _is_in_a_corner(line, page)):
        return False
    if is_number:
        return confidence >= NUMBER_SURE
    if page.pitch is None or page.height is None:
        return confidence >= FEW_GLYPHS_SURE
    if (
        confidence >= max(READABLE, page.confidence - SURE_BELOW_PAGE)
        and sum(len(word.text) for word in line.words) > 1
    ):
        return True
    on_grid = not is_off_grid(line, page) and _on_grid(line, page.pitch) and is_of_size(glyphs_of(line), page.height)
    return on_grid and confidence >= page.confidence - FAINT_BELOW_PAGE


NUMBER_SURE = 0.6
"""Mean glyph confidence of a page number, which need not keep the grid: those written by hand have 0.66 and more
(`dispak-28-39`), dirt that is read as a figure 0.4 to 0.56 (`ehri`, `setun70`)."""

OUTLYING_CELLS, FEW_LETTERS, OUTLYING_SURE = 6.0, 4, 0.9
"""How far beside all longer lines, in cells, a line of so few characters is the edge of the sheet or of the next one,
unless the engine is so sure."""


def _is_in_a_corner(line: ReadLine, page: PageMeasures) -> bool:
    """Return whether a number stands over the text or under it, and is whole: one of the page beside it may be cut."""
    whole = line.text[0].isalnum() == line.text.rstrip(".")[-1].isalnum()
    return whole and page.rows is not None and (line.box.bottom <= page.rows[0] or line.box.top >= page.rows[1])


def _is_outlying(line: ReadLine, page: PageMeasures) -> bool:
    """Return whether a line is a few doubtful characters far beside the text."""
    if page.pitch is None or page.sides is None or len(line.text) > FEW_LETTERS:
        return False
    left, right = page.sides
    reach = OUTLYING_CELLS * page.pitch
    outside = line.box.right < left - reach or line.box.left > right + reach
    return outside and line_confidence(line) < OUTLYING_SURE


FEW_GLYPHS_SURE = 0.75
"""Mean glyph confidence that a line needs on a page with too little text to be measured against itself."""


def _parted(line: ReadLine, pitch: float | None) -> tuple[ReadLine, tuple[ReadLine, ...]]:
    """Return a line without the marks at its ends that the engine read as words (strokes beside the text), and those.

    Only what is both doubtful and set off from the text by more than a typist's space is taken for such a mark.
    """
    if pitch is None:
        return line, ()
    words = line.words
    first, end = 0, len(words)
    while end > 1 and _is_edge_noise(words[end - 1], words[end - 1].box.left - words[end - 2].box.right, pitch):
        end -= 1
    while end - first > 1 and _is_edge_noise(words[first], words[first + 1].box.left - words[first].box.right, pitch):
        first += 1
    if end - first == len(words):
        return line, ()
    edges = tuple(ReadLine.of(part) for part in (words[:first], words[end:]) if part)
    return replace(line, words=words[first:end]), edges


EDGE_GAP = 1.8
"""Space beside an edge word, in pitches, that a typist seldom leaves: one blank cell measures 1.3."""


def _is_edge_noise(word: ReadWord, gap: float, pitch: float) -> bool:
    return word.confidence < DOUBTFUL_WORD and gap > EDGE_GAP * pitch and not any(map(str.isdigit, word.text))


def _on_grid(line: ReadLine, pitch: float) -> bool:
    """Return whether most letters of the line stand in words of the page's pitch, or of twice that, or all of them on
    one grid."""
    grid = grid_of(line, pitch)
    if grid is not None and grid.kept >= ON_ONE_GRID:
        return True
    fitting = total = 0
    for word in line.words:
        total += len(word.text)
        cells = word_pitch(word) / pitch
        off = min(abs(cells - 1.0), abs(cells - LETTER_SPACED))
        if len(word.text) > 1 and off <= PITCH_TOLERANCE:
            fitting += len(word.text)
    return fitting + _spaced_letters(line, pitch) > ON_GRID_SHARE * total


def _spaced_letters(line: ReadLine, pitch: float) -> int:
    """Return how many letters stand alone in runs whose every step is that of letter-spacing."""
    counted = run = 0
    for before, after in pairwise(line.words):
        step = abs(after.box.left + after.box.right - before.box.left - before.box.right) / 2 / pitch
        alone = len(before.text) == len(after.text) == 1
        if alone and abs(step - LETTER_SPACED) <= LETTER_SPACED * PITCH_TOLERANCE:
            run += 1
            continue
        counted += run + 1 if run >= LEAST_STEPS else 0
        run = 0
    return counted + (run + 1 if run >= LEAST_STEPS else 0)
