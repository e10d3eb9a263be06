"""The mark of a page in a running text."""

from __future__ import annotations

from ocr_pipeline.formats.running.page_marks import page_mark
from ocr_pipeline.records import NumberSource, PageNumber, PageSpan, PageState


def test_a_page_is_marked_with_its_number_or_with_the_name_of_its_scan():
    span = PageSpan(id="л. 97", state=PageState.DONE, start=0, end=0)
    numbered = PageNumber(typed="1019", number=1019, source=NumberSource.SEEN, confidence=1)
    assert page_mark(span) == "[л. 97]"
    assert page_mark(span.model_copy(update={"number": numbered})) == "[1019]"
