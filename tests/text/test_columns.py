"""Regions of text that stand side by side are columns, with margins of their own."""

from __future__ import annotations

from ocr_pipeline.image.geometry import quarter_turn_map
from ocr_pipeline.records import Affine, Page, PageState, Preparation, RegionKind, replace
from ocr_pipeline.text import Layer, clean_document, layer_text
from ocr_pipeline.text.columns import columns_of
from ocr_pipeline.text.text_layout import lay_out
from tests.support.region_readings import text_line
from tests.support.table_pages import columns_page, region_of
from tests.support.typed_pages import SCAN

TEXT = RegionKind.TEXT
LEFT = region_of(TEXT, 0, 100, 400, 900)
RIGHT = region_of(TEXT, 450, 100, 900, 800)


def numbers(*regions):
    return columns_of(Page(id="1", scan=SCAN, state=PageState.DONE, regions=regions))


def test_regions_side_by_side_are_columns_and_those_above_and_below_are_none():
    heading, below = region_of(TEXT, 0, 0, 900, 100), region_of(TEXT, 0, 900, 900, 1000)
    assert numbers(heading, LEFT, RIGHT, below) == {1: 1, 2: 2}


def test_a_page_without_regions_or_of_one_has_no_columns():
    assert numbers() == {}
    assert numbers(LEFT) == {}


def test_a_short_column_beside_a_long_one_is_one():
    assert numbers(LEFT, region_of(TEXT, 450, 700, 900, 900)) == {0: 1, 1: 2}


def test_regions_that_only_touch_heights_are_none():
    assert numbers(LEFT, region_of(TEXT, 450, 850, 900, 1600)) == {}


def test_a_table_or_a_picture_beside_the_text_makes_no_columns():
    assert numbers(LEFT, region_of(RegionKind.TABLE, 450, 100, 900, 800)) == {}
    assert numbers(LEFT, region_of(RegionKind.PICTURE, 450, 100, 900, 800)) == {}


def test_a_block_on_its_side_is_a_column_of_its_own():
    assert numbers(region_of(TEXT, 0, 0, 900, 400), region_of(TEXT, 0, 400, 900, 900, quarter_turns=1)) == {1: 1}


FULL = "эта строка полна до правого края листа"
SECOND = "а эта полна слов другого столбца листа"


def clean(*pages):
    document = clean_document("d", pages)
    return layer_text(document, Layer.CLEAN)


def test_each_column_has_the_margins_of_its_lines():
    layout = lay_out([columns_page("1", [FULL] * 5, [SECOND] * 5)])
    left, right = (layout.measures[lines[0].frame] for lines in (layout.lines[:5], layout.lines[5:]))
    assert (left.left, right.left) == (0, 20 * 46)
    assert (left.right, right.right) == (20 * len(FULL), 20 * (46 + len(SECOND)))


def test_lines_are_joined_within_a_column():
    text = clean(columns_page("1", [FULL] * 4, [SECOND] * 4))
    assert text == " ".join([FULL] * 4 + [SECOND] * 4)


def test_a_line_that_ends_before_its_column_does_ends_a_paragraph_of_it():
    text = clean(columns_page("1", [FULL, FULL, "здесь он кончается."], [f"      {SECOND[6:]}", SECOND, SECOND]))
    assert text == f"{FULL} {FULL} здесь он кончается.\n\n{SECOND[6:]} {SECOND} {SECOND}"


def test_a_word_broken_at_the_foot_of_a_column_goes_on_in_the_next():
    text = clean(
        columns_page("1", [FULL, FULL, "здесь заседает советское правитель-"], ["ство и весь его аппарат", SECOND])
    )
    assert "советское правительство и весь" in text


def test_an_indent_in_the_second_column_makes_a_paragraph_there():
    text = clean(columns_page("1", [FULL] * 3, [SECOND, SECOND, f"      {SECOND[6:]}", SECOND]))
    assert text.count("\n\n") == 1
    assert f"\n\n{SECOND[6:]}" in text


def test_lines_on_their_side_are_joined_as_upright_ones_are():
    texts = [FULL, FULL, FULL, "здесь он кончается."]
    lying = [text_line(text, row, quarter_turn_map(800, 400, 1)) for row, text in enumerate(texts)]
    block = region_of(TEXT, 0, 0, 400, 800, quarter_turns=3)
    page = Page(id="1", scan=SCAN, state=PageState.DONE, lines=tuple(lying), regions=(block,))
    assert clean(columns_page("1", texts)) == clean(page) == " ".join(texts)


def test_paragraphs_below_each_other_on_a_scan_on_its_side_are_no_columns():
    upper, lower = region_of(TEXT, 0, 0, 400, 800), region_of(TEXT, 450, 0, 900, 800)
    made = Preparation(
        quarter_turns=1, skew_degrees=0, dpi=300, width=800, height=900, to_scan=quarter_turn_map(900, 800, 1).inverse()
    )
    page = Page(id="1", scan=SCAN, state=PageState.DONE, regions=(upper, lower), preparation=made)
    assert columns_of(page) == {}
    assert columns_of(replace(page, preparation=replace(made, quarter_turns=0, to_scan=Affine.identity()))) == {
        0: 1,
        1: 2,
    }
