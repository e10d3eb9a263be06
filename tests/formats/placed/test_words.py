"""A table of words: a row a word, what it is in each layer, where it stands; nothing in it is a formula."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings

from ocr_pipeline.formats.placed.words import COLUMNS, FORMAT
from ocr_pipeline.formats.tables import harmless
from ocr_pipeline.records import Alternative, Mark, MarkKind, replace
from tests.support.placed_pages import documents, failed_page, material_of, typed_page
from tests.support.table_pages import page_in_regions

FULL = "эта строка заполнена до самого правого края листа бумаги"


def rows(*pages, place=0):
    content = FORMAT.leaf(material_of(*pages), place, pages[place]).decode()
    return list(csv.DictReader(io.StringIO(content, newline=""), dialect="excel-tab"))


def test_a_word_has_its_place_on_the_page_in_the_text_and_on_the_scan():
    page = typed_page("1", "- 5 -", FULL), typed_page("2", "- 6 -", FULL)
    row = rows(*page, place=1)[4]
    assert {name: row[name] for name in COLUMNS[:16]} == {
        "page": "2",
        "page number": "6",
        "region": "1",
        "kind": "paragraph",
        "row": "",
        "column": "",
        "line": "2",
        "word": "2",
        "start": str(len(f"- 5 -\n{FULL}\f- 6 -\nэта ")),
        "end": str(len(f"- 5 -\n{FULL}\f- 6 -\nэта строка")),
        "left": "180",
        "top": "120",
        "right": "296",
        "bottom": "152",
        "confidence": "0.9",
        "typed": "строка",
    }


def test_a_word_is_what_it_is_in_each_layer_and_together_with_its_other_half():
    found = rows(typed_page("1", FULL + " необ-", "ходимости в I953 году"))
    layers = [(row["typed"], row["clean"], row["reading"], row["whole word"]) for row in found]
    assert layers[9:11] == [
        ("необ-", "необ", "необ", "необходимости"),
        ("ходимости", "ходимости", "ходимости", "необходимости"),
    ]
    assert ("I953", "I953", "1953", "") in layers


def test_cells_have_their_row_and_column():
    found = rows(page_in_regions("1", "сверху", [["Год", "План"], ["1950", ""]]))
    assert [(row["typed"], row["row"], row["column"]) for row in found][1:] == [
        ("Год", "1", "1"),
        ("План", "1", "2"),
        ("1950", "2", "1"),
    ]


def test_marks_and_alternatives_are_told_in_words():
    page = typed_page("1", "эа")
    word = page.lines[0].words[0]
    others = tuple(Alternative(text=text, probability=share) for text, share in (("з", 0.2), ("ю", 0.05)))
    line = replace(
        page.lines[0], words=(replace(word, glyphs=(word.glyphs[0], replace(word.glyphs[1], alternatives=others))),)
    )
    mark = Mark(kind=MarkKind.UNDERLINED, box=word.box, line=0, first_word=0, last_word=0)
    (row,) = rows(replace(page, lines=(line,), marks=(mark,)))
    assert (row["marks"], row["alternatives"]) == ("underlined", "2 з 0.2; 2 ю 0.05")


def test_a_page_without_words_is_its_heading():
    assert FORMAT.leaf(material_of(failed_page("1")), 0, failed_page("1")).decode() == "\t".join(COLUMNS) + "\r\n"


@settings(max_examples=40)
@given(documents())
def test_every_word_comes_back_and_none_is_a_formula(pages):
    for place, page in enumerate(pages):
        typed = [word.text for line in page.lines for word in line.words]
        assert [row["typed"] for row in rows(*pages, place=place)] == [harmless(text) for text in typed]
