"""Which marks of items follow one another, letters typed for figures and figures read for letters among them."""

from __future__ import annotations

import pytest

from ocr_pipeline.text.joining.ordinals import begins_with_figures, ordinal_of


def mark(text):
    found = ordinal_of(f"{text} Дело")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("first", "second"),
    [("1.", "2."), ("I.", "2."), ("2.", "З."), ("2.", "В."), ("а)", "б)"), ("и)", "к)"), ("а/", "6/"), ("-", "-")],
)
def test_one_follows_the_other(first, second):
    assert mark(first).is_followed_by(mark(second))


@pytest.mark.parametrize(
    ("first", "second"), [("1.", "3."), ("1.", "2)"), ("а)", "в)"), ("-", "*"), ("1.", "1.2."), ("2.1.", "3.")]
)
def test_what_is_of_another_list_or_not_the_next_does_not(first, second):
    assert not mark(first).is_followed_by(mark(second))


def test_a_later_item_of_the_same_list_is_known():
    assert mark("2.").is_before(mark("10."))
    assert not mark("2.").is_before(mark("10)"))
    assert not mark("10.").is_before(mark("2."))


@pytest.mark.parametrize("text", ["", "слово", "1956 г.", "3.14", "т.е. так", "-5-", "1019."])
def test_what_is_no_mark(text):
    assert ordinal_of(text) is None


@pytest.mark.parametrize(
    ("text", "figures"), [("1. Дело", True), ("I. Дело", True), ("2.I. Дело", True), ("А. Дело", False)]
)
def test_an_initial_is_no_figure(text, figures):
    assert begins_with_figures(text) is figures
