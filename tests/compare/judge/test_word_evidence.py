"""Evidence from the words alone."""

from __future__ import annotations

import pytest

from ocr_pipeline.compare.align.tokens import key_of
from ocr_pipeline.compare.judge.word_evidence import look_alike, mostly_known, times_seen
from ocr_pipeline.languages import load_lexicon

RUSSIAN = load_lexicon("rus")


@pytest.mark.parametrize(
    ("words", "known"),
    [
        (["слово"], True),
        (["слово", "слвоо"], False),
        (["слово", "слвоо", "дом"], True),
        (["щщкр", "слвоо", "дом"], False),
        (["з00", ","], True),
        ([], True),
    ],
)
def test_one_or_two_words_must_be_known_of_a_passage_most(words, known):
    assert mostly_known(words, RUSSIAN) is known


def test_only_long_words_tell_by_standing_elsewhere_and_the_rarest_counts():
    counts = {key_of("слово"): 3, key_of("народ"): 1, "и": 90}
    assert times_seen(["слово", "и"], counts, itself=1) == 2
    assert times_seen(["слово", "народ"], counts, itself=0) == 1
    assert times_seen(["и"], counts, itself=0) == 0


@pytest.mark.parametrize(
    ("ours", "theirs", "alike"),
    [("мнр", "мир", True), ("мир", "мир", False), ("мир", "", False), ("мир", "мар", False)],
)
def test_readings_look_alike_where_all_letters_that_differ_do(ours, theirs, alike):
    assert look_alike(ours, theirs) is alike
    assert look_alike(theirs, ours) is alike
