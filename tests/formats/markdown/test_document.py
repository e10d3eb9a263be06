"""Markdown: a reader of it gives the clean text back, whatever stands in it; and what typists set off is set off."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given, settings
from lxml import html
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from ocr_pipeline.formats.markdown.document import document_text
from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.running.walk import parts
from ocr_pipeline.records import (
    Block,
    BlockKind,
    Document,
    Edit,
    EditKind,
    Emphasis,
    MarkKind,
    PageSpan,
    PageState,
    replace,
)
from ocr_pipeline.settings import Writing
from ocr_pipeline.text import clean_document
from ocr_pipeline.text.page_marks import mark_of
from tests.support.edited_documents import documents, read_documents, tables
from tests.support.table_pages import page_in_regions
from tests.support.typed_documents import a_page

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
TOGETHER = (BlockKind.CONTENTS, BlockKind.LABEL)


def written(document, **asked):
    return document_text(Material(document, [], Writing(**asked))).decode()


def read(markdown):
    """The texts of the blocks that a reader sees: paragraphs, headings, items with their numbers, cells."""
    found, label = [], ""
    for token in READER.parse(markdown):
        if token.type == "list_item_open":
            label = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "inline":
            found.append(label + "".join(map(shown, token.children)))
            label = ""
        elif token.type == "html_block":
            found += ["\n".join(map(str, cell.itertext())) for cell in html.fromstring(token.content).iter("td")]
    return found


def shown(token):
    if token.type in ("hardbreak", "softbreak") or token.content == "<br>":
        return "\n"
    return str(token.content) if token.type in ("text", "text_special") else ""


def typed(document):
    """The clean texts of the blocks, of those that stand as one paragraph one."""
    found = []
    with_text = [part for part in parts(document) if part.clean.strip()]
    for kind, group in groupby(with_text, key=lambda part: part.block.kind if part.block else None):
        texts = [part.clean for part in group]
        found += (
            ["\n".join(texts)] if kind in TOGETHER else [text.strip(" \n") for text in texts] if kind is None else texts
        )
    return found


def without_dash(text):
    return text[1:].lstrip(" ") if text[:1] in ("-", "–", "—") else text


@given(documents())
def test_a_reader_gives_the_text_of_any_document_back(document):
    blocks = tuple(replace(block, call=None) for block in document.blocks)
    document = replace(document, reading_edits=(), tables=(), blocks=blocks)
    for seen, meant in zip(read(written(document)), typed(document), strict=True):
        assert seen == meant or seen == without_dash(meant)


@given(tables())
def test_a_reader_gives_the_cells_of_a_table_back(document):
    texts = [cell.text for table in document.tables for cell in table.cells]
    assert [text for text in read(written(document)) if text] == ["Таблица", *texts, "Конец"]


@settings(max_examples=40)
@given(read_documents())
def test_page_marks_stand_in_the_text_and_are_all_that_is_added(made):
    document = replace(made[0], reading_edits=())
    plain = "".join("".join(read(written(document))).split())
    marked = "".join("".join(read(written(document, page_marks=True))).split())
    rest = iter(marked)
    assert all(character in rest for character in plain)


def a_document(*blocks, emphases=()):
    text, found, edits = "", [], []
    for kind, one in blocks:
        if text:
            edits.append(Edit(kind=EditKind.PARAGRAPH, start=len(text), before="\n", after="\n\n", reason="r"))
            text += "\n"
        found.append(Block(kind=kind, start=len(text), end=len(text) + len(one)))
        text += one
    span = PageSpan(id="1", state=PageState.DONE, start=0, end=len(text))
    return Document(
        name="d", diplomatic=text, pages=(span,), edits=tuple(edits), blocks=tuple(found), emphases=emphases
    )


@pytest.mark.parametrize(
    ("blocks", "markdown"),
    [
        ([("heading", "2. Система"), ("heading", "2.2. Числа")], "# 2. Система\n\n## 2.2. Числа\n"),
        ([("list-item", "1. Раз"), ("list-item", "2. Два")], "1. Раз\n2. Два\n"),
        ([("list-item", "1. Раз"), ("list-item", "3. Три")], "- 1\\. Раз\n- 3\\. Три\n"),
        ([("list-item", "– раз"), ("list-item", "- два")], "- раз\n- два\n"),
        ([("list-item", "а) раз\nещё")], "- а) раз\\\n  ещё\n"),
        ([("contents", "1. Раз ... 2"), ("contents", "2. Два ... 4")], "1\\. Раз ... 2\\\n2\\. Два ... 4\n"),
        ([("verse", "Раз,\nдва")], "Раз,\\\nдва\n"),
        ([("margin-note", "Ср.\nвыше")], "> Ср.\\\n> выше\n"),
        ([("footnote", "1) Так.")], "1\\) Так.\n"),
        ([("paragraph", "# 5 * 3 < 2_000 & &lt; [1]")], "\\# 5 \\* 3 \\< 2\\_000 & \\&lt; \\[1\\]\n"),
        ([("paragraph", "29.Ш.53 –1 -1")], "29.Ш.53 –1 -1\n"),
        ([], ""),
    ],
)
def test_each_kind_of_block_is_as_markdown_has_it(blocks, markdown):
    assert written(a_document(*((BlockKind(kind), text) for kind, text in blocks))) == markdown


@pytest.mark.parametrize(
    ("text", "start", "end", "kind", "markdown"),
    [
        ("Ким Ир Сен", 4, 6, MarkKind.UNDERLINED, "Ким *Ир* Сен\n"),
        ("Ким Ир Сен", 3, 7, MarkKind.LETTER_SPACED, "Ким *Ир* Сен\n"),
        ("Ким Ир Сен", 4, 6, MarkKind.WAVY, "Ким **Ир** Сен\n"),
        ("Ким Ир Сен", 4, 6, MarkKind.OVERSTRUCK, "Ким ~~Ир~~ Сен\n"),
        ("м2", 1, 2, MarkKind.RAISED, "м<sup>2</sup>\n"),
        ("a(б)в", 1, 4, MarkKind.UNDERLINED, "a<em>(б)</em>в\n"),
        ("(б)", 0, 3, MarkKind.UNDERLINED, "*(б)*\n"),
    ],
)
def test_what_is_set_off_is_set_off(text, start, end, kind, markdown):
    emphasis = Emphasis(kind=kind, start=start, end=end)
    assert written(a_document((BlockKind.PARAGRAPH, text), emphases=(emphasis,))) == markdown


@pytest.mark.parametrize("columns", [1, 2])
def test_what_a_record_puts_in_one_cell_twice_is_there_twice(columns):
    page = page_in_regions("1", [["Год", "План"], ["1950", "сто"]])
    cells = page.regions[0].cells
    again = replace(cells[3], row=0, column=0)
    region = replace(page.regions[0], cells=(*cells[:2], replace(cells[2], column_span=columns), again))
    text = written(clean_document("d", [replace(page, regions=(region,))]))
    assert "Год<br>сто" in text
    assert "План" in text


def test_a_footnote_is_one_where_its_call_is_known():
    document = a_document((BlockKind.PARAGRAPH, "Ким1) сказал"), (BlockKind.FOOTNOTE, "1) Так в тексте."))
    called = replace(document.blocks[1], call=3)
    document = replace(document, blocks=(document.blocks[0], called))
    assert written(document) == "Ким[^1] сказал\n\n[^1]: Так в тексте.\n"
    assert read(written(document)) == ["Ким сказал", "Так в тексте."]


def test_pages_are_marked_when_asked_and_else_not():
    pages = [a_page("0001", ("- 4 -", "Во время второй встречи 29 марта Ким Ир Сен вновь заявил, что мини-"))]
    pages.append(a_page("0002", ("- 5 -", "стра исполняет Ли Дон Ген и не считает нужным откладывать переговоры")))
    document = clean_document("d", pages)
    assert "[" not in written(document)
    assert written(document, page_marks=True).startswith("\\[4\\]\n\nВо время")
    assert "министра \\[5\\] исполняет" in written(document, page_marks=True)


def test_pages_that_are_missing_are_said():
    line = "Во время второй встречи 29 марта Ким Ир Сен вновь заявил, что"
    pages = [a_page(f"{number:04d}", (f"- {number} -", line)) for number in (5, 6, 9, 10)]
    assert any(text.startswith("[") for text in read(written(clean_document("d", pages))))


@given(tables())
def test_a_page_that_begins_with_a_table_has_its_mark_before_it(document):
    begins = document.diplomatic.index("\n") + 1
    span = document.pages[0]
    pages = (replace(span, end=begins - 1), replace(span, id="0002", start=begins))
    document = replace(document, pages=pages)
    texts = read(written(document, page_marks=True))
    assert texts[2] == mark_of(pages[1], 1, document)
