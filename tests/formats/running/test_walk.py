"""A document in pieces: together they are every layer, and each is one in all."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.formats.running.walk import parts, pieces
from ocr_pipeline.records import Block, BlockKind, Document, EditKind, Emphasis, MarkKind, PageSpan, PageState
from ocr_pipeline.text import Layer, clean_document, layer_text
from ocr_pipeline.text.edits import applied
from tests.support.edited_documents import edits, stretches
from tests.support.typed_documents import a_page

LETTERS = st.text("абв -\n", max_size=4)


@st.composite
def documents(draw):
    text = draw(st.text("абвг -\n", max_size=30))
    cleaning = draw(edits(text, [EditKind.LINE_JOIN], LETTERS))
    clean = applied(text, cleaning)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=2)))
    return Document(
        name="d",
        diplomatic=text,
        pages=tuple(
            PageSpan(id=f"{number}", state=PageState.DONE, start=start, end=end)
            for number, (start, end) in enumerate(pairwise([0, *cuts, len(text)]))
        ),
        edits=cleaning,
        reading_edits=draw(edits(clean, [EditKind.FIGURE], LETTERS)),
        emphases=tuple(
            Emphasis(kind=MarkKind.UNDERLINED, start=start, end=end) for start, end in draw(stretches(len(text), 2))
        ),
        blocks=tuple(
            Block(kind=BlockKind.PARAGRAPH, start=start, end=end) for start, end in draw(stretches(len(text), 3))
        ),
    )


@given(documents())
def test_the_pieces_together_are_every_layer(document):
    found = list(pieces(document))
    clean = applied(document.diplomatic, document.edits)
    assert "".join(piece.diplomatic for piece in found) == document.diplomatic
    assert "".join(piece.clean for piece in found) == clean
    assert "".join(piece.reading for piece in found) == applied(clean, document.reading_edits)
    assert [edit for piece in found for edit in piece.edits] == list(document.edits)
    assert [edit for piece in found for edit in piece.reading_edits] == list(document.reading_edits)


@given(documents())
def test_a_piece_without_edits_is_the_same_in_every_layer_and_has_one_set_of_marks(document):
    for piece in pieces(document):
        assert piece.diplomatic == document.diplomatic[piece.start : piece.end]
        if not piece.edits and not piece.reading_edits:
            assert piece.diplomatic == piece.clean == piece.reading
            for place in range(piece.start, piece.end):
                marked = {one.kind for one in document.emphases if one.start <= place < one.end}
                assert marked == piece.marks
                block = next((n for n, one in enumerate(document.blocks) if one.start <= place < one.end), None)
                assert block == piece.block


@given(documents())
def test_parts_are_the_blocks_in_their_order_and_what_stands_between(document):
    found = list(parts(document))
    assert "".join(part.clean for part in found) == applied(document.diplomatic, document.edits)
    known = [part.block for part in found if part.block is not None]
    assert known == [block for block in document.blocks if block in known]


def test_a_page_number_stands_between_two_halves_of_a_block_that_goes_on_over_the_page():
    pages = [
        a_page("0001", ("Во время второй встречи 29 марта Ким Ир Сен вновь заявил, что мини-",)),
        a_page("0002", ("- 1020 -", "стра исполняет Ли Дон Ген и не считает нужным откладывать переговоры")),
    ]
    document = clean_document("d", pages)
    (part,) = (part for part in parts(document) if part.block)
    assert "министра исполняет" in part.clean
    assert part.clean == layer_text(document, Layer.CLEAN)
    assert {piece.page for piece in part.pieces} == {0, 1}
    removed = [edit for piece in part.pieces for edit in piece.edits if edit.kind is EditKind.PAGE_NUMBER]
    assert [edit.before for edit in removed] == ["- 1020 -"]


@pytest.mark.parametrize("lines", [(), ("Ким Ир Сен",)])
def test_a_document_of_empty_pages_has_no_blocks_and_no_text(lines):
    document = clean_document("d", [a_page("0001", ()), a_page("0002", lines), a_page("0003", ())])
    assert "".join(piece.clean for piece in pieces(document)) == "".join(lines)
    assert len([part for part in parts(document) if part.block]) == len(lines)
