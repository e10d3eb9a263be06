"""Names are sorted as a person does: figures by value, the back of a leaf after its front and before the next leaf."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.scans.order import natural_key

NAMES = st.text("0179 .-_абоОvVrRb97а", max_size=12) | st.text(max_size=12)


@pytest.mark.parametrize(
    "expected",
    [
        ["P1", "p2", "p10"],
        ["л. 97", "л. 97 об", "л. 98"],
        ["97", "97об", "98"],
        ["97", "97-ob", "97-2", "98"],
        ["97", "97v", "98"],
        ["97r", "97v", "98r", "98v"],
        ["s01", "s02L", "s02R", "s03L", "s03R"],
        ["97л", "97п", "98л"],
        ["л.97", "л.97 об.", "л.97а", "л.97а об.", "л.98"],
        ["97", "97-2", "97a"],
        ["97", "97 оборот", "97_2", "98 Об"],
        ["97 recto", "97 verso", "98"],
        # Two scans of the same back.
        ["97", "97 об", "97 об (2)", "98"],
        # No side of a leaf: words that begin with the same letters.
        ["97", "97 robert", "97 образец", "98"],
        ["об 2", "об 10"],
    ],
)
def test_names_come_in_the_order_of_the_leaves(expected):
    shuffled = random.Random(0).sample(expected, len(expected))
    assert sorted(shuffled, key=natural_key) == expected


@given(st.lists(NAMES, max_size=8), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_before(names, chance):
    shuffled = chance.sample(names, len(names))
    assert sorted(shuffled, key=natural_key) == sorted(names, key=natural_key)


@given(NAMES, NAMES)
def test_of_two_different_names_one_comes_first(one, other):
    assert (natural_key(one) == natural_key(other)) == (one == other)
    assert (natural_key(one) < natural_key(other)) or (natural_key(other) < natural_key(one)) or one == other


@given(NAMES, NAMES, NAMES)
def test_the_order_is_transitive(one, two, three):
    first, second, third = sorted((one, two, three), key=natural_key)
    assert natural_key(first) <= natural_key(second) <= natural_key(third)
    assert natural_key(first) <= natural_key(third)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(["", " об", "v", "r", "а", "-2"]))
def test_figures_count_by_their_value(one, other, behind):
    keys = natural_key(f"л. {one}{behind}"), natural_key(f"л. {other}{behind}")
    assert (keys[0] < keys[1]) == (one < other)
