"""Sections: one within the other by their headings, on the pages that their text is on."""

from __future__ import annotations

from hypothesis import given, settings

from ocr_pipeline.formats.running.headings import headings
from ocr_pipeline.formats.running.walk import parts
from ocr_pipeline.formats.serving.sections import sections
from ocr_pipeline.records import BlockKind
from tests.support.generated_documents import documents
from tests.support.sectioned_documents import document_of


def outline(found):
    return [(one.title, list(one.pages), outline(one.inner)) for one in found]


def test_sections_stand_within_those_of_a_higher_level():
    document = document_of(["до", "#1. Введение", "а", "#1.1. Цель", "б"], ["#1.2.3. Мелочь", "в"], ["#2. Итог"])
    assert outline(sections(document)) == [
        ("1. Введение", [0, 1], [("1.1. Цель", [0, 1], [("1.2.3. Мелочь", [1], [])])]),
        ("2. Итог", [2], []),
    ]


def test_a_section_ends_on_the_page_where_its_last_block_ends():
    document = document_of(["#А", "текст"], ["текст", "#Б"], ["текст"], [], ["#В"])
    assert outline(sections(document)) == [("А", [0, 1], []), ("Б", [1, 2], []), ("В", [4], [])]


def test_a_page_that_a_heading_begins_is_not_of_the_section_before():
    assert outline(sections(document_of(["#А", "текст"], ["#Б"]))) == [("А", [0], []), ("Б", [1], [])]


def test_a_document_without_headings_has_no_sections():
    assert sections(document_of(["текст"], [])) == ()
    assert sections(document_of()) == ()


def flat(found):
    for one in found:
        yield one
        yield from flat(one.inner)


@settings(max_examples=60)
@given(documents(kinds=(BlockKind.HEADING, BlockKind.PARAGRAPH)))
def test_every_heading_is_a_section_in_its_order_and_lies_within_the_one_around(document):
    found = list(flat(sections(document)))
    assert [(one.title, one.first) for one in found] == [(one.text, one.page) for one in headings(parts(document))]
    assert all(0 <= one.first <= one.last < len(document.pages) for one in found)
    assert all(one.first <= inner.first and inner.last <= one.last for one in found for inner in one.inner)
