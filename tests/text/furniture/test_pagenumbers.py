"""Page numbers are the best path over the whole document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.records import NumberSource
from ocr_pipeline.text.furniture.candidates import candidates
from ocr_pipeline.text.furniture.pagenumbers import number_pages
from ocr_pipeline.text.text_layout import lay_out_text

LINE = "эта строка заполнена до самого правого края листа бумаги"


def numbers(*heads):
    """The number of each page given its first line, and whether it was seen."""
    layout = lay_out_text("\f".join("\n".join([head, *[LINE] * 6]) for head in heads))
    offered = [candidates(layout, page, frozenset()) for page in range(len(heads))]
    found = number_pages(offered, layout.steps, infer_hidden=True)
    return [(one.number.number, one.number.source) if one else None for one in found]


def test_numbers_are_read_as_a_sequence_and_a_misread_one_is_repaired():
    found = numbers("- 11 -", "- 12 -", "- 1З -", "- 74 -", "- 15 -")
    assert [number for number, _ in found] == [11, 12, 13, 14, 15]
    assert found[0][1] is NumberSource.SEEN
    assert found[3][1] is not NumberSource.SEEN


def test_a_hidden_number_is_inferred_from_its_neighbours():
    found = numbers("- 11 -", LINE, "- 13 -")
    assert found[1] is not None
    assert found[1][0] == 12
    assert found[1][1] is not NumberSource.SEEN


def test_pages_without_numbers_have_none():
    assert numbers(LINE, LINE) == [None, None]


def placed(*pages):
    """The numbers of pages given as (line at the top, line at the foot), '' for none."""
    text = "\f".join(
        "\n".join([*([top] if top else []), *[LINE] * 6, *([foot] if foot else [])]) for top, foot in pages
    )
    layout = lay_out_text(text)
    offered = [candidates(layout, page, frozenset()) for page in range(len(pages))]
    found = number_pages(offered, layout.steps, infer_hidden=True)
    return [one.number.number if one and one.lines else None for one in found]


MIDDLE, LEFT, RIGHT = " " * 28 + "{}", "{}", " " * 54 + "{}"


@pytest.mark.parametrize("at_top", [True, False])
def test_two_numbers_alone_in_the_middle_are_enough_for_a_short_document(at_top):
    heads = ["", MIDDLE.format(2), "", MIDDLE.format(4)]
    assert placed(*((head, "") if at_top else ("", head) for head in heads)) == [None, 2, None, 4]


def test_one_alone_is_not():
    assert placed(("", ""), ("", MIDDLE.format(2)), ("", ""), ("", "")) == [None] * 4


@pytest.mark.parametrize("at_top", [True, False])
@pytest.mark.parametrize("first", [2, 5])
def test_numbers_in_the_outer_corners_are_page_numbers(at_top, first):
    heads = [(RIGHT if number % 2 else LEFT).format(number) for number in range(first, first + 4)]
    found = placed(*((head, "") if at_top else ("", head) for head in heads))
    assert found == list(range(first, first + 4))


def test_numbers_in_the_right_corners_alone_are_those_of_leaves():
    assert placed(*((RIGHT.format(number), "") for number in range(40, 46))) == [None] * 6


def test_numbers_in_the_inner_corners_are_none_of_pages():
    heads = [(LEFT if number % 2 else RIGHT).format(number) for number in range(40, 44)]
    assert placed(*((head, "") for head in heads)) == [None] * 4


@pytest.mark.parametrize("form", ["- {} -", " " * 28 + "{}"])
@pytest.mark.parametrize(
    ("true", "read", "first", "last"), [("3", "5", 28, 41), ("1", "7", 108, 122), ("4", "9", 38, 52)]
)
def test_a_figure_that_is_read_as_another_all_along_is_one_error(form, true, read, first, last):
    inner = [str(number).replace(true, read) for number in range(first + 2, last - 1)]
    shown = [str(first), str(first + 1), *inner, str(last - 1), str(last)]
    found = numbers(*(form.format(number) for number in shown))
    assert [one and one[0] for one in found] == list(range(first, last + 1))


def test_pages_that_are_missing_are_no_misreading():
    found = numbers("- 27 -", "- 28 -", "- 29 -", *(f"- {number} -" for number in range(43, 60)))
    assert [one and one[0] for one in found] == [27, 28, 29, *range(43, 60)]


@given(
    st.integers(1, 900),
    st.integers(6, 24),
    st.sampled_from(["35", "38", "56", "17", "49"]),
    st.booleans(),
    st.data(),
)
def test_whatever_is_misread_no_line_of_the_text_is_taken_for_a_number(first, count, pair, swap, data):
    true, read = pair[::-1] if swap else pair
    start = data.draw(st.integers(0, count - 1))
    shown = [
        str(number).replace(true, read) if at >= start else str(number)
        for at, number in enumerate(range(first, first + count))
    ]
    layout = lay_out_text("\f".join("\n".join([f"- {number} -", *[LINE] * 3]) for number in shown))
    offered = [candidates(layout, page, frozenset()) for page in range(count)]
    found = number_pages(offered, layout.steps, infer_hidden=True)
    assert all(line.text.startswith("- ") for one in found if one for line in one.lines)
