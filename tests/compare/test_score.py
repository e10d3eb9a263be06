from __future__ import annotations

import jiwer
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.compare.score import character_error_rate, folded, word_error_rate, words

plain = st.text(alphabet="абвгд еж", min_size=1, max_size=40).map(lambda text: " ".join(text.split())).filter(bool)


@given(plain, plain)
def test_on_plain_text_both_rates_are_those_of_jiwer(truth, reading):
    # Letter-spacing is folded here and not there.
    if any(len(word) == 1 for word in (truth + " " + reading).split()):
        return
    assert character_error_rate(truth, reading).rate == pytest.approx(jiwer.cer(truth, reading))
    assert word_error_rate(truth, reading).rate == pytest.approx(jiwer.wer(truth, reading))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("да  нет\nнет", "да нет нет"),
        ("— да –", "- да -"),
        ("«да»", '"да"'),
        ("I953 г.", "1953 г."),
        ("9I", "91"),
        ("п а м я т и", "памяти"),
        ("и\u0306", "й"),
    ],
)
def test_differences_without_meaning_in_typescript_are_none(one, other):
    assert folded(one) == folded(other)
    assert character_error_rate(one, other).errors == 0


def test_roman_numerals_inside_words_and_letters_are_not_folded():
    assert folded("Ilya") == "Ilya"


def test_an_empty_truth_is_defined():
    assert character_error_rate("", "").rate == 0.0
    assert character_error_rate("", "шум").rate == 1.0
    assert character_error_rate("", "шум").truth_empty


def test_punctuation_is_no_word():
    assert words("Да, нет - может быть!") == ["Да", "нет", "может", "быть"]
