"""The variants of a comparison as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest

from ocr_pipeline.report.comparison_table import report_csv
from tests.support.compared_pages import NASTY, a_comparison, a_variant, place, three_pages


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    return three_pages(tmp_path_factory.mktemp("scans"))


@pytest.fixture(scope="module")
def comparison(pages):
    return a_comparison(pages)


def test_the_csv_has_a_row_for_each_variant_with_texts_unchanged(comparison):
    rows = list(csv.DictReader(io.StringIO(report_csv(comparison), newline="")))
    assert [row["number"] for row in rows] == ["2", "3", "4", "5", "1", "6"]
    assert rows[0] | {"page": "0002", "line": "5", "ours": "29.Ш.53", "doubt": "0.040"} == rows[0]
    assert rows[2]["ours"] == comparison.variants[3].ours
    assert rows[3]["ours"] == NASTY
    assert (rows[5]["page"], rows[5]["line"], rows[5]["forgiven by"]) == ("", "", "знаки препинания")


@pytest.mark.parametrize("theirs", ['=HYPERLINK("http://a.b";"x")', "+7 слов", "-5-", "@А", "\t=1", "\r=1"])
def test_no_reading_becomes_a_formula(pages, theirs):
    variant = a_variant(1, (place(pages, 0, 0, 0),), theirs=theirs, before="= ")
    row = next(csv.DictReader(io.StringIO(report_csv(a_comparison(pages, (variant,))), newline="")))
    assert (row["theirs"], row["before"]) == (f"'{theirs}", "'= ")


def test_a_number_below_zero_stays_a_number(pages):
    variant = a_variant(1, (place(pages, 0, 0, 0),), theirs="-12,5", weight=-3.0)
    row = next(csv.DictReader(io.StringIO(report_csv(a_comparison(pages, (variant,))), newline="")))
    assert (row["theirs"], row["weight"]) == ("-12,5", "-3")
