"""Pages scanned twice are told from texts that stand twice in a document."""

from __future__ import annotations

import pytest

from tests.support.typed_documents import TEXT, a_page, compared

THIRD = ("Население северных провинций встретило известие спокойно", "работы на дорогах идут днем и ночью без перерыва")


def test_a_page_scanned_twice_is_said_and_compared_once():
    misread = tuple(line.replace("предложением", "предлсжением") for line in TEXT)
    found = compared([a_page("1"), a_page("2", misread), a_page("3", THIRD)], "\n".join((*TEXT, *THIRD)))
    assert found.variants == ()
    assert "page 2 seems to be page 1 scanned again: it is not compared" in found.notes
    assert found.scores.layers[0].cer.errors == 0
    assert found.pages_without_transcription == ()


@pytest.mark.parametrize("again", [TEXT, tuple(line.replace("300", "500").replace("29", "14") for line in TEXT)])
def test_a_text_that_the_transcription_has_twice_is_compared_twice(again):
    found = compared([a_page("1"), a_page("2", again)], "\n".join((*TEXT, *again)))
    assert found.variants == ()
    assert not any("scanned again" in note for note in found.notes)
    assert found.scores.layers[0].cer.errors == 0


def test_a_form_filled_in_anew_is_no_page_scanned_twice():
    form = "Справка дана гражданину в том что он работает на заводе с {} года и получает {} рублей {} копеек".format
    pages = [a_page("1", (form(1931, 450, 17),)), a_page("2", (form(1948, 720, 65),))]
    found = compared(pages, form(1931, 450, 17))
    assert not any("scanned again" in note for note in found.notes)
    assert found.variants
