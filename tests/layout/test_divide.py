"""A page is divided into regions in reading order; what nothing divides is one block, the whole page."""

from __future__ import annotations

import numpy as np
import pytest

from ocr_pipeline.layout import divide
from ocr_pipeline.layout.divide import Lying
from ocr_pipeline.records import Area, RegionKind
from tests.support.divided_pages import (
    BAND,
    ROWS,
    TOP,
    circuit,
    columns_of_prose,
    in_cells,
    on_its_side,
    picture,
    prose,
    rule,
    ruled,
    ruled_table,
    sheet,
    turned,
)
from tests.support.drawn_pages import blank, draw, page_of

TEXT, TABLE, PICTURE, FOOTNOTE = RegionKind.TEXT, RegionKind.TABLE, RegionKind.PICTURE, RegionKind.FOOTNOTE
LYING = ("words on their side are long", "and so are these of a table")


def blocks(page, lying=()):
    return divide(page_of(page), lying).blocks


def kinds(page):
    return [block.kind for block in blocks(page)]


def prose_sheet():
    page = sheet()
    draw(page, prose(20, 50))
    return page


@pytest.mark.parametrize("page", [blank(), prose_sheet(), np.zeros((2, 2), np.uint8)], ids=["blank", "prose", "tiny"])
def test_what_nothing_divides_is_one_block_the_whole_page(page):
    (block,) = blocks(page)
    height, width = page.shape
    assert (block.kind, block.area, block.apart) == (TEXT, Area(0, 0, width, height), False)


def test_a_table_stands_between_the_text_above_and_below_it():
    page = ruled_table()
    draw(page, ["A heading of the page"])
    draw(page, prose(5, 50), first=1000)
    above, table, below = blocks(page)
    assert [above.kind, table.kind, below.kind] == [TEXT, TABLE, TEXT]
    assert above.area.bottom == table.area.top
    assert table.area.bottom == below.area.top
    assert not table.apart


def test_a_table_has_its_grid_and_its_rules_in_pixels_of_the_page():
    (table,) = blocks(ruled_table())
    assert table.grid.bands == pytest.approx([TOP + BAND * band for band in (1, 2, 3)], abs=6)
    assert len(table.rules) == 9
    assert max(bottom for *_, bottom in table.rules) == pytest.approx(TOP + 4 * BAND, abs=12)


def test_a_table_on_a_page_that_leans_a_little_is_one():
    page = ruled_table()
    draw(page, prose(5, 50), first=1000)
    assert kinds(turned(page, 1.0)) == [TABLE, TEXT]


def test_columns_are_read_apart_and_their_heading_with_the_page():
    page = columns_of_prose(2)
    draw(page, ["A heading that goes over both of the columns"], 120, 250)
    assert [(block.kind, block.apart) for block in blocks(page)] == [(TEXT, False), (TEXT, True), (TEXT, True)]


def test_the_rules_beside_columns_go_with_them():
    page = columns_of_prose(2)
    rule(page, (825, 440), (825, 1400))
    assert len({ends for block in blocks(page) for ends in block.rules}) == 1


def test_a_table_in_a_column_is_in_that_column():
    page = columns_of_prose(2, lines=24)
    page[1000:1580, 100:800] = 255
    for x in (140, 420, 740):
        rule(page, (x, 1060), (x, 1060 + 4 * 120))
    for band in range(5):
        rule(page, (140, 1060 + 120 * band), (740, 1060 + 120 * band))
    for band in range(4):
        draw(page, [f"row {band}    {17 * band + 20}"], 180, 1060 + 120 * band + 75)
    found = blocks(page)
    assert [block.kind for block in found] == [TEXT, TABLE, TEXT, TEXT]
    assert all(block.apart for block in found)
    assert found[1].area.right < 900 < found[3].area.right


def test_a_footnote_is_what_stands_under_a_short_rule():
    page = sheet()
    draw(page, prose(16, 50))
    rule(page, (200, 1350), (500, 1350))
    draw(page, prose(2, 40), first=1430)
    text, note = blocks(page)
    assert (text.kind, note.kind) == (TEXT, FOOTNOTE)
    assert text.area.bottom == note.area.top == pytest.approx(1350, abs=6)


def test_a_broad_picture_stands_between_the_lines_above_and_below_it():
    page = sheet()
    draw(page, prose(4, 50))
    picture(page, 300, 600, 1300, 700)
    draw(page, prose(4, 50), first=1500)
    assert kinds(page) == [TEXT, PICTURE, TEXT]


def test_a_narrow_picture_is_a_region_beside_the_text():
    page = sheet()
    draw(page, prose(24, 24))
    picture(page, 1050, 300, 700, 600)
    assert sorted(kinds(page)) == [PICTURE, TEXT]


def test_a_circuit_is_one_block_of_labels():
    assert TABLE not in kinds(circuit())


def test_what_may_lie_is_told_and_the_page_is_divided_as_if_it_did_not():
    page = sheet()
    draw(page, prose(12, 50))
    width, height = on_its_side(page, LYING, 300, 1200)
    layout = divide(page_of(page))
    assert [block.quarter_turns for block in layout.blocks] == [0]
    (area,) = layout.may_lie
    assert 300 <= area.left < area.right <= 300 + width
    assert 1200 <= area.top < area.bottom <= 1200 + height


def test_what_lies_is_a_block_by_itself_between_the_text_above_and_below_it():
    page = sheet()
    draw(page, prose(12, 50))
    on_its_side(page, LYING, 300, 1100)
    draw(page, prose(4, 50), first=2100)
    lying = Area(300, 1100, 512, 2000)
    layout = divide(page_of(page), [Lying(lying, 3)])
    assert [block.quarter_turns for block in layout.blocks] == [0, 3, 0]
    assert layout.blocks[1].area == lying
    assert layout.blocks[1].apart
    assert layout.may_lie == ()


def test_a_table_that_lies_is_no_table_of_the_page():
    page = sheet()
    draw(page, prose(4, 50))
    ruled(page, 3, 4, top=700)
    in_cells(page, [["one", "two", "six"]] * 4, top=700)
    found = blocks(page, [Lying(Area(190, 690, 1300, 1200), 1)])
    assert [(block.kind, block.quarter_turns) for block in found] == [(TEXT, 0), (TEXT, 1)]


def test_blocks_cover_all_letters_and_do_not_overlap():
    page = ruled_table()
    draw(page, ["A heading of the page"])
    page = columns_of_prose(2, top=1100, page=page)
    found = blocks(page)
    times = np.zeros(page.shape, np.int32)
    for block in found:
        times[int(block.area.top) : int(block.area.bottom), int(block.area.left) : int(block.area.right)] += 1
    letters = sheet()
    in_cells(letters, ROWS)
    assert times.max() == 1
    assert times[letters < 128].min() == times[1000:][page[1000:] < 128].min() == 1


def test_a_sheet_that_may_hold_two_pages_is_not_cut_where_that_is_asked():
    page = columns_of_prose(2)
    assert len(divide(page_of(page)).blocks) > 1
    assert len(divide(page_of(page), columns=False).blocks) == 1
