"""Pages missing, doubled and out of order, by their numbers."""

from __future__ import annotations

import pytest

from ocr_pipeline.records import DocumentRow, PageRow, Remark
from ocr_pipeline.report.overview.page_order import Finding, page_order

NUMBERS = [5, 6, 9, 9, None, 12, 11]
PAGES = [
    PageRow(document="a", page=f"p{place}", path="1.tif", state="done", page_number=number)
    for place, number in enumerate(NUMBERS)
]


def found(code, *pages):
    remark = Remark(code=code, message="said", pages=pages)
    return page_order(DocumentRow(document="a", pages=7, failed=0, remarks=(remark,)), PAGES)


@pytest.mark.parametrize(
    ("code", "pages", "column", "numbers", "is_some"),
    [
        ("pages-missing", ("p1", "p2"), "missing", "7–8", False),
        ("pages-missing", ("p3", "p5"), "missing", "10–11", True),
        ("page-doubled", ("p2", "p3"), "doubled", "9", False),
        ("pages-swapped", ("p5", "p6"), "misplaced", "12, 11", False),
        ("numbers-go-back", ("p5", "p6"), "misplaced", "12, 11", False),
        ("page-doubled", ("p3", "p4"), "doubled", "p3 – p4", False),
    ],
)
def test_a_remark_stands_in_its_column_by_numbers(code, pages, column, numbers, is_some):
    order = found(code, *pages)
    assert order[column] == (Finding(numbers, is_some, "said"),)
    assert sum(map(len, order.values())) == 1


@pytest.mark.parametrize(
    ("code", "pages"), [("numbering-changes", ("p1", "p2")), ("page-doubled", ("p1", "gone")), ("marked", ("p1",))]
)
def test_what_is_no_fault_or_of_pages_that_are_gone_stands_nowhere(code, pages):
    assert not any(found(code, *pages).values())
