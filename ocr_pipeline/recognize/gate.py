"""The plausibility gate: typing is told from noise, so that stamps, stains and pages of noise do not become text.

An engine gives letters for every mark. Typing differs from marks in two ways that do not depend on each other: the
engine is sure of it, and its glyphs stand on the machine's grid, all of one pitch and one size. A line must fail in
both to be set apart; one that is only faint, or only letter-spaced, stays.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from ocr_pipeline.records import Glyph, TextLine, Word

SURE = 0.96
"""Mean glyph confidence from which a line is text wherever it stands."""

HOPELESS = 0.80
"""Mean glyph confidence under which a line is noise even on the grid."""

PITCH_TOLERANCE = 0.2
"""Share of the page's pitch by which a word's own may differ and still be on the grid: between pica and elite lie
0.2, and a box around the outermost strokes of a short word is narrower than its cells."""

SIZE_TOLERANCE = 0.35
"""Share of the page's glyph height by which a line's may differ: capitals and figures are 1.3 times an x-height."""

FEW_GLYPHS = 20
"""Glyphs under which a page has too little text to be measured against itself."""

_PAGE_NUMBER = re.compile(r"[-–—=~]?\s*[0-9IlОO]{1,4}\s*[-–—=~]?\.?")


@dataclass(frozen=True)
class Sorted:
    """The lines of a page that are text, and those that most likely are not; each in reading order."""

    text: tuple[TextLine, ...]
    doubtful: tuple[TextLine, ...]


def sort_lines(lines: Sequence[TextLine]) -> Sorted:
    """Return the lines of one page sorted into text and noise. Boxes may be in any upright frame."""
    pitch, height = page_pitch(lines), _page_height(lines)
    trimmed = [_without_edge_noise(line, pitch) for line in lines]
    text = tuple(line for line in trimmed if is_text(line, pitch, height))
    kept = {id(line) for line in text}
    noise = tuple(line for line in trimmed if id(line) not in kept)
    return Sorted(text, noise)


def is_text(line: TextLine, pitch: float | None, height: float | None) -> bool:
    """Return whether a line is text on a page of this `pitch` and glyph `height`, pixels; None where unknown."""
    confidence = line_confidence(line)
    if confidence >= SURE:
        return True
    if _PAGE_NUMBER.fullmatch(line.text) and any(letter.isdigit() for letter in line.text):
        return confidence >= HOPELESS
    if confidence < HOPELESS or pitch is None or height is None:
        return False
    return _on_grid(line, pitch) and _of_size(line, height)


def line_confidence(line: TextLine) -> float:
    """Return the mean confidence of the line's glyphs, 0 to 1."""
    glyphs = _glyphs(line)
    return (
        statistics.fmean(glyph.confidence for glyph in glyphs)
        if glyphs
        else statistics.fmean(word.confidence for word in line.words)
    )


def page_pitch(lines: Sequence[TextLine]) -> float | None:
    """Return the page's character pitch in pixels, from its longer words; None where there are too few."""
    widths = [_word_pitch(word) for line in lines for word in line.words if len(word.text) >= 4]
    if sum(len(word.text) for line in lines for word in line.words) < FEW_GLYPHS or not widths:
        return None
    return statistics.median(widths)


def expected_error_rate(lines: Sequence[TextLine]) -> float | None:
    """Return the share of glyphs expected to be wrong, from their calibrated confidences; None without glyphs."""
    confidences = [glyph.confidence for line in lines for glyph in _glyphs(line)]
    return 1.0 - statistics.fmean(confidences) if confidences else None


def _without_edge_noise(line: TextLine, pitch: float | None) -> TextLine:
    """Return the line without marks at its ends that the engine read as words: strokes beside the text.

    Only what is both doubtful and set off from the text by more than a typist's space is taken for such a mark.
    """
    if pitch is None:
        return line
    words = list(line.words)
    while len(words) > 1 and _is_edge_noise(words[-1], words[-1].box.left - words[-2].box.right, pitch):
        words.pop()
    while len(words) > 1 and _is_edge_noise(words[0], words[1].box.left - words[0].box.right, pitch):
        words.pop(0)
    if len(words) == len(line.words):
        return line
    return line.model_copy(update={"words": tuple(words)})


EDGE_GAP = 1.8
"""Space beside an edge word, in pitches, that a typist seldom leaves: one blank cell measures 1.3."""


def _is_edge_noise(word: Word, gap: float, pitch: float) -> bool:
    return word.confidence < HOPELESS and gap > EDGE_GAP * pitch and not any(map(str.isdigit, word.text))


def _on_grid(line: TextLine, pitch: float) -> bool:
    """Return whether most letters of the line stand in words of the page's pitch."""
    fitting = total = 0
    for word in line.words:
        total += len(word.text)
        if len(word.text) > 1 and abs(_word_pitch(word) - pitch) <= PITCH_TOLERANCE * pitch:
            fitting += len(word.text)
    return fitting * 2 > total


def _of_size(line: TextLine, height: float) -> bool:
    heights = [glyph.box.height for glyph in _glyphs(line)]
    return not heights or abs(statistics.median(heights) - height) <= SIZE_TOLERANCE * height


def _word_pitch(word: Word) -> float:
    """Return the distance from glyph to glyph: the last cell is one glyph's width short of a whole one."""
    if len(word.glyphs) < 2:
        return word.box.width / len(word.text)
    first, last = word.glyphs[0].box, word.glyphs[-1].box
    return abs((last.left + last.right) - (first.left + first.right)) / 2 / (len(word.glyphs) - 1)


def _page_height(lines: Sequence[TextLine]) -> float | None:
    heights = [glyph.box.height for line in lines for glyph in _glyphs(line)]
    return statistics.median(heights) if len(heights) >= FEW_GLYPHS else None


def _glyphs(line: TextLine) -> tuple[Glyph, ...]:
    return tuple(glyph for word in line.words for glyph in word.glyphs)
