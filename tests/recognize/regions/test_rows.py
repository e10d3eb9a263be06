"""Words that stand at one height are one row, in however many lines the engine has them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from ocr_pipeline.recognize.regions.rows import holds, rows_of
from ocr_pipeline.records import Area
from tests.support.placed_words import HEIGHT, PITCH, ROWS, STEP, placed_words


def texts(words):
    return [[word.text for word in row.words] for row in rows_of(words)]


def test_lines_of_type_are_rows_from_top_to_bottom():
    assert texts(placed_words("верхняя строка", "нижняя")[::-1]) == [["верхняя", "строка"], ["нижняя"]]


def test_a_line_beside_another_is_in_its_row():
    words = placed_words("слева", "          справа")
    beside = [replace(word, y=word.y - STEP * word.line + 5) for word in words]
    assert texts(beside) == [["слева", "справа"]]


def test_a_line_above_another_is_none_of_its_row_however_close():
    words = placed_words("одна над", "другой тут")
    close = [replace(word, y=HEIGHT / 2 + 10 * word.line) for word in words]
    assert len(texts(close)) == 2


def test_a_word_that_was_read_too_high_joins_no_rows():
    words = placed_words("А  Б  В", "Г  Д  Е")
    tall = [replace(word, y=STEP / 2 + HEIGHT / 2, height=90.0) if word.text == "В" else word for word in words]
    assert texts(tall) == [["А", "Б", "В"], ["Г", "Д", "Е"]]


def test_gaps_are_the_paper_between_words():
    (row,) = rows_of(placed_words("аб     вг д"))
    assert row.gaps(2 * PITCH) == [(2 * PITCH, 7 * PITCH)]
    assert row.gaps(PITCH) == [(2 * PITCH, 7 * PITCH), (9 * PITCH, 10 * PITCH)]
    assert row.crosses(6 * PITCH, 8 * PITCH)
    assert not row.crosses(3 * PITCH, 6 * PITCH)


def test_an_area_holds_the_words_whose_middle_lies_in_it():
    first, second = placed_words("слово дело")
    area = Area(0, 0, 5 * PITCH, STEP)
    assert (holds(area, first), holds(area, second)) == (True, False)


@given(ROWS)
def test_each_word_is_in_one_row(rows):
    words = placed_words(*rows)
    assert sorted(word for row in rows_of(words) for word in ((one.line, one.word) for one in row.words)) == sorted(
        (word.line, word.word) for word in words
    )
