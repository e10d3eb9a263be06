"""Which words a language knows."""

from __future__ import annotations

import pytest

from ocr_pipeline.languages import load_lexicon
from ocr_pipeline.languages.lexicon import FrequencyLexicon, MorphologyLexicon, SeveralLexicons


@pytest.mark.parametrize(
    "word", ["необходимости", "НЕОБХОДИМОСТИ", "Москва", "ёлка", "елка", "по-прежнему", "кто-либо"]
)
def test_russian_words_in_any_form_and_case(word):
    assert load_lexicon("rus").knows(word)


@pytest.mark.parametrize("word", ["указаза", "необ", "хуцзунань", "government", "", "-", "прави-тельство"])
def test_what_is_no_russian_word(word):
    assert not load_lexicon("rus").knows(word)


def test_english_words():
    lexicon = load_lexicon("eng")
    assert lexicon.knows("Government")
    assert not lexicon.knows("governm")
    assert not lexicon.knows("необходимости")


@pytest.mark.parametrize(
    ("language", "kind"),
    [
        ("rus", MorphologyLexicon),
        ("eng", FrequencyLexicon),
        ("rus+eng", SeveralLexicons),
        ("script/Cyrillic", MorphologyLexicon),
        ("best/eng", FrequencyLexicon),
    ],
)
def test_languages_are_named_as_tesseract_names_them_and_loaded_once(language, kind):
    assert isinstance(load_lexicon(language), kind)
    assert load_lexicon(language) is load_lexicon(language)


def test_only_a_word_as_it_is_written_is_known():
    assert not load_lexicon("rus").knows("дом ")
    assert not load_lexicon("rus").knows("дом.")


def test_two_languages_know_the_words_of_both_and_one_without_lexicon_none():
    both = load_lexicon("rus+eng")
    assert both.knows("необходимости")
    assert both.knows("government")
    assert not load_lexicon("deu").knows("и")


def test_a_dictionary_may_have_characters_in_another_form_and_lack_words():
    lexicon = MorphologyLexicon("ru", folded={"i": "и"}, more=("абырвалг",))
    assert lexicon.knows("мiр")
    assert lexicon.knows("Абырвалг")
    assert not MorphologyLexicon("ru").knows("абырвалг")
