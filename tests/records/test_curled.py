"""The map of a curled sheet: led there and back, points and boxes are where they were."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from ocr_pipeline.records import Affine, Bend, Box, Curled, PageMap, Preparation
from ocr_pipeline.records.curled import spline_weights

WIDTH, HEIGHT = 2480.0, 3508.0

KNOTS = st.integers(4, 12)
BENDS = KNOTS.flatmap(
    lambda count: st.builds(
        lambda top, foot: Bend(width=WIDTH, height=HEIGHT, top=tuple(top), foot=tuple(foot)),
        *(st.lists(st.floats(-60, 60), min_size=count, max_size=count) for _ in range(2)),
    )
)
"""Bends by up to 60 pixels at 300 dpi, from one coefficient to the next: the lines slope by up to 0.5."""


def turned(degrees, scale, x0, y0):
    cosine, sine = scale * math.cos(math.radians(degrees)), scale * math.sin(math.radians(degrees))
    return Affine(xx=cosine, xy=-sine, x0=x0, yx=sine, yy=cosine, y0=y0)


AFFINE = st.builds(turned, st.floats(-10, 10), st.floats(0.3, 3), st.floats(-500, 500), st.floats(-500, 500))
QUARTERS = st.sampled_from([Affine.identity(), turned(90, 1, 3000, 0), turned(180, 1, 2480, 3508)])
MAPS = st.builds(
    lambda before, bend, after, turn: Curled(before=before, bend=bend, after=after).then(turn),
    AFFINE,
    BENDS,
    AFFINE,
    QUARTERS,
)
PLACES = st.lists(st.tuples(st.floats(-100, 4000), st.floats(-100, 4000)), min_size=1, max_size=20).map(np.array)


@given(MAPS, PLACES)
def test_a_point_led_to_the_scan_and_back_is_where_it_was(there, places):
    assert np.allclose(there.inverse().apply(there.apply(places)), places, atol=1e-6)
    assert np.allclose(there.apply(there.inverse().apply(places)), places, atol=1e-6)
    assert there.inverse().inverse().undone == there.undone


GENTLE = st.builds(
    lambda bend, skew: Curled(before=Affine.identity(), bend=bend, after=turned(skew, 1, 0, 0)),
    st.tuples(st.floats(-45, 45), st.floats(-45, 45), st.floats(-20, 20)).map(
        lambda three: Bend(
            width=WIDTH,
            height=HEIGHT,
            top=tuple(three[0] * math.sin(math.pi * k / 9) ** 2 for k in range(11)),
            foot=tuple(three[1] * math.sin(math.pi * k / 9) ** 2 + three[2] * k / 10 for k in range(11)),
        )
    ),
    st.floats(-8, 8),
)
"""Sheets that curl by up to 45 pixels at 300 dpi, and are skewed by up to eight degrees."""


@given(
    GENTLE,
    st.floats(0, 2000),
    st.floats(0, 3400),
    st.floats(4, 2000),
    st.floats(4, 120),
    st.sampled_from([0, 90, 180, 270]),
)
def test_a_box_led_to_the_scan_and_back_is_the_same_box(there, left, top, width, height, turn):
    there = there.then(turned(turn, 1, 100, 200))
    box = Box(left=left, top=top, right=left + width, bottom=top + height)
    again = there.box_before(there.apply_box(box))
    assert np.abs(again.sides() - box.sides()).max() < 0.05


@given(GENTLE, st.floats(0, 2000), st.floats(0, 3400), st.floats(1, 400), st.floats(1, 120))
def test_the_outline_of_a_box_holds_all_of_it(there, left, top, width, height):
    box = Box(left=left, top=top, right=left + width, bottom=top + height)
    across, down = np.meshgrid(np.linspace(left, box.right, 101), np.linspace(top, box.bottom, 11))
    inside = Box.around(there.apply(np.column_stack([across.ravel(), down.ravel()])))
    assert np.abs(there.apply_box(box).sides() - inside.sides()).max() < 0.1


@given(AFFINE, AFFINE, st.floats(0, 2000), st.floats(0, 3000), st.floats(4, 2000), st.floats(4, 120))
def test_without_a_bend_it_is_the_affine_map(before, after, left, top, width, height):
    flat = Bend(width=WIDTH, height=HEIGHT, top=(0.0,) * 5, foot=(0.0,) * 5)
    curled, affine = Curled(before=before, bend=flat, after=after), before.then(after)
    box = Box(left=left, top=top, right=left + width, bottom=top + height)
    assert np.allclose(curled.apply(box.corners()), affine.apply(box.corners()), atol=1e-6)
    assert np.allclose(curled.linear, affine.linear)
    assert np.allclose(curled.apply_box(box).sides(), affine.apply_box(box).sides(), atol=1e-6)
    assert np.allclose(curled.box_before(box).sides(), affine.box_before(box).sides(), atol=1e-6)


@given(MAPS, AFFINE, PLACES)
def test_maps_are_composed_on_both_sides(there, other, places):
    assert np.allclose(there.then(other).apply(places), other.apply(there.apply(places)), atol=1e-6)
    assert np.allclose(there.preceded_by(other).apply(places), there.apply(other.apply(places)), atol=1e-6)


@given(st.integers(4, 14), st.lists(st.floats(-0.5, 1.5), min_size=1, max_size=30).map(np.array))
def test_the_weights_of_a_spline_add_up_and_draw_straight_lines(count, shares):
    weights = spline_weights(shares, count)
    assert weights.min() >= 0
    assert np.allclose(weights.sum(axis=1), 1)
    straight = (np.arange(count) - 1) / (count - 3)
    assert np.allclose(weights @ straight, np.clip(shares, 0, 1))


def test_a_bend_that_cannot_be_undone_cannot_be_made():
    with pytest.raises(ValidationError, match="fold"):
        Bend(width=100, height=100, top=(0, 0, 90, 0), foot=(0, 0, 0, 0))
    with pytest.raises(ValidationError, match="as many"):
        Bend(width=100, height=100, top=(0, 0, 0, 0), foot=(0, 0, 0, 0, 0))


@given(MAPS)
def test_a_record_holds_either_map_and_reads_it_back(there):
    adapter = TypeAdapter[PageMap](PageMap)
    for one in (there, there.before):
        made = Preparation(quarter_turns=0, skew_degrees=0, dpi=300, width=2480, height=3508, to_scan=one)
        assert Preparation.model_validate_json(made.model_dump_json()).to_scan == one
        assert type(adapter.validate_json(adapter.dump_json(one))) is type(one)
