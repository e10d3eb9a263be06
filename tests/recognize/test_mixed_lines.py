"""What is typed in a line beside handwriting stays in the text; what is not is set apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocr_pipeline.recognize.reading import ReadGlyph, ReadLine, ReadWord
from ocr_pipeline.recognize.triage import sort_lines
from ocr_pipeline.records import Area
from tests.support.readings import typed

BODY = [typed("обычная строка текста на странице", row) for row in range(8)]


def drawn(text, left, row, confidence, wide=46.0, tall=40.0):
    """Letters drawn by hand, as an engine reads them: wide, high, of no pitch."""
    top = 60.0 * row - 8
    glyphs = [
        ReadGlyph(letter, Area(left + wide * place, top, left + wide * (place + 0.8), top + tall), confidence)
        for place, letter in enumerate(text)
    ]
    return ReadWord.of(glyphs)


def sorted_out(line):
    result = sort_lines([*BODY, line])
    return [one.text for one in result.text[len(BODY) :]], [one.text for one in (*result.noise, *result.parts)]


def test_typed_words_at_the_end_of_a_line_of_handwriting_stay():
    typing = typed(" " * 20 + "и т.п.", 9, confidence=0.95)
    line = ReadLine.of([drawn("лфед", 0, 9, 0.6), drawn("сг", 220, 9, 0.7), *typing.words])
    text, apart = sorted_out(line)
    assert text == ["и т.п."]
    assert "".join(apart).replace(" ", "") == "лфедсг"


def test_typed_words_around_handwriting_stay_and_it_is_set_apart():
    before, after = typed("в массив", 9, confidence=0.96), typed(" " * 16 + "занесутся", 9, confidence=0.95)
    line = ReadLine.of([*before.words, drawn("ЖЩ", 190, 9, 0.3), *after.words])
    text, apart = sorted_out(line)
    assert text == ["в массив занесутся"]
    assert apart == ["ЖЩ"]


def test_a_typed_word_that_is_a_little_doubtful_stays_beside_a_sure_one():
    before, after = typed("занести", 9, confidence=0.96), typed(" " * 8 + "3.,2.", 9, confidence=0.77)
    line = ReadLine.of([*before.words, *after.words, drawn("ЖЩЯФЫ", 400, 9, 0.3)])
    assert sorted_out(line)[0] == ["занести 3.,2."]


def test_noise_is_not_torn_to_words():
    noise = ReadLine.of([drawn("го", 0, 9, 0.9), drawn("убличн", 200, 9, 0.85), drawn("я", 600, 9, 0.5)])
    text, apart = sorted_out(noise)
    assert text == []
    assert " ".join(apart) == "го убличн я"


def test_a_doubtful_letter_beside_the_grid_of_its_line_is_a_stroke():
    body = typed("названную      и будут перемножены", 9)
    stroke = ReadWord.of([ReadGlyph("В", Area(209, 530, 233, 566), 0.3)])
    text, apart = sorted_out(ReadLine.of([body.words[0], stroke, *body.words[1:]]))
    assert text == ["названную и будут перемножены"]
    assert apart == ["В"]


def squeezed(text, cell, off, confidence=0.55):
    """A doubtful word that begins at a cell of the line, all of it `off` cells beside the grid."""
    (word,) = typed(" " * cell + text, 9, confidence=confidence, left=24.0 * off).words
    return word


def test_a_doubtful_word_squeezed_in_half_a_cell_beside_the_grid_stays():
    before, after = typed("согласно стороны", 9), typed(" " * 22 + "обязуются сделать", 9)
    line = ReadLine.of([*before.words, squeezed("не", 18, 0.5), *after.words])
    assert sorted_out(line)[0] == ["согласно стороны не обязуются сделать"]


def test_a_comma_beside_the_grid_does_not_take_its_word_with_it():
    body = typed("согласно договору, стороны обязуются", 9)
    word = replace(body.words[1], confidence=0.55)
    *letters, comma = (replace(glyph, confidence=0.55) for glyph in word.glyphs)
    moved = replace(comma, box=Area(comma.box.left + 12, comma.box.top, comma.box.right + 12, comma.box.bottom))
    line = ReadLine.of([body.words[0], replace(word, glyphs=(*letters, moved)), *body.words[2:]])
    assert sorted_out(line)[0] == ["согласно договору, стороны обязуются"]


def test_a_doubtful_letter_on_the_grid_stays():
    body = typed("названную   В  и будут перемножены", 9)
    faint = replace(
        body.words[1], confidence=0.3, glyphs=tuple(replace(g, confidence=0.3) for g in body.words[1].glyphs)
    )
    text, _ = sorted_out(ReadLine.of([body.words[0], faint, *body.words[2:]]))
    assert text == ["названную В и будут перемножены"]


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        (typed("Е", 9, confidence=0.99), True),
        (typed("Е", 9, confidence=0.9), False),
        (typed("Е", 9, confidence=0.99, left=100.0), False),
        (typed("Е", 9, confidence=0.99, height=60.0), False),
        (typed("/", 9, confidence=0.99), False),
        (typed("Е", 25, confidence=0.99), False),
    ],
    ids=["sure, at the margin", "doubtful", "away from the margin", "too high", "a stroke", "far from all lines"],
)
def test_a_letter_alone_on_its_line_stays_at_the_margin_of_the_lines_around_it(line, stays):
    assert bool(sorted_out(line)[0]) is stays
