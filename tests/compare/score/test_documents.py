"""What is scored: page furniture and an editor's additions count only where both texts have them."""

from __future__ import annotations

import pytest

from ocr_pipeline.compare.profile import load_profile
from ocr_pipeline.compare.records import Span, Transcription
from ocr_pipeline.compare.score.documents import scores
from ocr_pipeline.text import clean_document
from tests.support.typed_documents import TEXT, a_page

NUMBERED = [a_page("1", ("- 5 -", *TEXT[:2])), a_page("2", ("- 6 -", *TEXT[2:]))]
DOCUMENT = clean_document("d", NUMBERED)
WHOLE = "\n".join(TEXT)


def errors(transcription, order=(0, 1), editorial=()):
    return scores(DOCUMENT, transcription, order, editorial, load_profile()).layers[0].cer.errors


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_page_numbers_that_a_transcription_leaves_out_are_no_errors(order):
    text = "\n".join((*TEXT[2:], *TEXT[:2])) if order == (1, 0) else WHOLE
    assert errors(Transcription(name="t", text=text, format="plain text"), order) == 0


def test_what_an_editor_added_is_no_error():
    text = f"Документ № 5\n{WHOLE}"
    transcription = Transcription(name="t", text=text, format="plain text")
    assert errors(transcription) > 0
    assert errors(transcription, editorial=(Span(start=0, end=13),)) == 0
