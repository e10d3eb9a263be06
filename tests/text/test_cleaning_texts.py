"""Whole texts cleaned: the reference transcriptions, true pages, and any text at all."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_pipeline.records import Document, EditKind, NumberSource
from ocr_pipeline.text import Keep, Layer, applied, clean_document, clean_text, layer_text, undone
from ocr_pipeline.text.decode.source import read_text
from tests.support.typed_pages import FRAGMENTS, PAGES, a_page

SAMPLE = Path(__file__).resolve().parents[2] / "scans" / "telegram-1953-03-29" / "transcription.txt"
FURNITURE = {EditKind.PAGE_NUMBER, EditKind.HEADER, EditKind.FOOTER, EditKind.CATCHWORD, EditKind.PAGE_MARK}
LINE_ENDS = ("\n", "\r\n", "\r", "\f", "\x85", "\u2028", "\u2029", "\v", "\n\n")


def letters(text):
    """Return the letters and figures of a text, without what stands between them."""
    return re.sub(r"[\W_]+", "", text)


def sound(document: Document) -> None:
    """Assert what holds for every document: layers there and back, edits with reasons, facts at their places."""
    clean = applied(document.diplomatic, document.edits)
    reading = applied(clean, document.reading_edits)
    assert undone(clean, document.edits) == document.diplomatic
    assert undone(reading, document.reading_edits) == clean
    assert (clean, reading) == (layer_text(document, Layer.CLEAN), layer_text(document, Layer.READING))
    for edit in document.edits:
        assert document.diplomatic[edit.start : edit.end] == edit.before
        assert edit.reason
    for facts in (document.facts.dates, document.facts.numbers, document.facts.references):
        assert all(clean[fact.start :].startswith(fact.typed) for fact in facts)
    for emphasis in document.emphases:
        assert 0 <= emphasis.start < emphasis.end <= len(document.diplomatic)
    for remark in document.remarks:
        assert set(remark.pages) <= {page.id for page in document.pages}
    assert Document.model_validate_json(document.model_dump_json()) == document


@pytest.fixture(scope="module")
def telegram():
    return clean_text("telegram", SAMPLE.read_text(encoding="utf-8"))


class TestTheTelegram:
    """The telegram of 29 March 1953, as it was published."""

    def test_both_page_marks_are_found(self, telegram):
        numbers = [page.number for page in telegram.pages]
        assert [(one.number, one.typed) for one in numbers] == [(1019, "- 1019 -"), (1020, "- 1020 -")]
        assert {one.source for one in numbers} == {NumberSource.SEEN}
        assert "1019" not in layer_text(telegram, Layer.CLEAN)
        assert "1020" not in layer_text(telegram, Layer.CLEAN)

    def test_the_overlap_is_reported_once_and_the_halves_stay_as_they_are(self, telegram):
        (remark,) = telegram.remarks
        assert remark.code == "overlap"
        assert "указа- / за" in remark.message
        assert "указа-" in telegram.diplomatic[remark.start : remark.end]
        for layer in Layer:
            assert "указаза" not in layer_text(telegram, layer)
        assert "указа-\nза Президиума" in layer_text(telegram, Layer.CLEAN)

    def test_its_dates_are_understood(self, telegram):
        dates = {date.typed: date.iso for date in telegram.facts.dates}
        assert dates == {
            "29 марта 1953": "1953-03-29",
            "29 марта": "--03-29",
            "29.Ш.53": "1953-03-29",
            "24.Ш.53": "1953-03-24",
        }
        reading = layer_text(telegram, Layer.READING)
        assert "от 29.III.53 г. гг. Кузнецов" in reading
        assert "от 24.III.53 г. г. Молотов" in reading
        assert "29.Ш.53" in layer_text(telegram, Layer.CLEAN)

    def test_its_numbers_are_understood(self, telegram):
        numbers = {(fact.kind, fact.numbers) for fact in telegram.facts.numbers}
        assert numbers >= {
            ("plain", ("333",)),
            ("plain", ("362", "363")),
            ("plain", ("359",)),
            ("incoming", ("6265",)),
            ("outgoing", ("6277",)),
        }

    def test_its_archival_reference_is_understood(self, telegram):
        (found,) = telegram.facts.references
        assert (found.archive, found.fond, found.opis, found.delo, found.listy) == ("АП РФ", "3", "65", "830", "97-99")
        assert found.problem

    def test_not_a_letter_is_lost_but_the_page_numbers(self, telegram):
        without = telegram.diplomatic.replace("- 1019 -", "").replace("- 1020 -", "")
        assert letters(layer_text(telegram, Layer.CLEAN)) == letters(without)
        sound(telegram)


def test_the_reference_page_with_its_citation_and_translation(shared):
    text = (shared / "transcriptions/wilson-112123.txt").read_text(encoding="utf-8")
    document = clean_text("wilson", text)
    sound(document)
    assert [page.number and page.number.number for page in document.pages] == [None, 1019, 1020]
    assert [remark.code for remark in document.remarks] == ["overlap"]
    clean = layer_text(document, Layer.CLEAN)
    assert "<https://wilson-center-digital-archive.dvincitest.com/document/112123>" in clean
    assert letters(clean) == letters(text.replace("- 1019 -", "").replace("- 1020 -", ""))
    archives = [(one.archive, one.fond, one.papka, one.listy) for one in document.facts.references]
    assert archives == [("AVPRF", "059a", "11", "120-122"), ("АП РФ", "3", None, "97-99")]


def test_a_transcription_with_strokes_for_page_breaks_loses_no_word(shared):
    source = read_text(shared / "transcriptions/wilson-110404.html")
    assert "read as HTML" in source.notes
    document = clean_text("wilson", source.text)
    sound(document)
    clean = layer_text(document, Layer.CLEAN)
    assert "//" not in clean
    assert letters(clean) == letters(source.text)
    assert len(document.pages) == 1 + source.text.count("//")
    assert "посмотреть метро, съездить" in clean
    assert "Китайской Народной Республики" in clean
    assert "Китай-ской" not in clean
    assert clean.count("\n\n") == source.text.count("\n") - 1
    assert clean.endswith("консилиум врачей.\n\nПосол СССР в Китае\nН. Рощин")


@pytest.mark.parametrize("despatch", ["EHRI-DR-19390125-US", "EHRI-DR-19390519-US"])
def test_true_pages_of_english_despatches_lose_nothing_but_furniture(shared, despatch):
    pages = [path.read_text("utf-8") for path in sorted((shared / "scans/ehri").glob(f"{despatch}_*.gt.txt"))]
    for document in (
        clean_text("d", "\f".join(pages), language="eng"),
        clean_document("d", [a_page(str(n), *page.strip().split("\n")) for n, page in enumerate(pages)]),
    ):
        sound(document)
        gone = sum(len(letters(edit.before)) for edit in document.edits if edit.kind in FURNITURE)
        clean = layer_text(document, Layer.CLEAN)
        assert len(letters(clean)) == len(letters(document.diplomatic)) - gone
        assert gone < 0.02 * len(letters(document.diplomatic))


@pytest.mark.parametrize("page", ["setun70/s02L", "setun70/s03L", "setun70/s03R", "novosibirsk/p4"])
def test_true_pages_of_russian_reports_are_cleaned_without_a_letter_lost(shared, page):
    text = (shared / f"scans/{page}.gt.txt").read_text("utf-8").strip("\n")
    for document in (clean_text("d", text), clean_document("d", [a_page("1", *text.split("\n"))])):
        sound(document)
        gone = [edit.before for edit in document.edits if edit.kind in FURNITURE]
        assert all(re.fullmatch(r"-\s?\d+\s?-", one) for one in gone)
        number = document.pages[0].number
        assert gone == ([number.typed] if number else [])
        clean = layer_text(document, Layer.CLEAN)
        rest = letters(document.diplomatic.replace(gone[0], "", 1) if gone else document.diplomatic)
        assert letters(clean) == rest
        assert not re.search(r"[а-я]-\n", clean)


PIECES = st.one_of(
    FRAGMENTS,
    st.sampled_from(LINE_ENDS),
    st.sampled_from([" ", "\u00a0", "\t", "\u200b", "\u0301", "\ufeff", "\0", "\x1c", "- 1019 -\n", "\n- 1020 -\n"]),
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=80))


@settings(max_examples=250, deadline=None)
@given(TEXTS, st.frozensets(st.sampled_from(list(Keep))), st.sampled_from(["rus", "eng"]))
def test_any_text_is_cleaned_and_brought_back_to_the_character(text, keep, language):
    document = clean_text("d", text, keep=keep, language=language)
    assert document.diplomatic == text
    sound(document)
    assert clean_text("d", text, keep=keep, language=language) == document


@settings(max_examples=100, deadline=None)
@given(PAGES)
def test_any_pages_are_cleaned_and_brought_back_to_the_character(pages):
    document = clean_document("d", pages)
    assert document.diplomatic == "\f".join(page.text for page in pages)
    sound(document)
    assert "\f" not in layer_text(document, Layer.CLEAN)
    assert [page.id for page in document.pages] == [page.id for page in pages]


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_letters_leave_a_text_only_by_an_edit_that_names_them_furniture(text):
    document = clean_text("d", text)
    for edit in document.edits:
        if edit.kind not in FURNITURE:
            assert letters(edit.before) == letters(edit.after) == ""


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x85"], ids=["crlf", "cr", "ls", "nel"])
def test_line_ends_of_any_system_make_the_same_text(end):
    lines = [
        "- 5 -",
        "эта строка заполнена до самого правого края листа бумаги",
        "другая строка тоже доходит до правого края и о необ-",
        "ходимости встречи говорится на этой странице в I953 году",
    ]
    expected = layer_text(clean_text("d", "\n".join(lines)), Layer.CLEAN)
    assert layer_text(clean_text("d", end.join(lines)), Layer.CLEAN) == expected
    assert "необходимости" in expected


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n", "\f\f\f", "\r\n\r\n"])
def test_a_text_without_a_letter_is_clean_and_empty(text):
    document = clean_text("d", text)
    sound(document)
    assert layer_text(document, Layer.CLEAN) == ""


def test_nothing_is_taken_out_of_what_is_to_be_kept():
    text = "- 5 -\nстрока необ-\nходимости и п а м я т ь\n- 6 -\nконец\n"
    kept = clean_text("d", text, keep=frozenset(Keep))
    assert layer_text(kept, Layer.CLEAN) == text
    assert [page.number.number for page in kept.pages] == [5, 6]


def seconds(text):
    started = time.process_time()
    clean_text("d", text)
    return time.process_time() - started


def prose(lines):
    rng = random.Random(0)
    words = ("дом", "лес", "сад", "река", "необ-ходимо", "город", "завод", "совет", "I953", "29.Ш.53", "№ 5, 6")
    return "\n".join(" ".join(rng.choices(words, k=8)) for _ in range(lines))


@pytest.mark.parametrize(
    "make",
    [
        prose,
        lambda count: prose(count).replace("\n", " "),
        lambda count: "а" * 40 * count,
        lambda count: "/а" * 10 * count,
        lambda count: "1" * 40 * count,
        lambda count: "№ " + "5, " * 10 * count,
        lambda count: "Ф. 3. " * 5 * count,
        lambda count: " " * 40 * count,
        lambda count: "слово-\n" * count,
        lambda count: "\n".join(f"- {page % 97} -" for page in range(count)),
        lambda count: "слово // " * (count // 5),
    ],
    ids=["prose", "one line", "one word", "strokes", "figures", "numbers", "fonds", "spaces", "hyphens", "marks", "//"],
)
def test_time_grows_with_the_text_and_no_faster(make):
    seconds(make(50))
    small, large = seconds(make(500)), seconds(make(4000))
    assert large < 8 * small * 3 + 0.5


def test_a_letter_spaced_header_that_recurs_is_removed_and_breaks_nothing():
    words = ("дом", "лес", "сад", "река", "поле", "город", "завод")
    bodies = ["\n".join(" ".join(random.Random(10 * n + k).choices(words, k=9)) for k in range(8)) for n in range(3)]
    sound(clean_text("d", "\f".join(f"С О В Е Р Ш Е Н Н О  С Е К Р Е Т Н О\n{body}" for body in bodies)))


def test_a_text_that_ends_in_a_page_break_has_pages_in_order():
    for page in clean_text("d", "слово //").pages:
        assert page.start <= page.end


@pytest.mark.parametrize("text", ["см. http://www.mid.ru//x и далее", "https://a.b//c", "a//b", "C:\\\\a//b"])
def test_strokes_within_addresses_are_no_page_break(text):
    assert layer_text(clean_text("d", text), Layer.CLEAN) == text


def test_a_line_of_single_letters_costs_no_more_than_other_lines():
    start = time.process_time()
    sound(clean_text("d", "а " * 50_000))
    assert time.process_time() - start < 10
