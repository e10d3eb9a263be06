"""What the first reader left: shown to the second one without sound lines and without paper, and told from strokes."""

from __future__ import annotations

import numpy as np
import pytest

from ocr_pipeline.recognize.double.unread import has_unread_rows, unread_ink
from tests.support.readings import page_image, typed

LINE = typed("слово", 0, left=100.0, top=100.0)
FAILED = typed("слово", 1, left=100.0, top=100.0)


def page_with(*areas, paper=255):
    grey = np.full((900, 1200), paper, dtype=np.uint8)
    for left, top, right, bottom in areas:
        grey[top:bottom, left:right] = 0
    return page_image(grey)


def row(count, *, top=500, width=36, height=60, step=60, left=200):
    return [(left + step * number, top, left + step * number + width, top + height) for number in range(count)]


@pytest.mark.parametrize("height", [24, 60, 160])
def test_letters_side_by_side_on_one_foot_are_a_row_whatever_their_size(height):
    letters = row(5, width=int(0.6 * height), height=height, step=height, top=300)
    assert has_unread_rows(page_with(*letters), [LINE])


@pytest.mark.parametrize(
    "areas",
    [
        row(3),
        [(200 + 60 * n, 300 + 40 * n, 236 + 60 * n, 360 + 40 * n) for n in range(6)],
        row(5, step=300),
        row(2, width=150, step=200),
        row(6, width=4),
        [(100, 600, 900, 604)],
        [],
    ],
    ids=["three", "stairs", "far apart", "joined", "strokes", "a rule", "nothing"],
)
def test_other_marks_are_none(areas):
    assert not has_unread_rows(page_with(*areas), [LINE])


def test_letters_that_touch_count_each():
    assert has_unread_rows(page_with(*row(2), *row(1, left=320, width=110)), [LINE])


def test_what_is_in_a_line_is_read():
    letters = [(int(glyph.box.left), 100, int(glyph.box.right), 125) for word in LINE.words for glyph in word.glyphs]
    assert not has_unread_rows(page_with(*letters), [LINE])


def test_a_page_of_too_many_marks_is_noise_and_has_no_row(monkeypatch):
    page = page_with(*row(12))
    assert has_unread_rows(page, [LINE])
    monkeypatch.setattr("ocr_pipeline.recognize.double.unread.MOST_MARKS", 11)
    assert not has_unread_rows(page, [LINE])


def test_sound_lines_and_paper_are_white_and_ink_and_failed_lines_are_shown():
    page = page_with((100, 100, 200, 125), (100, 160, 200, 185), (500, 500, 520, 520), paper=180)
    shown = unread_ink(page, [LINE], [FAILED])
    assert (shown.grey[95:130, 95:205] == 255).all()
    assert (shown.grey[160:185, 100:200] == 0).all()
    assert (shown.grey[500:520, 500:520] == 0).all()
    assert (shown.grey[700:, 700:] == 255).all()
    assert shown.to_scan == page.to_scan
    assert (shown.binary[500:520, 500:520] == 0).all()


def test_a_failed_line_is_shown_whole_where_a_sound_one_reaches_into_it():
    below = typed("слово", 0, left=100.0, top=110.0)
    page = page_with((100, 110, 200, 135))
    assert (unread_ink(page, [LINE], [below]).grey[110:135, 100:176] == 0).all()
