"""Two texts are aligned word by word, whatever one of them leaves out, adds or has in another order."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.compare.align.tokens import tokens_of
from ocr_pipeline.compare.align.words import aligned, longest_chain

WORDS = st.lists(
    st.sampled_from(["дом", "лес", "сад", "река", "поле", ".", ",", "5", "17", "Ким", "кимир"]), max_size=25
)


def differing(ours, theirs):
    mine, other = tokens_of(ours), tokens_of(theirs)
    return [
        (
            " ".join(token.text for token in mine[pair.our_first : pair.our_end]),
            " ".join(token.text for token in other[pair.their_first : pair.their_end]),
        )
        for pair in aligned(mine, other)
        if not pair.same
    ]


@given(WORDS, WORDS)
def test_pairs_cover_both_texts_without_gap_or_overlap(ours, theirs):
    mine, other = tokens_of(" ".join(ours)), tokens_of(" ".join(theirs))
    at = place = 0
    for pair in aligned(mine, other):
        assert (pair.our_first, pair.their_first) == (at, place)
        at, place = pair.our_end, pair.their_end
        if pair.same:
            same = zip(mine[pair.our_first : at], other[pair.their_first : place], strict=True)
            assert all(one.key == two.key for one, two in same)
    assert (at, place) == (len(mine), len(other))


@given(WORDS)
def test_a_text_beside_itself_does_not_differ(words):
    assert differing(" ".join(words), " ".join(words)) == []


def test_words_that_are_alike_stand_opposite_each_other():
    assert differing("Ким Ир Сен вновь заявил", "Ким Ир Сеном заявил") == [("Сен", "Сеном"), ("вновь", "")]


def test_a_word_that_is_two_in_the_other_text_is_one_pair():
    assert differing("договорились с КимИр Сеном", "договорились с Ким Ир Сеном") == [("КимИр", "Ким Ир")]


def test_a_passage_left_out_does_not_wreck_the_rest():
    text = "первое слово второе слово третье слово четвёртое пятое шестое седьмое восьмое конец"
    assert differing(text, text.replace("третье слово четвёртое пятое ", "")) == [("третье слово четвёртое пятое", "")]


def test_an_added_note_begins_behind_the_stop_before_it():
    found = differing("обязанностей министра.", "обязанностей министра. Печ. по: АП РФ. Подлинник.")
    assert found == [("", "Печ . по : АП РФ . Подлинник .")]


def test_a_number_stands_opposite_what_was_read_for_it():
    assert ("ТТб", "116") in differing("школ 8,23, ТТб, 126", "школ 8,23, 116, 126")


def test_the_longest_chain_rises():
    assert longest_chain([5, 1, 2, 9, 3, 4]) == [1, 2, 4, 5]


def test_long_texts_take_time_in_proportion():
    def seconds(count):
        words = [f"слово{number % 997} имя{number}" for number in range(count)]
        other = [word if number % 50 else "иное" for number, word in enumerate(words)]
        mine, theirs = tokens_of(" ".join(words)), tokens_of(" ".join(other))
        start = time.process_time()
        aligned(mine, theirs)
        return time.process_time() - start

    assert seconds(40_000) < 12 * max(0.05, seconds(10_000))


@pytest.mark.parametrize(
    ("typed", "now"),
    [("попрежнему", "по-прежнему"), ("поанглийски", "по-английски"), ("из-под", "изпод"), ("кто-нибудь", "ктонибудь")],
)
def test_a_word_that_has_a_hyphen_in_the_other_text_is_one_pair(typed, now):
    (pair,) = differing(f"он {typed} считает", f"он {now} считает")
    assert [reading.replace(" ", "") for reading in pair] == [typed, now]
