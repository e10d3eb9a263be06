"""What leads through a PDF: printed numbers as labels, headings as outline."""

from __future__ import annotations

import io

import pikepdf
import pytest

from ocr_pipeline.formats.pdf.guide import LONGEST_TITLE, Leaf, add_labels, add_outline, shown_text, title_of
from ocr_pipeline.records import Block, BlockKind, Document, NumberSource, PageNumber, PageSpan, PageState


def span(name, number=None, roman=False, start=0, end=0, typed=None):
    known = None
    if number is not None:
        known = PageNumber(typed=typed, number=number, roman=roman, source=NumberSource.INFERRED, confidence=1.0)
    return PageSpan(id=name, state=PageState.DONE, start=start, end=end, number=known)


def guided(leaves, document=None):
    """Return a PDF of empty pages with labels and outline, saved and opened again."""
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in leaves:
            pdf.add_blank_page(page_size=(100, 100))
        add_labels(pdf, leaves)
        add_outline(pdf, document or Document(name="d", diplomatic="", pages=(), edits=()), leaves)
        pdf.save(file)
    return pikepdf.open(file)


def labels(leaves):
    return [page.label for page in guided(leaves).pages]


def test_pages_are_labelled_with_their_numbers_and_those_without_with_their_names():
    leaves = [Leaf(span("обложка")), Leaf(span("1018", 1018)), Leaf(span("1019", 1019)), Leaf(span("l", 7))]
    assert labels(leaves) == ["обложка", "1018", "1019", "7"]


def test_roman_numbers_are_labelled_so():
    assert labels([Leaf(span("a", 3, roman=True)), Leaf(span("b", 4, roman=True)), Leaf(span("c", 1))]) == [
        "III",
        "IV",
        "1",
    ]


def test_roman_numbers_in_small_letters_are_labelled_in_them():
    leaves = [Leaf(span("a", 3, roman=True, typed="- iii -")), Leaf(span("b", 4, roman=True))]
    assert labels(leaves) == ["iii", "iv"]


def test_numbers_that_follow_one_another_take_one_entry():
    pdf = guided([Leaf(span(f"{n}", n)) for n in range(1, 400)])
    assert len(pdf.Root.PageLabels.Nums) == 2


@pytest.mark.parametrize("number", [0, 2**31])
def test_a_number_that_no_viewer_counts_with_is_written_out(number):
    assert labels([Leaf(span("a", number))]) == [str(number)]


def test_an_empty_page_says_so():
    leaves = [Leaf(span("a"), empty="[нет]"), Leaf(span("b", 5), empty="[нет]"), Leaf(span("c", 6))]
    assert labels(leaves) == ["a [нет]", "5 [нет]", "6"]


def outline(leaves, document):
    pdf = guided(leaves, document)
    with pdf.open_outline() as found:
        (root,) = found.root
        return root.title, [
            (item.title, pages_of(pdf).index(item.destination[0].objgen), *where(item)) for item in root.children
        ]


def pages_of(pdf):
    return [page.obj.objgen for page in pdf.pages]


def where(item):
    return [one if one is None else str(one).strip("/") for one in list(item.destination)[1:4]]


TEXT = "ПРОТОКОЛ\nтекст\fтекст\nВ т о р о е\nтекст"


def document(*blocks, name="папка/дело"):
    pages = (span("a", start=0, end=14), span("b", start=15, end=len(TEXT)))
    return Document(name=name, diplomatic=TEXT, pages=pages, edits=(), blocks=blocks)


def heading(start, end, kind=BlockKind.HEADING):
    return Block(kind=kind, start=start, end=end)


def test_headings_lead_to_where_they_stand():
    found = document(heading(0, 8), heading(9, 14, BlockKind.PARAGRAPH), heading(21, 32))
    leaves = [
        Leaf(found.pages[0], lines=((10.0, 90.0), (10.0, 80.0))),
        Leaf(found.pages[1], lines=((10.0, 90.0), (20.0, 70.0), (10.0, 60.0))),
    ]
    assert outline(leaves, found) == (
        "дело",
        [("ПРОТОКОЛ", 0, "XYZ", "10", "90"), ("В т о р о е", 1, "XYZ", "20", "70")],
    )


def test_headings_stand_below_those_whose_numbers_they_go_on():
    text = "\n".join(("1. Память", "1.I. Ферритовая", "1.I.1. Ячейка", "1.2. Барабан", "2. Команды"))
    ends = [len(line) for line in text.split("\n")]
    blocks, at = [], 0
    for length in ends:
        blocks.append(heading(at, at + length))
        at += length + 1
    found = Document(name="d", diplomatic=text, pages=(span("a", end=len(text)),), edits=(), blocks=tuple(blocks))
    with guided([Leaf(found.pages[0])], found).open_outline() as read:
        memory, commands = read.root[0].children
        assert (memory.title, commands.title) == ("1. Память", "2. Команды")
        ferrite, drum = memory.children
        assert (ferrite.title, drum.title) == ("1.I. Ферритовая", "1.2. Барабан")
        assert [one.title for one in ferrite.children] == ["1.I.1. Ячейка"]


def test_on_a_page_that_is_turned_they_lead_to_the_page():
    found = document(heading(21, 32))
    leaves = [Leaf(found.pages[0]), Leaf(found.pages[1])]
    assert [(title, page, way) for title, page, way, *_ in outline(leaves, found)[1]] == [("В т о р о е", 1, "Fit")]


def test_without_headings_the_pages_are_the_outline():
    found = document()
    leaves = [Leaf(span("a")), Leaf(span("b", 12)), Leaf(span("c", 4, roman=True))]
    assert [(title, page) for title, page, *_ in outline(leaves, found)[1]] == [("a", 0), ("12", 1), ("IV", 2)]


def test_a_long_heading_is_cut():
    found = Document(
        name="d",
        diplomatic="а" * 500,
        pages=(span("a", end=500),),
        edits=(),
        blocks=(heading(0, 500),),
    )
    ((title, *_),) = outline([Leaf(found.pages[0])], found)[1]
    assert title == "а" * LONGEST_TITLE


@pytest.mark.parametrize(
    ("name", "title"), [("a/б <&>", "б <&>"), ("a\nb\0c", "a b c"), ("\ud800", "-"), ("", "-"), ("дело/", "дело")]
)
def test_a_title_is_what_any_pdf_can_hold(name, title):
    assert title_of(Document(name=name, diplomatic="", pages=(), edits=())) == title


def test_a_document_without_pages_has_no_outline():
    assert "/Outlines" not in guided([]).Root


def test_white_space_is_one_space():
    assert shown_text("  a\t\n b ") == "a b"
