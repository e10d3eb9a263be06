"""What is a mark on a word, and what is not: on drawn pages, and on a real one."""

from __future__ import annotations

from dataclasses import astuple, replace

import cv2
import numpy as np
import pytest

from ocr_pipeline import transcribe_page
from ocr_pipeline.recognize.reading import ReadGlyph, ReadLine, ReadWord
from ocr_pipeline.recognize.typed_marks.find import find_marks
from ocr_pipeline.recognize.typed_marks.strokes import fit, lowest_runs
from ocr_pipeline.records import Affine, Area, MarkKind, PageImage, Resolution, Side

DPI = 300
PITCH, X_HEIGHT, CAPITALS, LINE = 30, 24, 32, 100
LEFT, FIRST_BASELINE = 150, 200
TEXT = (
    "Принять меры к охране завода",
    "и сообщить о них до первого",
    "марта в Управление внутренних",
    "дел области с копией в Москву",
)


def baseline(line):
    return FIRST_BASELINE + LINE * line


def glyph(letter, column, line, confidence):
    top = CAPITALS if letter.isupper() else X_HEIGHT
    below = 8 if letter in "рудцщ" else 0
    left = LEFT + PITCH * column
    box = Area(left=left, top=baseline(line) - top, right=left + 24, bottom=baseline(line) + below)
    return ReadGlyph(text=letter, box=box, confidence=confidence)


def read_line(text, line, confidence=0.97):
    """The line as an engine reads it."""
    words, column = [], 0
    for word in text.split():
        glyphs = tuple(glyph(letter, column + place, line, confidence) for place, letter in enumerate(word))
        box = Area.enclosing(one.box for one in glyphs)
        words.append(ReadWord(text=word, box=box, confidence=confidence, glyphs=glyphs))
        column += len(word) + 1
    return ReadLine(words=tuple(words), box=Area.enclosing(word.box for word in words))


LINES = tuple(read_line(text, line) for line, text in enumerate(TEXT))


def typed(lines=LINES):
    """The page: each glyph an outline of its box, with a bar at no common height."""
    page = np.full((800, 1300), 255, dtype=np.uint8)
    for line in lines:
        for word in line.words:
            for number, one in enumerate(word.glyphs):
                left, top, right, bottom = (int(side) for side in astuple(one.box))
                cv2.rectangle(page, (left + 2, top + 2), (right - 3, bottom - 3), 0, 4)
                if number % 2:
                    cv2.line(
                        page, (left + 4, top + 8 + 5 * (number % 3)), (right - 4, top + 8 + 5 * (number % 3)), 0, 3
                    )
    return page


def prepared(page, to_scan=None):
    return PageImage(
        side=Side.WHOLE,
        grey=page,
        binary=np.where(page < 128, 0, 255).astype(np.uint8),
        to_scan=to_scan or Affine.identity(),
        dpi=DPI,
        scan_resolution=Resolution(dpi=DPI, origin="file"),
        quarter_turns=0,
        skew_degrees=0,
    )


def span(line, first, last):
    words = LINES[line].words
    return int(words[first].box.left), int(words[last].box.right)


def underline(page, line, first, last, drop=14, rise=0, beyond=4):
    left, right = span(line, first, last)
    y = baseline(line) + drop
    cv2.line(page, (left - beyond, y), (right + beyond, y - rise), 0, 5)


def wave(page, line, first, last, period=36, height=6):
    left, right = span(line, first, last)
    x = np.arange(left - 3, right + 4)
    y = baseline(line) + 15 + height * np.sin(2 * np.pi * x / period)
    cv2.polylines(page, [np.column_stack((x, np.round(y))).astype(np.int32)], False, 0, 4)


def found(page, lines=LINES):
    return [(mark.kind, mark.line, mark.first_word, mark.last_word) for mark in find_marks(prepared(page), lines)]


def test_a_page_as_typed_has_no_marks():
    assert found(typed()) == []


def test_a_blank_page_and_a_page_without_lines_have_no_marks():
    blank = np.full((800, 1300), 255, dtype=np.uint8)
    assert found(blank) == []
    assert found(blank, ()) == []


@pytest.mark.parametrize("drop", [8, 14, 20])
def test_a_word_with_a_line_below_is_underlined(drop):
    page = typed()
    underline(page, 1, 1, 1, drop)
    assert found(page) == [(MarkKind.UNDERLINED, 1, 1, 1)]


def test_one_line_under_several_words_is_one_mark_and_a_line_under_each_is_several():
    page = typed()
    underline(page, 0, 1, 3)
    underline(page, 2, 0, 0)
    underline(page, 2, 2, 2)
    kind = MarkKind.UNDERLINED
    assert found(page) == [(kind, 0, 1, 3), (kind, 2, 0, 0), (kind, 2, 2, 2)]


@pytest.mark.parametrize("rise", [-7, 7])
def test_a_slightly_tilted_underline_is_straight(rise):
    page = typed()
    underline(page, 2, 2, 3, 15, rise)
    assert found(page) == [(MarkKind.UNDERLINED, 2, 2, 3)]


def test_underscores_with_gaps_between_are_an_underline():
    page = typed()
    left, right = span(3, 1, 1)
    for start in range(left, right, PITCH):
        cv2.line(page, (start, baseline(3) + 14), (start + PITCH - 6, baseline(3) + 14), 0, 4)
    assert found(page) == [(MarkKind.UNDERLINED, 3, 1, 1)]


