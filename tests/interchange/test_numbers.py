"""Numbers of other programs: what is none is None."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.interchange.numbers import around, box_of, enclosing, number, points, share, whole
from ocr_pipeline.records import Area


@given(st.text(max_size=12))
def test_any_text_is_a_finite_number_or_none(text):
    found = number(text)
    assert found is None or abs(found) < float("inf")
    assert whole(text) >= 0
    assert share(text) is None or 0 <= share(text) <= 1
    assert all(len(point) == 2 for point in points(text))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_read_as_it_is_written(value):
    assert number(repr(value)) == value


@pytest.mark.parametrize("typed", ["1,2 3,4", "1 2 3 4", " 1,2  3,4 "])
def test_corners_are_pairs_whatever_is_between_them(typed):
    assert points(typed) == ((1, 2), (3, 4))


@pytest.mark.parametrize("typed", ["", "1", "1,2 3", "1,2 x,4"])
def test_corners_that_are_none(typed):
    assert points(typed) == ()


def test_boxes():
    assert box_of((5, 6, 1, 2)) == Area(1, 2, 5, 6)
    assert box_of((1, 2, None, 4)) is None
    assert box_of(()) is None
    assert around([(1, 5), (3, 2)]) == Area(1, 2, 3, 5)
    assert around([]) is None
    assert enclosing([None, Area(1, 2, 3, 4), Area(0, 3, 2, 9)]) == Area(0, 2, 3, 9)
    assert enclosing([None]) is None
