"""Footnotes stand at the foot of the page under a short rule at the margin; underlined words and rules are none."""

from __future__ import annotations

import pytest

from ocr_pipeline.layout.footnotes import footnote_top
from ocr_pipeline.layout.rulings import find_rules
from tests.support.divided_pages import circuit, ink_of, prose, rule, sheet
from tests.support.drawn_pages import draw

Y = 1350


def top_of(page):
    ink = ink_of(page)
    return footnote_top(ink, find_rules(ink))


def page_with_rule(left=200, right=500, y=Y, note=True):
    page = sheet()
    draw(page, prose(16, 50))
    rule(page, (left, y), (right, y))
    if note:
        draw(page, prose(2, 40, seed=4), 200, Y + 80)
    return page


def test_a_footnote_begins_at_its_rule():
    assert 4 * top_of(page_with_rule()) == pytest.approx(Y, abs=6)


@pytest.mark.parametrize(
    "changes",
    [{"left": 600, "right": 900}, {"right": 1600}, {"right": 280}, {"note": False}],
    ids=["indented", "as long as the lines", "a dash", "nothing below"],
)
def test_other_rules_are_none_over_footnotes(changes):
    assert top_of(page_with_rule(**changes)) is None


def test_the_rule_under_a_heading_is_none():
    page = sheet()
    draw(page, ["A heading"])
    rule(page, (200, 290), (500, 290))
    draw(page, prose(16, 50), first=390)
    assert top_of(page) is None


def test_an_underlined_word_is_no_footnote():
    page = sheet()
    lines = prose(18, 50)
    draw(page, lines)
    rule(page, (200, 200 + 66 * 14 + 12), (440, 200 + 66 * 14 + 12))
    assert top_of(page) is None


def test_a_rule_with_text_beside_it_is_none():
    page = page_with_rule()
    draw(page, ["text beside"], 700, Y + 12)
    assert top_of(page) is None


def test_a_page_without_text_has_no_footnote():
    page = sheet()
    draw(page, ["ab"], 900, 300)
    assert top_of(page) is None


def test_a_circuit_has_no_footnotes():
    assert top_of(circuit()) is None
