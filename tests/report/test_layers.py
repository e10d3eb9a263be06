"""The layers side by side: each column is its layer, each edit says why, nothing is loaded and no text is markup."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from lxml import html

from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.xml_text import xml_text
from ocr_pipeline.records import BlockKind, Document, EditKind, Provenance, replace
from ocr_pipeline.report.layer_labels import LABELS, kind_label
from ocr_pipeline.report.layers import layers_page
from ocr_pipeline.text import clean_document
from ocr_pipeline.text.edits import applied
from tests.support.edited_documents import documents, read_documents
from tests.support.typed_documents import TEXT, a_page

MADE = Provenance(program="p", engine="e", language="rus")


def page(document, pages=(), **more):
    return html.fromstring(layers_page(Material(document, pages, **more)).decode())


def columns(root):
    """The texts of the three columns without white space."""
    rows = [["".join(cell.itertext()) for cell in row.find_class("text")] for row in root.find_class("row")]
    return ["".join("".join(texts).split()) for texts in zip(*rows, strict=True)]


def layers(document):
    clean = applied(document.diplomatic, document.edits)
    texts = (document.diplomatic, clean, applied(clean, document.reading_edits))
    return [xml_text("".join(text.split())) for text in texts]


@settings(max_examples=40)
@given(documents())
def test_each_column_is_a_layer_of_any_document(document):
    found = columns(page(document))
    assert found == layers(document) or not "".join(layers(document))


@settings(max_examples=25)
@given(read_documents())
def test_each_column_is_a_layer_of_a_document_with_doubtful_words(made):
    document, pages = made
    found = columns(page(document, pages))
    assert found == layers(document) or not "".join(layers(document))


def test_an_edit_says_why_in_both_columns_that_it_parts():
    document = clean_document("d", [a_page("1", (*TEXT[:1], "мини-", "стра в I953 году"))], MADE)
    root = page(document)
    said = [(mark.text_content(), mark.get("data-why")) for mark in root.find_class("edit")]
    assert any(text == "-" and why.startswith("перенос / hyphen: ") for text, why in said)
    assert any(text == "1953" and why.startswith("цифры / figure: ") for text, why in said)
    assert all(mark.get("tabindex") == "0" for mark in root.find_class("edit"))


def test_a_doubtful_word_says_how_sure_its_reading_is():
    typed = a_page("1", ("Ким Ир Сен",), confidence=0.5)
    (first, *_) = page(clean_document("d", [typed], MADE), [typed]).find_class("doubt")
    assert (first.text, first.get("data-why")) == ("Ким", "уверенность / confidence: 0.50")


def test_pages_lead_to_their_scans():
    typed = a_page("1", ("- 4 -", *TEXT))
    root = page(clean_document("d", [typed], MADE), [typed], way=lambda _page: "../дело <7>/a b.png")
    (link,) = root.iterfind(".//section//a")
    assert link.get("href") == "../%D0%B4%D0%B5%D0%BB%D0%BE%20%3C7%3E/a%20b.png"


def test_the_page_loads_nothing_runs_nothing_and_holds_texts_as_texts():
    name = "<script>alert(1)</script>\x01"
    document = replace(clean_document(name, [a_page("1", (name.replace(" ", ""),))], MADE))
    markup = layers_page(Material(document, ())).decode()
    assert "script-src 'none'" in markup
    assert "default-src 'none'" in markup
    assert "<script" not in markup
    assert "http://" not in markup
    assert "https://" not in markup


@pytest.mark.parametrize(("language", "chosen"), [("rus", "ru"), ("eng", "en"), ("ukr", "ru")])
def test_the_words_around_the_text_are_russian_but_for_an_english_document(language, chosen):
    root = page(replace(clean_document("d", [a_page("1", TEXT)], MADE), provenance=replace(MADE, language=language)))
    (checked,) = (one for one in root.iterfind(".//input") if one.get("checked") is not None)
    assert checked.get("id") == chosen


def test_a_document_without_text_says_so():
    assert "This document has no text." in page(Document(name="d", diplomatic="", pages=(), edits=())).text_content()


@pytest.mark.parametrize("kind", BlockKind)
def test_each_kind_of_block_has_a_name_in_both_languages(kind):
    assert len(LABELS[f"kind.{kind.value}"]) == 2


@pytest.mark.parametrize("kind", EditKind)
def test_each_kind_of_edit_has_a_name_in_russian(kind):
    assert kind_label(kind).endswith(f" / {kind.value}")


def test_every_page_is_named_those_at_the_end_on_which_nothing_is_typed_as_well():
    pages = [a_page("1", TEXT[:1]), a_page("2", ()), a_page("3", ())]
    root = page(clean_document("d", pages, MADE), pages)
    assert [link.text_content() for link in root.xpath("//p[@class='what']/a")] == ["[скан 1]", "[скан 2]", "[скан 3]"]
