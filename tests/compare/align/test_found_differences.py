"""Conventions of several signs, or that need the sign beside them, are one variant and named."""

from __future__ import annotations

import pytest

from ocr_pipeline.compare.judge.category import category_of
from ocr_pipeline.compare.records import Category, Verdict
from ocr_pipeline.languages import load_lexicon
from tests.support.typed_documents import TEXT, a_page, compared


@pytest.mark.parametrize(
    ("typed", "printed", "variants"),
    [
        ("вновь... заявил", "вновь… заявил", [("...", "…")]),
        ("вновь -- заявил", "вновь — заявил", [("--", "—")]),
        ("<<вновь>> заявил", "«вновь» заявил", [("<<", "«"), (">>", "»")]),
        (",,вновь'' заявил", "„вновь“ заявил", [(",,", "„"), ("''", "“")]),
        ("на N5 вновь заявил", "на № 5 вновь заявил", [("N5", "№ 5")]),
        ("на No. 5 вновь заявил", "на № 5 вновь заявил", [("No.", "№")]),
        ("в 1953 Г. вновь заявил", "в 1953 г. вновь заявил", [("Г", "г")]),
    ],
)
def test_what_the_score_forgives_is_no_accusation(typed, printed, variants):
    lines = TEXT[0].replace("вновь заявил", typed), *TEXT[1:]
    found = compared([a_page("1", lines)], "\n".join(TEXT).replace("вновь заявил", printed))
    assert [(variant.ours, variant.theirs) for variant in found.variants] == variants
    assert {variant.verdict for variant in found.variants} == {Verdict.CONVENTION}
    assert found.scores.layers[-1].cer.errors == 0


def test_a_convention_beside_a_real_difference_does_not_hide_it():
    lines = TEXT[0].replace("вновь заявил", "вновь... заявил"), *TEXT[1:]
    found = compared([a_page("1", lines)], "\n".join(TEXT).replace("вновь заявил", "снова… заявил"))
    assert ("вновь", "снова") in [(variant.ours, variant.theirs) for variant in found.variants]
    assert Verdict.CONVENTION in {variant.verdict for variant in found.variants}


@pytest.mark.parametrize(("numeral", "figures"), [("III", "111"), ("II", "11"), ("О", "0")])
def test_letters_between_words_are_no_figures(numeral, figures):
    lines = f"на {numeral} съезде партии было решено отложить вопрос", *TEXT
    found = compared([a_page("1", lines)], "\n".join(lines).replace(numeral, figures, 1))
    (variant,) = found.variants
    assert variant.category is Category.NUMBER
    assert variant.verdict is not Verdict.CONVENTION


@pytest.mark.parametrize(
    ("language", "ours", "category"),
    [
        ("rus", "No", Category.WORD),
        ("rus", "не", Category.NEGATION),
        ("eng", "no", Category.NEGATION),
        ("rus+eng", "no", Category.NEGATION),
        ("eng", "не", Category.WORD),
    ],
)
def test_a_word_negates_in_its_own_language(language, ours, category):
    found = category_of(
        ours, "", in_date=False, starts_sentence=True, language=language, lexicon=load_lexicon("rus+eng")
    )
    assert (found is Category.NEGATION) == (category is Category.NEGATION)
