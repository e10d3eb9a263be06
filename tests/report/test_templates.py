"""Pages made of templates: one frame, all text escaped, nothing asked of a server."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.records import PageRow
from ocr_pipeline.report.overview import overview
from ocr_pipeline.report.templates import as_json

VALUES = st.recursive(
    st.text(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)


@given(VALUES)
def test_json_in_a_script_element_ends_no_element_and_is_read_back(value):
    text = as_json(value)
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == value


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><b>', "a&b"])
def test_names_are_text_whatever_they_hold(name):
    html = overview([PageRow(document=name, page="1", path=name, state="done")], [])
    assert name not in html.replace("&amp;b", "")


def test_a_page_allows_a_browser_to_load_nothing():
    html = overview([], [])
    assert "default-src 'none'" in html
    assert "'self'" not in html.partition("<style>")[0]
