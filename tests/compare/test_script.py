"""The script of a text tells a transcription in another language."""

from __future__ import annotations

import pytest

from ocr_pipeline.compare.script import LEAST_LETTERS, other_language, script_of

RUSSIAN, ENGLISH = "слово " * LEAST_LETTERS, "word " * LEAST_LETTERS


@pytest.mark.parametrize(
    ("text", "script"),
    [(RUSSIAN, "Cyrillic"), (ENGLISH, "Latin"), ("слово", None), (RUSSIAN + ENGLISH, None), ("김일성" * 20, "Hangul")],
)
def test_a_script_is_that_of_most_letters_of_a_text_long_enough(text, script):
    assert script_of(text) == script


def test_another_script_is_another_language_and_too_little_text_is_none():
    assert "Latin letters, where Cyrillic ones were read" in (other_language(RUSSIAN, ENGLISH) or "")
    assert other_language(RUSSIAN, RUSSIAN) is None
    assert other_language(RUSSIAN, "word") is None
