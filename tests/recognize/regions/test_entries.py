"""Letters alone in the cells of a ruled table are entries; lines across a gap are rows where they stand in a table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocr_pipeline.layout.blocks import Block
from ocr_pipeline.recognize.expected_error import Evidence
from ocr_pipeline.recognize.page import PageReading
from ocr_pipeline.recognize.regions.entries import with_lone_entries, with_rows_in_order
from ocr_pipeline.records import Affine, Area, Box, PageState, ReasonCode, Region, RegionKind, SetApart, SetApartCause
from ocr_pipeline.records import replace as changed
from tests.support.placed_words import grid_of
from tests.support.region_readings import text_line

HERE = Affine.identity()


def table(*, ruled=True):
    return Block(RegionKind.TABLE, Area(0, 0, 2000, 600), grid=replace(grid_of([10]), is_ruled=ruled))


def apart(text, confidence=0.57, cause=SetApartCause.MARK):
    line = text_line(text, 2)
    words = tuple(changed(word, confidence=confidence, glyphs=()) for word in line.words)
    return SetApart(cause=cause, words=words, box=line.box)


def reading(*set_apart, across=0.0, lines=()):
    evidence = Evidence(read=100, doubt=2.0, unread=0.0, across=across)
    marks = len(set_apart)
    done = PageReading(PageState.DONE, lines=tuple(lines), set_apart=set_apart, evidence=evidence, marks_apart=marks)
    return replace(done, gutter=400.0)


def test_a_figure_alone_in_a_cell_is_an_entry():
    found = with_lone_entries(reading(apart("З")), [table()], HERE, "rus")
    assert [line.text for line in found.lines] == ["З"]
    assert (found.set_apart, found.marks_apart) == ((), 0)
    assert found.evidence.read == 101
    assert found.evidence.doubt == pytest.approx(2.43)
    assert not any(warning.code == ReasonCode.MARKS_SET_APART for warning in found.warnings)


def test_a_number_and_a_letter_in_two_columns_are_entries():
    found = with_lone_entries(reading(apart("54 6", 0.8)), [table()], HERE, "rus")
    assert [line.text for line in found.lines] == ["54 6"]
    assert found.set_apart == ()


@pytest.mark.parametrize(
    ("mark", "block"),
    [
        (apart("З", 0.3), table()),
        (apart("подпись"), table()),
        (apart("54 подпись"), table()),
        (apart("З"), table(ruled=False)),
        (apart("З"), Block(RegionKind.TEXT, Area(0, 0, 2000, 600))),
    ],
    ids=["doubtful", "long", "long beside short", "in a table without rules", "in a text"],
)
def test_what_else_was_set_apart_stays_so(mark, block):
    before = reading(mark)
    assert with_lone_entries(before, [block], HERE, "rus") == before


def test_letters_far_apart_in_a_row_are_entries_each():
    found = with_lone_entries(reading(apart("54 6")), [table()], HERE, "rus")
    assert [line.text for line in found.lines] == ["54 6"]
    assert found.set_apart == ()


def test_what_one_reader_alone_has_is_an_entry_where_no_word_stands():
    lone = apart("&", cause=SetApartCause.OUTVOTED)
    found = with_lone_entries(reading(lone), [table()], HERE, "rus")
    assert [line.text for line in found.lines] == ["&"]
    beside = text_line("8", 2)
    assert with_lone_entries(reading(lone, lines=[beside]), [table()], HERE, "rus").set_apart == (lone,)


def test_what_is_doubtful_stays_set_apart_beside_an_entry():
    both = apart("& 0")
    words = (both.words[0], changed(both.words[1], confidence=0.3))
    found = with_lone_entries(reading(changed(both, words=words)), [table()], HERE, "rus")
    assert [line.text for line in found.lines] == ["&"]
    assert [line.text for line in found.set_apart] == ["0"]
    assert found.marks_apart == 1, "a mark is left"


def region(kind):
    box = Box(left=0, top=0, right=10, bottom=10)
    return Region(kind=kind, box=box, outline=((0.0, 0.0), (10.0, 10.0)))


def test_rows_of_a_table_are_no_lines_across_a_gap():
    lines = [text_line("железо 12", row) for row in range(4)]
    found = with_rows_in_order(reading(across=0.9, lines=lines), [region(RegionKind.TABLE)], "rus")
    assert (found.evidence.across, found.gutter) == (0.0, None)
    assert not any(warning.code == ReasonCode.READ_ACROSS for warning in found.warnings)


def test_lines_of_text_across_a_gap_are_said_all_the_same():
    lines = [text_line("слово дело", row) for row in range(4)]
    found = with_rows_in_order(reading(across=0.9, lines=lines), [region(RegionKind.TEXT)], "rus")
    assert (found.evidence.across, found.gutter) == (0.9, 400.0)
    assert any(warning.code == ReasonCode.READ_ACROSS for warning in found.warnings)
