"""A comparison's records beside its document."""

from __future__ import annotations

import pytest

from ocr_pipeline.store.comparisons import comparison_json, read_comparison
from tests.support.typed_documents import TEXT, a_page, compared


def test_a_comparison_is_read_back_as_it_was_written(tmp_path):
    comparison = compared([a_page("0001")], "\n".join(TEXT).replace("марта", "мая"))
    (tmp_path / "comparison.json").write_text(comparison_json(comparison), encoding="utf-8")
    assert read_comparison(tmp_path) == comparison


@pytest.mark.parametrize("content", [None, "", "{}", "{"])
def test_records_that_are_gone_or_damaged_are_none(tmp_path, content):
    if content is not None:
        (tmp_path / "comparison.json").write_text(content, encoding="utf-8")
    assert read_comparison(tmp_path) is None
