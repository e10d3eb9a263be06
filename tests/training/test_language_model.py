"""The language models as they are made."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ocr_pipeline.recognize.typescript.rank.language_model import FOLDER, LanguageModel
from training.language_model import LISTS, WORDS, counted, frequencies, smoothed, write

LIST = {"мир": 0.5, "мирный": 0.3, "пир": 0.2}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("models") / "made.npz"
    write(path, list(LIST.items()), smoothed(counted(LIST), 10_000))
    return path


def test_a_model_reads_back_the_shares_of_its_words(made):
    model = LanguageModel(made)
    assert model.log_probability("мир") == pytest.approx(math.log(0.5), abs=0.3)
    assert model.knows("пир")
    assert not model.knows("тир")
    assert model.log_probability("мирный") > model.log_probability("тирный") > model.log_probability("рйымнирт")


def test_what_is_likely_after_nothing_adds_up_to_one():
    logs = smoothed(counted(LIST), 10_000)
    assert sum(math.exp(logs[letter][0]) for letter in counted(LIST)[""]) == pytest.approx(1)


def test_a_letter_that_was_seen_is_likelier_after_its_sequence_than_by_itself():
    logs = smoothed(counted(LIST), 10_000)
    assert logs["мир"][0] > logs["ир"][0] > logs["р"][0]


def test_what_is_left_to_unseen_letters_shrinks_with_what_was_seen():
    logs = smoothed(counted(LIST), 10_000)
    assert all(left <= 0.01 for _, left in logs.values())


def test_equal_lists_give_equal_bytes(made, tmp_path):
    again = tmp_path / "again.npz"
    write(again, list(LIST.items()), smoothed(counted(LIST), 10_000))
    assert again.read_bytes() == made.read_bytes()


def test_the_models_shipped_have_the_words_of_the_lists(tmp_path):
    """The sequences take half a minute: `python -m training.language_model` makes the whole files again."""
    for language in LISTS:
        write(tmp_path / "words.npz", list(frequencies(language).items())[:WORDS], {})
        with np.load(tmp_path / "words.npz") as of_list, np.load(FOLDER / f"{language}.npz") as shipped:
            assert np.array_equal(of_list["words"], shipped["words"])
            assert np.array_equal(of_list["word_logs"], shipped["word_logs"])
