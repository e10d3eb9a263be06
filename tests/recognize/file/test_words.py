"""The words of a line: as the file parts them, or with shares of its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.interchange.pages import FileGlyph, FileLine, FileWord
from ocr_pipeline.recognize.file.words import UNSTATED, states_confidence, words_of
from ocr_pipeline.records import Area, MarkKind

BOX = Area(0, 10, 90, 20)
LEFT, RIGHT = Area(0, 10, 40, 20), Area(50, 10, 90, 20)


def read(line):
    return [(word.text, word.box, word.confidence) for word, _ in words_of(line)]


def test_words_are_where_the_file_has_them():
    words = (FileWord("один", LEFT, 0.5, marks=frozenset({MarkKind.UNDERLINED})), FileWord("два", RIGHT))
    line = FileLine("один два", words, BOX, confidence=0.9)
    assert read(line) == [("один", LEFT, 0.5), ("два", RIGHT, 0.9)]
    assert [marks for _, marks in words_of(line)] == [{MarkKind.UNDERLINED}, set()]


def test_a_line_without_words_is_parted_by_its_characters():
    assert read(FileLine("один двая", (), BOX)) == [("один", LEFT, UNSTATED), ("двая", RIGHT, UNSTATED)]


def test_a_word_with_spaces_in_it_is_parted_too():
    assert read(FileLine("один двая", (FileWord("один двая", BOX, 0.7),))) == [
        ("один", LEFT, 0.7),
        ("двая", RIGHT, 0.7),
    ]


def test_a_line_that_was_corrected_has_its_words_at_their_old_places():
    glyphs = tuple(FileGlyph(letter, LEFT) for letter in "адин")
    (word, _), _ = words_of(FileLine("один два", (FileWord("адин", LEFT, 0.5, glyphs), FileWord("два", RIGHT)), BOX))
    assert (word.text, word.box, word.glyphs) == ("один", LEFT, ())


def test_a_line_that_has_other_words_now_shares_its_place_among_them():
    line = FileLine("один двая", (FileWord("одиндвая", LEFT, 0.5),), BOX)
    assert read(line) == [("один", LEFT, 0.5), ("двая", RIGHT, 0.5)]


def test_a_hyphen_that_the_file_keeps_apart_is_a_part_of_its_word():
    glyphs = (FileGlyph("п", LEFT, 0.5),)
    line = FileLine("п-", (FileWord("п", LEFT, 0.5, glyphs),), hyphen="-", hyphen_box=RIGHT)
    ((word, _),) = words_of(line)
    assert (word.text, word.box) == ("п-", Area(0, 10, 90, 20))
    assert [glyph.box for glyph in word.glyphs] == [LEFT, RIGHT]


def test_a_hyphen_that_the_file_only_states_is_written():
    assert read(FileLine("пере", (FileWord("пере", LEFT, part=1, whole="переговоры"),)))[0][0] == "пере-"
    assert read(FileLine("пере¬", (FileWord("пере¬", LEFT, part=1),)))[0][0] == "пере¬"


@pytest.mark.parametrize(
    ("glyphs", "kept"),
    [
        ((FileGlyph("д", LEFT, 0.9, (("л", 0.1), ("я", None), ("д", 0.5))), FileGlyph("а", RIGHT)), True),
        ((FileGlyph("д", LEFT), FileGlyph("o", RIGHT)), False),
        ((FileGlyph("д", LEFT), FileGlyph("а", None)), False),
        ((FileGlyph("д", LEFT),), False),
    ],
    ids=["that spell it", "of another word", "without a place", "too few"],
)
def test_glyphs_are_kept_where_they_spell_the_word(glyphs, kept):
    ((word, _),) = words_of(FileLine("да", (FileWord("да", BOX, 0.5, glyphs),)))
    assert bool(word.glyphs) is kept
    if kept:
        assert [(glyph.confidence, [one.text for one in glyph.alternatives]) for glyph in word.glyphs] == [
            (0.9, ["л"]),
            (0.5, []),
        ]


def test_a_word_that_states_no_confidence_has_that_of_its_glyphs():
    glyphs = (FileGlyph("д", LEFT, 0.5), FileGlyph("а", RIGHT, 0.7))
    ((word, _),) = words_of(FileLine("да", (FileWord("да", BOX, glyphs=glyphs),)))
    assert word.confidence == pytest.approx(0.6)


def test_letters_are_composed():
    assert read(FileLine("и\u0306", (FileWord("и\u0306", BOX),)))[0][0] == "й"


def test_a_line_without_any_place_has_no_words():
    assert words_of(FileLine("да", (FileWord("да"),))) is None


def test_what_states_a_confidence():
    assert not states_confidence(FileLine("да", (FileWord("да", glyphs=(FileGlyph("д", None),)),)))
    for line in (
        FileLine("да", confidence=0.0),
        FileLine("да", (FileWord("да", confidence=0.0),)),
        FileLine("да", (FileWord("да", glyphs=(FileGlyph("д", None, 0.0),)),)),
    ):
        assert states_confidence(line)


TEXTS = st.lists(st.text("абв -¬", max_size=6), max_size=5)


@given(TEXTS, TEXTS, st.booleans())
def test_every_character_of_the_line_is_in_its_words(pieces, corrected, as_corrected):
    text = " ".join(corrected if as_corrected else pieces)
    line = FileLine(text, tuple(FileWord(piece, LEFT) for piece in pieces), BOX)
    assert [word for word, *_ in read(line)] == text.split()
