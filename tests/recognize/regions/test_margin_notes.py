"""Keywords in the margin are notes, each before the text that it stands beside."""

from __future__ import annotations

from ocr_pipeline.recognize.regions.margin_notes import with_margin_notes
from ocr_pipeline.recognize.regions.rows import holds
from ocr_pipeline.records import RegionKind
from tests.support.placed_words import PITCH, STEP, placed_words, text_block

PAGE = text_block(0, 1400, right=2400)
LINE = "слова этого текста идут до самого края листа"
MARGIN = " " * 16


def noted(*notes):
    """Rows of text with a margin at the left, and notes in it by row."""
    found = dict(notes)
    return [f"{found.get(row, ''):16}{LINE}" for row in range(14)]


def parts(*rows):
    return with_margin_notes(PAGE, placed_words(*rows), PITCH)


def test_notes_and_the_text_beside_them_come_in_turn():
    found = parts(*noted((1, "Начало"), (7, "Конец")))
    assert [part.kind.value for part in found] == ["text", "margin", "text", "margin", "text"]
    words = placed_words(*noted((1, "Начало"), (7, "Конец")))
    notes = [word.text for part in found if part.kind is RegionKind.MARGIN for word in words if holds(part.area, word)]
    assert notes == ["Начало", "Конец"]


def test_a_note_of_two_rows_is_one():
    found = parts(*noted((1, "Начало"), (2, "работы"), (7, "Конец")))
    first = next(part for part in found if part.kind is RegionKind.MARGIN)
    assert first.area.top < STEP + 15 < 2 * STEP + 15 < first.area.bottom


def test_text_without_notes_is_as_it_was():
    assert parts(*noted()) == (PAGE,)
    assert parts(*[LINE] * 14) == (PAGE,)


def test_one_note_alone_is_none():
    assert parts(*noted((1, "Начало"))) == (PAGE,)


def test_numbers_that_hang_in_the_margin_are_none():
    assert parts(*noted((1, "1.1."), (7, "1.2."))) == (PAGE,)


def test_a_column_with_a_word_in_each_row_is_none():
    assert parts(*noted(*((row, f"слово{row}") for row in range(14)))) == (PAGE,)


def test_paragraphs_with_indents_have_no_margin():
    rows = [f"{'     ' if row % 4 == 0 else ''}{LINE}" for row in range(14)]
    assert parts(*rows) == (PAGE,)
