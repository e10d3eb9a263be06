"""Rows whose words stand in columns are a table without rules; prose, lists and text in columns are none."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.recognize.regions.cells import table_text
from ocr_pipeline.recognize.regions.open_tables import with_open_tables
from ocr_pipeline.records import RegionKind
from tests.support.placed_words import PITCH, ROWS, placed_words, text_block

TEXT, TABLE = RegionKind.TEXT, RegionKind.TABLE
PROSE = ("слова этой строки идут одно за другим", "и кончаются здесь у края страницы", "так что столбцов на ней нет")
FIGURES = ("железо       12      13", "уголь       450     461", "зерно        78      90")
PAGE = text_block(0, 1200, right=2400)


def divided(*rows, block=PAGE, pitch=PITCH):
    return with_open_tables([block], placed_words(*rows), pitch)


def kinds(*rows):
    return [block.kind for block in divided(*rows)]


def test_prose_is_no_table():
    assert divided(*PROSE * 4) == (PAGE,)


def test_rows_with_gaps_at_the_same_places_are_a_table_between_the_text():
    above, table, below = divided(*PROSE, *FIGURES, *PROSE)
    assert [above.kind, table.kind, below.kind] == [TEXT, TABLE, TEXT]
    assert above.area.top == 0
    assert above.area.bottom == table.area.top
    assert table.area.bottom == below.area.top
    assert below.area.bottom == 1200
    assert 2 * 60 + 30 < table.area.top < 3 * 60
    assert 5 * 60 + 30 < table.area.bottom < 6 * 60
    assert not table.grid.is_ruled


def test_the_columns_of_a_table_without_rules_are_parted_in_the_middle_of_their_gaps():
    (table,) = divided(*FIGURES)
    first, second = table.grid.columns
    assert 6 * PITCH < first < 12 * PITCH
    assert 15 * PITCH < second < 20 * PITCH


def test_two_rows_with_a_gap_are_too_few():
    assert kinds(*PROSE, *FIGURES[:2], *PROSE) == [TEXT]


def test_gaps_elsewhere_in_each_line_make_no_table():
    assert kinds("Кузнецов        здесь", "а Федоренко жил       там", "кто       что-то сказал ему") == [TEXT]


def test_a_cell_that_goes_on_below_ends_no_table():
    assert kinds(*FIGURES, "листовое", *FIGURES) == [TABLE]


def test_lines_of_text_over_the_columns_end_a_table():
    assert kinds(*FIGURES, PROSE[0], *FIGURES) == [TABLE, TEXT, TABLE]


def test_a_gap_of_many_lines_parts_two_tables():
    assert kinds(*FIGURES, *[" "] * 5, *FIGURES) == [TABLE, TABLE]


def test_two_columns_of_prose_are_no_table():
    rows = [f"{PROSE[0][: 34 + row % 4]:44}{PROSE[1][: 30 + row % 3]}" for row in range(8)]
    assert kinds(*rows) == [TEXT]


def test_keywords_beside_their_descriptions_are_a_table():
    rows = [f"слово{row}      {PROSE[0][: 34 + row % 4]}" for row in range(6)]
    assert kinds(*rows) == [TABLE]


@given(st.floats(-0.05, 0.05))
def test_columns_may_lean_though_their_rows_are_level(lean):
    rows = [f"{'абвг'[row % 4]},{row}   {row}7   M,{row}   {row}А" for row in range(1, 10)] * 2
    words = [replace(word, x=word.x + lean * word.y) for word in placed_words(*rows)]
    (table,) = with_open_tables([PAGE], words, PITCH)
    assert len(table.grid.columns) == 3
    cells = table_text(words, table.grid).cells
    texts = [
        ["".join(word.text for line in cell.lines for word in line) for cell in cells if cell.column == column]
        for column in (0, 1)
    ]
    assert all("," in text for text in texts[0])
    assert all(text.isdigit() for text in texts[1])
    assert [len(texts[0]), len(texts[1])] == [len(rows)] * 2


def test_without_a_pitch_nothing_is_looked_for():
    assert divided(*FIGURES, pitch=None) == (PAGE,)


def test_blocks_on_their_side_and_other_kinds_stay_as_they_are():
    lying = text_block(0, 1200, right=2400, quarter_turns=1, apart=True)
    assert divided(*FIGURES, block=lying) == (lying,)


def test_a_table_in_a_column_is_read_apart_as_the_column_is():
    column = text_block(0, 1200, right=2400, apart=True)
    assert [block.apart for block in divided(*PROSE, *FIGURES, block=column)] == [True, True]


def test_words_of_other_blocks_make_no_table_of_this_one():
    other = text_block(2000, 2400)
    assert divided(*FIGURES, block=other) == (other,)


@given(st.lists(st.one_of(st.sampled_from((*PROSE, *FIGURES, " ")), st.text("аб    ", max_size=30)), max_size=9))
def test_the_parts_of_a_block_lie_one_under_the_other_and_are_all_of_it(rows):
    words = placed_words(*rows)
    parts = with_open_tables([PAGE], words, PITCH)
    assert [part.area.top for part in parts] == [0, *(part.area.bottom for part in parts[:-1])]
    assert all(part.area.top < part.area.bottom for part in parts)
    assert all(any(part.area.top <= word.y <= part.area.bottom for part in parts) for word in words)


@given(ROWS)
def test_a_table_has_three_rows_and_two_columns_at_least(rows):
    words = placed_words(*rows)
    for block in with_open_tables([PAGE], words, PITCH):
        if block.grid is not None:
            inside = [word for word in words if block.area.top <= word.y <= block.area.bottom]
            table = table_text(inside, block.grid)
            assert table.columns >= 2
            assert len({word.line for word in inside}) >= 3
