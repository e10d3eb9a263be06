"""Of the 8-bit encodings of a language the one is taken whose letters make words of it."""

from __future__ import annotations

import pytest

from ocr_pipeline.languages import language_of, load_lexicon
from ocr_pipeline.text.decode.encodings import ACCEPTED, encoding_of, worth

RUSSIAN, LEXICON = language_of("rus"), load_lexicon("rus")


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "ibm866", "iso-8859-5", "mac-cyrillic"])
def test_russian_words_are_recognized(encoding):
    assert encoding_of("Совершенно секретно. Посольство СССР".encode(encoding), "rus") == encoding


def test_what_is_the_same_in_two_encodings_is_of_the_commoner():
    assert encoding_of("министр".encode("koi8-u"), "rus") == "koi8-r"


@pytest.mark.parametrize("language", ["eng", "deu"])
def test_a_language_without_8_bit_encodings_has_none(language):
    assert encoding_of("министр".encode("cp1251"), language) is None


def test_each_of_several_languages_is_tried():
    assert encoding_of("министр".encode("koi8-r"), "eng+rus") == "koi8-r"


def test_text_in_another_language_is_none_of_russian():
    assert encoding_of("Über die Lage in Köln".encode("cp1252"), "rus") is None


@pytest.mark.parametrize("text", ["лНЯЙБЮ", "аb", "╧", "\ufffd"])
def test_what_no_typist_has_speaks_against_an_encoding(text):
    assert worth(f"{text} ц", RUSSIAN, LEXICON) < ACCEPTED


def test_words_of_the_lexicon_are_worth_most_and_a_text_without_letters_nothing():
    assert worth("Москва", RUSSIAN, LEXICON) == 1
    assert worth("12 - 5", RUSSIAN, LEXICON) == 0
    assert worth("№", RUSSIAN, LEXICON) == 0
    assert worth("Москва", RUSSIAN, LEXICON) > worth("Хуцзунань", RUSSIAN, LEXICON)
