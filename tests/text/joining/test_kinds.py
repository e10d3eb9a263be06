"""What the blocks of a text are: by what they say and where they stand, and never by that alone in running prose."""

from __future__ import annotations

import pytest

from ocr_pipeline.records import BlockKind, Mark, MarkKind, replace
from ocr_pipeline.text import Layer, clean_document, clean_text, layer_text
from tests.support.typed_pages import a_page

FULL = "Эта строка заполнена до самого правого края листа бумаги"
NEXT = "другая строка тоже доходит до правого края этой страницы"
THIRD = "третья строка идёт следом и тоже занимает всю её ширину."
PROSE = (f"     {FULL}", NEXT, THIRD)
HEADING, PARAGRAPH, ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM


def blocks(*lines):
    """The kinds and texts of the blocks of a page read from a scan."""
    return of_document(clean_document("d", [a_page("1", *lines)]))


def of_document(document):
    return [(block.kind, document.diplomatic[block.start : block.end]) for block in document.blocks]


def kinds(*lines):
    return [kind for kind, _ in blocks(*lines)]


def test_running_prose_is_paragraphs():
    assert kinds(*PROSE, *PROSE, *PROSE) == [PARAGRAPH, PARAGRAPH, PARAGRAPH]


@pytest.mark.parametrize(
    "heading",
    [
        ("                    Введение",),
        ("ОБ ИТОГАХ ГОДА",),
        ("     2.1. Адресация памяти.",),
        ("     2.2. Польская запись в качестве", "            внутреннего языка машины."),
        ("Глава 3",),
        ("            ОБ ИТОГАХ ГОДА", "         И О ПЛАНЕ РАБОТЫ"),
    ],
    ids=lambda lines: lines[0].strip(),
)
def test_a_line_that_stands_apart_and_shows_it_is_a_heading(heading):
    found = blocks(*PROSE, "", *heading, "", *PROSE)
    assert [kind for kind, _ in found] == [PARAGRAPH, HEADING, PARAGRAPH]
    assert found[1][1] == "\n".join(line.strip() for line in heading)


def test_prose_above_verse_and_below_it_is_none_though_its_line_begins_with_a_capital():
    verse = ("Союз нерушимый республик свободных", "Сплотила навеки Великая Русь.") * 2
    prose = ("После этого собрание закрылось, и все разошлись по домам,", "довольные тем, что вечер прошёл так хорошо.")
    document = clean_text("d", "\n".join(("На собрании пели песню:", "", *verse, "", *prose)))
    assert [block.kind for block in document.blocks] == [PARAGRAPH, BlockKind.VERSE, PARAGRAPH]


@pytest.mark.parametrize(
    "line",
    [
        "            x = y + 2z (1)",
        "            ИР 06I А Б",
        "                    и так далее,",
        "     Он приехал вчера.",
        "     1956 г. был трудным.",
        "            В.М.МОЛОТОВ",
    ],
    ids=str.strip,
)
def test_formulas_ends_of_sentences_and_names_are_no_headings(line):
    assert HEADING not in kinds(*PROSE, "", line, "", *PROSE)


def test_in_a_text_of_capitals_capitals_are_no_headings():
    assert kinds(*(line.upper() for line in (*PROSE, "", "ИТОГИ РАБОТЫ", "", *PROSE))) == [
        PARAGRAPH,
        PARAGRAPH,
        PARAGRAPH,
    ]


def test_a_line_that_is_underlined_as_a_whole_and_stands_apart_is_a_heading():
    page = a_page("1", *PROSE, "", "     О плане работы", "", *PROSE)
    line = page.lines[3]
    mark = Mark(kind=MarkKind.UNDERLINED, box=line.box, line=3, first_word=0, last_word=2)
    assert [kind for kind, _ in of_document(clean_document("d", [replace(page, marks=(mark,))]))] == [
        PARAGRAPH,
        HEADING,
        PARAGRAPH,
    ]
    assert [kind for kind, _ in of_document(clean_document("d", [page]))] == [PARAGRAPH, PARAGRAPH, PARAGRAPH]


@pytest.mark.parametrize(
    "marks",
    [("а)", "б)", "в)"), ("1.", "2.", "3."), ("I.", "2.", "В."), ("-", "-", "-"), ("а/", "6/", "в/")],
    ids=lambda marks: " ".join(marks),
)
def test_items_of_a_list_are_a_block_each_one_below_the_other(marks):
    items = [f"     {mark} Первое дело записано;" for mark in marks]
    document = clean_document("d", [a_page("1", *PROSE, *items, *PROSE)])
    assert [kind for kind, _ in of_document(document)] == [PARAGRAPH, ITEM, ITEM, ITEM, PARAGRAPH]
    assert "\n\n" + "\n".join(item.strip() for item in items) + "\n\n" in layer_text(document, Layer.CLEAN)


