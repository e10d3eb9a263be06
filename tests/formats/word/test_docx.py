"""DOCX: what python-docx and our own loader read back is the clean text, to the character."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.table import Table as WordTable
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_pipeline.compare.load.word.docx import content
from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.word.docx import document_docx
from ocr_pipeline.formats.xml_text import xml_text
from ocr_pipeline.records import (
    Alternative,
    Block,
    BlockKind,
    Document,
    Emphasis,
    MarkKind,
    PageState,
    Provenance,
    Table,
    TableCell,
    replace,
)
from ocr_pipeline.settings import Writing
from ocr_pipeline.text import Layer, clean_document, layer_text
from tests.support.generated_documents import Typing, documents
from tests.support.typed_documents import a_page


def written(document, pages=(), **writing):
    return document_docx(Material(document, pages, Writing(**writing)))


def opened(data):
    return docx.Document(io.BytesIO(data))


def read_back(data):
    """Return the text that python-docx reads, without page marks; tables, and items in a row, as the clean text has."""
    found, before = "", ""
    for one in opened(data).iter_inner_content():
        style = one.style.name
        if isinstance(one, WordTable):
            text = "\n".join(filter(str.strip, _rows(one)))
        else:
            text = "".join(run.text for run in one.runs if run.style.name != "Page Mark")
        if text:
            is_next = style == before and style in ("List Paragraph", "Contents Entry")
            parted = "\n" if is_next else "\n\n" if found else ""
            found += parted + text
            before = style
    return found


def _rows(table):
    seen = set()
    for row in table.rows:
        cells = []
        for cell in row.cells:
            cells.append("" if cell._tc in seen else cell.text)
            seen.add(cell._tc)
        yield "\t".join(cells)


FEW = settings(max_examples=12)
"""A file takes a tenth of a second to write and to read; what it is made of is tested more (`test_paragraphs`)."""


@FEW
@given(documents(), st.booleans(), st.booleans())
def test_what_is_read_back_is_the_clean_text_to_the_character(document, marks, breaks):
    data = written(document, page_marks=marks, page_breaks=breaks)
    assert read_back(data) == xml_text(layer_text(document, Layer.CLEAN))


@FEW
@given(documents())
def test_our_own_loader_reads_the_same_words(document):
    found = content(written(document), "d.docx")
    assert found.text.split() == xml_text(layer_text(document, Layer.CLEAN)).split()


@FEW
@given(documents(with_tables=False))
def test_our_own_loader_finds_where_pages_begin(document):
    found = content(written(document, page_breaks=True), "d.docx")
    assert len(found.marks) == max(0, len(document.pages) - 1)


def test_equal_documents_are_equal_bytes_without_a_time():
    document = clean_document("d", [a_page("0001")])
    data = written(document)
    assert data == written(document)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"created" not in archive.read("docProps/core.xml")
    assert opened(data).core_properties.created is None


def test_word_checks_the_spelling_and_opens_the_file_as_one_of_today():
    word = opened(written(clean_document("d", [a_page("0001")])))
    settings = word.settings.element
    assert settings.findall("{*}proofState") == []
    assert settings.find("{*}themeFontLang").values()[0] == "ru-RU"
    modes = [mode for mode in settings.iter("{*}compatSetting") if "compatibilityMode" in mode.values()]
    assert ["15" in mode.values() for mode in modes] == [True]
    assert not any("stylesWithEffects" in relation.reltype for relation in word.part.rels.values())


def test_what_is_typed_behind_a_heading_is_text():
    styles = opened(written(clean_document("d", [a_page("0001")]))).styles
    assert {styles[f"Heading {level}"].next_paragraph_style.name for level in range(1, 7)} == {"Body Text"}


def test_two_tables_in_a_row_stay_two():
    typing = Typing()
    for number in range(2):
        start, end = typing.type(f"{number}")
        cell = TableCell(row=0, column=0, row_span=1, column_span=1, text=f"{number}", start=start, end=end)
        typing.tables.append(Table(page="1", rows=1, columns=1, cells=(cell,)))
        typing.blocks.append(Block(kind=BlockKind.TABLE, start=start, end=end))
        if not number:
            typing.type("\n\n")
    found = list(opened(written(typing.document())).iter_inner_content())
    assert [isinstance(one, WordTable) for one in found] == [True, False, True]
    assert found[1].text == ""


def test_a_record_without_pages_has_no_page_marks():
    document = Document(name="d", diplomatic="Текст", pages=(), edits=())
    assert read_back(written(document, page_marks=True, page_breaks=True)) == "Текст"


def test_the_file_says_whose_text_it_is_in_which_language_and_what_wrote_it():
    document = clean_document("Дело <7> & др.", [a_page("0001")], Provenance(program="p 1", engine="", language="rus"))
    word = opened(written(document))
    assert (word.core_properties.title, word.core_properties.language) == ("Дело <7> & др.", "ru-RU")
    assert word.core_properties.author == "p 1"
    assert word.styles.element.find(".//{*}rPrDefault//{*}lang").values()[0] == "ru-RU"


@pytest.mark.parametrize("kind", [kind for kind in BlockKind if kind is not BlockKind.TABLE])
def test_each_kind_of_block_has_a_style_of_its_own(kind):
    typing = Typing()
    typing.blocks.append(Block(kind=kind, start=0, end=typing.type("Строка\nдругая")[1]))
    (paragraph,) = opened(written(typing.document())).paragraphs
    assert paragraph.text == "Строка\nдругая"
    styles = {
        BlockKind.PARAGRAPH: "Body Text",
        BlockKind.HEADING: "Heading 1",
        BlockKind.LIST_ITEM: "List Paragraph",
        BlockKind.VERSE: "Verse",
        BlockKind.ADDRESS: "Address",
        BlockKind.SIGNATURE: "Signature Block",
        BlockKind.CONTENTS: "Contents Entry",
        BlockKind.FOOTNOTE: "Page Footnote",
        BlockKind.MARGIN_NOTE: "Margin Note",
        BlockKind.LABEL: "Picture Label",
    }
    assert paragraph.style.name == styles[kind]


def test_a_numbered_heading_has_its_level():
    typing = Typing()
    typing.blocks.append(Block(kind=BlockKind.HEADING, start=0, end=typing.type("2.2. Представление чисел")[1]))
    (paragraph,) = opened(written(typing.document())).paragraphs
    assert paragraph.style.name == "Heading 2"


@pytest.mark.parametrize(
    ("kind", "element", "value"),
    [
        (MarkKind.UNDERLINED, "u", "single"),
        (MarkKind.WAVY, "u", "wave"),
        (MarkKind.OVERSTRUCK, "strike", "true"),
        (MarkKind.LETTER_SPACED, "spacing", "40"),
        (MarkKind.RAISED, "vertAlign", "superscript"),
        (MarkKind.LOWERED, "vertAlign", "subscript"),
    ],
)
def test_what_the_typist_did_to_a_word_is_done_to_it(kind, element, value):
    typing = Typing()
    typing.type("Ким Ир Сен")
    (paragraph,) = opened(written(typing.document([Emphasis(kind=kind, start=4, end=6)]))).paragraphs
    assert [run.text for run in paragraph.runs] == ["Ким ", "Ир", " Сен"]
    properties = [run._r.find(f"{{*}}rPr/{{*}}{element}") for run in paragraph.runs]
    assert properties[0] is None
    assert properties[2] is None
    assert properties[1].values() == [value]


def test_cells_are_merged_as_on_the_page():
    typing = Typing()
    cells = []
    for row, column, high, wide, text in [
        (0, 0, 1, 2, "Потери"),
        (0, 2, 2, 1, "Итог"),
        (1, 0, 1, 1, "3"),
        (1, 1, 1, 1, "4"),
    ]:
        start, end = typing.type(text)
        typing.type("\n", "\t")
        cells.append(
            TableCell(row=row, column=column, row_span=high, column_span=wide, text=text, start=start, end=end)
        )
    typing.tables.append(Table(page="1", rows=2, columns=3, cells=tuple(cells)))
    typing.blocks.append(Block(kind=BlockKind.TABLE, start=0, end=end))
    (table,) = opened(written(typing.document())).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Потери", "Потери", "Итог"],
        ["3", "4", "Итог"],
    ]
    columns = [int(column.get(f"{{{column.nsmap['w']}}}w")) for column in table._tbl.tblGrid]
    assert table.cell(0, 0).width.twips == sum(columns[:2])


def doubtful(page, *numbers, confidence=0.5):
    line = page.lines[0]
    words = list(line.words)
    for number in numbers:
        word = words[number]
        first = replace(word.glyphs[0], alternatives=(Alternative(text="Х", probability=0.4),))
        words[number] = replace(word, confidence=confidence, glyphs=(first, *word.glyphs[1:]))
    return replace(page, lines=(replace(line, words=tuple(words)), *page.lines[1:]))


def test_a_doubtful_word_has_a_comment_that_says_how_sure_it_is_and_what_else_it_may_be():
    page = doubtful(a_page("0001"), 5)
    word = opened(written(clean_document("d", [page]), [page]))
    (comment,) = word.comments
    assert comment.text == "Уверенность 50 %\nВозможно:\nХарта"
    assert comment.timestamp is None
    marked = [run.text for run in word.paragraphs[0].runs if run.style.name == "Doubtful Word"]
    assert marked == ["марта"]
    text = "".join(run.text for run in word.paragraphs[0].runs)
    assert text == layer_text(clean_document("d", [page]), Layer.CLEAN)


def test_a_page_full_of_doubt_has_some_comments_and_says_how_many_it_has_not():
    lines = [" ".join(["слово"] * 10)] * 30
    page = a_page("0001", lines, confidence=0.3)
    word = opened(written(clean_document("d", [page]), [page]))
    comments = list(word.comments)
    assert len(comments) == 25
    assert "275" in comments[0].text
    assert sum(run.style.name == "Doubtful Word" for one in word.paragraphs for run in one.runs) == 300


def test_a_doubtful_word_of_the_furniture_has_no_comment():
    pages = [
        a_page("0001", ("- 1019 -", *a_page("x").text.splitlines())),
        a_page("0002", ("- 1020 -", "Текст здесь.", "И тут.")),
    ]
    pages[0] = doubtful(pages[0], 1)
    document = clean_document("d", pages)
    assert "1019" not in layer_text(document, Layer.CLEAN)
    assert list(opened(written(document, pages)).comments) == []


def test_pages_begin_where_asked_with_their_numbers():
    pages = [
        a_page("0001", ("- 1019 -", "Во время второй встречи 29 марта Ким Ир Сен вновь заявил, что мини-")),
        a_page("0002", ("- 1020 -", "стра исполняет Ли Дон Ген и не считает нужным откладывать переговоры")),
    ]
    document = clean_document("d", pages)
    word = opened(written(document, pages, page_marks=True))
    marks = [run.text.strip() for one in word.paragraphs for run in one.runs if run.style.name == "Page Mark"]
    assert marks == ["[1019]", "[1020]"]
    assert "[1019] Во время" in word.paragraphs[0].text
    assert "министра [1020] исполняет" in word.paragraphs[0].text
    assert not any(
        run.style.name == "Page Mark" for one in opened(written(document, pages)).paragraphs for run in one.runs
    )


def test_pages_that_are_not_there_are_said_in_a_style_of_their_own():
    pages = [
        a_page("0001", ("- 5 -", "Первая страница кончается здесь.")),
        a_page("0002", ("- 6 -", "Вторая страница.")),
        a_page("0003", ("- 9 -", "Другая начинается так.")),
        a_page("0004", ("- 10 -", "Последняя страница.")),
    ]
    word = opened(written(clean_document("d", pages), pages))
    assert [one.text for one in word.paragraphs if one.style.name == "Missing Pages"] == ["[нет страниц 7-8]"]


def test_a_document_without_text_is_a_file_without_text():
    for document in (clean_document("d", []), clean_document("d", [a_page("0001", ()), a_page("0002", ())])):
        assert read_back(written(document)) == ""


def test_a_page_that_could_not_be_read_is_said():
    pages = [a_page("0001"), replace(a_page("0002", ()), state=PageState.FAILED)]
    document = clean_document("d", pages)
    assert read_back(written(document, pages)).endswith("\n\n[страница не прочитана]")


def test_a_record_without_blocks_has_its_paragraphs_by_the_empty_lines():
    text = "Первый\nабзац\n\nВторой"
    document = Document(name="d", diplomatic=text, pages=(), edits=())
    assert [one.text for one in opened(written(document)).paragraphs] == ["Первый\nабзац", "Второй"]


def test_a_long_document_is_written_whole():
    pages = [a_page(f"{number:04d}", (f"- {number} -", "Текст страницы кончается здесь.")) for number in range(1, 401)]
    document = clean_document("d", pages)
    assert read_back(written(document, pages, page_marks=True)) == layer_text(document, Layer.CLEAN)
