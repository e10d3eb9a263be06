"""A bend is fitted to what was seen of lines, whatever some of it says, and gentle where nothing was seen."""

from __future__ import annotations

import numpy as np
import pytest

from ocr_pipeline.image.bend_fit import Sightings, fit_bend

WIDTH, HEIGHT = 2400.0, 3400.0


def bowed(x, y):
    """40 pixels at the head, 20 at the foot."""
    return (40 - 20 * y / HEIGHT) * np.sin(np.pi * x / WIDTH) ** 2


def sightings(wrong=0.0, seed=0):
    rng = np.random.default_rng(seed)
    x, y = (part.ravel() for part in np.meshgrid(np.arange(200, 2300, 120.0), np.arange(200, 3300, 100.0)))
    line = (y / 100).astype(np.intp) - 2
    down = bowed(x, y) + rng.normal(0, 50, line.max() + 1)[line]
    down += np.where(rng.random(len(x)) < wrong, rng.normal(0, 30, len(x)), rng.normal(0, 0.5, len(x)))
    return Sightings(x, y, down, np.ones(len(x)), line)


@pytest.mark.parametrize("wrong", [0.0, 0.1, 0.2])
def test_the_bend_is_found_though_each_line_has_its_own_height_and_some_are_wrong(wrong):
    seen = sightings(wrong)
    bend = fit_bend(seen, WIDTH, HEIGHT, 3.0)
    for y in (300.0, 1700.0, 3100.0):
        x = np.linspace(250, 2250, 50)
        places = np.column_stack([x, np.full(50, y)])
        off = (bend.bent(places) - places)[:, 1] - bowed(x, y)
        assert np.ptp(off) < 3


def test_a_few_lines_at_the_head_say_the_same_for_the_foot():
    seen = sightings()
    head = seen.y < 500
    few = Sightings(seen.x[head], seen.y[head], seen.down[head], seen.weight[head], seen.group[head])
    bend = fit_bend(few, WIDTH, HEIGHT, 3.0)
    assert np.abs(np.diff(np.array(bend.top) - np.array(bend.foot))).max() < 1.5
