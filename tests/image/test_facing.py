"""Two blocks side by side: rows of one sheet, or the lines of two pages."""

from __future__ import annotations

import numpy as np
import pytest

from ocr_pipeline.image.facing import LEAST_ROWS, are_columns

DPI, HEIGHT, WIDTH = 75.0, 600, 800
CENTRE = WIDTH // 2


def sheet_of(blocks):
    """A sheet with letters of 5 by 4 pixels; a block: left, first row, row distance, letters in each row."""
    typed = np.zeros((HEIGHT, WIDTH), dtype=np.uint8)
    for left, top, distance, rows in blocks:
        for row, letters in enumerate(rows):
            for place in range(letters):
                x, y = left + 7 * place, top + distance * row
                typed[y : y + 5, x : x + 4] = 1
    return np.where(typed > 0, 30, 240).astype(np.uint8), typed


def columns(*blocks):
    small, typed = sheet_of(blocks)
    return are_columns(small, typed, CENTRE, DPI)


RAGGED = tuple(np.random.default_rng(1).integers(8, 40, 24).tolist())
FULL = (40,) * 24


def test_rows_of_uneven_length_that_are_level_are_of_one_sheet():
    assert columns((40, 40, 20, RAGGED), (460, 40, 20, RAGGED[::-1]))


@pytest.mark.parametrize("off", [4, 7, 10])
def test_rows_that_are_not_level_are_of_two(off):
    assert not columns((40, 40, 20, RAGGED), (460, 40 + off, 20, RAGGED[::-1]))


def test_lines_of_another_distance_are_of_two():
    assert not columns((40, 40, 20, RAGGED), (460, 40, 17, RAGGED[::-1]))


def test_prose_on_both_sides_is_of_two_however_level():
    assert not columns((40, 40, 20, FULL), (460, 40, 20, FULL))


def test_a_few_rows_do_not_tell():
    few = RAGGED[: LEAST_ROWS - 1]
    assert not columns((40, 40, 20, RAGGED), (460, 40, 20, few))
