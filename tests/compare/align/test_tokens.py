"""A text as words and signs: nothing but white space is lost, and what typists write two ways has one key."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.compare.align.tokens import key_of, tokens_of


def seen(text: str) -> str:
    """Return a text composed, without characters of format such as the soft hyphen."""
    return unicodedata.normalize("NFC", "".join(letter for letter in text if unicodedata.category(letter) != "Cf"))


@given(st.text())
def test_tokens_are_the_text_without_its_white_space_and_what_nobody_sees(text):
    tokens = tokens_of(text)
    assert all(seen(text[token.start : token.end]) == token.text for token in tokens)
    place = 0
    for token in tokens:
        assert seen(text[place : token.start]).strip() == ""
        place = token.end
    assert seen(text[place:]).strip() == ""


@given(st.text(min_size=1))
def test_a_key_is_its_own_key_and_no_matter_of_case(word):
    assert key_of(key_of(word)) == key_of(word)
    assert key_of(word.casefold()) == key_of(word)


@pytest.mark.parametrize(
    ("one", "other"), [("Ещё", "еще"), ("—", "-"), ("«", '"'), ("’", '"'), ("I953", "1953"), ("l", "1"), ("О", "O")]
)
def test_what_is_written_now_one_way_now_another_has_one_key(one, other):
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(("one", "other"), [("мир", "пир"), ("300", "800"), ("не", "ни"), ("И", "Й"), (".", ",")])
def test_what_differs_in_meaning_has_two_keys(one, other):
    assert key_of(one) != key_of(other)


def test_words_and_numbers_are_words_and_every_sign_stands_alone():
    tokens = tokens_of("№ 5-й, «да»...")
    assert [token.text for token in tokens] == ["№", "5", "-", "й", ",", "«", "да", "»", ".", ".", "."]
    assert [token.text for token in tokens if token.is_word] == ["5", "й", "да"]


def test_a_stress_mark_belongs_to_its_word():
    assert [token.text for token in tokens_of("за\u0301мок дома")] == ["за\u0301мок", "дома"]
