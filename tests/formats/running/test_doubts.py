"""Doubtful words: which, where in the text of the document, and what else they may be."""

from __future__ import annotations

from ocr_pipeline.formats.running.doubts import doubts, other_readings
from ocr_pipeline.records import Alternative, replace
from tests.support.typed_documents import a_page


def with_word(page, number, **changes):
    line = page.lines[0]
    words = list(line.words)
    words[number] = replace(words[number], **changes)
    return replace(page, lines=(replace(line, words=tuple(words)), *page.lines[1:]))


def letter(word, at, *others):
    glyphs = list(word.glyphs)
    glyphs[at] = replace(
        glyphs[at], alternatives=tuple(Alternative(text=text, probability=probability) for text, probability in others)
    )
    return {"glyphs": tuple(glyphs)}


PAGE = a_page("0001", ("Ким Ир Сен", "вновь заявил"))


def test_a_doubtful_word_is_told_with_its_place_in_the_document():
    page = with_word(PAGE, 2, confidence=0.5)
    (doubt,) = doubts(page, 100)
    assert (doubt.start, doubt.end, doubt.text, doubt.confidence) == (107, 110, "Сен", 0.5)


def test_words_of_later_lines_stand_behind_the_line_feed():
    text = PAGE.text
    assert [text[doubt.start : doubt.end] for doubt in doubts(PAGE, 0, below=1.0)] == text.split()


def test_what_else_a_word_may_be_is_the_likeliest_first_and_the_improbable_is_left_out():
    word = PAGE.lines[0].words[0]
    word = replace(word, **letter(word, 0, ("Н", 0.1), ("К", 0.8), ("Х", 0.3), ("И", 0.001)))
    assert other_readings(word) == ("Хим", "Ним")


def test_a_word_without_glyphs_has_no_other_readings():
    assert other_readings(replace(PAGE.lines[0].words[0], glyphs=())) == ()
