"""Points of a leaning table lie in the columns and bands of its frame, at any scale."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.layout.blocks import Grid, Lean, Span

SPANS = (Span(0, 0, 1, 2), Span(0, 2, 2, 1), Span(1, 0), Span(1, 1))
GRID = Grid(Lean(), (100.0, 200.0), (50.0,), SPANS, is_ruled=True)


@pytest.mark.parametrize(
    ("x", "y", "column", "band"),
    [(5, 5, 0, 0), (100, 49, 1, 0), (150, 50, 1, 1), (999, 999, 2, 1), (-40, -40, 0, 0)],
)
def test_a_point_lies_in_a_column_and_a_band_and_outside_in_the_nearest(x, y, column, band):
    assert (GRID.column_at(x, y), GRID.band_at(x, y)) == (column, band)


@pytest.mark.parametrize(
    ("x", "y", "span"), [(50, 5, 0), (150, 5, 0), (250, 5, 1), (250, 70, 1), (50, 70, 2), (150, 70, 3)]
)
def test_a_cell_that_covers_several_holds_the_points_of_all(x, y, span):
    assert GRID.span_at(x, y) == SPANS[span]


NUMBERS = st.floats(-500, 500)


@given(NUMBERS, NUMBERS, st.floats(-2, 2), st.floats(20, 180), st.floats(5, 45))
def test_points_keep_their_cell_when_table_and_points_lean_together(x, y, degrees, across, along):
    angle = math.radians(degrees)
    leaning = Grid(Lean(x, y, -math.tan(angle), math.tan(angle)), (x + 100,), (y + 25,), (), is_ruled=True)
    turned_x = x + across * math.cos(angle) - along * math.sin(angle)
    turned_y = y + across * math.sin(angle) + along * math.cos(angle)
    slack = 0.01 * 200
    if abs(across - 100) > slack:
        assert leaning.column_at(turned_x, turned_y) == (across > 100)
    if abs(along - 25) > slack:
        assert leaning.band_at(turned_x, turned_y) == (along > 25)


@given(NUMBERS, NUMBERS, st.sampled_from([0.25, 2.0, 4.0]))
def test_on_a_copy_of_another_size_every_point_lies_in_the_same_cell(x, y, factor):
    grid = Grid(Lean(10, 20, 0.0625, -0.125), GRID.columns, GRID.bands, SPANS, is_ruled=True)
    assert grid.scaled(factor).span_at(x * factor, y * factor) == grid.span_at(x, y)
