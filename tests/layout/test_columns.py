"""A page is cut along the gaps between full columns of text, from left to right, and along no other gaps."""

from __future__ import annotations

import pytest

from ocr_pipeline.layout.columns import cut_into_columns
from ocr_pipeline.records import Area
from tests.support.divided_pages import columns_of_prose, ink_of, prose, sheet
from tests.support.drawn_pages import PROSE, draw


def cuts(page, solid=()):
    """The sides of the blocks on the page, and whether each is a column."""
    found = cut_into_columns(ink_of(page), [Area(*(side / 4 for side in area)) for area in solid])
    return [
        (*(int(4 * side) for side in (cut.area.left, cut.area.top, cut.area.right, cut.area.bottom)), cut.is_column)
        for cut in found
    ]


def test_a_page_of_one_column_is_one_block():
    page = sheet()
    draw(page, prose(20, 50))
    assert cuts(page) == [(0, 0, 2000, 2400, False)]


def test_two_columns_are_two_blocks_from_left_to_right():
    (left, right) = cuts(columns_of_prose(2))
    assert left[4]
    assert right[4]
    assert left[0] < 120 < 780 <= left[2] == right[0] <= 870
    assert right[2] > 1530


def test_three_columns_are_three_blocks():
    found = cuts(columns_of_prose(3, letters=18, gap=60))
    assert [column for *_, column in found] == [True] * 3
    edges = [left for left, *_ in found]
    assert edges == sorted(edges)


def test_a_heading_over_the_columns_is_a_block_above_them():
    page = columns_of_prose(2)
    draw(page, ["A heading that goes over both of the columns"], 120, 250)
    heading, *columns = cuts(page)
    assert heading[0] == 0
    assert 250 < heading[3] < 470
    assert not heading[4]
    assert [column for *_, column in columns] == [True, True]


def test_what_stands_under_the_columns_is_a_block_below_them():
    page = columns_of_prose(2)
    draw(page, prose(3, 45), 120, 1600)
    *columns, below = cuts(page)
    assert below[1] > 1340
    assert [column for *_, column in (*columns, below)] == [True, True, False]


def test_columns_under_columns_are_read_after_them():
    page = columns_of_prose(2)
    draw(page, prose(2, 45), 120, 1550)
    page = columns_of_prose(2, lines=10, top=1760, page=page)
    found = cuts(page)
    assert [column for *_, column in found] == [True, True, False, True, True]
    assert found[0][1] < found[2][1] < found[3][1]


@pytest.mark.parametrize(
    ("lines", "letters", "gap"),
    [(4, 22, 90), (14, 12, 200), (14, 22, 10)],
    ids=["few lines", "narrow", "no gap"],
)
def test_text_that_does_not_fill_columns_is_one_block(lines, letters, gap):
    assert len(cuts(columns_of_prose(2, lines=lines, letters=letters, gap=gap))) == 1


def test_a_few_lines_far_apart_are_no_column():
    page = sheet()
    for column in range(2):
        lines = [line for one in prose(5, 22, seed=column) for line in (one, "")]
        draw(page, lines, 120 + 750 * column, 500)
    assert len(cuts(page)) == 1


def test_lists_of_short_words_under_a_long_one_are_no_columns():
    page = sheet()
    for column in range(2):
        draw(page, [prose(1, 22)[0], *(f"item {row}" for row in range(13))], 120 + 750 * column, 500)
    assert len(cuts(page)) == 1


def test_a_table_without_rules_is_not_cut():
    page = sheet()
    draw(page, [f"name of row {row:2}            {17 * row:4}         {31 * row:4}" for row in range(16)])
    assert len(cuts(page)) == 1


def test_a_chance_gap_in_a_few_lines_is_none():
    page = sheet()
    draw(page, [*prose(4, 50), *(line[:20] + "     " + line[25:] for line in prose(3, 50, seed=3)), *prose(9, 50, 4)])
    assert len(cuts(page)) == 1


def test_a_solid_part_is_not_cut():
    page = columns_of_prose(2)
    assert cuts(page, solid=[(100, 440, 1600, 1400)]) == [(0, 0, 2000, 2400, False)]


def test_short_prose_is_no_column():
    page = sheet()
    draw(page, PROSE)
    assert len(cuts(page)) == 1
