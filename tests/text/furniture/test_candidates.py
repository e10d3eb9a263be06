"""Rows at a page's edges that look like its number, in a language's words."""

from __future__ import annotations

import pytest

from ocr_pipeline.text.furniture.candidates import Scheme, candidates, forms, is_number
from ocr_pipeline.text.text_layout import lay_out, lay_out_text
from tests.support.typed_pages import a_page

BODY = ["эта строка заполнена до самого правого края листа бумаги"] * 6


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("- 1019 -", Scheme.DASHED),
        ("~4—", Scheme.DASHED),
        ("стр. 5", Scheme.WORDED),
        ("page 7 of 12", Scheme.WORDED),
        ("5 из 12", Scheme.OF_TOTAL),
        ("- 5", Scheme.HALF_DASHED),
        ("12.", Scheme.DOTTED),
        ("ХП", Scheme.BARE),
    ],
)
def test_each_form_is_known(text, scheme):
    assert next(name for name, form in forms("rus").items() if form.fullmatch(text)) is scheme
    assert is_number(text)


@pytest.mark.parametrize("text", ["слово", "№ 5", "29.III.53", "", "5 марта"])
def test_other_rows_are_no_number(text):
    assert not is_number(text)


def test_a_number_within_the_text_is_no_candidate():
    layout = lay_out_text("\n".join([*BODY, "- 15 -", *BODY]))
    assert candidates(layout, 0, frozenset()) == ()


def test_a_candidate_knows_its_edge_its_rank_and_its_figures():
    layout = lay_out([a_page("1", "          - 9I -", *BODY)])
    (found,) = candidates(layout, 0, frozenset())
    assert (found.typed, found.body, found.at_top, found.rank) == ("- 9I -", "9I", True, 0)
    assert found.confidence == pytest.approx(0.9)


def test_figures_in_a_table_are_no_candidates():
    rows = ["Год\tПлан", "1951\t120", "5\t"]
    assert candidates(lay_out_text("\n".join([*BODY, *rows])), 0, frozenset()) == ()


def test_lines_that_are_furniture_already_are_passed_over():
    layout = lay_out_text("\n".join(["- 15 -", *BODY]))
    assert candidates(layout, 0, frozenset((0,))) == ()
