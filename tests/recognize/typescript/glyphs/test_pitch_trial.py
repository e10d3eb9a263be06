"""The pitch that the net itself settles."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.recognize.typescript.glyphs.crop import CELL
from ocr_pipeline.recognize.typescript.glyphs.decode import Seen
from ocr_pipeline.recognize.typescript.glyphs.pitch_trial import at_best_pitch, gain, refined, sample, sureness, unsure
from ocr_pipeline.recognize.typescript.lines.find import PageLines
from ocr_pipeline.recognize.typescript.lines.line import TypedLine

PAGE = np.full((1200, 1000), 255, dtype=np.uint8)
LINES = tuple(TypedLine(((100.0, y), (900.0, y)), 100.0, 900.0) for y in (100.0 * row for row in range(1, 11)))
RIGHT = 25.0


def seen(cells: float, probability: float, shape: str = "н") -> Seen:
    return Seen(cells * CELL, 1.0, ((shape, probability),))


class ReadsAt:
    """A net that is sure of letters where the crop's pitch is the right one, and counts the crops it is given."""

    def __init__(self, pitch: float) -> None:
        self.pitch = pitch
        self.crops = 0

    def __call__(self, crops):
        self.crops += len(crops)
        return [self.letters(800 * CELL / (crop.shape[1] - 2 * CELL)) for crop in crops]

    def letters(self, pitch: float) -> tuple[Seen, ...]:
        probability = 0.95 if abs(pitch / self.pitch - 1) < 0.08 else 0.4
        return tuple(seen(1.5 + cell * self.pitch / pitch, probability) for cell in range(round(800 / self.pitch)))


def test_a_page_is_read_at_the_pitch_at_which_letters_are_sure():
    crops, glyphs = at_best_pitch(PAGE, PageLines(32.0, 28.0, LINES, (19.0, 24.0, 28.0)), ReadsAt(RIGHT))
    assert [crop.scale * CELL for crop in crops] == pytest.approx([RIGHT] * len(LINES), rel=0.01)
    assert sureness(glyphs) > 0.9


def test_a_measured_pitch_is_not_tried_against_others():
    net = ReadsAt(RIGHT)
    crops, _ = at_best_pitch(PAGE, PageLines(32.0, 28.0, LINES), net)
    assert net.crops == len(LINES)
    assert {crop.scale * CELL for crop in crops} == {32.0}


def test_a_page_without_lines_is_read_as_nothing():
    assert at_best_pitch(PAGE, PageLines(32.0, 28.0, (), (20.0,)), ReadsAt(RIGHT)) == ([], [])


def test_what_is_no_type_at_any_pitch_is_not_read_again_and_again():
    net = ReadsAt(400.0)
    at_best_pitch(PAGE, PageLines(32.0, 28.0, LINES, (24.0,)), net)
    assert net.crops == 2 * len(sample(len(LINES))) + len(LINES)


@given(st.integers(0, 200))
def test_the_lines_tried_are_few_and_spread_over_the_page(count):
    tried = sample(count)
    assert len(set(tried)) == len(tried) == min(count, 8)
    assert all(0 <= number < count for number in tried)
    assert not tried or max(tried) >= 0.8 * count - 1


def test_neither_few_sure_glyphs_nor_many_unsure_ones_win():
    right = [seen(cell, 0.9) for cell in range(10)]
    assert gain(right) > gain([seen(0, 0.99), seen(1, 0.99)])
    assert gain(right) > gain([seen(cell, 0.5) for cell in range(40)])
    assert gain([seen(0, 0.9, " ")]) == 0


@given(st.floats(0.85, 1.15))
def test_the_pitch_is_led_to_the_distance_of_the_letters(ratio):
    line = [seen(cell * ratio, 0.9) for cell in range(20)]
    assert refined(20.0, [line]) == pytest.approx(20.0 * ratio)


def test_a_few_letters_do_not_move_the_pitch():
    assert refined(20.0, [[seen(cell * 1.1, 0.9) for cell in range(5)]]) == 20.0


def test_lines_in_another_size_are_read_again_on_a_page_of_type():
    sure = tuple(seen(cell, 0.95) for cell in range(20))
    doubtful = tuple(replace(glyph, presence=0.7) for glyph in sure)
    assert unsure([sure, doubtful, sure]) == (1,)
    assert unsure([doubtful[:0], tuple(replace(glyph, presence=0.4) for glyph in sure)]) == ()
