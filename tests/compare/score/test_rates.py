from __future__ import annotations

import jiwer
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from ocr_pipeline.compare.score import rates as module
from ocr_pipeline.compare.score.rates import (
    aligned_blocks,
    as_characters,
    character_error_rate,
    errors_of,
    folded,
    folded_lines,
    graphemes,
    least_errors,
    word_error_rate,
    words,
)
from tests.support.generated import misread, prose

typed = st.text(alphabet='абвгде жIl19-–"«\n\t,.A\u0301и\u0306🇷🇺', max_size=60)


@given(typed, typed)
def test_characters_on_folded_strings_are_those_of_jiwer_and_rapidfuzz(truth, reading):
    expected, read = as_characters(folded(truth), folded(reading))
    rate = character_error_rate(truth, reading)
    assert rate.errors == Levenshtein.distance(graphemes(folded(truth)), graphemes(folded(reading)))
    assume(expected)
    assert rate.rate == pytest.approx(jiwer.cer(expected, read))


@given(typed, typed)
def test_words_on_folded_strings_are_those_of_jiwer(truth, reading):
    expected, read = words(folded(truth)), words(folded(reading))
    assume(expected)
    assert word_error_rate(truth, reading).rate == pytest.approx(jiwer.wer(" ".join(expected), " ".join(read)))


@pytest.mark.parametrize("share", [0.0, 0.01, 0.1, 0.4])
def test_on_generated_pages_both_rates_are_those_of_jiwer(share):
    truth = prose(3000, 1)
    reading = misread(truth, share, 2)
    assert character_error_rate(truth, reading).rate == pytest.approx(jiwer.cer(folded(truth), folded(reading)))
    one, other = " ".join(words(folded(truth))), " ".join(words(folded(reading)))
    assert word_error_rate(truth, reading).rate == pytest.approx(jiwer.wer(one, other))


# Computed with dinglehopper 0.11.0 (multimethod 1.12, uniseg 0.10.1), whose definitions are these where a text has no
# kinds of dash or quote, no typed ones and no letter-spacing: NFC, grapheme clusters, UAX #29 words.
DINGLEHOPPER = [
    ("Во время второй встречи", "Во врмя второи встречи", 2 / 23, 2 / 4),
    ("Телеграмма из Пхеньяна, 29 марта 1953 г.", "Телегpамма из Пхенъяна 29 марта 1958 г", 5 / 40, 3 / 7),
    ("полностью согласен с предложением", "полностью согласен предложением", 2 / 33, 1 / 4),
    ("Ким Ир Сен вновь заявил", "Kим Ир Сен вновь заявил, что", 6 / 23, 2 / 5),
    ("война в Корее", "Корея", 9 / 13, 3 / 3),
    ("Если так, то", "если так то", 2 / 12, 1 / 3),
    ("Слова", "", 1.0, 1.0),
]


@pytest.mark.parametrize(("truth", "reading", "characters", "in_words"), DINGLEHOPPER)
def test_where_the_definitions_meet_the_rates_are_those_of_dinglehopper(truth, reading, characters, in_words):
    assert character_error_rate(truth, reading).rate == pytest.approx(characters)
    assert word_error_rate(truth, reading).rate == pytest.approx(in_words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("да  нет\nнет", "да нет нет"),
        ("да\u00a0\u2009нет\f", "да нет"),
        ("— да –", "- да -"),
        ("да − нет", "да ‑ нет"),
        ("«да»", '"да"'),
        ("„да“", "'да'"),
        ("I953 г.", "1953 г."),
        ("193Iг.", "1931г."),
        ("19I3г.", "1913г."),
        ("1.I.53", "1.1.53"),
        ("том I, n. l", "том 1, n. 1"),
        ("9I", "91"),
        ("I9II", "1911"),
        ("п а м я т и", "памяти"),
        ("«п а м я т и»,", '"памяти",'),
        ("п\u00a0а\u00a0м\u00a0я\u00a0т\u00a0и", "памяти"),
        ("б о л ь ш о й  п а м я т и", "большой памяти"),
        ("и\u0306", "й"),
    ],
)
def test_differences_without_meaning_in_typescript_are_none(one, other):
    assert folded(one) == folded(other)
    assert character_error_rate(one, other).errors == 0


