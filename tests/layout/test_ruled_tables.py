"""Rules make the columns and bands of a table, whole or broken, level or not; drawings and framed prose make none."""

from __future__ import annotations

import math

import cv2
import pytest

from ocr_pipeline.layout.blocks import Span
from ocr_pipeline.layout.ruled_tables import ruled_tables
from ocr_pipeline.layout.rulings import find_rules
from tests.support.divided_pages import (
    BAND,
    COLUMN,
    LEFT,
    ROWS,
    TOP,
    circuit,
    in_cells,
    ink_of,
    prose,
    rule,
    ruled,
    ruled_table,
    sheet,
    turned,
)
from tests.support.drawn_pages import draw

ALL_CELLS = tuple(Span(band, column) for band in range(4) for column in range(3))
RIGHT, BOTTOM = LEFT + 3 * COLUMN, TOP + 4 * BAND


def tables(page):
    ink = ink_of(page)
    return ruled_tables(ink, find_rules(ink))


def only(page):
    (table,) = tables(page)
    return table


def on_page(edges):
    return [4 * edge for edge in edges]


def inner_rule(page, column, top, bottom):
    x = LEFT + column * COLUMN
    rule(page, (x, top), (x, bottom))


def test_a_page_of_prose_has_no_table():
    page = sheet()
    draw(page, prose(20, 50))
    assert tables(page) == ()


def test_a_ruled_table_has_its_columns_bands_and_cells():
    table = only(ruled_table())
    assert table.grid.is_ruled
    assert table.grid.spans == ALL_CELLS
    assert on_page(table.grid.columns) == pytest.approx([LEFT + COLUMN, LEFT + 2 * COLUMN], abs=6)
    assert on_page(table.grid.bands) == pytest.approx([TOP + BAND * band for band in (1, 2, 3)], abs=6)
    sides = (table.area.left, table.area.top, table.area.right, table.area.bottom)
    assert on_page(sides) == pytest.approx([LEFT, TOP, RIGHT, BOTTOM], abs=12)
    assert len(table.rules) == 4 + 5


@pytest.mark.parametrize("degrees", [1.0, -1.0, 2.5])
def test_a_table_that_leans_has_the_same_cells(degrees):
    table = only(turned(ruled_table(), degrees))
    assert table.grid.spans == ALL_CELLS
    assert table.grid.lean.right == pytest.approx(math.radians(degrees), abs=0.008)
    assert table.grid.lean.down == pytest.approx(math.radians(-degrees), abs=0.008)


def test_a_heading_over_two_columns_is_one_cell():
    page = sheet()
    ruled(page, 3, 4)
    page[TOP + 10 : TOP + BAND - 8, LEFT + 2 * COLUMN - 8 : LEFT + 2 * COLUMN + 9] = 255
    in_cells(page, (("Name", "", ""), *ROWS[1:]))
    draw(page, ["Tons in all"], LEFT + 2 * COLUMN - 105, TOP + 75)
    assert only(page).grid.spans == (Span(0, 0), Span(0, 1, 1, 2), *ALL_CELLS[3:])


def test_a_cell_beside_two_rows_of_headings_is_one_cell():
    page = sheet()
    ruled(page, 3, 4)
    page[TOP + BAND - 8 : TOP + BAND + 9, LEFT + 10 : LEFT + COLUMN - 8] = 255
    in_cells(page, (("Name", "Plan", "Fact"), ("", "tons", "tons"), *ROWS[2:]))
    assert only(page).grid.spans == (Span(0, 0, 2, 1), Span(0, 1), Span(0, 2), Span(1, 1), Span(1, 2), *ALL_CELLS[6:])


def test_cells_that_would_make_an_angle_stay_apart():
    page = sheet()
    ruled(page, 3, 4)
    page[TOP + BAND - 8 : TOP + BAND + 9, LEFT + 10 : LEFT + COLUMN - 8] = 255
    page[TOP + 10 : TOP + BAND - 8, LEFT + COLUMN - 8 : LEFT + COLUMN + 9] = 255
    in_cells(page, (("", "", "Fact"), *ROWS[1:]))
    draw(page, ["over both"], LEFT + COLUMN - 105, TOP + 75)
    assert only(page).grid.spans == ALL_CELLS


def test_a_rule_that_is_broken_parts_columns_all_the_same():
    page = ruled_table()
    for band in range(4):
        top = TOP + band * BAND
        page[top + 40 : top + 60, LEFT + COLUMN - 8 : LEFT + COLUMN + 9] = 255
    assert only(page).grid.spans == ALL_CELLS


def test_a_level_rule_broken_at_every_column_parts_bands_all_the_same():
    page = ruled_table()
    y = TOP + 2 * BAND
    for column in range(4):
        x = LEFT + column * COLUMN
        page[y - 8 : y + 9, x - 34 : x - 8] = 255
        page[y - 8 : y + 9, x + 9 : x + 34] = 255
    assert only(page).grid.spans == ALL_CELLS


def test_a_double_rule_under_the_heading_is_one_edge():
    page = ruled_table()
    rule(page, (LEFT, TOP + BAND + 18), (RIGHT, TOP + BAND + 18))
    assert only(page).grid.spans == ALL_CELLS


def test_a_table_without_rules_at_its_sides_has_all_of_its_columns():
    page = sheet()
    for column in (1, 2):
        inner_rule(page, column, TOP, BOTTOM)
    for y in (TOP, TOP + BAND, BOTTOM):
        rule(page, (LEFT, y), (RIGHT, y))
    in_cells(page, ROWS)
    table = only(page)
    assert table.grid.spans == tuple(Span(band, column) for band in range(2) for column in range(3))


