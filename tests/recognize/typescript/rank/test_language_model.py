"""The language models that are shipped, and what they make of words."""

from __future__ import annotations

import hashlib
import math

import numpy as np
import pytest

from ocr_pipeline.recognize.typescript.rank.language_model import (
    FOLDER,
    LanguageModel,
    language_model,
    models_digest,
)

MOST_BYTES = 5_000_000
"""What all models may add to the wheel."""

DIGESTS = {
    "rus.npz": "f59fc7264ca92cab984c80780d27ced905e9fea9057515fbaf566a4bafa069d3",
    "eng.npz": "dfbddd44805bc0bbafe7195489cc802b767a2e099d564e2a83b2b16bfff907d3",
}
"""SHA-256 of the models that the figures of `benchmarks/README.md` were measured with."""


@pytest.fixture(scope="module")
def russian() -> LanguageModel:
    model = language_model("rus")
    assert model is not None
    return model


def test_the_models_are_small():
    assert sum(path.stat().st_size for path in FOLDER.glob("*.npz")) <= MOST_BYTES


def test_the_models_are_those_that_were_measured():
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FOLDER.glob("*.npz")} == DIGESTS


def test_a_model_is_loaded_once():
    assert language_model("eng") is language_model("eng")


def test_a_language_without_a_model_has_none():
    assert language_model("ukr") is None


def test_words_are_known_and_misspellings_are_not(russian):
    assert all(map(russian.knows, ("народ", "заседания", "еще")))
    assert not any(map(russian.knows, ("нарот", "засидания", "щжфг")))


def test_a_common_word_is_likelier_than_a_rare_one_and_that_than_nonsense(russian):
    common, rare, misspelt, nonsense = map(russian.log_probability, ("что", "протокол", "пратокол", "щжфгщжфг"))
    assert 0 > common > rare > misspelt > nonsense


def test_an_unknown_name_is_likelier_than_letters_in_any_order(russian):
    assert russian.log_probability("тишулина") > russian.log_probability("лшинтуиа") + math.log(30)


def test_nothing_is_impossible(russian):
    assert math.isfinite(russian.log_probability("ы" * 40))
    assert math.isfinite(russian.log_probability("w3"))


def test_what_is_no_model_is_told(tmp_path):
    broken = tmp_path / "broken.npz"
    broken.write_bytes(b"this is no model")
    with pytest.raises((OSError, ValueError)):
        LanguageModel(broken)
    np.savez(tmp_path / "other.npz", numbers=np.zeros(1))
    with pytest.raises((OSError, ValueError, KeyError)):
        LanguageModel(tmp_path / "other.npz")


def test_models_are_known_by_their_bytes(tmp_path, monkeypatch):
    monkeypatch.setattr("ocr_pipeline.recognize.typescript.rank.language_model.FOLDER", tmp_path)
    digests = set()
    for content in (b"one", b"other"):
        (tmp_path / "rus.npz").write_bytes(content)
        models_digest.cache_clear()
        digests.add(models_digest())
    models_digest.cache_clear()
    assert len(digests) == 2
