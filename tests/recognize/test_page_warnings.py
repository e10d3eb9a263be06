"""What a person should know of a page is said once, the gravest first."""

from __future__ import annotations

import pytest

from ocr_pipeline.recognize.expected_error import Evidence
from ocr_pipeline.recognize.page_warnings import page_warnings, stood_in
from ocr_pipeline.records import Box, ReasonCode, TextLine, Word
from tests.support.region_readings import ink


def warnings(marks_apart=0, mostly_noise=False, **evidence):
    given = {"read": 1000, "doubt": 20.0, "unread": 0.0, "letters": 800}
    return list(page_warnings(Evidence(**(given | evidence)), ink(), "rus", marks_apart, mostly_noise=mostly_noise))


def codes(**given):
    return [warning.code for warning in warnings(**given)]


def test_a_page_that_was_read_well_has_none():
    assert codes() == []


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"across": 0.4}, ReasonCode.READ_ACROSS),
        ({"doubt": 260.0}, ReasonCode.MUCH_DOUBT),
        ({"doubt": 150.0, "known": 0}, ReasonCode.NO_WORDS),
        ({"print_as_type": 300}, ReasonCode.PRINT_AS_TYPE),
        ({"mostly_noise": True}, ReasonCode.MOSTLY_UNREAD),
        ({"unread": 11.0}, ReasonCode.UNREAD_INK),
        ({"marks_apart": 2}, ReasonCode.MARKS_SET_APART),
    ],
)
def test_each_has_its_own(given, code):
    assert codes(**given) == [code]


def test_a_page_without_words_is_not_said_to_be_doubtful_as_well():
    assert codes(doubt=300.0, known=0) == [ReasonCode.NO_WORDS]


@pytest.mark.parametrize(("read", "unread"), [(1000, 10.0), (10, 3.0), (0, 3.0)])
def test_a_little_unread_ink_is_not_worth_a_word(read, unread):
    assert codes(read=read, unread=unread, doubt=0.0) == []


def test_the_gravest_comes_first():
    assert codes(across=0.4, doubt=300.0, unread=50.0, marks_apart=1, mostly_noise=True) == [
        ReasonCode.READ_ACROSS,
        ReasonCode.MUCH_DOUBT,
        ReasonCode.MOSTLY_UNREAD,
        ReasonCode.UNREAD_INK,
        ReasonCode.MARKS_SET_APART,
    ]


@pytest.mark.parametrize(("count", "said"), [(1, "1 mark was"), (3, "3 marks were")])
def test_marks_are_counted(count, said):
    assert said in warnings(marks_apart=count)[0].message


def line(read_by=None):
    box = Box(left=0, top=0, right=10, bottom=10)
    return TextLine(words=(Word(text="а", box=box, confidence=1.0),), box=box, read_by=read_by)


def test_lines_that_another_reader_read_are_counted_with_its_name():
    (said,) = stood_in([line(), line("tesseract 5"), line("tesseract 5")])
    assert said.code == ReasonCode.STOOD_IN
    assert said.message.startswith("2 of 3 lines were read by tesseract 5")
    (said,) = stood_in([line("tesseract 5")])
    assert said.message.startswith("all lines were")
    assert not list(stood_in([line()]))
