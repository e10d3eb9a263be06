"""The clean text in paragraphs and tables: nothing of it is lost, and each run has one look."""

from __future__ import annotations

from hypothesis import given

from ocr_pipeline.formats.running.doubts import Doubt
from ocr_pipeline.formats.word.paragraphs import Grid, Paragraph, flow
from ocr_pipeline.records import Block, BlockKind, Document, Edit, EditKind
from ocr_pipeline.text import Layer, layer_text
from tests.formats.running.test_walk import documents as any_documents
from tests.support.generated_documents import ITEMS, documents


def paragraphs(document, doubts=()):
    found = list(flow(document, doubts))
    assert all(isinstance(one, Paragraph) for one in found)
    return [one for one in found if isinstance(one, Paragraph)]


def text_of(one):
    if isinstance(one, Paragraph):
        return one.text
    rows = [[""] * one.columns for _ in range(one.rows)]
    for laid in one.cells:
        rows[laid.cell.row][laid.cell.column] = "".join(run.text for run in laid.runs)
    return "\n".join("\t".join(row) for row in rows if any(row))


@given(documents())
def test_paragraphs_and_tables_with_what_parts_them_are_the_clean_text(document):
    found, before = "", None
    for one in flow(document):
        kind = one.kind if isinstance(one, Paragraph) else BlockKind.TABLE
        parted = "\n" if kind is before and kind in ITEMS else "\n\n" if found else ""
        found, before = found + parted + text_of(one), kind
    assert found == layer_text(document, Layer.CLEAN)


@given(any_documents())
def test_no_character_is_lost_however_blocks_and_edits_lie(document):
    found = "".join(map(text_of, flow(document)))
    assert "".join(found.split()) == "".join(layer_text(document, Layer.CLEAN).split())


@given(documents())
def test_a_cell_has_its_own_text(document):
    for one in flow(document):
        if isinstance(one, Grid):
            assert ["".join(run.text for run in laid.runs) for laid in one.cells] == [
                laid.cell.text for laid in one.cells
            ]


@given(documents(with_tables=False))
def test_a_run_is_of_one_doubtful_word_at_most(document):
    words, at = [], 0
    for word in document.diplomatic.split():
        start = document.diplomatic.index(word, at)
        at = start + len(word)
        words.append(Doubt(start, at, word, 0.5))
    for paragraph in paragraphs(document, words):
        for run in paragraph.runs:
            if run.doubt is not None and not run.text.isspace():
                assert run.text in words[run.doubt].text


def test_what_is_written_at_the_end_of_a_block_goes_with_it():
    document = Document(
        name="d",
        diplomatic="начало\nконец",
        pages=(),
        edits=(
            Edit(kind=EditKind.GAP, start=6, before="", after=" […]", reason="r"),
            Edit(kind=EditKind.PARAGRAPH, start=6, before="\n", after="\n\n", reason="r"),
            Edit(kind=EditKind.GAP, start=7, before="", after="[…] ", reason="r"),
        ),
        blocks=(
            Block(kind=BlockKind.VERSE, start=0, end=6),
            Block(kind=BlockKind.SIGNATURE, start=7, end=12),
        ),
    )
    assert [(one.kind, one.text) for one in paragraphs(document)] == [
        (BlockKind.VERSE, "начало […]"),
        (BlockKind.SIGNATURE, "[…] конец"),
    ]


def test_a_table_without_a_record_keeps_its_rows_and_tabs():
    document = Document(
        name="d",
        diplomatic="а\tб\nв\tг",
        pages=(),
        edits=(),
        blocks=(Block(kind=BlockKind.TABLE, start=0, end=7),),
    )
    (one,) = paragraphs(document)
    assert (one.kind, one.text) == (BlockKind.TABLE, "а\tб\nв\tг")
