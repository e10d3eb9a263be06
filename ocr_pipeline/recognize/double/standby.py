"""The engine `standby`: our own reader reads; Tesseract stands by, and reads what ours fails on by its own account."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from ocr_pipeline.errors import EngineTimeout, PageError
from ocr_pipeline.languages import has_lexicon, load_lexicon
from ocr_pipeline.recognize.double.asking import alone, asked, seconds_of_first
from ocr_pipeline.recognize.double.collating import lone_lines, printed_reading
from ocr_pipeline.recognize.double.failing import (
    FEW_KNOWN,
    fails,
    is_hopeless,
    is_read_better,
    keeps_grid,
    known_share,
    tells,
    typed_pitch,
)
from ocr_pipeline.recognize.double.pairing import paired_lines
from ocr_pipeline.recognize.double.printed import is_printed
from ocr_pipeline.recognize.double.two_readers import TwoReaders
from ocr_pipeline.recognize.double.unread import has_unread_rows, unread_ink
from ocr_pipeline.recognize.engine import EngineReading
from ocr_pipeline.recognize.expected_error import CHANCE
from ocr_pipeline.recognize.known_words import Knows, knows_nothing, ranked
from ocr_pipeline.recognize.measures import glyph_count, pitch_of_words
from ocr_pipeline.recognize.reading import ReadLine
from ocr_pipeline.recognize.tesseract.overlong import without_overlong_glyphs
from ocr_pipeline.recognize.typed_grid import type_of
from ocr_pipeline.records import PageImage, TypeKind

MUCH, BY_CHANCE = 0.5, 0.2
"""Share of the characters, of lines that tell, in lines that the first reader fails on from which much of the page is
print; and share in lines that keep a grid under which they do by chance, and all of it is print."""


class Standby(TwoReaders):
    """Reads a page, and has another reader read what it could not."""

    name = "standby"

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
        knows = load_lexicon(language).knows if has_lexicon(language) else knows_nothing
        failed = failed_lines(first.lines, knows)
        if first.lines and not failed and not has_unread_rows(image, first.lines):
            return first
        if len(failed) == len(first.lines) and is_hopeless(first.lines, knows):
            return first
        # The second reader sees no sound line, but what our own one missed as well: beside print whole headlines.
        sound = [line for number, line in enumerate(first.lines) if number not in failed]
        shown = unread_ink(image, sound, [first.lines[number] for number in failed]) if first.lines else image
        second = asked(self._second, shown, language, end - time.monotonic())
        if isinstance(second, EngineTimeout) and failed and not sound:
            # Nothing that stands on the page was read; with more time it may be.
            raise second
        if isinstance(second, PageError):
            return alone(first, self._second, second)
        named = tuple(replace(line, read_by=self._second.identity) for line in second.lines)
        return stood_in(first, replace(second, lines=named), failed, knows)


def failed_lines(lines: Sequence[ReadLine], knows: Knows) -> frozenset[int]:
    """Return the numbers of the lines that the first reader fails on; all of them where most letters stand
    in such ones."""
    pitch = typed_pitch(lines)
    failed = frozenset(number for number, line in enumerate(lines) if fails(line, pitch, knows))
    telling = glyph_count([line for line in lines if tells(line, pitch)])
    is_much = telling and glyph_count([lines[number] for number in failed]) >= MUCH * telling
    if not is_much and type_of(lines, pitch_of_words(lines)) is not TypeKind.PRINTED:
        return failed
    # Among so much print lines are typed that keep their grid well: those that tell nothing are print like the rest.
    typed = frozenset(number for number, line in enumerate(lines) if keeps_grid(line, pitch)) - failed
    everything = frozenset(range(len(lines)))
    by_chance = glyph_count([lines[number] for number in typed]) < BY_CHANCE * glyph_count(lines)
    return everything if by_chance else everything - typed


def stood_in(first: EngineReading, second: EngineReading, failed: frozenset[int], knows: Knows) -> EngineReading:
    """Return the first reading with those of the failed lines that the second reader has read better, and with lines of
    words that it alone has. What stands in neither is set apart."""
    if len(failed) == len(first.lines):
        if known_share(second.lines, knows) <= CHANCE:
            return replace(first, set_apart=(*first.set_apart, *second.set_apart, *second.lines))
        if is_printed(first.lines, second.lines):
            return printed_reading(first, second)
    pitch = typed_pitch(first.lines)
    pairing = paired_lines(first.lines, second.lines)
    lines: list[ReadLine] = []
    set_apart = [second.lines[number] for number in pairing.left_out]
    for row in pairing.rows:
        sound = [first.lines[number] for number in row.first if number not in failed]
        one = [first.lines[number] for number in row.first if number in failed]
        other = [second.lines[number] for number in row.second]
        if not row.first:
            kept, others = lone_lines(other)
            set_apart += others
            for line in kept:
                if first.lines and known_share([line], knows) < FEW_KNOWN:
                    set_apart.append(line)
                else:
                    lines += ranked([line], knows)
        elif one and other and is_read_better(one, other, pitch, knows):
            better = ranked([without_overlong_glyphs(line) for line in other], knows)
            lines += sorted((*sound, *better), key=lambda line: line.box.left)
            set_apart += one
        else:
            lines += [first.lines[number] for number in row.first]
            set_apart += other
    return replace(
        first,
        lines=tuple(lines),
        set_apart=(*first.set_apart, *second.set_apart, *set_apart),
        warnings=(*first.warnings, *second.warnings),
    )
