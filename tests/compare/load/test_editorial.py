"""An editor's additions are told from the text by their brackets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.compare.load.editorial import editorial_spans
from ocr_pipeline.compare.load.marks import transcription_marks


def found(text):
    return [text[span.start : span.end] for span in editorial_spans(text, transcription_marks(text)[0])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("лекарства [для сна], весел", ["[для сна]"]),
        ("К[итай]ской", ["[итай]"]),
        ("так [в тексте [sic]] и", ["[в тексте [sic]]"]),
        ("текст [...] и […]", ["[...]", "[…]"]),
        ("он <неразборчиво> сказал ⟨нам⟩", ["<неразборчиво>", "⟨нам⟩"]),
        ("через\n[две\nстроки] и", ["[две\nстроки]"]),
        ("[не закрыта, [да] и", ["[да]"]),
    ],
)
def test_additions(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "20.40*",
        "ссылка [5] и [1, 2]",
        "[с. 5] страница",
        "[не закрыта\n\nдругой абзац]",
        "1 < 2 и 3 > 2",
        "<<Правда>>",
        "<https://архив.рф/112123>",
        "<a@b.ru>",
        "[" + "а" * 3000 + "]",
    ],
)
def test_what_is_no_addition(text):
    assert found(text) == []


@given(st.text(alphabet="[]<>а \n."))
def test_additions_never_overlap(text):
    spans = editorial_spans(text)
    assert all(first.end <= second.start for first, second in pairwise(spans))
