"""How likely typed words are before they are looked at."""

from __future__ import annotations

import pytest

from ocr_pipeline.recognize.typescript.rank.prior import Beside, Prior, prior_of, runs


@pytest.fixture(scope="module")
def russian() -> Prior:
    prior = prior_of("rus")
    assert prior is not None
    return prior


@pytest.fixture(scope="module")
def english() -> Prior:
    prior = prior_of("eng")
    assert prior is not None
    return prior


def test_a_typed_word_is_letters_figures_and_marks():
    assert runs('"ф.7О-й",') == ['"', "ф", ".", "7", "О", "-", "й", '"', ","]
    assert runs("") == []


def test_a_language_without_a_model_has_no_prior():
    assert prior_of("ukr") is None


@pytest.mark.parametrize(
    ("likelier", "than"),
    [
        ("народ", "иарод"),
        ("народ", "нАрод"),
        ("народ.", "народ("),
        ("народ", ",народ"),
        ("1953", "195З"),
        ("70", "7О"),
        ("29.III.53", "29.lll.53"),
        ("из-за", "из,за"),
        ("конец.", "коне:ц"),
    ],
)
def test_what_is_typed_often_is_likelier(russian, likelier, than):
    assert russian.of_typed_word(likelier) > russian.of_typed_word(than)


def test_english_words_are_read_in_the_shapes_they_share(english):
    assert english.of_typed_word("суре") == english.of_typed_word("cype")
    assert english.knows("сору")


def test_a_word_parted_at_the_end_of_its_line_is_judged_as_one(russian):
    parted, whole = Beside(after="ретарь"), Beside(before="сек")
    assert russian.of_typed_word("сек-", parted) > russian.of_typed_word("сект", parted)
    assert russian.of_typed_word("ретарь", whole) > russian.of_typed_word("ретарь")
    assert russian.knows("сек-", parted)
    assert russian.knows("ретарь", whole)
    assert not russian.knows("ретарь")


def test_a_mark_set_off_at_the_end_of_a_line_is_likelier_than_a_figure(russian):
    at_end = Beside(ends_line=True)
    assert russian.of_typed_word("!", at_end) > russian.of_typed_word("1", at_end)
    assert russian.of_typed_word("!") < russian.of_typed_word("1")


def test_marks_and_figures_make_no_word_unknown(russian):
    assert all(map(russian.knows, ('"народ",', "1953", "...", "из-за", "ещё")))
    assert not russian.knows("народ-иарод")


def test_what_the_image_says_beside_a_change_is_as_good_as_known(russian):
    assert russian.knows("ф.70", seen="ф.7О")
    assert not russian.knows("щжф-народ")
    assert russian.knows("щжф-народ", seen="щжф-иарод")


def test_initials_and_short_abbreviations_are_no_words(russian):
    assert not any(map(russian.knows, ("В.", "В", "г.", "НА")))
    assert all(map(russian.knows, ("в", "на", "не.")[:2]))


def test_another_case_makes_no_word_of_one(russian):
    assert not russian.knows("роза", seen="Роза")
    assert not russian.knows("Роза", seen="роза")
    assert russian.knows("роза", seen="рОза")
