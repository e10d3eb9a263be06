"""What a block is in TEI, and where breaks and furniture between two blocks go."""

from __future__ import annotations

import pytest
from lxml import etree

from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.tei.document import tei
from ocr_pipeline.records import Block, BlockKind, Document, Edit, EditKind, PageSpan, PageState


def written(*blocks, kept=False):
    """The body of a document of blocks, given as kind and text; their line feeds are kept or joined."""
    text, edits, found = "", [], []
    for kind, typed in blocks:
        if text:
            edits.append(Edit(kind=EditKind.PARAGRAPH, start=len(text), before="\n", after="\n\n", reason="r"))
            text += "\n"
        start = len(text)
        for number, line in enumerate(typed.split("\n")):
            if number:
                if not kept:
                    edits.append(Edit(kind=EditKind.LINE_JOIN, start=len(text), before="\n", after=" ", reason="r"))
                text += "\n"
            text += line
        found.append(Block(kind=kind, start=start, end=len(text)))
    span = PageSpan(id="1", state=PageState.DONE, start=0, end=len(text))
    document = Document(name="d", diplomatic=text, pages=(span,), edits=tuple(edits), blocks=tuple(found))
    return next(etree.fromstring(tei(Material(document, []))).iter("{*}body"))


def shape(element):
    """The names of elements as they stand in each other, without breaks."""
    name = etree.QName(element).localname
    inside = [shape(child) for child in element if etree.QName(child).localname not in ("lb", "pb")]
    return f"{name}({' '.join(inside)})" if inside else name


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ("heading paragraph heading paragraph", "div(head p) div(head p)"),
        ("heading heading paragraph", "div(head head p)"),
        ("paragraph heading paragraph", "div(p) div(head p)"),
        ("paragraph list-item list-item paragraph", "div(p list(item item) p)"),
        ("contents contents list-item", "div(list(item item) list(item))"),
        ("paragraph signature signature paragraph", "div(p signed signed) div(p)"),
        ("verse address", "div(lg(l) p(address(addrLine)))"),
        ("footnote margin-note", "div(note note)"),
        ("label label paragraph", "div(figure(ab ab) p)"),
        ("table", "div(ab)"),
    ],
)
def test_blocks_are_elements(kinds, expected):
    body = written(*((BlockKind(kind), "а") for kind in kinds.split()))
    assert " ".join(shape(child) for child in body) == expected


@pytest.mark.parametrize(("kind", "name"), [(BlockKind.VERSE, "l"), (BlockKind.ADDRESS, "addrLine")])
def test_lines_that_count_are_elements(kind, name):
    body = written((kind, "Товарищу\nКим Ир Сену"), kept=True)
    assert ["".join(line.itertext()).strip() for line in body.iter(f"{{*}}{name}")] == ["Товарищу", "Ким Ир Сену"]


def test_a_typed_note_is_the_authors_and_says_where_it_stands():
    body = written((BlockKind.PARAGRAPH, "Ким1"), (BlockKind.FOOTNOTE, "1 Так."), (BlockKind.MARGIN_NOTE, "Ср."))
    assert [(note.get("type"), note.get("place")) for note in body.iter("{*}note")] == [
        ("authorial", "bottom"),
        ("authorial", "margin"),
    ]


def test_a_block_begins_with_the_break_of_its_first_line():
    body = written((BlockKind.PARAGRAPH, "а\nб"), (BlockKind.PARAGRAPH, "в"))
    paragraphs = list(body.iter("{*}p"))
    assert ["".join(paragraph.itertext()) for paragraph in paragraphs] == ["а\nб", "в"]
    assert [len(paragraph) for paragraph in paragraphs] == [2, 1]


def test_a_footnote_leads_to_its_call_and_a_paragraph_to_where_it_began():
    text = "Ким1) говорил\n1) Так.\nо мире"
    places = [(BlockKind.PARAGRAPH, 0, 13, {}), (BlockKind.FOOTNOTE, 14, 21, {"call": 3})]
    places.append((BlockKind.PARAGRAPH, 22, 28, {"continues": 0}))
    blocks = tuple(Block(kind=kind, start=start, end=end, **more) for kind, start, end, more in places)
    span = PageSpan(id="1", state=PageState.DONE, start=0, end=len(text))
    document = Document(name="d", diplomatic=text, pages=(span,), edits=(), blocks=blocks)
    root = etree.fromstring(tei(Material(document, [])))
    (anchor,), (note,) = root.iter("{*}anchor"), root.iterfind(".//{*}body//{*}note")
    first, second = root.iterfind(".//{*}body//{*}p")
    named = "{http://www.w3.org/XML/1998/namespace}id"
    assert (anchor.tail, note.get("target")) == ("1) говорил", f"#{anchor.get(named)}")
    assert second.get("prev") == f"#{first.get(named)}"
