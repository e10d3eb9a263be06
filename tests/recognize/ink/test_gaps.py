"""What is written by hand in a line is a gap of the line, recorded with its place."""

from __future__ import annotations

import cv2
import pytest

from ocr_pipeline.recognize.ledger import account_for
from tests.support.drawn_pages import FIRST, MARGIN, PITCH, PROSE, STEP, blank, draw, page_of


def scribble(page, left, baseline, cells=3):
    """A name in strokes of a pen, beside the grid, higher than type."""
    for start in range(cells):
        x = round(left + start * 32)
        cv2.ellipse(page, (x + 14, baseline - 18), (13, 22), 20, 0, 300, 0, 3)
        cv2.line(page, (x + 20, baseline - 14), (x + 36, baseline - 2), 0, 3)


def gaps(page, lines):
    return account_for(page_of(page), lines, ()).gaps


def test_a_line_of_type_alone_has_no_gap():
    page = blank()
    lines = draw(page, PROSE)
    assert gaps(page, lines) == ((),) * len(lines)


def test_a_gap_stands_before_the_word_that_follows_it():
    page = blank()
    lines = draw(page, [*PROSE[:2], "the name      stands here", *PROSE[3:]])
    scribble(page, MARGIN + 9.5 * PITCH, FIRST + 2 * STEP)
    found = gaps(page, lines)
    assert [len(of_line) for of_line in found] == [0, 0, 1, 0, 0, 0]
    (gap,) = found[2]
    assert gap.before == 2
    assert MARGIN + 9 * PITCH < gap.box.left < gap.box.right < MARGIN + 14 * PITCH


def test_gaps_stand_before_the_first_and_after_the_last_word():
    page = blank()
    lines = draw(page, [*PROSE[:2], " " * 8 + "in the middle", *PROSE[3:]])
    scribble(page, MARGIN + PITCH, FIRST + 2 * STEP)
    scribble(page, MARGIN + 24 * PITCH, FIRST + 2 * STEP)
    assert [gap.before for gap in gaps(page, lines)[2]] == [0, 3]


def test_a_stroke_smaller_than_a_letter_makes_no_gap():
    page = blank()
    lines = draw(page, [*PROSE[:2], "the name      stands here", *PROSE[3:]])
    cv2.line(page, (int(MARGIN + 11 * PITCH), FIRST + 2 * STEP), (int(MARGIN + 11 * PITCH) + 8, FIRST + 2 * STEP), 0, 3)
    assert gaps(page, lines)[2] == ()


def test_a_drawing_beside_the_lines_makes_no_gap():
    page = blank(1200, 2000)
    lines = draw(page, PROSE)
    cv2.ellipse(page, (1600, FIRST + 2 * STEP), (200, 190), 0, 0, 360, 0, 4)
    cv2.line(page, (1400, FIRST + 2 * STEP), (1800, FIRST - 60), 0, 4)
    assert gaps(page, lines) == ((),) * len(lines)


def test_a_line_that_was_not_read_is_no_gap_in_its_neighbours():
    page = blank()
    lines = draw(page, PROSE)
    found = gaps(page, [*lines[:2], *lines[3:]])
    assert found == ((),) * 5


def test_notes_in_the_margin_are_no_part_of_the_lines():
    page = blank(1200, 2600)
    lines = draw(page, PROSE)
    for row in range(6):
        scribble(page, MARGIN + 62 * PITCH, FIRST + row * STEP)
    assert gaps(page, lines) == ((),) * len(lines)


def test_formulas_written_one_after_the_other_reach_far_from_their_line():
    page = blank(1200, 2600)
    lines = draw(page, [*PROSE[:2], "the line", *PROSE[3:]])
    for cell in (14, 24, 34):
        scribble(page, MARGIN + cell * PITCH, FIRST + 2 * STEP)
    assert [gap.before for gap in gaps(page, lines)[2]] == [2, 2, 2]


def test_writing_between_two_columns_is_a_gap_of_the_nearer_line_alone():
    page = blank(1200, 2600)
    left, right = draw(page, ["left column"] * 4), draw(page, ["right column"] * 4, left=round(MARGIN + 24 * PITCH))
    scribble(page, MARGIN + 13 * PITCH, FIRST + STEP)
    found = gaps(page, [*left, *right])
    assert [len(of_line) for of_line in found] == [0, 1, 0, 0, 0, 0, 0, 0]


def loop(page, middle, half):
    """A stroke of the pen that returns to where it began, so many pixels high above and below its middle."""
    cv2.ellipse(page, (round(MARGIN + 15 * PITCH), middle), (30, half), 20, 0, 300, 0, 3)


@pytest.mark.parametrize("lower", [11, 22, 33])
@pytest.mark.parametrize("half", [22, 34])
def test_one_stroke_between_columns_whose_lines_are_not_level_is_one_gap(lower, half):
    page = blank(1200, 2600)
    left = draw(page, ["left column"] * 4)
    right = draw(page, ["right column"] * 4, left=round(MARGIN + 24 * PITCH), first=FIRST + lower)
    loop(page, FIRST + STEP - 5, half)
    assert [len(of_line) for of_line in gaps(page, [*left, *right])] == [0, 1, 0, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(("middle", "line"), [(FIRST + STEP + 5, 1), (FIRST + STEP + 30, 2)])
def test_one_stroke_over_two_lines_is_a_gap_of_the_nearer_one(middle, line):
    page = blank(1200, 2600)
    lines = draw(page, ["left column"] * 5)
    loop(page, middle, 50)
    assert [number for number, of_line in enumerate(gaps(page, lines)) for _ in of_line] == [line]


def test_two_strokes_one_above_the_other_are_gaps_of_their_lines():
    page = blank(1200, 2600)
    lines = draw(page, ["left column"] * 5)
    for row in (1, 2):
        loop(page, FIRST + row * STEP - 15, 22)
    assert [len(of_line) for of_line in gaps(page, lines)] == [0, 1, 1, 0, 0]
