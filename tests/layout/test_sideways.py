"""Blocks whose words lie along upright lines may lie on their side; level text, tables and stacks of letters do not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr_pipeline.layout.sideways import sideways_blocks
from tests.support.divided_pages import columns_of_prose, ink_of, on_its_side, picture, prose, ruled_table, sheet
from tests.support.drawn_pages import draw

LYING = ("words on their side are long", "and so are these of a table")


def prose_sheet():
    page = sheet()
    draw(page, prose(12, 50))
    return page


@pytest.mark.parametrize("page", [prose_sheet(), columns_of_prose(2), ruled_table()], ids=["prose", "columns", "table"])
def test_pages_that_stand_upright_have_none(page):
    assert sideways_blocks(ink_of(page)) == ()


@pytest.mark.parametrize("turns", [0, 2])
def test_a_block_on_its_side_is_found_whichever_way_it_lies(turns):
    page = prose_sheet()
    block = sheet()[:1000, :400].copy()
    width, height = on_its_side(block, LYING, 50, 40)
    page[1200:2200, 300:700] = np.rot90(block, turns)
    (area,) = sideways_blocks(ink_of(page))
    assert 4 * area.width == pytest.approx(width - 110, abs=40)
    assert 4 * area.height == pytest.approx(height - 60, abs=40)
    assert 300 <= 4 * area.left <= 4 * area.right <= 700
    assert 1200 <= 4 * area.top <= 4 * area.bottom <= 2200


def test_columns_of_a_table_on_its_side_are_one_block():
    page = prose_sheet()
    on_its_side(page, LYING, 300, 1200)
    on_its_side(page, LYING, 600, 1200)
    assert len(sideways_blocks(ink_of(page))) == 1


def test_blocks_far_apart_are_two_from_top_to_bottom():
    page = sheet()
    draw(page, prose(3, 50), first=1200)
    on_its_side(page, LYING, 1500, 100)
    on_its_side(page, LYING, 200, 1450)
    upper, lower = sideways_blocks(ink_of(page))
    assert upper.bottom < lower.top


def test_a_block_on_its_side_does_not_take_level_lines_in():
    page = sheet()
    draw(page, prose(16, 40), left=600, first=400)
    on_its_side(page, LYING, 250, 450)
    (area,) = sideways_blocks(ink_of(page))
    assert 4 * area.right < 600


def test_blocks_on_their_side_are_not_joined_over_a_level_line():
    page = sheet()
    on_its_side(page, LYING, 300, 100)
    cv2.putText(page, "notwithstandingly", (250, 1100), cv2.FONT_HERSHEY_COMPLEX, 1.4, 30, 3)
    on_its_side(page, LYING, 300, 1190)
    upper, lower = sideways_blocks(ink_of(page))
    assert 4 * upper.bottom < 1060 < 1100 < 4 * lower.top


def test_a_word_or_two_on_their_side_are_too_few():
    page = prose_sheet()
    on_its_side(page, ["mountains"], 300, 1300)
    assert sideways_blocks(ink_of(page)) == ()


def test_rows_of_single_letters_may_lie_and_are_left_to_a_reading():
    page = sheet()
    draw(page, ["a      b      c"] * 12)
    assert len(sideways_blocks(ink_of(page))) <= 1


def test_a_picture_does_not_lie():
    page = prose_sheet()
    picture(page, 300, 1200, 700, 600)
    assert sideways_blocks(ink_of(page)) == ()
