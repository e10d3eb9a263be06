"""The engine `standby`: our own reader reads; Tesseract stands by, and reads what ours fails on by its own account."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from ocr_pipeline.errors import PageError
from ocr_pipeline.languages import has_lexicon, load_lexicon
from ocr_pipeline.recognize.double.asking import alone, asked, seconds_of_first
from ocr_pipeline.recognize.double.collating import lone_lines, printed_reading
from ocr_pipeline.recognize.double.failing import fails, is_read_better
from ocr_pipeline.recognize.double.pairing import paired_lines
from ocr_pipeline.recognize.double.printed import is_printed
from ocr_pipeline.recognize.engine import Engine, EngineReading
from ocr_pipeline.recognize.known_words import Knows, ranked
from ocr_pipeline.recognize.measures import glyph_count, pitch_of_words
from ocr_pipeline.recognize.reading import ReadLine
from ocr_pipeline.recognize.regions.parts import without
from ocr_pipeline.recognize.tesseract.engine import TesseractEngine
from ocr_pipeline.recognize.tesseract.overlong import without_overlong_glyphs
from ocr_pipeline.recognize.typed_grid import type_of
from ocr_pipeline.recognize.typescript.engine import TypescriptEngine
from ocr_pipeline.records import PageImage, Reason, ReasonCode, TypeKind

MOST_OF_IT = 0.5
"""Share of a page's characters in lines that the first reader fails on from which the second one reads the page."""


class Standby:
    """Reads a page, and has another reader read what it could not."""

    def __init__(self, first: Engine | None = None, second: Engine | None = None) -> None:
        """Take the reader, and the one that stands by: by default our own and Tesseract."""
        self._first: Engine = first or TypescriptEngine()
        self._second: Engine = second or TesseractEngine()

    @property
    def second(self) -> Engine:
        """The reader that stands by."""
        return self._second

    @property
    def identity(self) -> str:
        """Return both readers' identities; raises `MissingError` where one is not installed."""
        return f"standby: {self._first.identity}; {self._second.identity}"

    def check(self, language: str) -> None:
        """Raise `MissingError` where one of the readers, or its model, is not installed."""
        self._first.check(language)
        self._second.check(language)

    def read(self, image: PageImage, language: str, seconds: float) -> EngineReading:
        """Return the reading (see `Engine.read`).

        The first reader has half of the time, or the seconds that it needs at most; the second has what is left. Where
        the first one fails altogether the reading is the second one's, with a warning; where both do, the first one's
        error is raised.
        """
        end = time.monotonic() + seconds
        first = asked(self._first, image, language, seconds_of_first(seconds))
        if isinstance(first, PageError):
            second = asked(self._second, image, language, end - time.monotonic())
            if isinstance(second, PageError):
                raise first from second
            return alone(second, self._first, first)
        knows = load_lexicon(language).knows if has_lexicon(language) else _knows_nothing
        failed = failed_lines(first.lines, knows)
        if first.lines and not failed:
            return first
        # Beside print our reader misses whole lines, such as a headline: the second one sees all but the sound lines.
        sound = [line.box for number, line in enumerate(first.lines) if number not in failed]
        second = asked(self._second, without(image, sound), language, end - time.monotonic())
        if isinstance(second, PageError):
            return alone(first, self._second, second)
        reading, how_much = stood_in(first, second, failed, knows)
        if not how_much:
            return reading
        said = Reason(code=ReasonCode.STOOD_IN, message=f"{how_much} read by {self._second.identity}, which stands by")
        return replace(reading, warnings=(*reading.warnings, said))


def failed_lines(lines: Sequence[ReadLine], knows: Knows) -> frozenset[int]:
    """Return the numbers of the lines that the first reader fails on; all where they are print, or most of them."""
    pitch = pitch_of_words(lines)
    failed = frozenset(number for number, line in enumerate(lines) if fails(line, pitch, knows))
    whole = glyph_count([lines[number] for number in failed]) >= MOST_OF_IT * glyph_count(lines)
    if whole or type_of(lines, pitch) is TypeKind.PRINTED:
        return frozenset(range(len(lines)))
    return failed


def stood_in(
    first: EngineReading, second: EngineReading, failed: frozenset[int], knows: Knows
) -> tuple[EngineReading, str]:
    """Return the first reading with those of the failed lines that the second reader has read better, and how much that
    is, in words: none where nothing is."""
    if is_printed(first.lines, second.lines):
        return printed_reading(first, second), "the page is print, and was"
    pitch = pitch_of_words(first.lines)
    pairing = paired_lines(first.lines, second.lines)
    lines: list[ReadLine] = []
    set_apart = [second.lines[number] for number in pairing.left_out]
    stood = 0
    for row in pairing.rows:
        one, other = [first.lines[number] for number in row.first], [second.lines[number] for number in row.second]
        if not one:
            kept, others = lone_lines(other)
            lines += ranked(kept, knows)
            set_apart += others
            stood += len(kept)
        elif other and not failed.isdisjoint(row.first) and is_read_better(one, other, pitch, knows):
            lines += ranked([without_overlong_glyphs(line) for line in other], knows)
            stood += len(other)
        else:
            lines += one
    apart = (*first.set_apart, *second.set_apart, *set_apart)
    warnings = (*first.warnings, *second.warnings)
    reading = replace(first, lines=tuple(lines), set_apart=apart, warnings=warnings, ranked=True)
    return reading, f"{stood} {'line was' if stood == 1 else 'lines were'}" if stood else ""


def _knows_nothing(_word: str) -> bool:
    return False
