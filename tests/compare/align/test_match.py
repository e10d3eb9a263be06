"""Which transcription of a folder belongs to which document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.compare.align.match import LEAST, best_match, fingerprint, likeness
from tests.support.generated import misread, prose

PAPERS = {f"{number}.txt": prose(2_500, number) for number in range(12)}
PRINTS = {name: fingerprint(text) for name, text in PAPERS.items()}
WORDS = st.lists(
    st.sampled_from(["посол", "сказал", "что", "он", "согласен", "не", "придёт", "завтра", "утром"]), max_size=15
)


@given(WORDS, WORDS)
def test_likeness_is_a_share_and_the_same_from_either_side(one, other):
    first, second = fingerprint(" ".join(one)), fingerprint(" ".join(other))
    assert 0 <= likeness(first, second) == likeness(second, first) <= 1
    assert likeness(first, first) == float(len(first) >= LEAST)


@pytest.mark.parametrize("share", [0.0, 0.05, 0.1])
def test_a_reading_finds_its_own_transcription_among_others(share):
    for number, (name, text) in enumerate(PAPERS.items()):
        assert best_match(fingerprint(misread(text, share, number)), PRINTS) == name


def test_a_transcription_of_a_part_is_found():
    text = PAPERS["3.txt"]
    assert best_match(fingerprint(text), {**PRINTS, "3.txt": fingerprint(text[:400])}) == "3.txt"


def test_a_document_without_a_transcription_finds_none():
    assert best_match(fingerprint(prose(2_500, 99)), PRINTS) is None
    assert best_match(PRINTS["1.txt"], {}) is None


@pytest.mark.parametrize("text", ["", "Копия", "Секретно. Экз. № 1", "— — — ***"])
def test_a_text_of_next_to_no_words_belongs_to_nothing(text):
    assert best_match(fingerprint(text), PRINTS) is None
    assert best_match(PRINTS["1.txt"], {"short": fingerprint(text)}) is None


def test_case_punctuation_and_line_breaks_make_no_difference():
    assert fingerprint("Ким Ир Сен,\nещё раз!") == fingerprint("ким ир сен еще РАЗ")
