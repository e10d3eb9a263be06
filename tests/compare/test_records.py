"""The records of a comparison: impossible ones cannot be made, and they are read back as they were stored."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from ocr_pipeline.compare.records import Comparison, Span, Variant
from tests.support.typed_documents import TEXT, a_page, compared


def test_a_stored_comparison_is_read_back_as_it_was():
    comparison = compared([a_page("1")], "\n".join(TEXT).replace("300", "800"))
    assert Comparison.model_validate_json(comparison.model_dump_json()) == comparison


def test_a_span_does_not_end_before_it_starts():
    with pytest.raises(ValidationError, match="before it starts"):
        Span(start=2, end=1)


def test_a_variant_differs_and_has_a_reason():
    (variant,) = compared([a_page("1")], "\n".join(TEXT).replace("300", "800")).variants
    values = variant.model_dump()
    for wrong in ({"theirs": "300"}, {"reasons": ()}):
        with pytest.raises(ValidationError):
            Variant.model_validate(values | wrong)
