"""Rows at the edges of a page: what stands at one height is one row."""

from __future__ import annotations

from ocr_pipeline.text.furniture.page_edges import edge_rows, rows_from
from ocr_pipeline.text.text_layout import LaidLine, LinePlace, lay_out_text


def a_line(text, left, top, start):
    place = LinePlace(left=left, right=left + len(text), top=top, bottom=top + 1)
    return LaidLine(text, start, start + len(text), 0, place)


def test_lines_at_one_height_are_one_row_from_left_to_right():
    lines = [a_line("- 5 -", 40, 0.2, 0), a_line("Секретно", 0, 0, 6), a_line("текст", 0, 1, 15)]
    (first, second) = rows_from(lines, 2, from_top=True)
    assert first.text == "Секретно - 5 -"
    assert (first.left, first.right) == (0, 45)
    assert second.text == "текст"


def test_lines_one_over_the_other_are_two_rows():
    lines = [a_line("Секретно", 0, 0, 0), a_line("Экз. № 2", 0, 0.4, 10)]
    assert len(rows_from(lines, 2, from_top=True)) == 2


def test_rows_are_counted_from_either_edge_and_none_comes_twice():
    lines = lay_out_text("а\nб\nв\nг").lines
    found = [(row.text, at_top, rank) for row, at_top, rank in edge_rows(lines, 3, 2)]
    assert found == [("а", True, 0), ("б", True, 1), ("в", True, 2), ("г", False, 0)]


def test_a_page_without_lines_has_no_rows():
    assert list(edge_rows((), 3, 2)) == []
