"""Lines come in the order of the regions, words of tables by cells; nothing is lost, and marks stay on their words."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.image.geometry import quarter_turn_map
from ocr_pipeline.layout.blocks import Block
from ocr_pipeline.recognize.regions.arrange import arranged, is_stamp, placed, region_of
from ocr_pipeline.records import Affine, Area, Box, Gap, Page, PageState, RegionKind
from ocr_pipeline.records import replace as changed
from tests.support.placed_words import PITCH, ROWS, STEP, grid_of, grids, placed_words, text_block
from tests.support.region_readings import text_line, underlined
from tests.support.typed_pages import SCAN

SKEWED = Affine(xx=0.5, xy=0.01, x0=40, yx=-0.01, yy=0.5, y0=7)
MAPS = st.sampled_from([Affine.identity(), SKEWED, quarter_turn_map(1000, 1400, 1)])


def table_block(top, bottom, grid):
    return Block(RegionKind.TABLE, Area(0, top, 1000, bottom), grid=grid)


def lines_of(*rows, to_scan=None):
    return [text_line(row, number, to_scan) for number, row in enumerate(rows) if row.strip()]


def arranged_rows(rows, blocks, marks=()):
    return arranged(lines_of(*rows), marks, blocks, Affine.identity())


FIGURES = ("железо    12        13", "уголь     450       461")
OPEN = grid_of([10, 20])


def cells_of(found, region):
    """The texts of the cells that have words, row by row."""
    return {
        (cell.row, cell.column): " / ".join(
            " ".join(word.text for word in found.lines[part.line].words[part.first_word : part.last_word + 1])
            for part in cell.words
        )
        for cell in found.regions[region].cells
        if cell.words
    }


def test_lines_of_one_block_stay_as_they_are():
    lines = lines_of("одна строка", "и другая")
    found = arranged(lines, (underlined(1, 0, 1),), [text_block(0, 500)], Affine.identity())
    assert found.lines == tuple(lines)
    assert found.marks == (underlined(1, 0, 1),)
    assert [region.kind for region in found.regions] == [RegionKind.TEXT]


def test_columns_are_read_one_after_the_other_though_the_engine_read_them_by_height():
    left, right = lines_of("лево раз", "лево два"), lines_of(f"{'':30}право раз", f"{'':30}право два")
    blocks = [text_block(0, 500, right=400), text_block(0, 500, left=400)]
    found = arranged([left[0], right[0], left[1], right[1]], (), blocks, Affine.identity())
    assert [(line.text, line.region) for line in found.lines] == [
        ("лево раз", 0),
        ("лево два", 0),
        ("право раз", 1),
        ("право два", 1),
    ]


def test_a_line_that_reaches_into_the_next_block_is_in_that_which_most_of_it_is_in():
    blocks = [text_block(0, 500, right=140), text_block(0, 500, left=140)]
    found = arranged_rows(["почти все слова стоят справа"], blocks)
    assert [(line.text, line.region) for line in found.lines] == [("почти все слова стоят справа", 1)]


def test_the_rows_of_a_table_are_lines_and_its_cells_say_which_words_are_theirs():
    found = arranged_rows(FIGURES, [table_block(0, 500, OPEN)])
    assert [line.text for line in found.lines] == ["железо 12 13", "уголь 450 461"]
    assert (found.regions[0].rows, found.regions[0].columns) == (2, 3)
    assert cells_of(found, 0) == {
        (0, 0): "железо",
        (0, 1): "12",
        (0, 2): "13",
        (1, 0): "уголь",
        (1, 1): "450",
        (1, 2): "461",
    }


def test_a_row_with_a_cell_of_two_lines_is_kept_cell_by_cell():
    rows = ("Название  план", "товара", "железо    12", "уголь     450")
    found = arranged_rows(rows, [table_block(0, 500, grid_of([10], [2, 3]))])
    assert [line.text for line in found.lines] == ["Название", "товара", "план", "железо 12", "уголь 450"]
    assert cells_of(found, 0)[0, 0] == "Название / товара"


def test_words_of_a_table_are_in_it_and_the_text_above_and_below_in_its_blocks():
    blocks = [text_block(0, 50), table_block(50, 170, OPEN), text_block(170, 500)]
    found = arranged_rows(["Над таблицей", *FIGURES, "под ней"], blocks)
    assert [line.region for line in found.lines] == [0, 1, 1, 2]


def test_what_stands_beside_a_table_is_in_the_text_around_it():
    table = Block(RegionKind.TABLE, Area(0, 50, 480, 170), grid=OPEN)
    found = arranged_rows(["Над таблицей", f"{FIGURES[0]}      сбоку", FIGURES[1]], [text_block(0, 50), table])
    assert [(line.text, line.region) for line in found.lines] == [
        ("Над таблицей", 0),
        ("сбоку", 0),
        ("железо 12 13", 1),
        ("уголь 450 461", 1),
    ]


def test_labels_in_a_picture_are_the_picture_s():
    picture = Block(RegionKind.PICTURE, Area(500, 0, 1000, 170))
    found = arranged_rows([f"слева{'':30}подпись"], [text_block(0, 500), picture])
    assert [(line.text, line.region) for line in found.lines] == [("слева", 0), ("подпись", 1)]


def test_a_page_that_is_a_table_alone_takes_the_words_around_it_in():
    found = arranged_rows(["Над таблицей", *FIGURES], [table_block(50, 170, OPEN)])
    assert {line.region for line in found.lines} == {0}


def test_a_mark_on_words_of_two_cells_stays_on_them():
    found = arranged_rows(FIGURES, [table_block(0, 500, OPEN)], [underlined(1, 0, 1)])
    assert [(mark.line, mark.first_word, mark.last_word) for mark in found.marks] == [(1, 0, 1)]


def test_a_mark_on_words_that_come_into_two_lines_is_in_two_parts():
    rows = ("Название  план", "товара", "железо    12", "уголь     450")
    found = arranged_rows(rows, [table_block(0, 500, grid_of([10], [2, 3]))], [underlined(0, 0, 1)])
    assert [(mark.line, mark.first_word, mark.last_word) for mark in found.marks] == [(0, 0, 0), (2, 0, 0)]


def test_a_gap_in_a_line_that_stays_whole_stays_where_the_record_has_it():
    gap = Gap(before=0, box=Box(left=6 * PITCH, top=0, right=8 * PITCH, bottom=30))
    line = changed(text_line("слева    справа"), gaps=(gap,))
    assert arranged([line], (), [text_block(0, 500)], Affine.identity()).lines == (line,)


def test_a_gap_stays_beside_its_words():
    line = text_line("слева    справа")
    gap = Gap(before=1, box=Box(left=6 * PITCH, top=0, right=8 * PITCH, bottom=30))
    whole = arranged([changed(line, gaps=(gap,))], (), [text_block(0, 500)], Affine.identity())
    assert whole.lines[0].gaps == (gap,)
    picture = Block(RegionKind.PICTURE, Area(8.5 * PITCH, 0, 1000, 170))
    parts = arranged([changed(line, gaps=(gap,))], (), [text_block(0, 500), picture], Affine.identity())
    assert sum(len(part.gaps) for part in parts.lines) == 1


@pytest.mark.parametrize("to_scan", [Affine.identity(), SKEWED])
def test_words_are_placed_where_they_stand_on_the_prepared_page(to_scan):
    words = placed(lines_of("одно слово", "и ещё три", to_scan=to_scan), to_scan)
    for found, meant in zip(words, placed_words("одно слово", "и ещё три"), strict=True):
        assert (found.line, found.word, found.text) == (meant.line, meant.word, meant.text)
        assert (found.x, found.y) == pytest.approx((meant.x, meant.y))
        assert (found.height, found.reach) == pytest.approx((meant.height, meant.reach), abs=0.01)


def test_the_outline_of_a_region_goes_clockwise_and_its_box_is_around_it():
    region = region_of(text_block(10, 20, left=30, right=50), quarter_turn_map(1000, 1400, 1))
    assert region.outline == ((10, 970), (10, 950), (20, 950), (20, 970))
    assert region.box == Box.around(np.array(region.outline))


@st.composite
def pages(draw):
    """Rows of type, and a page divided into text, a table and text, or two columns, with marks on some words."""
    rows = [row for row in draw(ROWS) if row.strip()]
    grid = draw(grids())
    upper, lower = sorted(draw(st.tuples(st.integers(0, 9), st.integers(0, 9))))
    blocks = [
        text_block(0, upper * STEP, right=draw(st.sampled_from([200, 1000]))),
        table_block(upper * STEP, lower * STEP + 1, grid),
        Block(draw(st.sampled_from(list(RegionKind)[2:])), Area(200, 0, 1000, lower * STEP)),
        text_block(lower * STEP, 1000),
    ]
    marks = []
    for number, row in enumerate(rows):
        last = len(row.split()) - 1
        first = draw(st.integers(0, last))
        marks.append(underlined(number, first, draw(st.integers(first, last))))
    return rows, draw(st.permutations(blocks)), draw(st.lists(st.sampled_from(marks), unique=True)) if marks else []


def boxes(lines):
    return Counter((word.text, word.box) for line in lines for word in line.words)


@given(pages(), MAPS)
def test_every_word_is_in_one_line_of_a_region_and_every_mark_on_its_words(page, to_scan):
    rows, blocks, marks = page
    lines = [text_line(row, number, to_scan) for number, row in enumerate(rows)]
    found = arranged(lines, marks, blocks, to_scan)
    assert boxes(found.lines) == boxes(lines)
    numbers = [line.region for line in found.lines]
    assert numbers == sorted(numbers)
    marked = Counter(
        (word.text, word.box) for mark in marks for word in lines[mark.line].words[mark.first_word : mark.last_word + 1]
    )
    now = Counter(
        (word.text, word.box)
        for mark in found.marks
        for word in found.lines[mark.line].words[mark.first_word : mark.last_word + 1]
    )
    assert now == marked


@given(pages(), MAPS)
def test_the_words_of_the_cells_are_those_of_the_lines_of_the_table(page, to_scan):
    rows, blocks, marks = page
    lines = [text_line(row, number, to_scan) for number, row in enumerate(rows)]
    found = arranged(lines, marks, blocks, to_scan)
    Page(id="1", scan=SCAN, state=PageState.DONE, lines=found.lines, marks=found.marks, regions=found.regions)
    number = next(number for number, block in enumerate(blocks) if block.grid is not None)
    in_cells = [
        (part.line, word)
        for cell in found.regions[number].cells
        for part in cell.words
        for word in range(part.first_word, part.last_word + 1)
    ]
    of_lines = [
        (place, word)
        for place, line in enumerate(found.lines)
        if line.region == number
        for word in range(len(line.words))
    ]
    assert sorted(in_cells) == of_lines


@given(st.lists(st.floats(0, 600), min_size=1, max_size=4), pages())
def test_every_gap_is_in_one_line(lefts, page):
    rows, blocks, _ = page
    gaps = tuple(Gap(before=0, box=Box(left=left, top=0, right=left + 20, bottom=30)) for left in sorted(lefts))
    lines = [changed(text_line(row, number), gaps=gaps) for number, row in enumerate(rows)]
    found = arranged(lines, (), blocks, Affine.identity())
    assert Counter(gap.box for line in found.lines for gap in line.gaps) == Counter(
        gap.box for line in lines for gap in line.gaps
    )


def test_a_stamp_lies_on_a_text_whose_lines_go_on_beside_it():
    lines = [text_line("слова этой строки идут до края", row) for row in range(6)]
    blocks = [text_block(0, 800, right=2400), Block(RegionKind.PICTURE, Area(300, 100, 500, 300))]
    words = placed(lines, Affine.identity())
    assert is_stamp(blocks[1], words)


def test_labels_within_a_picture_are_its_own():
    lines = [text_line("слова этой строки", 0), text_line("          метка", 4), text_line("слова под ней", 8)]
    blocks = [text_block(0, 800, right=2400), Block(RegionKind.PICTURE, Area(250, 200, 700, 330))]
    assert not is_stamp(blocks[1], placed(lines, Affine.identity()))
    found = arranged(lines, (), blocks, Affine.identity())
    assert [(line.text, line.region) for line in found.lines][-1] == ("метка", 1)
