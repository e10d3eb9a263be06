"""Dates, document numbers and archival references as data, each with its place in the clean text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.text.reading.facts import find_facts


def numbers(text):
    return [(fact.kind, *fact.numbers) for fact in find_facts(text).numbers]


def reference(text):
    (found,) = find_facts(text).references
    return found


def parts(text):
    found = reference(text)
    return tuple(getattr(found, name) for name in ("archive", "fond", "opis", "delo", "papka", "listy"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("№ 333", [("plain", "333")]),
        ("№ 362, 363", [("plain", "362", "363")]),
        ("№333", [("plain", "333")]),
        ("К нашему № 359.", [("plain", "359")]),
        ("№ 359 (вх. № 6265) от 29.Ш.53 г.", [("plain", "359"), ("incoming", "6265")]),
        ("№ 242 (исх. № 6277)", [("plain", "242"), ("outgoing", "6277")]),
        ("Входящий № 6265", [("incoming", "6265")]),
        ("ИСХ.№6277", [("outgoing", "6277")]),
        ("Экз. № 2", [("copy", "2")]),
        ("экземпляр № 2", [("copy", "2")]),
        ("№ 15/с", [("plain", "15/с")]),
        ("№ 15/53-с", [("plain", "15/53-с")]),
        ("№ 058", [("plain", "058")]),
        ("communication No. 359.", [("plain", "359")]),
        ("№ З62", [("plain", "З62")]),
        ("№ 2, 5 марта", [("plain", "2")]),
        ("№ 2, 5 человек", [("plain", "2")]),
        ("№ 5, дом 7", [("plain", "5")]),
    ],
)
def test_document_numbers(text, expected):
    assert numbers(text) == expected


@pytest.mark.parametrize("text", ["№", "No. one", "номера не было", "Nation 5", "№ Озеро", "сноска 5"])
def test_what_is_no_number_is_none(text):
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("АП РФ. Ф. 3. Оп. 65. Д. 830. Л. 97-99", ("АП РФ", "3", "65", "830", None, "97-99")),
        ("ЦАМО РФ, ф. 32, оп. 11306, д. 12, л. 5-7.", ("ЦАМО РФ", "32", "11306", "12", None, "5-7")),
        ("РГАСПИ. Ф. 17. Оп. 3. Д. 12. Л. 5.", ("РГАСПИ", "17", "3", "12", None, "5")),
        ("АВП РФ. Ф. 059а. Оп. 5а. П. 11. Д. 5. Л. 120-122.", ("АВП РФ", "059а", "5а", "5", "11", "120-122")),
        ("фонд 059а, опись 5а, папка 11, дело 5, листы 120-122", (None, "059а", "5а", "5", "11", "120-122")),
        ("AVPRF, Fond 059a, Opis 5a, Delo 5, Papka 11, Listy 120-122", ("AVPRF", "059a", "5a", "5", "11", "120-122")),
        ("APRF, f. 3, op. 65, d. 830, ll. 97-99", ("APRF", "3", "65", "830", None, "97-99")),
        ("РГВА. Ф. 4. Оп. 1. Д. 5. Л. 12, 13, 15.", ("РГВА", "4", "1", "5", None, "12, 13, 15")),
        ("РГВА. Ф. 4. Оп. 1. Д. 5. Л. 12об. Подлинник.", ("РГВА", "4", "1", "5", None, "12об")),
        ("Ф.3.Оп.65.Д.830.Л.97", (None, "3", "65", "830", None, "97")),
        ("АП РФ. Ф. 3. Оп. 65. Д. 830. Л. 97. 2 экз.", ("АП РФ", "3", "65", "830", None, "97")),
        ("ЦА МО РФ. Ф. 3. Оп. 65", ("ЦА МО РФ", "3", "65", None, None, None)),
    ],
)
def test_archival_references_by_their_parts(text, expected):
    assert parts(f"Печ. по: {text}") == expected
    assert reference(text).problem is None


def test_a_file_typed_as_leaves_is_understood_and_said():
    text = "Печ. по: АП РФ. ф. 3. Оп. 65. Л. 830. Л. 97-99. Подлинник."
    found = reference(text)
    assert parts(text) == ("АП РФ", "3", "65", "830", None, "97-99")
    assert found.typed == "АП РФ. ф. 3. Оп. 65. Л. 830. Л. 97-99"
    assert "Л. 830" in found.problem


@pytest.mark.parametrize(
    "text", ["Л. 97-99", "АП РФ.", "Там же. Д. 5. Л. 12.", "в 3 л 5 д", "д. 5, кв. 7", "Ф. 3", "п. 5 и л. 7"]
)
def test_what_lacks_a_fond_or_more_is_no_reference(text):
    assert find_facts(text).references == ()


def test_two_references_apart_are_two():
    found = find_facts("АП РФ. Ф. 3. Оп. 65. Л. 5 и РГВА. Ф. 4. Оп. 1. Л. 7").references
    assert [(one.archive, one.fond, one.listy) for one in found] == [("АП РФ", "3", "5"), ("РГВА", "4", "7")]


@given(
    st.lists(
        st.sampled_from(
            [
                "№ ",
                "5",
                ", ",
                "вх. ",
                "Ф. 3",
                ". ",
                "Оп. 65",
                "Л. 97-99",
                "Д. 8",
                "АП РФ",
                "29.Ш.53",
                "\n",
                " и ",
                "1953 г.",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_every_fact_stands_where_it_says_as_it_is_typed(text):
    facts = find_facts(text)
    for kind in (facts.dates, facts.numbers, facts.references):
        assert [fact.start for fact in kind] == sorted(fact.start for fact in kind)
        for fact in kind:
            assert text[fact.start : fact.start + len(fact.typed)] == fact.typed
    for fact in facts.numbers:
        assert all(number in fact.typed for number in fact.numbers)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("№ 2, 1953 г.", ("2",)),
        ("№№ 5, 7 и 9", ("5", "7", "9")),
        ("№№ 5, 7 и 9 от 3 мая", ("5", "7", "9")),
        ("№ 12а", ("12а",)),
        ("№ 362,363", ("362", "363")),
    ],
)
def test_numbers_that_share_a_sign_are_told_from_those_of_the_next_word(text, numbers):
    (fact,) = find_facts(text).numbers
    assert fact.numbers == numbers


@pytest.mark.parametrize(
    ("text", "fond", "listy"),
    [
        ("РГВА. Ф. 4. Оп. 1. Д. 5. Л. 12-12 об.", "4", "12-12 об"),
        ("ГАРФ. Ф. Р-9401. Оп. 1. Ед. хр. 5. Л. 12, 13", "Р-9401", "12, 13"),
    ],
)
def test_fonds_with_letters_and_backs_of_leaves_are_parts_of_a_reference(text, fond, listy):
    (fact,) = find_facts(text).references
    assert (fact.fond, fact.listy) == (fond, listy)


def test_two_references_in_a_row_are_two():
    found = find_facts("Ф. 3. Оп. 65. Д. 830. Л. 97; Ф. 4. Оп. 2. Д. 1. Л. 5").references
    assert [one.fond for one in found] == ["3", "4"]


@pytest.mark.parametrize(
    ("typed", "listy"),
    [
        ("Лл. 1, 2, 5 об.", "1, 2, 5 об"),
        ("л. 1-5, 7 и 9", "1-5, 7 и 9"),
        ("Л. 5 - 7", "5 - 7"),
        ("л. 3 об. - 4", "3 об. - 4"),
        ("Л. 12, 13. Подлинник.", "12, 13"),
        ("Л. 5, 3 марта", "5"),
    ],
)
def test_leaves_are_given_to_the_last_one(typed, listy):
    found = reference(f"Ф. 3. Оп. 65. Д. 830. {typed}")
    assert (found.listy, found.problem) == (listy, None)


def test_what_may_be_a_further_leaf_and_is_not_taken_is_said():
    found = reference("Ф. 3. Оп. 65. Л. 5, 7 листов")
    assert found.listy == "5"
    assert "', 7' follows" in found.problem


@pytest.mark.parametrize(
    "archive",
    [
        "Архив Президента РФ",
        "Архив внешней политики РФ",
        "Государственный архив Российской Федерации",
        "Российский государственный архив социально-политической истории",
    ],
)
@pytest.mark.parametrize("sign", [", ", ". "])
def test_an_archive_may_be_named_in_full(archive, sign):
    assert parts(f"Хранится: {archive}{sign}Ф. 3, оп. 65") == (archive, "3", "65", None, None, None)


def test_numbers_of_an_archival_reference_are_no_document_numbers():
    text = "ф. № 3, оп. № 65, д. № 830"
    assert parts(text) == (None, "3", "65", "830", None, None)
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nos. 362, 363 and 364", [("plain", "362", "363", "364")]),
        ("№№ 362 - 364", [("plain", "362-364")]),
        ("№ 5 - 3 марта", [("plain", "5")]),
        ("№ 1452-563сс", [("plain", "1452-563сс")]),
        ("№ 12оп и № 5с", [("plain", "12оп"), ("plain", "5с")]),
        ("№ 362, 363 получили", [("plain", "362", "363")]),
        ("№ 362, 363 чел.", [("plain", "362")]),
        ("№ А-15", [("plain", "А-15")]),
        ("№ А/123", [("plain", "А/123")]),
        ("12 5 экземпляров. № 3", [("plain", "3")]),
        ("Экз.№3", [("copy", "3")]),
    ],
)
def test_document_numbers_are_given_whole(text, expected):
    assert numbers(text) == expected


@pytest.mark.parametrize("seed", ["1, ", "№ 1, ", "л. 1 и ", "Ф. 3. ", "Архив а ", "№№ 1 - ", "12 мая ", '" 1 ', " "])
def test_a_long_text_made_to_look_like_facts_takes_seconds(seed):
    started = time.perf_counter()
    find_facts((seed * 100_000)[:100_000])
    assert time.perf_counter() - started < 10
