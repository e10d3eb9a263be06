"""A figure is suspected where numbers around ask for another one, and believed where most numbers bear it out."""

from __future__ import annotations

from ocr_pipeline.text.furniture.candidates import candidates
from ocr_pipeline.text.furniture.confusions import is_all_along, suspects
from ocr_pipeline.text.furniture.number_path import State
from ocr_pipeline.text.reading.numerals import Confusion
from ocr_pipeline.text.text_layout import lay_out_text

LINE = "эта строка заполнена до самого правого края листа бумаги"
THREE_AS_FIVE = Confusion(read="5", true="3")


def path(shown, numbers):
    """The candidates of pages on which `shown` is read, and the path on which they have `numbers`."""
    layout = lay_out_text("\f".join("\n".join([f"- {number} -", *[LINE] * 3]) for number in shown))
    offered = [candidates(layout, page, frozenset()) for page in range(len(shown))]
    return offered, [(State(number - page), offered[page][0]) for page, number in enumerate(numbers)]


def test_what_differs_from_the_number_is_suspected():
    offered, found = path([28, 29, 50, 31, 52], [28, 29, 30, 31, 32])
    assert THREE_AS_FIVE in suspects(offered, found)


def test_so_is_what_the_path_went_with_where_it_jumps():
    offered, found = path([28, 29, 50, 51, 52], [28, 29, 50, 51, 52])
    assert THREE_AS_FIVE in suspects(offered, found)


def test_numbers_that_are_read_rightly_suspect_nothing():
    assert suspects(*path([28, 29, 30, 31], [28, 29, 30, 31])) == ()


def test_it_is_made_all_along_between_two_sure_numbers_where_most_numbers_with_the_figure_are_read_so():
    _, found = path([29, 50, 51, 32, 55, 54, 40], [29, 30, 31, 32, 33, 34, 40])
    assert is_all_along(found, THREE_AS_FIVE)


def test_where_no_number_before_or_behind_is_sure_all_may_be_right():
    _, found = path([50, 51, 52, 40], [30, 31, 32, 40])
    assert not is_all_along(found, THREE_AS_FIVE)
    _, found = path([29, 50, 51, 52], [29, 30, 31, 32])
    assert not is_all_along(found, THREE_AS_FIVE)


def test_a_misreading_here_and_there_is_none_that_is_made_all_along():
    _, found = path([29, 50, *range(31, 39), 59, 40], range(29, 41))
    assert not is_all_along(found, THREE_AS_FIVE)
    _, once = path([29, 50, 41, 42], [29, 30, 41, 42])
    assert not is_all_along(once, THREE_AS_FIVE)
