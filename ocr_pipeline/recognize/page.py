"""One page read: what the engine reads, sorted by triage, led back to the pixels of the scan, made into records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from pydantic import ValidationError

from ocr_pipeline.errors import EngineBabbled
from ocr_pipeline.recognize.engine import Engine, EngineReading
from ocr_pipeline.recognize.known_words import Knows, ranked
from ocr_pipeline.recognize.reading import Area, ReadGlyph, ReadLine, ReadWord
from ocr_pipeline.recognize.triage import FEW_GLYPHS, expected_error_rate, line_confidence, sort_lines
from ocr_pipeline.recognize.twice import without_places_read_twice
from ocr_pipeline.recognize.typed_marks.find import find_marks
from ocr_pipeline.records import (
    Affine,
    Alternative,
    Box,
    Glyph,
    Mark,
    PageImage,
    PageState,
    Reason,
    ReasonCode,
    SetApart,
    SetApartCause,
    TextLine,
    Word,
)

READABLE = 0.5
"""Share of what the engine read on a page that must be text for the page to pass without a warning; under it, a page
with fewer than `FEW_GLYPHS` of text is unreadable: so many pass by chance among noise."""

SURE_ALONE = 0.9
"""Mean glyph confidence of a line that is text whatever surrounds it: noise on typed pages has at most 0.85."""

LEAST_KNOWN = 4
"""Letters of a word that counts as known: shorter ones come out of noise by chance."""

MUCH_DOUBT = 0.25
"""Share of the glyphs expected wrong from which a page is hardly read: worn pages have 0.02 to 0.1, a Russian one read
as English 0.3 and more."""

BLANK_INK_MM2 = 1.0
"""Ink, mm², under which a page is blank: five typed letters have more, dust that the speck filter left has less."""


@dataclass(frozen=True)
class PageReading:
    """What was read on a page: its state, lines, marks on their words, what is set apart (boxes on the scan)."""

    state: PageState
    lines: tuple[TextLine, ...] = ()
    set_apart: tuple[SetApart, ...] = ()
    marks: tuple[Mark, ...] = ()
    reasons: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()
    expected_cer: float | None = None
    letters: int = 0
    known_letters: int | None = None
    """Of the letters, those in words that the language knows; None where it has no lexicon."""

    @staticmethod
    def failed(reason: Reason) -> PageReading:
        """Return the reading of a page on which the engine failed."""
        return PageReading(PageState.FAILED, reasons=(reason,))


def knows_nothing(_word: str) -> bool:
    """Return False: a language without a lexicon knows no words."""
    return False


def read_image(
    engine: Engine, image: PageImage, language: str, seconds: float, knows: Knows = knows_nothing
) -> PageReading:
    """Return what `engine` reads on a page. Raises `PageError` where the engine fails, `MissingError`.

    `knows` tells the language's words: among readings that the engine has nearly as much support for, they come first.
    """
    if _is_blank(image):
        reason = Reason(code=ReasonCode.BLANK, message="nothing is typed on this page")
        return PageReading(PageState.BLANK, reasons=(reason,))
    found = engine.read(image, language, seconds)
    _refuse_nonsense(found)
    try:
        return _page_reading(found, image, language, knows)
    except ValidationError as error:
        # Only an engine can have made what no record holds, such as an empty word.
        raise EngineBabbled(detail=str(error.errors()[0]["msg"])) from error


def _refuse_nonsense(found: EngineReading) -> None:
    """Raise `EngineBabbled` for lines without words, words without letters, and confidences that are none."""
    for line in (*found.lines, *found.set_apart):
        if not line.words:
            raise EngineBabbled(detail="a line without words")
        for word in line.words:
            if not word.text.strip():
                raise EngineBabbled(detail="a word without letters")
            confidences = (word.confidence, *(glyph.confidence for glyph in word.glyphs))
            if not all(0.0 <= confidence <= 1.0 for confidence in confidences):
                raise EngineBabbled(detail=f"a confidence that is not from 0 to 1, of {word.text!r}")


def _page_reading(found: EngineReading, image: PageImage, language: str, knows: Knows) -> PageReading:
    """Return what the reading of an engine amounts to."""

    def apart(cause: SetApartCause, lines: Iterable[ReadLine]) -> tuple[SetApart, ...]:
        return tuple(
            SetApart(cause=cause, words=line.words, box=line.box, block=line.block)
            for line in _recorded(tuple(lines), image.to_scan)
        )

    outvoted = apart(SetApartCause.OUTVOTED, found.set_apart)
    if not found.lines:
        message = "no line of text was found: a picture, or a page with marks only"
        reason = Reason(code=ReasonCode.NO_TEXT, message=message)
        return PageReading(PageState.UNREADABLE, set_apart=outvoted, reasons=(reason,), warnings=found.warnings)
    triaged = sort_lines(found.lines)
    lines, noise = ranked(triaged.text, knows), triaged.noise
    read, beside = _glyph_count(lines), _glyph_count(noise)
    mostly_noise = read < READABLE * (read + beside)
    if mostly_noise:
        # Measured against noise, noise looks like the page's own; only what is sure by itself stays.
        noise = (*noise, *(line for line in lines if line_confidence(line) < SURE_ALONE))
        lines = tuple(line for line in lines if line_confidence(line) >= SURE_ALONE)
    if mostly_noise and _glyph_count(lines) < FEW_GLYPHS:
        confidence = max(line_confidence(line) for line in found.lines)
        message = f"what the engine read is noise, not text (best line at {confidence:.0%} confidence)"
        return PageReading(
            PageState.UNREADABLE,
            set_apart=(*apart(SetApartCause.MARK, (*lines, *noise, *triaged.edges)), *outvoted),
            reasons=(Reason(code=ReasonCode.NOISE, message=message),),
            warnings=found.warnings,
        )
    marks_apart = (*noise, *triaged.edges)
    # Among what is text alone: noise on a line must not cost the line its letters.
    lines, twice = without_places_read_twice(lines)
    doubt = expected_error_rate(lines)
    return PageReading(
        PageState.DONE,
        lines=_recorded(lines, image.to_scan),
        set_apart=(
            *apart(SetApartCause.MARK, marks_apart),
            *outvoted,
            *apart(SetApartCause.OUTVOTED, twice),
        ),
        marks=find_marks(image, lines),
        warnings=(*found.warnings, *_warnings(doubt, language, len(marks_apart), mostly_noise=mostly_noise)),
        expected_cer=doubt,
        letters=sum(character.isalpha() for line in lines for character in line.text),
        known_letters=None if knows is knows_nothing else _known_letters(lines, knows),
    )


def _known_letters(lines: Sequence[ReadLine], knows: Knows) -> int:
    """Return how many letters stand in words of the language; a word is what is between other characters."""
    words = (word for line in lines for word in re.findall(r"[^\W\d_]+", line.text))
    return sum(len(word) for word in words if len(word) >= LEAST_KNOWN and knows(word))


def _warnings(doubt: float | None, language: str, marks_apart: int, *, mostly_noise: bool) -> Iterable[Reason]:
    """Yield what a person should know of a page that was read, the gravest first."""
    if doubt is not None and doubt > MUCH_DOUBT:
        message = f"{doubt:.0%} of this page is doubtful: worn type, or another language than `{language}`"
        yield Reason(code=ReasonCode.MUCH_DOUBT, message=message)
    if mostly_noise:
        message = "most of this page could not be read: a table on its side, a drawing, or worn type"
        yield Reason(code=ReasonCode.MOSTLY_UNREAD, message=message)
    if marks_apart:
        how_many = "1 mark was" if marks_apart == 1 else f"{marks_apart} marks were"
        message = f"{how_many} set apart as no typing (stamp, handwriting or stain)"
        yield Reason(code=ReasonCode.MARKS_SET_APART, message=message)


def _is_blank(image: PageImage) -> bool:
    ink = int((image.binary == 0).sum())
    return ink * (25.4 / image.dpi) ** 2 < BLANK_INK_MM2


def _glyph_count(lines: Sequence[ReadLine]) -> int:
    return sum(len(word.text) for line in lines for word in line.words)


def _recorded(lines: Sequence[ReadLine], to_scan: Affine) -> tuple[TextLine, ...]:
    """Return the records of these lines, every box led from the prepared image to the scan."""
    on_scan = _boxes_on_scan(lines, to_scan)
    return tuple(_line(line, on_scan) for line in lines)


Boxes = Callable[[Area], Box]
"""Gives the box on the scan of an area of the prepared image."""


def _boxes_on_scan(lines: Sequence[ReadLine], to_scan: Affine) -> Boxes:
    """Return the boxes of all lines, words and glyphs, mapped in one operation: a page has some 4,000.

    Raises `EngineBabbled` for an area that is none.
    """
    areas = {
        area
        for line in lines
        for area in (
            line.box,
            *(word.box for word in line.words),
            *(glyph.box for word in line.words for glyph in word.glyphs),
        )
    }
    ordered = list(areas)
    sides = np.array([(one.left, one.top, one.right, one.bottom) for one in ordered], dtype=np.float64).reshape(-1, 4)
    if (sides[:, :2] > sides[:, 2:]).any():
        raise EngineBabbled(detail="a box whose right is left of its left, or whose bottom is above its top")
    corners = to_scan.apply(sides[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 2)).reshape(-1, 4, 2)
    least, most = corners.min(axis=1).tolist(), corners.max(axis=1).tolist()
    boxes = {
        area: Box(left=left, top=top, right=right, bottom=bottom)
        for area, (left, top), (right, bottom) in zip(ordered, least, most, strict=True)
    }
    return boxes.__getitem__


def _line(line: ReadLine, on_scan: Boxes) -> TextLine:
    words = tuple(_word(word, on_scan) for word in line.words)
    return TextLine(words=words, box=on_scan(line.box), block=line.block)


def _word(word: ReadWord, on_scan: Boxes) -> Word:
    glyphs = tuple(_glyph(glyph, on_scan) for glyph in word.glyphs)
    return Word(text=word.text, box=on_scan(word.box), confidence=word.confidence, glyphs=glyphs)


def _glyph(glyph: ReadGlyph, on_scan: Boxes) -> Glyph:
    alternatives = tuple(Alternative(text=one.text, probability=one.probability) for one in glyph.alternatives)
    return Glyph(text=glyph.text, box=on_scan(glyph.box), confidence=glyph.confidence, alternatives=alternatives)
