"""Lines that all but touch are seen by the step from one to the next; text at any usual spacing has none."""

from __future__ import annotations

import numpy as np
import pytest

from ocr_pipeline.recognize.typescript.lines.row_step import close_step


def rows_of_capitals(step, height=14, rows=20, lean=0.0):
    """Capitals 14 pixels high, a line each `step` pixels, on a sheet that leans."""
    page = np.zeros((rows * step + 100, 600), np.uint8)
    for row in range(rows):
        for column in range(40):
            left = 20 + 14 * column
            top = round(40 + row * step + lean * left)
            page[top : top + height, left : left + 3] = 255
            page[top : top + 3, left : left + 10] = 255
            page[top + height - 3 : top + height, left : left + 10] = 255
    return page


@pytest.mark.parametrize("step", [16, 17, 18])
def test_the_step_of_close_lines_is_found(step):
    assert close_step(rows_of_capitals(step), 14.0) == pytest.approx(step, abs=1)


def test_a_sheet_that_leans_by_a_degree_has_it_as_well():
    assert close_step(rows_of_capitals(17, lean=0.017), 14.0) == pytest.approx(17, abs=1)


@pytest.mark.parametrize("step", [21, 29, 42])
def test_lines_at_usual_spacing_have_none(step):
    assert close_step(rows_of_capitals(step), 14.0) is None


def test_a_few_lines_tell_nothing():
    assert close_step(rows_of_capitals(17, rows=4), 14.0) is None


def test_a_blank_page_has_none():
    assert close_step(np.zeros((400, 300), np.uint8), 14.0) is None
