"""Dates as typed and the day they mean; impossible ones are kept, refused, and say why."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.text.reading.dates import date_parts, find_dates
from ocr_pipeline.text.reading.numerals import to_roman

CYRILLIC_KEYS = str.maketrans({"V": "У", "X": "Х"})
NAMES = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)


def isos(text):
    return [date.iso for date in find_dates(text)]


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("29.Ш.53", "1953-03-29"),
        ("24.Ш.53", "1953-03-24"),
        ("29.III.53", "1953-03-29"),
        ("1.УП.53", "1953-07-01"),
        ("27.УП.1953", "1953-07-27"),
        ("5.IУ.53", "1953-04-05"),
        ("5.ХП.52", "1952-12-05"),
        ("29.П.52", "1952-02-29"),
        ("29.03.1953", "1953-03-29"),
        ("29.3.53", "1953-03-29"),
        ("29.О3.53", "1953-03-29"),
        ("З0.3.53", "1953-03-30"),
        ("I.I.53", "1953-01-01"),
        ("12/10/53", "1953-10-12"),
        ("29 марта 1953", "1953-03-29"),
        ("29 МАРТА 1953", "1953-03-29"),
        ("I9 апреля I953", "1953-04-19"),
        ("29 марта", "--03-29"),
        ("29 февраля", "--02-29"),
        ("марте 1953", "1953-03"),
        ("май 1953", "1953-05"),
        ("March 29, 1953", "1953-03-29"),
        ("29 March 1953", "1953-03-29"),
        ("5th March", "--03-05"),
        ("May 1953", "1953-05"),
    ],
)
def test_every_form_of_a_date_is_understood(typed, iso):
    (found,) = find_dates(f"Письмо от {typed} получено.")
    assert (found.typed, found.iso, found.problem) == (typed, iso, None)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("31.П.53", "month 2 of 1953 has 28 days"),
        ("29.П.53", "month 2 of 1953 has 28 days"),
        ("30 февраля 1953", "month 2 of 1953 has 28 days"),
        ("31 апреля", "month 4 has 30 days"),
        ("32.1.53", "month 1 of 1953 has 31 days"),
        ("00.Ш.53", "month 3 of 1953 has 31 days"),
        ("1.13.53", "there is no such month"),
    ],
)
def test_an_impossible_date_has_no_day_and_says_why(typed, why):
    (found,) = find_dates(f"от {typed} года")
    assert (found.typed, found.iso, found.problem) == (typed, None, why)


@pytest.mark.parametrize(
    "text",
    [
        "1.000.000 руб.",
        "192.168.10.10",
        "в 20.40 и в 17.30",
        "п. 1.1.1 и 2.10",
        "маршал 1953 и март",
        "№ 29/53-с",
        "300-400 чел.",
        "апреля и мая",
        "1945/46 гг.",
        "Оп. 65. Д. 830. Л. 97-99",
        "тел. 25-36-12",
        "5 майоров",
    ],
)
def test_what_is_no_date_is_none(text):
    assert isos(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("от 29.Ш.53 г. гг. Кузнецов, Разуваев", ["1953-03-29"]),
        ("29 марта 1953 г. 20.40*", ["1953-03-29"]),
        ("с 27.УП.1953 г. по 3.УШ.1953 г.", ["1953-07-27", "1953-08-03"]),
        ("29 марта и 5 апреля 1953 г.", ["--03-29", "1953-04-05"]),
        ("12.10.53", ["1953-10-12"]),
    ],
)
def test_dates_within_sentences(text, expected):
    assert isos(text) == expected


def test_only_roman_months_of_possible_dates_are_named():
    romans = [part for part in date_parts("29.Ш.53, 31.П.53, 29.3.53, 1.УП.53") if part.roman]
    assert [(part.start, part.typed, part.roman) for part in romans] == [(3, "Ш", 3), (29, "УП", 7)]


DATES = st.dates(datetime.date(1900, 1, 1), datetime.date(1999, 12, 31))


@given(DATES)
def test_any_day_of_the_century_is_understood_in_every_form(day):
    roman = to_roman(day.month)
    typed = roman.replace("III", "Ш").replace("II", "П").translate(CYRILLIC_KEYS)
    year = f"{day.year % 100:02d}"
    for text in (
        f"{day.day}.{roman}.{year}",
        f"{day.day}.{typed}.{year}",
        f"{day.day:02d}.{day.month:02d}.{day.year}",
        f"{day.day} {NAMES[day.month - 1]} {day.year} г.",
        f"{day:%B} {day.day}, {day.year}",
    ):
        assert isos(text) == [day.isoformat()], text


@given(st.text("0123456789.IОЗПШУХ/ мартая-г", max_size=40))
def test_dates_lie_in_the_text_in_order_and_apart(text):
    end = 0
    for date in find_dates(text):
        assert date.start >= end
        end = date.start + len(date.typed)
        assert text[date.start : end] == date.typed
        assert (date.iso is None) == (date.problem is not None)


@pytest.mark.parametrize(
    "typed",
    ["«29» марта 1953", "29-го марта 1953", "29/Ш-53", "29. III. 53", "29 марта 1953г.", "29.3.53г.", "29-Ш-53"],
)
def test_a_day_and_a_year_are_found_however_they_are_set_off(typed):
    assert [date.iso for date in find_dates(typed)] == ["1953-03-29"]


@pytest.mark.parametrize("typed", ["майор 1953", "It may 1953 be", "5 may be", "тел. 3-12-45"])
def test_words_and_telephones_that_look_like_dates_are_none(typed):
    assert find_dates(typed) == ()


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ('" 29 " марта 1953 г.', "1953-03-29"),
        ('"12"марта 1953г.', "1953-03-12"),
        ("12 марта 53 г.", "1953-03-12"),
        ("в марте 53 г.", "1953-03"),
        ("22/VI.41", "1941-06-22"),
        ("22.VI-41", "1941-06-22"),
        ("/12.III.53/", "1953-03-12"),
        ("5.I.53", "1953-01-05"),
        ("3.II.1953", "1953-02-03"),
        ("янв. 1953", "1953-01"),
        ("5 февр. 1953", "1953-02-05"),
        ("3 сент.", "--09-03"),
        ("Sept. 3, 1939", "1939-09-03"),
        ("3 Sept 1939", "1939-09-03"),
        ("March 31", "--03-31"),
        ("31st March 1939", "1939-03-31"),
        ("31st of March 1939", "1939-03-31"),
        ("5 мая 1712", "1712-05-05"),
        ("5 мая 2099", "2099-05-05"),
    ],
)
def test_quotes_abbreviations_and_mixed_signs_are_forms_of_a_date(typed, iso):
    assert isos(typed) == [iso]


@pytest.mark.parametrize(
    "text",
    ["30/31 марта, 1952/53 гг.", "март 1952/53", "30.III/12.IV.53", "30/31.III.53", "March 29/30, 1939"],
)
def test_two_days_or_two_years_are_no_date(text):
    assert isos(text) == []


@pytest.mark.parametrize("text", ["30/31 марта 1953", "29-31 марта 1953"])
def test_two_days_of_a_month_leave_the_month(text):
    assert isos(text) == ["1953-03"]


@pytest.mark.parametrize("text", ["Августин 1930", "Мартов 1917", "12 марта 1653 г.", "март 2100", "окт.", "Sept."])
def test_names_like_months_and_years_out_of_bounds_are_none(text):
    assert isos(text) == []


@pytest.mark.parametrize("text", ["март 1952/53гг.", "март 1952 - 53 гг.", "января I7ОО/ОО"])
def test_a_month_of_two_years_is_no_date_however_they_are_typed(text):
    assert isos(text) == []


def test_a_span_from_day_to_day_gives_both():
    assert isos("5 марта 1953 - 12 апреля 1953") == ["1953-03-05", "1953-04-12"]
