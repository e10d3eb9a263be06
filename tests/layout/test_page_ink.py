"""Letters, rules and drawings are told apart by their size, at any resolution that is stated."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr_pipeline.layout.page_ink import page_ink, pieces
from tests.support.divided_pages import ink_of, picture, rule, sheet
from tests.support.drawn_pages import MARGIN, PROSE, blank, draw


def test_a_page_without_letters_has_no_ink_to_look_at():
    empty = blank()
    assert page_ink(empty, 300.0) is None
    rule(empty, (100, 100), (1500, 100))
    assert page_ink(np.where(empty < 128, 0, 255).astype(np.uint8), 300.0) is None


def test_a_page_smaller_than_a_pixel_of_the_copy_has_none_either():
    assert page_ink(np.zeros((3, 3), dtype=np.uint8), 300.0) is None


def test_letters_are_text_and_no_rules():
    page = sheet()
    draw(page, PROSE)
    ink = ink_of(page)
    assert ink.factor == 4
    assert 5 <= ink.letter <= 10
    assert ink.text.any()
    assert not ink.level.any()
    assert not ink.upright.any()
    assert not ink.drawn.any()


def test_rules_are_told_by_their_direction():
    page = sheet()
    draw(page, PROSE)
    rule(page, (200, 900), (1400, 900))
    rule(page, (100, 200), (100, 1800))
    ink = ink_of(page)
    assert np.flatnonzero(ink.level.any(axis=1)).tolist() in ([224, 225], [224], [225])
    assert np.flatnonzero(ink.upright.any(axis=0)).tolist() in ([24, 25], [24], [25])
    assert not ink.text[224:226].any()


def test_what_is_larger_than_letters_is_drawn():
    page = sheet()
    draw(page, PROSE)
    picture(page, 300, 900, 900, 700)
    ink = ink_of(page)
    assert ink.drawn[225:400, 75:300].any()
    assert not ink.drawn[:200].any()
    assert not ink.tall.any()


def test_a_high_mark_as_narrow_as_a_letter_may_be_a_word_on_its_side():
    page = sheet()
    draw(page, PROSE)
    zigzag = [(1500 + 24 * (step % 2), 900 + 20 * step) for step in range(11)]
    cv2.polylines(page, [np.array(zigzag)], isClosed=False, color=30, thickness=8)
    ink = ink_of(page)
    assert ink.tall.any()
    assert not (ink.tall & (1 - ink.drawn)).any()


def test_specks_are_no_text():
    page = sheet()
    draw(page, PROSE)
    before = int(ink_of(page).text.sum())
    page[1500:1502, 1500:1502] = 0
    assert int(ink_of(page).text.sum()) == before


@pytest.mark.parametrize("stated", [300.0, 400.0, 600.0])
def test_a_statement_that_is_too_high_costs_no_letters(stated):
    page = sheet()
    draw(page, PROSE)
    ink = page_ink(np.where(page < 128, 0, 255).astype(np.uint8), stated)
    assert ink is not None
    left = int(np.flatnonzero(ink.text.any(axis=0))[0]) * ink.factor
    assert left == pytest.approx(MARGIN, abs=3 * ink.factor)


def test_large_letters_are_looked_at_on_a_smaller_copy():
    page = sheet()
    draw(page, PROSE)
    larger = np.asarray(cv2.resize(page[:600, :1500], None, fx=2.5, fy=2.5, interpolation=cv2.INTER_NEAREST))
    ink = page_ink(np.where(larger < 128, 0, 255).astype(np.uint8), 300.0)
    assert ink is not None
    assert ink.factor == 8
    assert 5 <= ink.letter <= 10


def test_pieces_are_numbered_from_one_and_nothing_is_in_none():
    mask = np.zeros((6, 9), dtype=np.uint8)
    mask[1:3, 1:4] = 1
    mask[4, 6:9] = 1
    labels, stats = pieces(mask)
    assert sorted(set(labels.ravel().tolist())) == [0, 1, 2]
    assert labels[1, 1] != labels[4, 6] != 0
    assert stats[labels[4, 6]].tolist() == [6, 4, 3, 1, 3]