@pytest.mark.parametrize(("period", "height"), [(30, 4), (36, 6), (50, 7)])
def test_a_wave_is_told_from_a_straight_line(period, height):
    page = typed()
    wave(page, 1, 1, 1, period, height)
    underline(page, 3, 1, 1)
    assert found(page) == [(MarkKind.WAVY, 1, 1, 1), (MarkKind.UNDERLINED, 3, 1, 1)]


def test_a_rule_that_goes_on_beyond_the_words_is_no_underline():
    page = typed()
    cv2.line(page, (20, baseline(1) + 14), (1280, baseline(1) + 14), 0, 4)
    assert found(page) == []


def test_a_rule_of_a_table_is_no_underline_even_where_a_word_fills_its_cell():
    page = typed()
    left, right = span(0, 2, 3)
    cv2.rectangle(page, (left - 12, baseline(0) - 60), (right + 12, baseline(0) + 16), 0, 4)
    assert found(page) == []


def test_a_frame_around_a_word_is_no_underline():
    page = typed()
    left, right = span(2, 2, 2)
    cv2.rectangle(page, (left - 8, baseline(2) - 75), (right + 8, baseline(2) + 15), 0, 4)
    assert found(page) == []


def test_a_line_to_be_filled_in_beside_a_word_is_no_underline():
    page = typed()
    _, right = span(0, 4, 4)
    cv2.line(page, (right + 20, baseline(0) + 6), (right + 250, baseline(0) + 6), 0, 4)
    assert found(page) == []


def test_the_box_of_a_mark_is_that_of_the_stroke_on_the_scan():
    page = typed()
    underline(page, 1, 1, 1, 14, beyond=0)
    half = Affine(xx=0.5, xy=0, x0=7, yx=0, yy=0.5, y0=9)
    (mark,) = find_marks(prepared(page, half), LINES)
    left, right = span(1, 1, 1)
    assert mark.box.left == pytest.approx(left / 2 + 7, abs=3)
    assert mark.box.right == pytest.approx(right / 2 + 7, abs=3)
    assert mark.box.top == pytest.approx((baseline(1) + 12) / 2 + 9, abs=2)
    assert mark.box.bottom == pytest.approx((baseline(1) + 17) / 2 + 9, abs=2)


def lowered(word, by):
    """The word, typed `by` pixels lower."""

    def down(box):
        return replace(box, top=box.top + by, bottom=box.bottom + by)

    glyphs = tuple(replace(one, box=down(one.box)) for one in word.glyphs)
    return replace(word, glyphs=glyphs, box=down(word.box))


def test_a_line_half_of_whose_words_stand_lower_is_looked_at_all_the_same():
    words = LINES[0].words[:4]
    line = replace(LINES[0], words=(words[0], lowered(words[1], 20), lowered(words[2], 20), words[3]))
    page = typed([line])
    underline(page, 0, 3, 3)
    assert found(page, (line,)) == [(MarkKind.UNDERLINED, 0, 3, 3)]


def doubtful(line, number, text):
    """The line with one word read otherwise, and not surely."""
    word = line.words[number]
    glyphs = tuple(replace(one, text=letter, confidence=0.6) for one, letter in zip(word.glyphs, text, strict=True))
    other = replace(word, text=text, glyphs=glyphs, confidence=0.6)
    return replace(line, words=(*line.words[:number], other, *line.words[number + 1 :]))


def test_a_doubtful_word_with_a_stroke_through_it_is_overstruck():
    page = typed()
    left, right = span(1, 1, 1)
    cv2.line(page, (left, baseline(1) - 12), (right, baseline(1) - 10), 0, 5)
    lines = (LINES[0], doubtful(LINES[1], 1, "ееебнить"), *LINES[2:])
    assert found(page, lines) == [(MarkKind.OVERSTRUCK, 1, 1, 1)]


def test_a_doubtful_word_typed_over_with_crosses_is_overstruck():
    page = typed()
    for one in LINES[1].words[1].glyphs:
        left, top, right, bottom = (int(side) for side in astuple(one.box))
        cv2.line(page, (left, top), (right, bottom), 0, 5)
        cv2.line(page, (right, top), (left, bottom), 0, 5)
    lines = (LINES[0], doubtful(LINES[1], 1, "хжихкхжх"), *LINES[2:])
    assert found(page, lines) == [(MarkKind.OVERSTRUCK, 1, 1, 1)]


def test_a_word_that_is_only_doubtful_and_one_that_is_surely_read_are_not_overstruck():
    lines = (LINES[0], doubtful(LINES[1], 1, "хжихкхжх"), *LINES[2:])
    assert found(typed(), lines) == []


def test_a_stroke_is_measured_as_drawn():
    strip = np.zeros((40, 300), dtype=np.uint8)
    x = np.arange(300)
    for column in x:
        row = int(20 + 8 * np.sin(2 * np.pi * column / 50))
        strip[row - 2 : row + 3, column] = 255
    stroke = fit(*lowest_runs(strip), tolerance=12, lobe=2)
    assert stroke is not None
    assert stroke.coverage == 1.0
    assert stroke.lobes == pytest.approx(12, abs=1)
    assert stroke.swing == pytest.approx(8 / 2**0.5, rel=0.1)
    assert abs(stroke.slope) < 0.02


def test_headings_of_a_real_page_are_underlined(shared):
    (page,) = transcribe_page(shared / "scans" / "setun70" / "s03L.png")
    words = [
        " ".join(word.text for word in page.lines[mark.line].words[mark.first_word : mark.last_word + 1])
        for mark in page.marks
    ]
    assert words == ["Введение", "Основные особенности машины"]
    assert {mark.kind for mark in page.marks} == {MarkKind.UNDERLINED}
