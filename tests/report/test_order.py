"""The order in which variants are shown."""

from __future__ import annotations

import pytest

from ocr_pipeline.report.order import ranked
from tests.support.compared_pages import a_comparison, three_pages


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    return three_pages(tmp_path_factory.mktemp("scans"))


@pytest.fixture(scope="module")
def comparison(pages):
    return a_comparison(pages)


def test_the_heaviest_variants_come_first(comparison):
    assert [variant.number for variant in ranked(comparison)] == [2, 3, 4, 5, 1, 6]
