"""Letter-spaced words."""

from __future__ import annotations

from ocr_pipeline.recognize.reading import ReadGlyph, ReadWord
from ocr_pipeline.recognize.typed_marks.letterspacing import is_letter_spaced
from ocr_pipeline.records import Area

PITCH = 20.0


def word(text: str, cells: float) -> ReadWord:
    boxes = [
        Area(left=place * cells * PITCH, top=0, right=place * cells * PITCH + 14, bottom=20)
        for place in range(len(text))
    ]
    glyphs = tuple(ReadGlyph(text=letter, box=box, confidence=1) for letter, box in zip(text, boxes, strict=True))
    box = Area(left=0, top=0, right=boxes[-1].right, bottom=20)
    return ReadWord(text=text, box=box, confidence=1, glyphs=glyphs)


def test_a_blank_after_each_letter_is_letter_spacing():
    assert is_letter_spaced(word("памяти", 2.0), PITCH)


def test_a_word_of_the_pages_pitch_is_not():
    assert not is_letter_spaced(word("памяти", 1.0), PITCH)


def test_short_words_and_pages_without_a_pitch_say_nothing():
    assert not is_letter_spaced(word("и", 2.0), PITCH)
    assert not is_letter_spaced(word("тов", 2.0), PITCH)
    assert not is_letter_spaced(word("памяти", 2.0), None)
