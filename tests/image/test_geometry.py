from __future__ import annotations

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ocr_pipeline.image.geometry import level_map, quarter_turn_map, scaling, translation, warp
from ocr_pipeline.image.orient import turn
from ocr_pipeline.records import Affine, Bend, Curled

sides = st.integers(40, 300)


@given(sides, sides, st.integers(0, 3), st.data())
def test_a_quarter_turn_takes_every_pixel_where_the_map_says(width, height, turns, data):
    x, y = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
    image = np.zeros((height, width), dtype=np.uint8)
    image[y, x] = 255
    (row,), (column,) = np.nonzero(turn(image, turns))
    mapped = quarter_turn_map(width, height, turns).apply(np.array([(x + 0.5, y + 0.5)]))[0]
    assert np.allclose(mapped, (column + 0.5, row + 0.5))


@given(sides, sides, st.floats(-15, 15), st.floats(0.3, 4))
def test_levelling_keeps_every_corner_on_the_canvas(width, height, degrees, scale):
    forward, canvas_width, canvas_height = level_map(width, height, degrees, scale)
    corners = forward.apply(np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=float))
    assert corners.min() >= -1e-6
    assert corners[:, 0].max() <= canvas_width + 1e-6
    assert corners[:, 1].max() <= canvas_height + 1e-6


def marked(width, height, x, y):
    """Return a sheet with one soft dark mark at (x, y)."""
    across, down = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    return np.rint(255 * (1 - np.exp(-((across - x) ** 2 + (down - y) ** 2) / (2 * 4.0**2)))).astype(np.uint8)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 3),
    st.tuples(st.integers(0, 30), st.integers(0, 30)),
    st.floats(-12, 12),
    st.floats(0.4, 3.5),
    st.tuples(st.floats(0.25, 0.75), st.floats(0.25, 0.75)),
)
def test_a_mark_is_found_where_the_composed_map_says_within_half_a_pixel(turns, cut, degrees, scale, place):
    width, height = 260, 200
    x, y = place[0] * width, place[1] * height
    scan = marked(width, height, x, y)
    turned = turn(scan, turns)
    cropped = np.ascontiguousarray(turned[cut[1] :, cut[0] :])
    level, canvas_width, canvas_height = level_map(cropped.shape[1], cropped.shape[0], degrees, scale)
    prepared = warp(cropped, level, canvas_width, canvas_height)
    to_scan = level.inverse().then(translation(*cut)).then(quarter_turn_map(width, height, turns).inverse())
    weight = 255.0 - prepared
    weight[weight < 25] = 0
    columns, rows = np.meshgrid(np.arange(canvas_width) + 0.5, np.arange(canvas_height) + 0.5)
    centre = np.array([[(weight * columns).sum(), (weight * rows).sum()]]) / weight.sum()
    assert np.abs(to_scan.apply(centre) - (x, y)).max() <= 0.5
    there = to_scan.inverse().apply(np.array([(x, y)]))
    assert np.abs(there - centre).max() <= 0.5 * max(1.0, scale)


@settings(max_examples=40)
@given(
    st.tuples(*[st.floats(-12, 12)] * 6),
    st.tuples(*[st.floats(-12, 12)] * 6),
    st.floats(-8, 8),
    st.floats(0.4, 3),
    st.tuples(st.floats(0.25, 0.75), st.floats(0.25, 0.75)),
)
@example((0, 0, 8, 0, 0, 0), (0, 0, 10, 0, 0, 0), 0.0, 0.40234375, (0.3125, 0.5))
def test_a_mark_on_a_curled_page_is_found_where_the_map_says_within_half_a_pixel(top, foot, degrees, scale, place):
    width, height = 260, 200
    x, y = place[0] * width, place[1] * height
    scan = marked(width, height, x, y)
    level, canvas_width, canvas_height = level_map(width, height, degrees, scale)
    bend = Bend(
        width=canvas_width,
        height=canvas_height,
        top=tuple(scale * one for one in top),
        foot=tuple(scale * one for one in foot),
    )
    to_scan = Curled(before=Affine.identity(), bend=bend, after=level.inverse())
    weight = 255.0 - warp(scan, to_scan.inverse(), canvas_width, canvas_height)
    weight[weight < 25] = 0
    columns, rows = np.meshgrid(np.arange(canvas_width) + 0.5, np.arange(canvas_height) + 0.5)
    # Where a bend stretches one side of the mark more, its middle moves: each pixel counts by the area it had.
    around = np.stack([columns, rows], axis=-1).reshape(-1, 2)
    there = to_scan.apply(around).reshape(canvas_height, canvas_width, 2)
    weight *= np.abs(_areas(there))
    centre = (weight[..., None] * there).sum(axis=(0, 1)) / weight.sum()
    assert np.abs(centre - (x, y)).max() <= 0.5


def _areas(there):
    down, across = np.gradient(there, axis=0), np.gradient(there, axis=1)
    return across[..., 0] * down[..., 1] - across[..., 1] * down[..., 0]


def test_an_image_that_stays_as_it_is_is_not_resampled():
    image = np.arange(12, dtype=np.uint8).reshape(3, 4)
    assert warp(image, Affine.identity(), 4, 3) is image


def test_thin_strokes_survive_a_strong_reduction():
    image = np.full((400, 400), 255, dtype=np.uint8)
    image[:, 200:202] = 0
    small = warp(image, scaling(0.1), 40, 40)
    assert small[:, 19:21].min() < 220
