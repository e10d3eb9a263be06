"""Rules are lines with two ends, whole though they are broken or lean, and it is known which of them meet."""

from __future__ import annotations

from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.layout.rulings import Rule, find_rules, groups_of
from tests.support.divided_pages import COLUMN, LEFT, TOP, ink_of, rule, ruled_table, sheet, turned
from tests.support.drawn_pages import PROSE, draw

LETTER = 7.0


def typed_sheet():
    page = sheet()
    draw(page, PROSE)
    return page


def level(x0, x1, y):
    return Rule(x0, y, x1, y, is_upright=False)


def upright(x, y0, y1):
    return Rule(x, y0, x, y1, is_upright=True)


def test_a_page_of_prose_has_no_rules():
    assert find_rules(ink_of(typed_sheet())) == ()


def test_a_rule_goes_from_end_to_end():
    page = typed_sheet()
    rule(page, (200, 1000), (1400, 1000))
    (found,) = find_rules(ink_of(page))
    assert not found.is_upright
    assert [4 * place for place in found.ends] == pytest.approx([200, 1000, 1400, 1000], abs=10)


def test_the_ends_of_a_rule_are_right_to_a_pixel_of_the_copy():
    page = typed_sheet()
    rule(page, (200, 1000), (1400, 1000))
    (found,) = find_rules(ink_of(page))
    assert [4 * found.x0, 4 * found.x1] == pytest.approx([200, 1400], abs=6)


def test_a_break_of_a_letter_does_not_end_a_rule_and_one_of_ten_does():
    for gap, count in ((30, 1), (300, 2)):
        page = typed_sheet()
        rule(page, (200, 1000), (700, 1000))
        rule(page, (700 + gap, 1000), (1600, 1000))
        assert len(find_rules(ink_of(page))) == count


def test_a_rule_that_leans_is_one_rule():
    page = typed_sheet()
    rule(page, (200, 1000), (1600, 1025))
    (found,) = find_rules(ink_of(page))
    assert 4 * (found.y1 - found.y0) == pytest.approx(25, abs=6)


def test_an_underlined_word_is_a_short_rule_and_a_dash_is_none():
    page = typed_sheet()
    rule(page, (200, 1000), (440, 1000))
    rule(page, (800, 1000), (860, 1000))
    assert [round(4 * found.length, -1) for found in find_rules(ink_of(page))] == [240]


def test_a_bar_broader_than_a_letter_is_no_rule():
    page = typed_sheet()
    page[1000:1050, 200:1400] = 0
    assert find_rules(ink_of(page)) == ()


def test_upright_rules_come_first():
    kinds = [found.is_upright for found in find_rules(ink_of(ruled_table()))]
    assert kinds == [True] * 4 + [False] * 5


@pytest.mark.parametrize("degrees", [0.0, 1.0, -1.0])
def test_the_rules_of_a_table_are_one_group(degrees):
    ink = ink_of(turned(ruled_table(), degrees))
    assert [len(group) for group in groups_of(find_rules(ink), ink.letter)] == [9]


def test_rules_that_meet_none_are_groups_by_themselves():
    page = ruled_table()
    rule(page, (200, 1500), (1400, 1500))
    ink = ink_of(page)
    assert sorted(len(group) for group in groups_of(find_rules(ink), ink.letter)) == [1, 9]


def test_rules_meet_where_they_cross_or_nearly_so():
    assert level(0, 100, 50).meets(upright(30, 0, 80), 0)
    assert level(0, 100, 50).meets(upright(108, 0, 80), 10)
    assert not level(0, 100, 50).meets(upright(120, 0, 80), 10)
    assert not level(0, 100, 50).meets(upright(30, 70, 90), 10)


def test_rules_of_one_direction_do_not_meet():
    assert not level(0, 100, 50).meets(level(0, 100, 50), 10)
    assert not upright(5, 0, 90).meets(upright(5, 0, 90), 10)


PLACES = st.integers(0, 300).map(float)
RULES = st.lists(
    st.one_of(
        st.builds(lambda x, y, length: level(x, x + length + 25, y), PLACES, PLACES, PLACES),
        st.builds(lambda x, y, length: upright(x, y, y + length + 25), PLACES, PLACES, PLACES),
    ),
    max_size=9,
    unique=True,
)


@given(RULES)
def test_every_rule_is_in_one_group_and_groups_do_not_meet(rules):
    groups = groups_of(rules, LETTER)
    assert sorted(map(astuple, (one for group in groups for one in group))) == sorted(map(astuple, rules))
    for number, group in enumerate(groups):
        others = [one for other in groups[number + 1 :] for one in other]
        assert not any(one.meets(other, 2 * LETTER) for one in group for other in others)


@given(PLACES, PLACES, st.floats(-20, 20), st.floats(0, 1))
def test_a_place_on_a_rule_lies_between_its_ends(x, y, lean, share):
    tilted = Rule(x, y, x + 200, y + lean, is_upright=False)
    assert tilted.at(x + 200 * share) == pytest.approx(y + lean * share)
    hanging = Rule(x, y, x + lean, y + 200, is_upright=True)
    assert hanging.at(y + 200 * share) == pytest.approx(x + lean * share)
    assert tilted.length == hanging.length == 200


def test_the_rules_of_a_table_stand_where_they_are_drawn():
    rules = find_rules(ink_of(ruled_table()))
    assert [4 * one.x0 for one in rules if one.is_upright] == pytest.approx(
        [LEFT + COLUMN * number for number in range(4)], abs=6
    )
    assert min(4 * one.y0 for one in rules) == pytest.approx(TOP, abs=6)