def test_underlined_words_in_cells_are_no_rules_of_the_table():
    page = ruled_table()
    for band in (1, 2, 3):
        y = TOP + band * BAND + 90
        rule(page, (LEFT + 40, y), (LEFT + 180, y))
    table = only(page)
    assert table.grid.spans == ALL_CELLS
    assert len(table.rules) == 4 + 5


def test_a_word_underlined_from_rule_to_rule_nearly_is_no_rule_of_the_table():
    page = ruled_table()
    rule(page, (LEFT + 45, TOP + BAND + 92), (LEFT + COLUMN - 45, TOP + BAND + 92))
    assert only(page).grid.spans == ALL_CELLS


def test_a_stroke_through_half_of_a_row_parts_no_columns():
    page = sheet()
    for column in range(4):
        inner_rule(page, column, TOP, BOTTOM)
    for y in (TOP, TOP + 2 * BAND, BOTTOM):
        rule(page, (LEFT, y), (RIGHT, y))
    in_cells(page, ROWS)
    rule(page, (LEFT + 270, TOP + 2 * BAND), (LEFT + 270, TOP + 3 * BAND))
    assert only(page).grid.spans == ALL_CELLS[:6]


def test_two_tables_come_from_top_to_bottom():
    page = ruled_table()
    ruled(page, 2, 3, top=1400)
    in_cells(page, [row[:2] for row in ROWS[:3]], top=1400)
    first, second = tables(page)
    assert (len(first.grid.spans), len(second.grid.spans)) == (12, 6)


def test_prose_in_a_frame_with_a_rule_between_its_columns_is_no_table():
    page = sheet()
    cv2.rectangle(page, (100, 320), (1900, 1450), 30, 4)
    rule(page, (1000, 320), (1000, 1450))
    for column in range(2):
        draw(page, prose(15, 27, seed=column), 140 + 900 * column, 400)
    assert tables(page) == ()


def test_a_frame_around_a_page_of_prose_is_no_table():
    page = sheet()
    cv2.rectangle(page, (100, 120), (1900, 1450), 30, 4)
    draw(page, prose(18, 50))
    assert tables(page) == ()


NOTICE = ("SECRET", "copy no five of April", "to all departments")


def framed(page, lines, beyond=0, inner=0):
    """Draw a frame around lines of type: its corners so many pixels beyond, the second rule so many within."""
    draw(page, lines, LEFT + 120, TOP + 110)
    right, bottom = LEFT + 900, TOP + 130 + 66 * len(lines)
    for inset in {0, inner}:
        for x in (LEFT + inset, right - inset):
            rule(page, (x, TOP + inset - beyond), (x, bottom - inset + beyond))
        for y in (TOP + inset, bottom - inset):
            rule(page, (LEFT + inset - beyond, y), (right - inset + beyond, y))


@pytest.mark.parametrize("lines", [NOTICE, NOTICE[1:2]], ids=["three lines", "one line"])
@pytest.mark.parametrize(
    ("beyond", "inner"),
    [(0, 0), (20, 0), (60, 0), (100, 0), (0, 15), (0, 40), (0, 60), (70, 12)],
    ids=["closed", "crossed", "far", "farther", "double", "wide", "wider", "double and crossed"],
)
def test_a_single_frame_is_no_table(lines, beyond, inner):
    page = sheet()
    framed(page, lines, beyond, inner)
    draw(page, prose(12, 50), first=1200)
    assert tables(page) == ()


def test_a_frame_with_a_rule_under_its_heading_is_no_table_however_its_corners_are_drawn():
    page = sheet()
    framed(page, NOTICE, beyond=70)
    rule(page, (LEFT - 70, TOP + 130), (LEFT + 970, TOP + 130))
    assert tables(page) == ()


def test_two_cells_side_by_side_are_a_table():
    page = sheet()
    ruled(page, 2, 1)
    in_cells(page, (("Name", "iron ore"),))
    assert only(page).grid.spans == (Span(0, 0), Span(0, 1))


def test_rules_drawn_beyond_a_table_make_no_columns_of_their_own():
    page = ruled_table()
    for band in range(5):
        y = TOP + band * BAND
        rule(page, (LEFT - 90, y), (RIGHT + 90, y))
    assert only(page).grid.spans == ALL_CELLS


def test_a_circuit_is_no_table():
    assert tables(circuit()) == ()


def test_wires_of_which_most_hang_free_are_no_table():
    page = sheet()
    for y in (400, 800, 1200):
        rule(page, (300, y), (1700, y))
    rule(page, (1000, 400), (1000, 1200))
    for number in range(12):
        x, y = 340 + 110 * number, (400, 800)[number % 2]
        rule(page, (x, y), (x, y + 120))
        draw(page, ["R" + str(number)], x + 15, y + 60)
    assert tables(page) == ()


def test_a_grid_without_text_is_no_table():
    page = sheet()
    ruled(page, 3, 4)
    draw(page, prose(4, 40), first=1500)
    assert tables(page) == ()


def test_a_grid_no_broader_than_a_stamp_is_no_table():
    page = sheet()
    for x in (300, 420, 540):
        rule(page, (x, 300), (x, 600))
    for y in (300, 450, 600):
        rule(page, (300, y), (540, y))
    for row in range(2):
        draw(page, ["ab  cd"], 330, 390 + 150 * row)
    draw(page, prose(6, 50), first=900)
    assert tables(page) == ()
