"""The reading text: what was typed for want of a key is resolved by its context, and nothing else is touched."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_pipeline.records import EditKind
from ocr_pipeline.text import applied, undone
from ocr_pipeline.text.reading.conventions import CONVENTIONS, convention_edits
from ocr_pipeline.text.reading.dates import find_dates
from ocr_pipeline.text.reading.numerals import to_roman

RUSSIAN = "Это русский текст. "


def reading(text):
    """Return the reading of a text that stands in a Russian paper."""
    whole = RUSSIAN + text
    return applied(whole, convention_edits(whole)).removeprefix(RUSSIAN)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("в I953 году", "в 1953 году"),
        ("в l953 году", "в 1953 году"),
        ("№ З62", "№ 362"),
        ("№ I", "№ 1"),
        ("З62 дела", "362 дела"),
        ("10О%", "100%"),
        ("в 5О км", "в 50 км"),
        ("8З,5 млн.", "83,5 млн."),
        ("в I7.З0", "в 17.30"),
        ("Т-З4", "Т-34"),
        ("МИГ-I5", "МИГ-15"),
        ("I мая 1953 г.", "1 мая 1953 г."),
        ("З марта", "3 марта"),
        ("З0 марта", "30 марта"),
        ("стр. I2", "стр. 12"),
        ("500-6ОО чел.", "500-600 чел."),
    ],
)
def test_letters_among_figures_are_figures(typed, read):
    assert reading(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("29.Ш.53", "29.III.53"),
        ("1.УП.53", "1.VII.53"),
        ("1.ХП.53", "1.XII.53"),
        ("29.П.52", "29.II.52"),
        ("УП съезд", "VII съезд"),
        ("ХХ съезд", "XX съезд"),
        ("ХIХ съезд", "XIX съезд"),
        ("ХХ век", "XX век"),
        ("IУ квартал", "IV квартал"),
        ("П квартал", "II квартал"),
        ("Ш Интернационал", "III Интернационал"),
    ],
)
def test_roman_numbers_typed_with_cyrillic_keys_are_roman(typed, read):
    assert reading(typed) == read


@pytest.mark.parametrize("typed", ["31.П.53", "29.П.53", "30.П.52", "1.ПУ.53", "ПУ глава", "ШШ съезд"])
def test_impossible_months_and_numbers_stay_as_typed(typed):
    assert reading(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "О 5 часах и о 6 днях",
        "О том, что было",
        "В. И. Ленин и И. В. Сталин",
        "Ф. И. О. полностью",
        "УК РСФСР",
        "Уехал в Москву",
        "Петр I и Павел",
        "1/2 и 3/4 доли",
        "и/или",
        "км/час",
        "вес брутто/нетто",
        "1945/46 гг.",
        "№ 15/с",
        "http://архив.рф/фонд/опись/",
        "по-прежнему, кто-то, 1956-1960 гг.",
        "г. г. Кузнецов и Молотов",
        "и т. д. и т. п.",
        "1.000.000 рублей",
        "в 20.40",
        "а) первое; б) второе",
        "С-125",
        "Хлеб и П-образный стол",
        "МОСКВА, СССР, ТАСС",
        "Hello, Dr. Smith",
        "слово -слово",
        "№ Озеро",
    ],
)
def test_what_reads_well_as_typed_stays(typed):
    assert reading(typed) == typed


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("/см. приложение/", "(см. приложение)"),
        ("тов. Сталин /И.В./ сказал", "тов. Сталин (И.В.) сказал"),
        ("Посол /Кузнецов/.", "Посол (Кузнецов)."),
        ('Он сказал: "Да".', "Он сказал: «Да»."),
        ('"Правда" и "Известия"', "«Правда» и «Известия»"),
        ("газета „Правда“", "газета «Правда»"),
        ("Минск - Москва", "Минск — Москва"),
        ("Минск -- Москва", "Минск — Москва"),
        ("Да, - сказал он.", "Да, — сказал он."),
        ("слово , слово", "слово, слово"),
        ("слово ; ( слово )", "слово; (слово)"),
        ("Петр  Иванов", "Петр Иванов"),
        ("Петр\u00a0\u00a0Иванов", "Петр Иванов"),
    ],
)
def test_brackets_quotes_dashes_and_spaces_are_those_of_print(typed, read):
    assert reading(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("МОСKВА", "МОСКВА"),
        ("Tов. Молотов", "Тов. Молотов"),
        ("СССP", "СССР"),
        ("кopея", "корея"),
        ("Pyongyаng", "Pyongyang"),
        ("Тelegram", "Telegram"),
    ],
)
def test_letters_of_the_other_alphabet_go_both_ways(typed, read):
    assert reading(typed) == read


def test_a_word_of_both_alphabets_that_is_neither_stays():
    assert reading("словоword") == "словоword"
    assert reading("ДНКaza") == "ДНКaza"


@pytest.mark.parametrize(
    "text",
    [
        "He said, I am here.",
        'He said: "I am here", and left.',
        "either/or, /see above/ and so on",
        "The U.S. and U.K. and I myself",
        "Part I and World War I",
    ],
)
def test_english_keeps_its_own_signs(text):
    assert applied(text, convention_edits(text)) == text


def test_each_edit_says_why():
    text = '29.Ш.53, I953, УП съезд, /а б/, "слово", он - да, CССР , где'
    edits = list(convention_edits(text))
    assert {edit.kind for edit in edits} == {
        EditKind.ROMAN,
        EditKind.FIGURE,
        EditKind.BRACKETS,
        EditKind.QUOTES,
        EditKind.DASH,
        EditKind.HOMOGLYPH,
        EditKind.SPACES,
    }
    assert {edit.reason for edit in edits} <= {
        convention.reason.format(language="Russian") for convention in CONVENTIONS
    }


SIGNS = st.sampled_from(
    [
        "I",
        "l",
        "О",
        "З",
        "5",
        "53",
        ".",
        "Ш",
        "П",
        " ",
        "  ",
        "/",
        '"',
        "-",
        ",",
        "слово",
        "word",
        "съезд",
        "№",
        "\n",
        "(",
        ")",
        "мая",
    ]
)


@given(st.one_of(st.text(max_size=80), st.lists(SIGNS, max_size=40).map("".join)))
def test_no_two_edits_touch_and_all_can_be_undone(text):
    edits = list(convention_edits(text))
    read = applied(text, edits)
    assert undone(read, edits) == text
    assert [edit.start for edit in sorted(edits, key=lambda one: one.start)] == sorted({edit.start for edit in edits})


@given(st.lists(SIGNS, max_size=40).map("".join))
def test_the_reading_loses_no_word(text):
    words = {"слово", "word", "съезд", "мая"}
    read = applied(text, convention_edits(text))
    assert [read.count(word) for word in words] == [text.count(word) for word in words]


@pytest.mark.parametrize(
    "typed", ["У группы товарищей", "У класса", "У главы правительства", "У части войск", 'размер 5" и 6"']
)
def test_prepositions_and_inches_stay(typed):
    assert reading(typed) == typed


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("CCCР и союзники", "СССР и союзники"),
        ('"Завод "Серп и молот""', "«Завод «Серп и молот»»"),
        ('кричит"Ура".', "кричит«Ура»."),
        ("I-го мая", "1-го мая"),
        ("ЗI-го декабря", "31-го декабря"),
        ("I/2 листа", "1/2 листа"),
        ("ЗО.З.53", "30.3.53"),
        ("1.ООО.ООО рублей", "1.000.000 рублей"),
        ("решения У съезда", "решения V съезда"),
    ],
)
def test_the_text_around_decides_what_a_sign_means(typed, read):
    assert reading(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "от 24.III.53 г., 3.II.1953 г., 5.I.53; 30/III-53; 2.III.05; 29.III.",
        "32.III.53",
        "II-й этап",
        "Петр I, З. Иванова, О том",
        "№ 5, З. Иванова",
        "О часах и минутах",
        "I. Дело и II. Дела",
        "Колонка  1    Колонка  2",
        "Фамилия\tИмя  Отчество",
    ],
)
def test_what_is_settled_or_tells_columns_stays(typed):
    assert reading(typed) == typed


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("I,25", "1,25"),
        ("О,75", "0,75"),
        ("3,I%", "3,1%"),
        ("I.500", "1.500"),
        ("З.500", "3.500"),
        ("ЗО чел.", "30 чел."),
        ("№№ I, 2, З", "№№ 1, 2, 3"),
        ("IОО", "100"),
        ("IО рублей", "10 рублей"),
        ("З-З0", "3-30"),
        ('""Победа""', "««Победа»»"),
    ],
)
def test_a_number_is_figures_as_a_whole(typed, read):
    assert reading(typed) == read


CYRILLIC_KEYS = str.maketrans({"V": "У", "X": "Х"})
MONTH_NAMES = ("января", "марта", "мая", "августа", "декабря")
DATE_TEXTS = st.builds(
    lambda form, day, month, name, year: form.format(
        d=day, r=to_roman(month), c=to_roman(month).translate(CYRILLIC_KEYS), m=month, n=name, y=year, s=year % 100
    ),
    st.sampled_from(
        [
            *(
                "{d}.{r}.{s:02d} г.",
                "{d}/{r}-{s:02d}",
                "{d}.{r}.{y}",
                "{d}/{c}.{y}",
                "{d}.{m:02d}.{y}",
                "/{d}.{r}.{y}/",
            ),
            *("{d} {n} {y} г.", '"{d}"{n} {y}г.', '" {d} " {n} {y}', "{d}  {n}", "{d}-го {n} {s:02d} г.", "{n} {y}"),
            *("{d}.{r}.", "{d}.{c}.{s:02d}", "{d}/{m} {n}", "March {d}, {y}"),
        ]
    ),
    st.integers(1, 33),
    st.integers(1, 12),
    st.sampled_from(MONTH_NAMES),
    st.integers(1700, 2099),
)
TYPED = st.sampled_from(
    [str.maketrans({}), str.maketrans("1", "I"), str.maketrans("103", "IОЗ"), str.maketrans("1", "l")]
)


# The same examples every time: dates typed with I for every figure beside Roman months can be ambiguous.
@settings(derandomize=True)
@given(st.lists(st.builds(str.translate, DATE_TEXTS, TYPED), min_size=1, max_size=4).map("; ".join))
def test_the_reading_of_dates_is_final_and_means_the_same(text):
    whole = RUSSIAN + text
    read = applied(whole, convention_edits(whole))
    assert applied(read, convention_edits(read)) == read
    assert [date.iso for date in find_dates(read)] == [date.iso for date in find_dates(whole)]


@pytest.mark.parametrize("seed", ["I", "З.", "1-", "№ I, ", "12 мая ", '"', "/", " ", "I.III.", "О"])
def test_a_long_text_made_to_look_like_figures_takes_seconds(seed):
    started = time.perf_counter()
    list(convention_edits((RUSSIAN + seed * 100_000)[:100_000]))
    assert time.perf_counter() - started < 10
