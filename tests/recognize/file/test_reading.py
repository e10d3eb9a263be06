"""The page that a file makes: all of its lines, where it has them, and what the ink says of it."""

from __future__ import annotations

import cv2
import pytest

from ocr_pipeline.interchange.pages import FileLine, FilePage, FileWord
from ocr_pipeline.recognize.file.place import Scale, placed_lines
from ocr_pipeline.recognize.file.reading import OnScan, page_reading
from ocr_pipeline.records import Affine, Area, InkKind, MarkKind, PageState, ReasonCode
from tests.support.drawn_pages import PROSE, blank, draw, page_of


@pytest.fixture
def typed():
    """A typed sheet, and its lines as a file would have them."""
    page = blank()
    lines = draw(page, PROSE)
    found = tuple(
        FileLine(line.text, tuple(FileWord(word.text, word.box, 0.9) for word in line.words)) for line in lines
    )
    return page, found


def read(pixels, lines, image=None, language="eng"):
    height, width = pixels.shape
    page = FilePage(width, height, lines=lines)
    placed = placed_lines(page, Scale(1, 1), width, height, "a.xml")
    return page_reading(OnScan(page, placed, Scale(1, 1), (width, height)), image or page_of(pixels), language)


def test_every_line_is_there_at_its_place_with_its_confidence(typed):
    pixels, lines = typed
    found = read(pixels, lines)
    assert found.state is PageState.DONE
    assert [line.text for line in found.lines] == list(PROSE)
    boxes = [
        (word.box.left, word.box.top, word.box.right, word.box.bottom, word.confidence)
        for line in found.lines
        for word in line.words
    ]
    stated = [
        (word.box.left, word.box.top, word.box.right, word.box.bottom, 0.9) for line in lines for word in line.words
    ]
    assert boxes == stated
    assert found.expected_cer == pytest.approx(0.1, abs=0.02)
    assert found.warnings == ()


def test_places_are_the_file_s_to_the_digit_whatever_the_image_is_scaled_to(typed):
    pixels, lines = typed
    plain = read(pixels, lines)
    half = page_of(
        cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA),
        150,
        Affine(xx=2, xy=0, x0=0, yx=0, yy=2, y0=0),
    )
    assert [line.box for line in read(pixels, lines, half).lines] == [line.box for line in plain.lines]


def test_noise_doubt_and_another_language_drop_no_line(typed):
    pixels, lines = typed
    words = FileWord("~¦`", Area(200, 900, 260, 930), 0.01), FileWord("±", Area(300, 900, 320, 930), 0.0)
    noise = FileLine("~¦` ±", words)
    found = read(pixels, (*lines, noise, noise), language="rus")
    assert [line.text for line in found.lines] == [*PROSE, noise.text, noise.text]
    assert found.state is PageState.DONE
    assert found.set_apart == ()


def test_ink_that_no_line_covers_is_accounted_for_and_said(typed):
    pixels, lines = typed
    found = read(pixels, lines[:3])
    assert found.ink.of(InkKind.UNREAD) > 100
    assert ReasonCode.UNREAD_INK in {warning.code for warning in found.warnings}


def test_a_file_without_confidences_says_so_and_its_words_count_as_sure(typed):
    pixels, lines = typed
    bare = tuple(FileLine(line.text, tuple(FileWord(word.text, word.box) for word in line.words)) for line in lines)
    found = read(pixels, bare)
    assert {word.confidence for line in found.lines for word in line.words} == {1.0}
    assert ReasonCode.CONFIDENCE_UNSTATED in {warning.code for warning in found.warnings}


def test_marks_of_the_file_are_marks_a_run_of_words_each(typed):
    pixels, lines = typed
    underlined = frozenset({MarkKind.UNDERLINED})
    words = tuple(
        FileWord(word.text, word.box, 0.9, marks=underlined if at in (1, 2, 4) else frozenset())
        for at, word in enumerate(lines[0].words)
    )
    found = read(pixels, (FileLine(lines[0].text, words), *lines[1:]))
    assert [(mark.kind, mark.line, mark.first_word, mark.last_word) for mark in found.marks] == [
        (MarkKind.UNDERLINED, 0, 1, 2),
        (MarkKind.UNDERLINED, 0, 4, 4),
    ]


def test_a_page_without_lines_is_blank_or_unreadable_by_its_ink(typed):
    assert read(blank(), ()).state is PageState.BLANK
    found = read(typed[0], ())
    assert (found.state, found.reasons[0].code) == (PageState.UNREADABLE, ReasonCode.NO_TEXT)
