"""From the net's probabilities to glyphs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.recognize.typescript.glyphs.alphabet import BLANK, CLASSES, SHAPES
from ocr_pipeline.recognize.typescript.glyphs.decode import glyphs_of
from ocr_pipeline.recognize.typescript.glyphs.net import STEP


def steps(count: int, seen: dict[int, dict[str, float]]) -> np.ndarray:
    """Return probabilities: at each step of `seen` those of its shapes, the rest blank."""
    probabilities = np.zeros((len(SHAPES) + 1, count), dtype=np.float32)
    for step, shares in seen.items():
        for shape, share in shares.items():
            probabilities[CLASSES[shape], step] = share
    probabilities[BLANK] = 1 - probabilities.sum(axis=0)
    return probabilities


def test_each_peak_is_a_glyph_at_its_middle():
    glyphs = glyphs_of(steps(12, {2: {"н": 0.99}, 6: {"е": 0.98}, 10: {"т": 0.97}}))
    assert "".join(glyph.shape for glyph in glyphs) == "нет"
    assert [glyph.x for glyph in glyphs] == pytest.approx([2.5 * STEP, 6.5 * STEP, 10.5 * STEP])


def test_a_glyph_between_two_steps_is_one_glyph():
    (glyph,) = glyphs_of(steps(8, {3: {"ш": 0.55}, 4: {"ш": 0.45}}))
    assert glyph.shape == "ш"
    assert glyph.presence == pytest.approx(1.0)
    assert 3.5 * STEP < glyph.x < 4.5 * STEP


def test_a_doubled_letter_stays_two():
    glyphs = glyphs_of(steps(12, {2: {"н": 0.9}, 6: {"н": 0.9}}))
    assert [glyph.shape for glyph in glyphs] == ["н", "н"]


def test_the_runner_up_is_kept_with_its_probability():
    (glyph,) = glyphs_of(steps(6, {2: {"н": 0.6, "и": 0.3}}))
    assert glyph.choices[0][0] == "н"
    assert glyph.choices[1][0] == "и"
    assert glyph.choices[1][1] == pytest.approx(0.3 / 0.9)
    assert glyph.probability == pytest.approx(0.6)


def test_a_foreign_shape_gives_way_to_the_next():
    (glyph,) = glyphs_of(steps(6, {2: {"ш": 0.6, "w": 0.3}}), [CLASSES["ш"]])
    assert glyph.shape == "w"
    # It is no surer for it.
    assert glyph.foreign == pytest.approx(0.6 / 0.9)
    assert glyph.probability == pytest.approx(0.3)


def test_an_empty_line_has_no_glyph():
    assert glyphs_of(steps(20, {})) == ()


@given(st.lists(st.sampled_from(SHAPES[1:]), max_size=12))
def test_what_stands_a_cell_apart_is_read_as_it_stands(shapes):
    """No word is made of it that the picture does not show: nonsense, initials and misspellings stay as typed."""
    seen = {4 * place + 2: {shape: 0.9} for place, shape in enumerate(shapes)}
    glyphs = glyphs_of(steps(4 * len(shapes) + 4, seen))
    assert [glyph.shape for glyph in glyphs] == shapes
