"""Triage: typing is separated from noise, so that stamps, stains and pages of noise do not become text.

An engine gives letters for every mark. Typing differs from marks in two ways that do not depend on each other: the
engine is sure of it, and its glyphs stand on the machine's grid, all of one pitch and one size. A line must fail in
both to be set apart; one that is only faint, or only letter-spaced, stays.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ocr_pipeline.recognize.reading import ReadGlyph, ReadLine, ReadWord

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

PITCH_TOLERANCE = 0.16
"""Share of the page's pitch by which a word's own may differ and still be on the grid: stamps and handwriting on the
typed pages of `benchmarks/accuracy.py` differ by 0.2 and more, typed words by under 0.1."""

ON_GRID_SHARE = 2 / 3
"""Share of a line's letters that must stand in words of the page's pitch: one word of four letters fits by chance."""

LETTER_SPACED = 2.0
"""Pitch of letter-spaced words in cells: a blank after each letter."""

LEAST_STEPS = 3
"""Steps of letter-spacing in a row from which they are no chance: any mark beside another fits one time in three."""

SIZE_TOLERANCE = 0.4
"""Share of the page's glyph height by which a line's may differ: capitals and figures are 1.3 times an x-height."""

FEW_GLYPHS = 20
"""Glyphs under which a page has too little text to be measured against itself."""

_PAGE_NUMBER = re.compile(r"[-–—=~]?\s*[0-9IlОO]{1,4}\s*[-–—=~]?\.?")


@dataclass(frozen=True)
class Triaged:
    """The lines of a page that are text, and what most likely is not: noise, and marks at the ends of lines of text.

    Each is in reading order; together they hold every word of the page once.
    """

    text: tuple[ReadLine, ...]
    noise: tuple[ReadLine, ...]
    edges: tuple[ReadLine, ...] = ()


def sort_lines(lines: Sequence[ReadLine]) -> Triaged:
    """Return the lines of one page sorted into text and noise. Boxes may be in any upright frame."""
    pitch = pitch_of_words(lines)
    parted = [_parted(line, pitch) for line in lines]
    trimmed = [line for line, _ in parted]
    measures = PageMeasures(pitch, _page_height(trimmed), _usual_confidence(trimmed))
    return Triaged(
        tuple(line for line in trimmed if is_text(line, measures)),
        tuple(line for line in trimmed if not is_text(line, measures)),
        tuple(edge for _, edges in parted for edge in edges),
    )


@dataclass(frozen=True)
class PageMeasures:
    """What typing on this page is like: pitch and glyph height in pixels, None where unknown, and confidence."""

    pitch: float | None
    height: float | None
    confidence: float


def is_text(line: ReadLine, page: PageMeasures) -> bool:
    """Return whether a line is text, on a page of these measures."""
    confidence = line_confidence(line)
    if confidence < HOPELESS:
        return False
    if _PAGE_NUMBER.fullmatch(line.text) and any(letter.isdigit() for letter in line.text):
        return True
    if page.pitch is None or page.height is None:
        return confidence >= FEW_GLYPHS_SURE
    if (
        confidence >= max(READABLE, page.confidence - SURE_BELOW_PAGE)
        and sum(len(word.text) for word in line.words) > 1
    ):
        return True
    on_grid = _on_grid(line, page.pitch) and _of_size(line, page.height)
    return on_grid and confidence >= page.confidence - FAINT_BELOW_PAGE


FEW_GLYPHS_SURE = 0.75
"""Mean glyph confidence that a line needs on a page with too little text to be measured against itself."""


def _usual_confidence(lines: Sequence[ReadLine]) -> float:
    """Return the median of the lines' confidences, each line weighing as its glyphs: noise comes in short lines."""
    weighed = [line_confidence(line) for line in lines for word in line.words for _ in word.text]
    return statistics.median(weighed) if weighed else 1.0


def line_confidence(line: ReadLine) -> float:
    """Return the mean confidence of the line's glyphs, 0 to 1."""
    glyphs = _glyphs(line)
    return (
        statistics.fmean(glyph.confidence for glyph in glyphs)
        if glyphs
        else statistics.fmean(word.confidence for word in line.words)
    )


def pitch_of_words(lines: Sequence[ReadLine]) -> float | None:
    """Return the page's character pitch in pixels, from its longer words; None where there are too few."""
    widths = [_word_pitch(word) for line in lines for word in line.words if len(word.text) >= 4]
    if sum(len(word.text) for line in lines for word in line.words) < FEW_GLYPHS or not widths:
        return None
    return statistics.median(widths)


def expected_error_rate(lines: Sequence[ReadLine]) -> float | None:
    """Return the share of characters expected to be wrong, from their calibrated confidences; None without any.

    Where an engine gives no glyphs, each character is as sure as its word.
    """
    confidences = [glyph.confidence for line in lines for word in line.words for glyph in word.letters()]
    return 1.0 - statistics.fmean(confidences) if confidences else None


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
    """Return whether most letters of the line stand in words of the page's pitch, or of twice that."""
    fitting = total = 0
    for word in line.words:
        total += len(word.text)
        cells = _word_pitch(word) / pitch
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


def _of_size(line: ReadLine, height: float) -> bool:
    heights = [glyph.box.height for glyph in _glyphs(line)]
    return not heights or abs(statistics.median(heights) - height) <= SIZE_TOLERANCE * height


def _word_pitch(word: ReadWord) -> float:
    """Return the distance from glyph to glyph: the last cell is one glyph's width short of a whole one."""
    if len(word.glyphs) < 2:
        return word.box.width / len(word.text)
    first, last = word.glyphs[0].box, word.glyphs[-1].box
    return abs((last.left + last.right) - (first.left + first.right)) / 2 / (len(word.glyphs) - 1)


def _page_height(lines: Sequence[ReadLine]) -> float | None:
    heights = [glyph.box.height for line in lines for glyph in _glyphs(line)]
    return statistics.median(heights) if len(heights) >= FEW_GLYPHS else None


def _glyphs(line: ReadLine) -> tuple[ReadGlyph, ...]:
    return tuple(glyph for word in line.words for glyph in word.glyphs)
