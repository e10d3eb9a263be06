"""One page read: sorted, led back to the scan, recorded."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from ocr_pipeline.errors import EngineBabbled
from ocr_pipeline.recognize import EngineReading, PageReading, make_engine, read_image
from ocr_pipeline.recognize.reading import Choice, ReadLine, ReadWord
from ocr_pipeline.records import Area, Box, PageState, RankedBy, ReasonCode, SetApartCause, TypeKind
from tests.support.readings import PRINTED_TEXTS, page_image, printed, typed


def test_a_blank_page_is_not_handed_to_the_engine():
    blank = page_image(np.full((300, 300), 255, dtype=np.uint8))
    assert read_image(make_engine("fault_engines:Crashes"), blank, "rus", 5).state is PageState.BLANK


def test_boxes_are_led_back_to_the_scan():
    dark = page_image(np.zeros((300, 300), dtype=np.uint8))
    reading = read_image(make_engine("fault_engines:Good"), dark, "rus", 5)
    assert reading.lines[0].words[0].glyphs[0].box == Box(left=57, top=59, right=65, bottom=71.5)


@dataclass
class Gives:
    """An engine that reads what it is given."""

    reading: EngineReading
    identity: str = field(default="gives 1")

    def check(self, language: str) -> None:
        pass

    def read(self, _image, _language, _seconds):
        return self.reading


DARK = page_image(np.zeros((900, 900), dtype=np.uint8))
BODY = tuple(typed("обычная строка текста на странице", row) for row in range(8))


def test_what_is_set_apart_says_why():
    stamp = typed("печать", 9, cell=27.0, confidence=0.5)
    reading = read_image(Gives(EngineReading((*BODY, stamp), (typed("ъ", 10),))), DARK, "rus", 5)
    assert [(one.text, one.cause) for one in reading.set_apart] == [
        ("печать", SetApartCause.MARK),
        ("ъ", SetApartCause.OUTVOTED),
    ]
    assert [warning.code for warning in reading.warnings] == [ReasonCode.MARKS_SET_APART]
    assert "1 mark was" in reading.warnings[0].message


def test_every_glyph_of_an_engine_is_recorded_once_whatever_becomes_of_the_page():
    noise = tuple(typed("шумшум", row, cell=27.0 + row, confidence=0.4) for row in range(4))
    edge = ReadLine.of([*typed("министр", 9).words, *typed(" " * 16 + "х", 9, confidence=0.5).words])
    for lines, apart in (((*BODY, *noise, edge), noise[:1]), (noise, BODY[:1]), ((), noise), ((), ())):
        reading = read_image(Gives(EngineReading(lines, apart)), DARK, "rus", 5)
        recorded = "".join(line.text for line in (*reading.lines, *reading.set_apart)).replace(" ", "")
        assert sorted(recorded) == sorted("".join(line.text for line in (*lines, *apart)).replace(" ", ""))


def test_a_line_that_an_engine_gives_twice_is_recorded_once_and_the_other_is_set_apart():
    again = typed("обичная строка текота на страннце", 3, confidence=0.93, top=4)
    reading = read_image(Gives(EngineReading((*BODY, again))), DARK, "rus", 5)
    assert [line.text for line in reading.lines] == [line.text for line in BODY]
    assert [(one.text, one.cause) for one in reading.set_apart] == [(again.text, SetApartCause.OUTVOTED)]


def test_noise_on_a_line_costs_it_no_letter():
    noise = typed("шумшум", 3, cell=27.0, confidence=0.5, top=2)
    reading = read_image(Gives(EngineReading((*BODY, noise))), DARK, "rus", 5)
    assert [line.text for line in reading.lines] == [line.text for line in BODY]


@pytest.mark.parametrize(
    ("text", "confidence", "state"),
    [
        ("22/7 2/22 /227 22 72/2 /2 722", 0.73, PageState.UNREADABLE),
        ("22/7 2/22 /227 22 72/2 /2 722", 0.98, PageState.DONE),
        ("обычная строка текста на странице", 0.73, PageState.DONE),
    ],
    ids=["strokes of a pen", "figures", "a worn page"],
)
def test_what_is_doubtful_and_has_no_words_is_no_text(text, confidence, state):
    lines = tuple(typed(text, row, confidence=confidence) for row in range(12))
    reading = read_image(Gives(EngineReading(lines)), DARK, "rus", 5, lambda word: word.isalpha())
    assert reading.state is state


def ranked_page(*, ranked: bool, by: RankedBy | None = None) -> PageReading:
    """Return the reading of a page whose first word may be `обычная`; `by` has ranked its first glyph."""
    first, *others = BODY[0].words[0].glyphs
    others[2] = replace(others[2], text="я", confidence=0.5, alternatives=(Choice("ч", 0.3),))
    word = ReadWord.of([replace(first, ranked_by=by), *others])
    line = ReadLine.of([word, *BODY[0].words[1:]])
    reading = EngineReading((line, *BODY[1:]), ranked=ranked)
    return read_image(Gives(reading), DARK, "rus", 5, lambda word: word in BODY[0].text.split())


def test_what_the_engine_has_ranked_is_not_ranked_again():
    before, after = (ranked_page(ranked=ranked).lines[0].words[0] for ranked in (True, False))
    assert (before.text, after.text) == ("обыяная", "обычная")


def test_records_say_by_what_a_glyph_was_ranked_and_keep_what_was_read():
    glyph = ranked_page(ranked=False).lines[0].words[0].glyphs[3]
    assert (glyph.text, glyph.ranked_by, glyph.alternatives[0].text) == ("ч", RankedBy.LEXICON, "я")
    first = ranked_page(ranked=True, by=RankedBy.LANGUAGE_MODEL).lines[0].words[0].glyphs[0]
    assert first.ranked_by is RankedBy.LANGUAGE_MODEL


def test_an_engine_that_gives_what_no_record_holds_is_said_to_babble():
    crossed = replace(BODY[0], box=Area(9, 0, 3, 5))
    with pytest.raises(EngineBabbled, match="right is left of its left"):
        read_image(Gives(EngineReading((crossed, *BODY[1:]))), DARK, "rus", 5)


@pytest.mark.parametrize(
    "nonsense",
    [
        ReadLine((), Area(0, 0, 5, 5)),
        ReadLine((ReadWord("", Area(0, 0, 5, 5), 0.9),), Area(0, 0, 5, 5)),
        ReadLine((ReadWord(" ", Area(0, 0, 5, 5), 0.9),), Area(0, 0, 5, 5)),
        ReadLine((ReadWord("а", Area(0, 0, 5, 5), float("nan")),), Area(0, 0, 5, 5)),
        ReadLine((ReadWord("а", Area(0, 0, 5, 5), 1.5),), Area(0, 0, 5, 5)),
    ],
    ids=["no words", "no letters", "a space", "no number", "above 1"],
)
def test_nonsense_of_an_engine_is_the_engines_fault(nonsense):
    for reading in (EngineReading((*BODY, nonsense)), EngineReading(BODY, (nonsense,))):
        with pytest.raises(EngineBabbled):
            read_image(Gives(reading), DARK, "rus", 5)


def test_an_engine_without_glyphs_is_as_doubtful_as_its_words():
    lines = tuple(ReadLine.of([replace(word, glyphs=(), confidence=0.9) for word in line.words]) for line in BODY)
    reading = read_image(Gives(EngineReading(lines)), DARK, "rus", 5)
    assert reading.expected_cer == pytest.approx(0.1)


@pytest.mark.parametrize(("of_type_alone", "warned"), [(True, [ReasonCode.PRINT_AS_TYPE]), (False, [])])
def test_print_is_doubted_where_a_reader_for_type_read_it(of_type_alone, warned):
    lines = tuple(printed(text, row) for row, text in enumerate(PRINTED_TEXTS * 2))
    given = EngineReading(lines, ranked=True, of_type_alone=of_type_alone)
    page = read_image(Gives(given), DARK, "rus", 5)
    assert page.type is TypeKind.PRINTED
    assert [warning.code for warning in page.warnings if warning.code == ReasonCode.PRINT_AS_TYPE] == warned
