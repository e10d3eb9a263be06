"""A document is cleaned as a whole: furniture goes, words and lines are joined, and all of it can be undone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.languages import load_lexicon
from ocr_pipeline.records import Box, Mark, MarkKind, Page, PageState, ScanRef, Side, TextLine, Word, replace
from ocr_pipeline.text import Layer, applied, clean_document, layer_text, undone
from ocr_pipeline.text.document_lexicon import DocumentLexicon
from ocr_pipeline.text.edits import origins
from ocr_pipeline.text.joining.hyphens import judge_break

SCAN = ScanRef(path="a.png", frame=0, side=Side.WHOLE, sha256="", width=2000, height=3000, resolution=None)
PITCH, DISTANCE = 20, 60


def typed(text, row, indent=0):
    words, column = [], indent
    for word in text.split():
        box = Box(
            left=100 + PITCH * column,
            top=DISTANCE * row,
            right=100 + PITCH * (column + len(word)),
            bottom=DISTANCE * row + 30,
        )
        words.append(Word(text=word, box=box, confidence=1.0))
        column += len(word) + 1
    return TextLine(words=tuple(words), box=Box.around(np.vstack([word.box.corners() for word in words])))


def a_page(name, *lines):
    placed = []
    for row, line in enumerate(lines):
        if line.strip():
            placed.append(typed(line, row, len(line) - len(line.lstrip())))
    return Page(id=name, scan=SCAN, state=PageState.DONE, lines=tuple(placed))


def clean(*pages):
    return layer_text(clean_document("d", pages), Layer.CLEAN)


LEXICON = DocumentLexicon(load_lexicon("rus"), ())
FULL = "эта строка заполнена до самого правого края листа бумаги"


def test_page_numbers_go_with_their_lines_and_words_are_joined_across_pages():
    first = a_page("1", "                  - 1019 -", FULL, "последнее слово этой страницы будет разорвано пере-")
    second = a_page("2", "- 1020 -", "носом и продолжено на следующей странице без пробела")
    document = clean_document("d", (first, second))
    assert "разорвано переносом и продолжено" in layer_text(document, Layer.CLEAN)
    assert "10" not in layer_text(document, Layer.CLEAN)
    assert [span.number.number for span in document.pages] == [1019, 1020]
    assert undone(layer_text(document, Layer.CLEAN), document.edits) == document.diplomatic


@pytest.mark.parametrize(("typed_number", "number"), [("-5-", 5), ("- 9I -", 91), ("— 88 —", 88), ("- 1O19 -", 1019)])
def test_numbers_typed_with_letters_are_understood(typed_number, number):
    document = clean_document("d", (a_page("1", typed_number, FULL),))
    assert document.pages[0].number.number == number
    assert document.pages[0].number.typed == typed_number


def test_a_number_between_dashes_in_the_middle_of_a_page_stays():
    assert "- 15 -" in clean(a_page("1", FULL, FULL, FULL, "- 15 -", FULL, FULL, FULL))


def test_indents_make_paragraphs_and_full_lines_run_on():
    text = clean(
        a_page("1", "     " + FULL, FULL, FULL, "     Новый абзац начинается с отступа в пять знаков от края", FULL)
    )
    assert text == f"{FULL} {FULL} {FULL}\n\nНовый абзац начинается с отступа в пять знаков от края {FULL}"


def test_short_lines_keep_their_breaks():
    assert clean(a_page("1", FULL, "Кузнецов,", "Федоренко")).endswith("Кузнецов,\nФедоренко")


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("необ-", "ходимости", "необходимости"),
        ("за счёт по-", "-слогового", "за счёт по-слогового"),
        ("1956-", "1960 гг.", "1956-1960 гг."),
        ("Нью-", "Йорк", "Нью-Йорк"),
        ("будет по-", "прежнему", "будет по-прежнему"),
        ("экономия обору -", "дования", "экономия оборудования"),
        ("какой-", "то", "какой-то"),
        ("СССР-", "ский", "СССР-ский"),
    ],
)
def test_hyphens_at_line_ends(above, below, joined):
    found = judge_break(above, below, LEXICON, across_pages=False)
    assert found is not None
    assert above[: len(above) - found.drop_last] + below[found.drop_first :] == joined


def test_the_documents_own_spelling_decides_what_no_lexicon_knows():
    line = "остатки хуцзунань-евской группировки"
    assert "хуцзунань-евской" in clean(a_page("1", line, FULL, "здесь части хуцзунань-", "евской группировки"))
    assert "хуцзунаньевской" in clean(a_page("1", FULL, "здесь части хуцзунань-", "евской группировки"))


def test_halves_that_overlap_across_pages_are_not_joined():
    text = clean(a_page("1", FULL, "опубликование указа-"), a_page("2", "за Президиума Верховного Народного собрания"))
    assert "указаза" not in text
    assert "указа-\nза" in text


def test_an_overlap_is_reported_with_its_pages():
    pages = a_page("1", FULL, "опубликование указа-"), a_page("2", "за Президиума Верховного Народного собрания")
    (remark,) = clean_document("d", pages).remarks
    assert (remark.code, remark.pages) == ("overlap", ("1", "2"))
    assert "указа- / за" in remark.message


def test_a_dash_after_a_space_is_no_hyphen():
    assert judge_break("он сказал -", "нет", LEXICON, across_pages=False) is None


def test_reading_text_resolves_letters_typed_for_figures_and_clean_text_does_not():
    document = clean_document("d", (a_page("1", "в I953 году и З62 дела"),))
    assert layer_text(document, Layer.CLEAN) == "в I953 году и З62 дела"
    assert layer_text(document, Layer.READING) == "в 1953 году и 362 дела"


def test_pages_without_text_leave_no_trace():
    empty = Page(id="2", scan=SCAN, state=PageState.BLANK)
    assert clean(a_page("1", FULL), empty, a_page("3", FULL)) == f"{FULL} {FULL}"
    assert clean(empty, empty) == ""
    assert clean() == ""


LINES = st.lists(st.text(alphabet="абв -1.", min_size=1, max_size=30).filter(str.strip), max_size=8)


@given(st.lists(LINES, max_size=5))
def test_undoing_all_edits_gives_the_diplomatic_text_back_to_the_character(pages):
    document = clean_document("d", [a_page(str(number), *lines) for number, lines in enumerate(pages)])
    text = applied(document.diplomatic, document.edits)
    assert undone(text, document.edits) == document.diplomatic
    assert applied(document.diplomatic, document.edits) == text
    for letter, origin in zip(text, origins(document.diplomatic, document.edits), strict=True):
        assert (document.diplomatic[origin] == letter) if isinstance(origin, int) else letter in origin.after
    assert "\f" not in text


def test_emphasis_of_an_index_is_on_its_characters_alone():
    page = a_page("1", "содержит 25610 слов")
    word = page.lines[0].words[1].box
    box = Box(left=word.right - 2 * PITCH, top=word.top + 15, right=word.right, bottom=word.bottom + 15)
    mark = Mark(kind=MarkKind.LOWERED, box=box, line=0, first_word=1, last_word=1)
    document = clean_document("d", [replace(page, marks=(mark,))])
    (emphasis,) = document.emphases
    assert emphasis.kind is MarkKind.LOWERED
    assert layer_text(document, Layer.DIPLOMATIC)[emphasis.start : emphasis.end] == "10"


def test_emphasis_of_a_word_is_on_the_whole_word():
    page = a_page("1", "это важно")
    mark = Mark(kind=MarkKind.UNDERLINED, box=page.lines[0].words[1].box, line=0, first_word=1, last_word=1)
    (emphasis,) = clean_document("d", [replace(page, marks=(mark,))]).emphases
    assert (emphasis.start, emphasis.end) == (4, 9)
