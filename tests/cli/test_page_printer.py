"""Pages are printed as soon as what is printed of them is known, and in all as the text of their document."""

from __future__ import annotations

import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.cli.page_printer import PagePrinter
from ocr_pipeline.records import Page
from ocr_pipeline.text import Layer, clean_document, clean_pages, layer_text
from tests.support.typed_pages import a_page

PAGES = st.lists(st.lists(st.sampled_from(["слово за слово", "- 5 -", "указа-"]), max_size=3), max_size=5)


def printed(pages, layer, *, json=False):
    """Return what is printed after each page, and at the end."""
    printer = PagePrinter(layer, json=json)
    stages = []
    for page in pages:
        with contextlib.redirect_stdout(io.StringIO()) as output:
            printer.take(page)
        stages.append(output.getvalue())
    text = layer_text(clean_document("a", pages), layer) if printer.needs_document else None
    with contextlib.redirect_stdout(io.StringIO()) as output:
        printer.end(text)
    return [*stages, output.getvalue()]


@given(PAGES, st.booleans())
def test_the_clean_text_of_pages_alone_is_that_of_their_document(texts, gaps):
    pages = [a_page(f"{number:04d}", *lines) for number, lines in enumerate(texts, start=1)]
    assert clean_pages(pages, "rus", gaps=gaps) == layer_text(clean_document("a", pages, gaps=gaps), Layer.CLEAN)


@given(PAGES, st.sampled_from(Layer))
def test_all_that_is_printed_is_the_text_of_the_document(texts, layer):
    pages = [a_page(f"{number:04d}", *lines) for number, lines in enumerate(texts, start=1)]
    expected = layer_text(clean_document("a", pages), layer)
    assert "".join(printed(pages, layer)) == (f"{expected}\n" if expected else "")


def test_the_diplomatic_text_does_not_wait_for_the_next_page():
    pages = [a_page("0001", "- 5 -", "слово за"), a_page("0002"), a_page("0003", "слово")]
    assert printed(pages, Layer.DIPLOMATIC) == ["- 5 -\nслово за", "", "\n\nслово", "\n"]


@pytest.mark.parametrize("layer", list(Layer))
def test_records_are_a_line_for_each_page_and_do_not_wait(layer):
    pages = [a_page("0001", "слово"), a_page("0002")]
    *lines, rest = printed(pages, layer, json=True)
    assert [Page.model_validate_json(line) for line in lines] == pages
    assert all(line.endswith("\n") for line in lines)
    assert rest == ""


def test_the_clean_text_waits_for_what_is_joined_across_pages():
    pages = [a_page("0001", "вышел из указа-"), a_page("0002", "ния правительства")]
    assert printed(pages, Layer.CLEAN) == ["", "", "вышел из указания правительства\n"]
