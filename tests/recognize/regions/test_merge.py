"""The readings of the parts of a page add up to that of the page."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.recognize.expected_error import Evidence
from ocr_pipeline.recognize.page import PageReading
from ocr_pipeline.recognize.regions.ink_by_region import with_ruling
from ocr_pipeline.recognize.regions.merge import merged
from ocr_pipeline.records import (
    Cell,
    CellWords,
    InkKind,
    PageState,
    Reason,
    ReasonCode,
    RegionKind,
    SetApart,
    SetApartCause,
)
from tests.support.drawn_pages import blank, page_of
from tests.support.region_readings import BOX, a_reading, a_region, ink, text_line, underlined

BLANK = PageReading(PageState.BLANK, reasons=(Reason(code=ReasonCode.BLANK, message="nothing"),), ink=ink(0.25))
STAMP = SetApart(words=text_line("печать").words, box=BOX, cause=SetApartCause.MARK)
NOISE = PageReading(
    PageState.UNREADABLE,
    set_apart=(STAMP,),
    reasons=(Reason(code=ReasonCode.NOISE, message="noise"),),
    ink=ink(3.0),
    expected_cer=1.0,
)
TABLE = a_region(
    RegionKind.TABLE,
    rows=1,
    columns=1,
    cells=(Cell(row=0, column=0, words=(CellWords(line=1, first_word=0, last_word=0),)),),
)


def test_one_part_is_the_page():
    reading = a_reading("одна строка")
    assert merged([reading], "rus") is reading


def test_lines_come_in_the_order_of_the_parts():
    page = merged([a_reading("раз", "два"), BLANK, a_reading("три")], "rus")
    assert page.state is PageState.DONE
    assert [line.text for line in page.lines] == ["раз", "два", "три"]


def test_regions_marks_and_cells_go_with_their_lines():
    first = a_reading("раз", "два", regions=(a_region(), a_region()), marks=(underlined(1),))
    second = a_reading("три", "четыре", regions=(a_region(), TABLE), marks=(underlined(0),))
    second = replace(second, lines=(second.lines[0], text_line("четыре", 1, region=1)))
    page = merged([first, second], "rus")
    assert [line.region for line in page.lines] == [0, 0, 2, 3]
    assert [mark.line for mark in page.marks] == [1, 2]
    assert page.regions[3].cells[0].words[0].line == 3


def test_a_page_of_which_nothing_is_text_is_what_its_parts_are():
    assert merged([BLANK, BLANK], "rus").state is PageState.BLANK
    unreadable = merged([BLANK, NOISE], "rus")
    assert unreadable.state is PageState.UNREADABLE
    assert unreadable.reasons == NOISE.reasons
    assert unreadable.expected_cer == 1.0


@given(st.permutations([BLANK, NOISE, a_reading("раз", "два", ink=ink(1.5, 2.0, unread=3)), a_reading("три")]))
def test_the_ledgers_add_up_whatever_the_parts_are(parts):
    page = merged(parts, "rus")
    assert page.ink.mm2 == pytest.approx(sum(part.ink.mm2 for part in parts))
    assert page.ink.unread_characters == 3
    assert page.set_apart == (STAMP,)


def test_the_ledgers_of_parts_without_text_add_up_too():
    assert merged([BLANK, NOISE, BLANK], "rus").ink.mm2 == pytest.approx(3.5)


def evidence(read, doubt, across=0.0, known=None):
    return Evidence(read=read, doubt=doubt, unread=0.0, across=across, letters=read, known=known)


def test_the_error_expected_of_a_page_is_that_of_all_of_its_characters():
    parts = [a_reading("а", evidence=evidence(100, 2.0)), a_reading("б", evidence=evidence(300, 30.0))]
    page = merged(parts, "rus")
    assert page.doubt == page.expected_cer == pytest.approx(32 / 400)
    assert page.letters == 400


def test_letters_in_known_words_add_up_and_are_unknown_only_where_they_are_in_all():
    parts = [
        a_reading("а", evidence=evidence(100, 1.0, known=70)),
        a_reading("б", evidence=evidence(50, 1.0, known=20)),
    ]
    assert merged(parts, "rus").known_letters == 90
    assert merged([a_reading("а"), a_reading("б")], "rus").known_letters is None


def test_what_one_part_reads_across_counts_by_its_share_of_the_page():
    parts = [a_reading("а", evidence=evidence(100, 0.0, across=0.5)), a_reading("б", evidence=evidence(300, 0.0))]
    assert merged(parts, "rus").evidence.across == pytest.approx(0.125)


def test_a_warning_of_the_engine_is_said_once_and_marks_of_all_parts_are_counted():
    warning = Reason(code=ReasonCode.READ_BY_ONE, message="one reader")
    parts = [a_reading(text, engine_warnings=(warning,), marks_apart=1) for text in ("раз", "два")]
    warnings = merged([*parts, NOISE], "rus").warnings
    assert [one.code for one in warnings] == [warning.code, ReasonCode.MARKS_SET_APART]
    assert "3 marks were" in warnings[1].message


@pytest.mark.parametrize(("noisy", "warned"), [("слово", False), ("большая часть", True)])
def test_a_page_is_mostly_unread_where_most_of_its_characters_are_in_parts_that_are(noisy, warned):
    parts = [a_reading("несколько"), a_reading(noisy, mostly_noise=True)]
    codes = [warning.code for warning in merged(parts, "rus").warnings]
    assert (ReasonCode.MOSTLY_UNREAD in codes) is warned


def test_the_ink_of_rules_made_white_is_in_the_ledger_where_they_stood():
    ruled, bare = blank(300, 400), blank(300, 400)
    ruled[100:104, 50:350] = 0
    page = page_of(ruled)
    reading = with_ruling(a_reading("раз", ink=ink(1.0)), page, page_of(bare))
    row = reading.ink.rows[-1]
    assert row.kind is InkKind.RULING
    assert row.mm2 == pytest.approx(4 * 300 * page.pixel_mm2)
    assert (row.box.left, row.box.top, row.box.right, row.box.bottom) == (50, 100, 350, 104)
    assert reading.ink.mm2 == pytest.approx(1.0 + row.mm2)


def test_a_page_without_rules_has_none_in_its_ledger():
    page = page_of(np.zeros((40, 40), dtype=np.uint8))
    reading = a_reading("раз")
    assert with_ruling(reading, page, page) is reading
