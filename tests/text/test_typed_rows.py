"""Which lines of a text without images are rows of a table: those whose tabs part cells."""

from __future__ import annotations

import re

import pytest

from ocr_pipeline.text.typed_rows import has_cells, typed_tables


def tables(*lines, end="\n"):
    """The tables of a text, each as its rows."""
    text = end.join(lines)
    places = [found.span() for found in re.finditer(r"[^\r\n]+", text)]
    return [[text[slice(*places[row])] for row in rows] for rows in typed_tables(text, places)]


@pytest.mark.parametrize(
    "rows",
    [
        ("Год\tПлан", "1951\t120"),
        ("\tПлан", "1951\t120"),
        ("Год\tПлан\tФакт", "1951\t\t", "\t\t118"),
        ("Год\t\t", "\t\t118"),
        ("Год\tПлан", "1951\t120\t118"),
    ],
    ids=["full", "no head over the first column", "one cell full", "a cell a row", "rows of unequal length"],
)
def test_lines_next_to_one_another_with_cells_are_rows(rows):
    assert tables("слово", *rows, "слово") == [list(rows)]


def test_an_empty_row_is_one_between_others_alone():
    assert tables("\t\t", "а\t\tб", "\t\t", "\tв\t", "\t\t") == [["а\t\tб", "\t\t", "\tв\t"]]


@pytest.mark.parametrize(
    "lines",
    [
        ("\tПервый абзац.", "\tВторой абзац."),
        ("\t\t\tПослу СССР", "\t\tв Пекине"),
        ("слово\t", "слово\t"),
        ("Рапорт\tот 5 марта",),
        ("1.\tпервый пункт", "", "2.\tвторой пункт"),
        ("\t", "\t\t"),
        (),
    ],
    ids=["paragraphs", "an address", "tabs behind lines", "a single line", "an empty line between", "tabs", "nothing"],
)
def test_tabs_before_and_behind_prose_part_no_cells(lines):
    assert tables(*lines) == []


def test_an_empty_line_parts_tables():
    assert tables("а\tб", "в\tг", "", "д\tе", "ж\tз") == [["а\tб", "в\tг"], ["д\tе", "ж\tз"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_system_end_a_row(end):
    assert tables("а\tб", "\tг", end=end) == [["а\tб", "\tг"]]


@pytest.mark.parametrize(("line", "answer"), [("а\tб", True), ("\tб", False), ("а\t", False), ("а б", False)])
def test_a_line_has_cells_where_text_stands_on_both_sides_of_a_tab(line, answer):
    assert has_cells(line) is answer
