"""Hyphens at line ends: a typist's word breaks are closed, a word's own hyphens stay, and each join says why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.languages import load_lexicon
from ocr_pipeline.records import EditKind
from ocr_pipeline.text import Keep, Layer, clean_text, layer_text
from ocr_pipeline.text.document_lexicon import DocumentLexicon
from ocr_pipeline.text.joining.hyphens import judge_break

RUSSIAN = DocumentLexicon(load_lexicon("rus"), ())
ENGLISH = DocumentLexicon(load_lexicon("eng"), ())
FULL = "эта строка заполнена до самого правого края листа бумаги"


def met(above, below, lexicon=RUSSIAN, *, across_pages=False):
    """Return how two lines meet; None where no hyphen is judged, `|` where they are left apart."""
    found = judge_break(above, below, lexicon, across_pages=across_pages)
    if found is None:
        return None
    assert found.reason
    return above[: len(above) - found.drop_last] + ("" if found.joined else "|") + below[found.drop_first :]


@pytest.mark.parametrize(
    ("above", "below", "word"),
    [
        ("необ-", "ходимости", "необходимости"),
        ("из-", "дание", "издание"),
        ("по-", "ехал", "поехал"),
        ("во-", "прос", "вопрос"),
        ("то-", "гда", "тогда"),
        ("коли-", "честве", "количестве"),
        ("не-", "которые", "некоторые"),
        ("контр-", "революция", "контрреволюция"),
        ("Обще-", "ство", "Общество"),
        ("МОСК-", "ВА", "МОСКВА"),
        ("северокорей-", "ский", "северокорейский"),
        ("Пань-", "мыньчжоне", "Паньмыньчжоне"),
        ("отря-", "де", "отряде"),
        ("голо-", "с", "голос"),
        ("объ-", "ем", "объем"),
        ("«Прав-", "да»", "«Правда»"),
        ("марксистско-ленин-", "ский", "марксистско-ленинский"),
        ("Нью-Йор-", "ка", "Нью-Йорка"),
        ("сегод-", "ня,", "сегодня,"),
        ("необ¬", "ходимо", "необходимо"),
        ("необ\u00ad", "ходимо", "необходимо"),
        ("необ‐", "ходимо", "необходимо"),
        ("необ‑", "ходимо", "необходимо"),
        ("необ=", "ходимо", "необходимо"),
        ("обору -", "дования", "оборудования"),
    ],
)
def test_a_broken_word_is_closed(above, below, word):
    assert met(above, below) == word


@pytest.mark.parametrize(
    ("above", "below", "word"),
    [
        ("по-", "прежнему", "по-прежнему"),
        ("по-", "русски", "по-русски"),
        ("из-", "за угла", "из-за угла"),
        ("из-", "под стола", "из-под стола"),
        ("кто-", "либо", "кто-либо"),
        ("где-", "нибудь", "где-нибудь"),
        ("все-", "таки", "все-таки"),
        ("кое-", "какие", "кое-какие"),
        ("скажи-", "ка", "скажи-ка"),
        ("во-", "первых", "во-первых"),
        ("вице-", "премьер", "вице-премьер"),
        ("премьер-", "министр", "премьер-министр"),
        ("генерал-", "лейтенант", "генерал-лейтенант"),
        ("северо-", "западе", "северо-западе"),
        ("НЬЮ-", "ЙОРК", "НЬЮ-ЙОРК"),
        ("военно-", "морской", "военно-морской"),
        ("марксистско-", "ленинский", "марксистско-ленинский"),
        ("Ростов-", "на-Дону", "Ростов-на-Дону"),
        ("Тянь-", "Шань", "Тянь-Шань"),
        ("Москва-", "Пекин", "Москва-Пекин"),
        ("МИД-", "овский", "МИД-овский"),
        ("1956-", "1960 гг.", "1956-1960 гг."),
        ("300-", "400 чел.", "300-400 чел."),
        ("30-", "летний", "30-летний"),
        ("11-", "ти дневный", "11-ти дневный"),
        ("МиГ-", "15", "МиГ-15"),
        ("№ 15-", "с", "№ 15-с"),
        ("какой-", "-то", "какой-то"),
    ],
)
def test_a_words_own_hyphen_stays(above, below, word):
    assert met(above, below) == word


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("он сказал -", "нет"),
        ("Минск -", "Москва"),
        ("слово —", "другое"),
        ("без знака", "в конце"),
        ("знак-.", "за точкой"),
        ("т.-", "е."),
        ("", "слово"),
        ("слово-", ""),
        ("слово-", "(скобка)"),
        ("-", "слово"),
        ("5 -", "7 часов"),
        ("5 —", "7 часов"),
    ],
)
def test_what_is_no_hyphen_is_not_judged(above, below):
    assert met(above, below) is None


@pytest.mark.parametrize(("above", "below"), [("указа-", "за"), ("про-", "ро"), ("указа-", "указа")])
def test_halves_that_overlap_across_pages_are_left_apart(above, below):
    found = judge_break(above, below, RUSSIAN, across_pages=True)
    assert found is not None
    assert found.overlap
    assert met(above, below, across_pages=True) == f"{above}|{below}"


@pytest.mark.parametrize(("above", "below", "word"), [("па-", "па", "папа"), ("прави-", "тельство", "правительство")])
def test_a_word_that_the_lexicon_knows_is_no_overlap(above, below, word):
    assert met(above, below, across_pages=True) == word


@pytest.mark.parametrize(
    ("above", "below", "word"),
    [
        ("govern-", "ment", "government"),
        ("pass-", "port", "passport"),
        ("Anglo-", "American", "Anglo-American"),
        ("anti-", "Jewish", "anti-Jewish"),
        ("Sudeten-", "land", "Sudetenland"),
        ("1938-", "1939", "1938-1939"),
    ],
)
def test_english_words(above, below, word):
    assert met(above, below, ENGLISH) == word


def test_the_documents_own_spelling_decides():
    own = DocumentLexicon(load_lexicon("rus"), ["части хуцзунань-евской группировки и северовосточный ветер"])
    assert met("хуцзунань-", "евской", own) == "хуцзунань-евской"
    assert met("хуцзунань-", "евской") == "хуцзунаньевской"


def test_each_join_says_what_it_rests_on():
    reasons = {
        judge_break(above, below, RUSSIAN, across_pages=False).reason
        for above, below in [("необ-", "ходимо"), ("по-", "прежнему"), ("1956-", "1960"), ("МИД-", "овский")]
    }
    assert reasons == {
        "the lexicon knows необходимо",
        "the lexicon knows по-прежнему",
        "a hyphen beside figures is part of them",
        "an abbreviation with its ending: МИД-овский",
    }


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("он вышел из-", "за угла", "из-за угла"),
        ("о необ-", "ходимости встречи", "необходимости"),
        ("в годы с 1956-", "1960", "1956-1960"),
    ],
)
@pytest.mark.parametrize(
    "mark", ["\f", "\n- 6 -\n", "\n\n- 6 -\n\n", "\f- 6 -\n"], ids=["feed", "mark", "wide", "both"]
)
def test_words_are_joined_across_pages(first, second, text, mark):
    document = clean_text("d", f"- 5 -\n{FULL}\n{first}{mark}{second}\n{FULL}\n{FULL}")
    assert text in layer_text(document, Layer.CLEAN)


def test_stray_hyphens_of_lines_that_are_gone_are_taken_out():
    document = clean_text("d", "правительства Китай-ской Народной Республики")
    assert layer_text(document, Layer.CLEAN) == "правительства Китайской Народной Республики"
    (edit,) = [edit for edit in document.edits if edit.kind is EditKind.HYPHEN]
    assert "Китайской" in edit.reason


@pytest.mark.parametrize(
    "text",
    [
        "по-прежнему, кто-то, из-за, во-первых",
        "Народно-освободительная армия",
        "хуцзунань-евская группировка",
        "в 30-40 тысяч, 11-ти дневный путь",
        "инженер-механик и премьер-министр",
        "Нью-Йорк, Паньмынь-чжон",
        "всё-таки да-да",
    ],
)
def test_other_hyphens_within_lines_stay(text):
    assert layer_text(clean_text("d", text), Layer.CLEAN) == text


def test_hyphens_that_are_to_be_kept_keep_their_lines():
    text = f"{FULL}\nо необ-\nходимости\n{FULL}"
    kept = layer_text(clean_text("d", text, keep=frozenset({Keep.HYPHENS})), Layer.CLEAN)
    assert "необ-\nходимости" in kept


@given(st.text("абв-—= 5Аи'", max_size=12), st.text("абв- 5Аи'", max_size=12), st.booleans())
def test_only_hyphens_and_the_space_before_them_are_ever_dropped(above, below, across_pages):
    found = judge_break(above, below, RUSSIAN, across_pages=across_pages)
    if found is not None:
        dropped = above[len(above) - found.drop_last :] + below[: found.drop_first]
        assert set(dropped) <= set(" -—=")
        assert not (found.overlap and found.joined)


@pytest.mark.parametrize(
    ("above", "below", "joined", "language"),
    [
        ("СССР-", "США", "СССР-США", "rus"),
        ("советско-", "китайский", "советско-китайский", "rus"),
        ("марксизма-", "ленинизма", "марксизма-ленинизма", "rus"),
        ("инженер-", "механик", "инженер-механик", "rus"),
        ("северо-", "восточный", "северо-восточный", "rus"),
        ("советско-китай-", "ского", "советско-китайского", "rus"),
        ("I-", "го", "I-го", "rus"),
        ("well-", "known", "well-known", "eng"),
        ("mother-in-", "law", "mother-in-law", "eng"),
        ("govern-", "ment", "government", "eng"),
    ],
)
def test_compounds_of_two_words_keep_the_hyphen_that_other_words_lose(above, below, joined, language):
    found = judge_break(above, below, DocumentLexicon(load_lexicon(language), ()), across_pages=False)
    assert found is not None
    assert above[: len(above) - found.drop_last] + below[found.drop_first :] == joined
