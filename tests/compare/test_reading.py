"""The sum of a reading tells it from another one of the same scans."""

from __future__ import annotations

from ocr_pipeline.compare.reading import reading_sha256
from ocr_pipeline.text import clean_document
from tests.support.typed_documents import TEXT, a_page


def test_the_same_text_has_the_same_sum_and_another_reading_another():
    first, again = (clean_document(name, [a_page("1")]) for name in ("a", "b"))
    other = clean_document("a", [a_page("1", (*TEXT[:-1], TEXT[-1].replace("300", "800")))])
    assert reading_sha256(first) == reading_sha256(again) != reading_sha256(other)
