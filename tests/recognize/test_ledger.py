"""Every mass of ink stands in one row of the ledger, and type that was not read is seen."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.recognize.ledger import account_for
from ocr_pipeline.recognize.reading import ReadLine, ReadWord
from ocr_pipeline.recognize.typed_marks.find import find_marks
from ocr_pipeline.records import Affine, InkKind, InkLedger, MarkKind
from tests.support.drawn_pages import FIRST, MARGIN, PITCH, PROSE, STEP, blank, draw, page_of
from tests.support.readings import readings


def ink_of(image):
    return float((image.binary == 0).sum()) * (25.4 / image.dpi) ** 2


@st.composite
def inked_pages(draw_from):
    """A small page with rectangles of ink anywhere, of an odd size as well."""
    height, width = draw_from(st.integers(41, 160)), draw_from(st.integers(41, 160))
    page = blank(height, width)
    for _ in range(draw_from(st.integers(0, 8))):
        top, left = draw_from(st.integers(0, height - 1)), draw_from(st.integers(0, width - 1))
        tall, wide = draw_from(st.integers(1, 60)), draw_from(st.integers(1, 60))
        page[top : top + tall, left : left + wide] = 0
    return page_of(page, dpi=draw_from(st.sampled_from([150.0, 300.0])))


@given(inked_pages(), readings())
def test_the_rows_add_up_to_the_ink_of_the_page_whatever_was_read(image, lines):
    ledger = account_for(image, lines, ()).ledger
    assert ledger.mm2 == pytest.approx(ink_of(image), abs=1e-6)
    assert all(row.mm2 > 0 for row in ledger.rows)


def test_a_page_that_is_read_whole_has_no_unread_ink():
    grey = blank()
    lines = draw(grey, PROSE)
    ledger = account_for(page_of(grey), lines, ()).ledger
    assert ledger.unread_characters == 0
    assert ledger.of(InkKind.LINE) == pytest.approx(ledger.mm2, rel=0.01)


@pytest.mark.parametrize("taken", [0, 3, 5])
def test_a_line_that_was_not_read_is_unread_ink_of_as_many_characters(taken):
    grey = blank()
    lines = draw(grey, PROSE)
    ledger = account_for(page_of(grey), [*lines[:taken], *lines[taken + 1 :]], ()).ledger
    letters = len(PROSE[taken].replace(" ", ""))
    assert ledger.unread_characters == pytest.approx(letters, rel=0.15)


def test_where_nothing_was_read_the_page_s_marks_say_how_large_a_character_is():
    grey = blank()
    draw(grey, PROSE)
    ledger = account_for(page_of(grey), (), ()).ledger
    letters = sum(len(line.replace(" ", "")) for line in PROSE)
    assert 0.6 * letters < ledger.unread_characters < 1.6 * letters


def test_an_unread_row_says_where_it_is_on_the_scan():
    grey = blank()
    lines = draw(grey, PROSE)
    to_scan = Affine(xx=0.5, xy=0, x0=7, yx=0, yy=0.5, y0=9)
    ledger = account_for(page_of(grey, to_scan=to_scan), lines[:5], ()).ledger
    (unread,) = (row for row in ledger.rows if row.kind is InkKind.UNREAD)
    baseline = FIRST + 5 * STEP
    assert unread.box.left == pytest.approx(7 + MARGIN / 2, abs=8)
    assert unread.box.bottom == pytest.approx(9 + baseline / 2, abs=12)


def skewed(degrees, shift=0.0):
    """The map of a page that was levelled by so many degrees."""
    sine, cosine = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
    return Affine(xx=cosine, xy=-sine, x0=shift, yx=sine, yy=cosine, y0=shift)


@pytest.mark.parametrize("degrees", [0.0, 1.0, 2.0, -8.0])
def test_what_was_not_read_under_a_long_underline_is_unread_however_skewed_the_scan(degrees):
    grey = blank()
    lines = draw(grey, PROSE)
    row = FIRST + 2 * STEP + 12
    cv2.line(grey, (MARGIN, row), (round(lines[2].box.right), row), 0, 4)
    image = page_of(grey, to_scan=skewed(degrees, shift=500))
    read = [*lines[:3], *lines[4:]]
    ledger = account_for(image, read, find_marks(image, read)).ledger
    assert ledger.unread_characters == pytest.approx(len(PROSE[3].replace(" ", "")), rel=0.15)
    assert ledger.of(InkKind.MARK) > 0


@pytest.mark.parametrize("left", [MARGIN + 44 * PITCH, MARGIN + 40.5 * PITCH])
def test_a_column_of_lone_figures_that_was_not_read_is_unread_type(left):
    grey = blank(2400, 1800)
    lines = draw(grey, PROSE * 5)
    figures = draw(grey, [str(row % 10) for row in range(30)], left=round(left))
    ledger = account_for(page_of(grey), lines, ()).ledger
    # Figures are blacker than the average letter.
    assert len(figures) <= ledger.unread_characters <= 1.5 * len(figures)
    assert ledger.of(InkKind.SCAN) == 0


def test_specks_like_letters_here_and_there_are_no_column():
    grey = blank(2400, 1800)
    lines = draw(grey, PROSE)
    for x, y in ((400, 900), (410, 1130), (395, 1780), (1200, 1500)):
        draw(grey, ["a"], left=x, first=y)
    assert account_for(page_of(grey), lines, ()).ledger.unread_characters == 0


def test_an_underline_is_a_mark_where_it_was_found_and_ruling_where_it_was_not():
    grey = blank()
    lines = draw(grey, PROSE)
    box = lines[2].words[0].box
    cv2.line(grey, (int(box.left), FIRST + 2 * STEP + 12), (int(box.right), FIRST + 2 * STEP + 12), 0, 4)
    image = page_of(grey)
    marks = find_marks(image, lines)
    assert len(marks) == 1
    assert account_for(image, lines, marks).ledger.of(InkKind.MARK) > 0
    without = account_for(image, lines, ()).ledger
    assert without.of(InkKind.MARK) == 0
    assert without.of(InkKind.RULING) > 0


def spaced(line, first, last):
    """Letters `first` to `last` of a line as one word, as a reader of letter-spaced type gives them."""
    letters = [glyph for word in line.words for glyph in word.letters()]
    return ReadWord.of(letters[first:last])


def test_a_word_that_was_not_read_between_letter_spaced_ones_is_unread_type():
    grey = blank()
    lines = draw(grey, ["a b c d e f proba word g h i j k l", *PROSE[1:]])
    read = [ReadLine.of([spaced(lines[0], 0, 6), spaced(lines[0], 15, 21)]), *lines[1:]]
    image = page_of(grey)
    marks = find_marks(image, read)
    assert [mark.kind for mark in marks] == [MarkKind.LETTER_SPACED]
    assert account_for(image, read, marks).ledger.unread_characters == pytest.approx(len("probaword"), rel=0.2)


def test_a_wavy_underline_is_a_mark_and_no_type_though_it_is_as_high_as_letters():
    grey = blank()
    lines = draw(grey, PROSE)
    box = lines[2].words[2].box
    x = np.arange(round(box.left) - 3, round(box.right) + 4)
    y = FIRST + 2 * STEP + 19 + 7 * np.sin(2 * np.pi * x / 50)
    cv2.polylines(grey, [np.stack((x, y), axis=1).round().astype(np.int32)], False, 0, 5)
    image = page_of(grey)
    marks = find_marks(image, lines)
    assert [mark.kind for mark in marks] == [MarkKind.WAVY]
    ledger = account_for(image, lines, marks).ledger
    assert ledger.unread_characters == 0
    assert ledger.of(InkKind.MARK) > 0


def drawn(shape):
    grey = blank(1600, 1600)
    lines = draw(grey, PROSE)
    shape(grey)
    return account_for(page_of(grey), lines, ()).ledger


def pen(page):
    """A flourish, 12 cm wide, in strokes of a pen."""
    x = np.arange(0, 700)
    y = 1100 + 70 * np.sin(x / 40) + 40 * np.sin(x / 13)
    cv2.polylines(page, [np.stack((x + 300, y), axis=1).round().astype(np.int32)], False, 0, 3)


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        (lambda page: cv2.circle(page, (80, 900), 34, 0, -1), InkKind.SCAN),
        (lambda page: cv2.rectangle(page, (0, 700), (20, 1500), 0, -1), InkKind.SCAN),
        (lambda page: cv2.line(page, (60, 1000), (84, 1120), 0, 6), InkKind.SCAN),
        (lambda page: cv2.line(page, (300, 1000), (1300, 1000), 0, 5), InkKind.RULING),
        (lambda page: cv2.circle(page, (900, 1000), 40, 0, -1), InkKind.STAIN),
        (lambda page: cv2.circle(page, (900, 1150), 200, 0, 8), InkKind.STAMP),
        (lambda page: cv2.circle(page, (900, 1100), 420, 0, 8), InkKind.PICTURE),
        (pen, InkKind.HANDWRITING),
    ],
    ids=["a punched hole", "a border", "a staple", "a rule", "a stain", "a seal", "a drawing", "handwriting"],
)
def test_ink_that_is_no_type_has_a_guess_what_it_is(shape, kind):
    ledger = drawn(shape)
    most = max((row for row in ledger.rows if row.kind is not InkKind.LINE), key=lambda row: row.mm2)
    assert most.kind is kind
    assert ledger.unread_characters < 3


def test_a_page_without_ink_has_an_empty_ledger():
    assert account_for(page_of(blank(100, 100)), (), ()).ledger == InkLedger()