@pytest.mark.parametrize("text", ["Ilya", "all", "II съезд", "III", "Il", "5lbs", "Al2O3", "да и нет", "я и он"])
def test_letters_of_words_and_roman_numbers_are_not_folded(text):
    assert folded(text) == text


@pytest.mark.parametrize(("one", "other"), [("II", "11"), ("ё", "е"), ("№", "N"), ("Ш", "III"), ("да.Нет", "да. Нет")])
def test_what_the_definition_does_not_name_is_a_difference(one, other):
    assert character_error_rate(one, other).errors > 0


@given(typed)
def test_folding_is_that_of_the_lines(text):
    assert " ".join(" ".join(folded_lines(text)).split()) == folded(text)


@given(typed, typed)
def test_distances_are_symmetric_and_have_their_bounds(one, other):
    errors = character_error_rate(one, other).errors
    assert errors == character_error_rate(other, one).errors
    lengths = sorted(character_error_rate(text, "").errors for text in (one, other))
    assert lengths[1] - lengths[0] <= errors <= lengths[1]


@given(typed, typed)
def test_an_alignment_has_the_least_errors_and_holds_both_texts(truth, reading):
    expected, read = as_characters(folded(truth), folded(reading))
    blocks = aligned_blocks(expected, read)
    assert errors_of(blocks) == least_errors(expected, read)[0]
    assert "".join(expected[block.start : block.end] for block in blocks) == expected
    assert "".join(read[block.read_start : block.read_end] for block in blocks) == read
    for block in blocks:
        assert not block.alike or expected[block.start : block.end] == read[block.read_start : block.read_end]


def test_an_empty_truth_is_defined():
    assert character_error_rate("", "").rate == 0.0
    assert character_error_rate("", "шум").rate == 1.0
    assert character_error_rate("", "шум").truth_empty
    assert word_error_rate("...", "шум").rate == 1.0


def test_punctuation_is_no_word():
    assert words("Да, нет - может быть!") == ["Да", "нет", "может", "быть"]


@pytest.mark.parametrize("share", [0.005, 0.03, 0.1])
def test_between_cuts_the_distance_is_the_exact_one_on_typical_material(share, monkeypatch):
    truth = prose(60_000, 3)
    expected, read = folded(truth), folded(misread(truth, share, 4))
    exact = Levenshtein.distance(expected, read)
    monkeypatch.setattr(module, "WHOLE", 1_000_000)
    blocks = aligned_blocks(expected, read)
    assert len(blocks) > 100
    assert errors_of(blocks) == exact
    in_words = words(expected), words(read)
    monkeypatch.setattr(module, "WHOLE", 10_000)
    assert least_errors(*in_words) == (Levenshtein.distance(*in_words), True)


def test_a_moved_chapter_is_found_and_the_distance_is_still_exact(monkeypatch):
    parts = [prose(8_000, seed) for seed in range(5)]
    truth, read = folded("\n".join(parts)), folded("\n".join([parts[0], *parts[2:4], parts[1], parts[4]]))
    monkeypatch.setattr(module, "WHOLE", 1_000_000)
    errors, exact = least_errors(truth, read)
    assert exact
    assert errors == Levenshtein.distance(truth, read)


def test_what_cannot_be_checked_is_an_upper_bound_and_says_so(monkeypatch):
    truth, read = folded(prose(20_000, 5)), folded(prose(20_000, 6))
    monkeypatch.setattr(module, "WHOLE", 100_000)
    monkeypatch.setattr(module, "CHECKED", 1000)
    errors, exact = least_errors(truth, read)
    assert not exact
    assert Levenshtein.distance(truth, read) <= errors <= max(len(truth), len(read))
    assert not character_error_rate(truth, read).exact
    assert character_error_rate(truth, truth).exact