def test_one_item_alone_is_a_paragraph():
    assert kinds(*PROSE, "     а) так сказано в тексте документа.", *PROSE) == [PARAGRAPH, PARAGRAPH, PARAGRAPH]


def test_an_item_hangs_below_its_first_word():
    items = [f"{number}. {FULL}" for number in (1, 2)]
    lines = (items[0], "   и ещё несколько слов.", items[1], "   и ещё несколько слов.")
    document = clean_document("d", [a_page("1", *lines)])
    assert [kind for kind, _ in of_document(document)] == [ITEM, ITEM]
    assert layer_text(document, Layer.CLEAN) == "\n".join(f"{item} и ещё несколько слов." for item in items)


def test_entries_of_the_contents_are_a_block_each_however_full_their_lines():
    lines = (
        "                    СОДЕРЖАНИЕ",
        "1. Введение . . . . . . . . . . . . . . . . . . . . .  4",
        "2.Система команд . . . . . . . . . . . . . . . . . . . 7",
        "3. Содержательная интерпретация",
        "   объектов алгоритма . . . . . . . . . . . . . . . . 20",
    )
    document = clean_document("d", [a_page("1", *lines)])
    assert [kind for kind, _ in of_document(document)] == [HEADING, *[BlockKind.CONTENTS] * 3]
    assert layer_text(document, Layer.CLEAN).split("\n")[-1].startswith("3. Содержательная интерпретация объектов")


def test_a_signature_keeps_its_lines_and_an_address_too():
    lines = (
        "                              Министру иностранных дел",
        "                              тов. Молотову В.М.",
        "",
        *PROSE,
        "",
        "     Посол СССР в КНР",
        "                                        Н.Рощин",
    )
    found = blocks(*lines)
    assert [kind for kind, _ in found] == [BlockKind.ADDRESS, PARAGRAPH, BlockKind.SIGNATURE]
    assert found[2][1] == "Посол СССР в КНР\nН.Рощин"


def test_office_and_name_in_a_row_sign():
    rows = ("    Посол СССР                     Кузнецов", "    Советник                       Федоренко")
    assert kinds(*PROSE, "", *rows) == [PARAGRAPH, BlockKind.SIGNATURE]
    figures = ("Год        План       Факт", "1951       120        118", "1952       130        140")
    assert kinds(*PROSE, *figures, *PROSE) == [PARAGRAPH, BlockKind.TABLE, PARAGRAPH]


def test_a_word_alone_at_the_right_is_no_signature():
    assert BlockKind.SIGNATURE not in kinds(*PROSE, "                                   влияние")


def test_a_name_alone_at_the_right_signs_at_the_foot_of_a_page_and_heads_nothing():
    signed = (*PROSE, "     Об этом сообщите.", "", "", "                                   МОЛОТОВ")
    two = clean_document("d", [a_page("1", *signed), a_page("2", *PROSE)])
    assert [kind for kind, _ in of_document(two)] == [PARAGRAPH, PARAGRAPH, BlockKind.SIGNATURE, PARAGRAPH]
    assert kinds(*signed)[-1] is BlockKind.SIGNATURE
    assert BlockKind.SIGNATURE not in kinds(*signed[:-1], "                                   Молотову")
    within = kinds(*signed, "", *PROSE)
    assert HEADING not in within
    assert BlockKind.SIGNATURE not in within


VERSE = (
    "Мороз и солнце; день чудесный!",
    "Ещё ты дремлешь, друг прелестный -",
    "Пора, красавица, проснись:",
    "Открой сомкнуты негой взоры",
    "Навстречу северной Авроры,",
    "Звездою севера явись!",
)


def test_verse_is_one_block_and_the_prose_behind_it_another():
    document = clean_text("d", "\n".join((*VERSE, "ДОРОГИЕ ДРУЗЬЯ!", FULL.capitalize(), NEXT)))
    assert [kind for kind, _ in of_document(document)] == [BlockKind.VERSE, HEADING, PARAGRAPH]
    assert layer_text(document, Layer.CLEAN).startswith("\n".join(VERSE) + "\n\nДОРОГИЕ")


def test_a_gap_left_in_prose_makes_no_row_of_a_table():
    gap = "другая строка, где      от руки вписано имя и больше нет"
    document = clean_document("d", [a_page("1", f"     {FULL}", gap, NEXT, THIRD)])
    assert [kind for kind, _ in of_document(document)] == [PARAGRAPH]
    assert "\n" not in layer_text(document, Layer.CLEAN)


def test_pages_without_lines_have_no_blocks():
    assert clean_document("d", [a_page("1")]).blocks == ()
