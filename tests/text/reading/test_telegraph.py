"""Telegraph words are resolved in telegrams, and stay in lists that explain them, in names and in prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.compare.profile import load_profile
from ocr_pipeline.languages import languages_of
from ocr_pipeline.records import EditKind
from ocr_pipeline.text import Layer, clean_text, layer_text, undone
from ocr_pipeline.text.reading.telegraph import telegraph_marks

TELEGRAM = "Встречен послом тчк Передал зпт что согласен тчк "


def reading(text):
    return layer_text(clean_text("d", text, lines_are_paragraphs=True), Layer.READING)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Прибыл тчк", "Прибыл."),
        ("ПРИБЫЛ ТЧК", "ПРИБЫЛ."),
        ("Прибылтчк", "Прибыл."),
        ("Сообщаю двтч все здоровы", "Сообщаю: все здоровы"),
        ("Прибыл тчкзпт уехал", "Прибыл; уехал"),
        ("Когда прибудете вопр", "Когда прибудете?"),
        ("Когда прибудетевопр", "Когда прибудете?"),
        ("Поздравляем вскл", "Поздравляем!"),
        ("Посол тире министр", "Посол — министр"),
        ("Посол скб Рощин скб прибыл", "Посол (Рощин) прибыл"),
        ("Газета квч Правда квч тчк", "Газета «Правда»."),
        ("Ваш нр 333 получен", "Ваш № 333 получен"),
        ("Ваш НР I2 получен", "Ваш № 12 получен"),
        ("Ваш нр О положении", "Ваш нр О положении"),
        ("Ваш НР ЗАПОЗДАЛ", "Ваш НР ЗАПОЗДАЛ"),
        ("Получено абз Далее", "Получено\n\nДалее"),
    ],
)
def test_words_are_read_as_the_marks_that_they_stand_for(typed, read):
    assert reading(TELEGRAM + typed) == f"Встречен послом. Передал, что согласен. {read}"


@pytest.mark.parametrize(
    "text",
    [
        "В телеграммах пишут зпт, тчк и тире, чтобы знаки не пропали. Так было, пока их не научились передавать.",
        "тчк - точка",
        "Сокращения: тчк - точка, зпт - запятая, двтч - двоеточие, скб - скобка, квч - кавычка",
        "тчк точка зпт запятая двтч двоеточие тире тире скб скобка",
        "тчк зпт двтч тире скб",
        "Завод ЗПТ выпустил станки. Их получили, как и обещано, все цеха завода.",
        "Поставьте тире, точку и вопр. знак.",
    ],
)
def test_lists_names_and_prose_stay(text):
    assert list(telegraph_marks(text, "rus")) == []


def test_a_telegram_among_prose_is_read_and_the_prose_stays():
    prose = "Телеграмма получена вчера, и в ней, как видно, тире поставлено зря. Проверено, исправлено, отправлено."
    text = f"{prose}\n\n{TELEGRAM}Рощин\n\n{prose}\n\n{prose}"
    assert reading(text) == f"{prose}\n\nВстречен послом. Передал, что согласен. Рощин\n\n{prose}\n\n{prose}"


def test_of_an_odd_number_of_brackets_none_is_guessed():
    assert reading(f"{TELEGRAM}Посол скб Рощин").endswith("Посол скб Рощин")


def test_a_language_without_such_words_has_none():
    assert list(telegraph_marks(TELEGRAM, "eng")) == []


WORDS = st.sampled_from(
    ["тчк", "ТЧК", "зпт", "скб", "квч", "тире", "абз", "нр", "333", "слово", "приехалзпт", ".", "\n"]
)


@given(st.lists(WORDS, max_size=20).map(" ".join))
def test_what_was_typed_is_given_back(text):
    document = clean_text("d", text)
    read = layer_text(document, Layer.READING)
    assert undone(read, document.reading_edits) == layer_text(document, Layer.CLEAN)
    assert all(edit.reason for edit in document.reading_edits if edit.kind is EditKind.TELEGRAPH)


def test_each_word_is_forgiven_by_the_profile_for_the_mark_that_it_is_read_as():
    profile = load_profile()
    (russian,) = languages_of("rus").named
    words = russian.telegraph
    marks = [*words.behind.items(), *((word, mark) for word, pair in words.pairs.items() for mark in pair)]
    marks += [(word, "—") for word in words.dash] + [(word, "№") for word in words.number]
    for word, mark in marks:
        assert profile.forgiven_by(word, mark), word
        assert profile.forgiven_by(word.upper(), mark), word
