"""What was read turned comes where its block stands among the regions of the page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocr_pipeline.recognize.page import PageReading
from ocr_pipeline.recognize.regions.splice import spliced
from ocr_pipeline.records import Cell, CellWords, PageState, RegionKind
from tests.support.region_readings import a_reading, a_region, ink, text_line, underlined

CELLS = (Cell(row=0, column=0, words=(CellWords(line=2, first_word=0, last_word=0),)),)
UPRIGHT = a_reading(
    regions=(a_region(), a_region(quarter_turns=1), a_region(RegionKind.TABLE, rows=1, columns=1, cells=CELLS)),
    lines=(text_line("над"), text_line("ним", 1), text_line("под", 5, region=2)),
    marks=(underlined(1), underlined(2)),
    ink=ink(2.0),
)
LYING = a_reading("набок", "лежит", regions=(a_region(quarter_turns=1),), marks=(underlined(1),), ink=ink(1.0))


def test_its_lines_come_between_those_above_and_below_it():
    page = spliced(UPRIGHT, [LYING], "rus")
    assert [(line.text, line.region) for line in page.lines] == [
        ("над", 0),
        ("ним", 0),
        ("набок", 1),
        ("лежит", 1),
        ("под", 2),
    ]
    assert [region.quarter_turns for region in page.regions] == [0, 1, 0]


def test_marks_and_cells_go_with_their_lines():
    page = spliced(UPRIGHT, [LYING], "rus")
    assert [mark.line for mark in page.marks] == [1, 3, 4]
    assert page.regions[2].cells[0].words[0].line == 4


def test_a_block_with_regions_of_its_own_has_all_of_them_there():
    two = replace(LYING, regions=(a_region(quarter_turns=1), a_region(RegionKind.FOOTNOTE, quarter_turns=1)))
    page = spliced(UPRIGHT, [replace(two, lines=(two.lines[0], text_line("лежит", 1, region=1)))], "rus")
    assert [region.kind.value for region in page.regions] == ["text", "text", "footnote", "table"]
    assert [line.region for line in page.lines] == [0, 0, 1, 2, 3]


def test_a_block_that_could_not_be_read_leaves_its_region_empty():
    unreadable = PageReading(PageState.UNREADABLE, ink=ink(4.0))
    page = spliced(UPRIGHT, [unreadable], "rus")
    assert [line.region for line in page.lines] == [0, 0, 2]
    assert len(page.regions) == 3
    assert page.ink.mm2 == pytest.approx(6.0)


def test_the_ledgers_add_up_and_doubt_is_that_of_all():
    page = spliced(UPRIGHT, [replace(LYING, evidence=replace(LYING.evidence, doubt=2.0))], "rus")
    assert page.ink.mm2 == pytest.approx(3.0)
    assert page.doubt == pytest.approx(2.0 / LYING.evidence.read)


def test_a_page_of_which_nothing_else_was_read_is_what_was_read_turned():
    page = spliced(PageReading(PageState.BLANK), [LYING], "rus")
    assert page.state is PageState.DONE
    assert [line.text for line in page.lines] == ["набок", "лежит"]
    assert [region.quarter_turns for region in page.regions] == [1]
