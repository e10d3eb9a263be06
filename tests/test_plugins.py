"""What a package brings: had, or refused with what is wrong with it."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from ocr_pipeline.errors import FormatUnusable
from ocr_pipeline.formats.format import Format
from ocr_pipeline.plugins import loaded


def test_an_entry_point_gives_what_it_names():
    entry = EntryPoint("txt", "ocr_pipeline.formats.txt:FORMAT", "x")
    assert loaded(entry, Format, FormatUnusable).suffix == ".txt"


@pytest.mark.parametrize(
    "value", ["nowhere:FORMAT", "ocr_pipeline.formats.txt:NOTHING", "ocr_pipeline.formats.txt:page_text"]
)
def test_what_is_not_there_or_is_something_else_is_refused(value):
    with pytest.raises(FormatUnusable, match="txt"):
        loaded(EntryPoint("txt", value, "x"), Format, FormatUnusable)
