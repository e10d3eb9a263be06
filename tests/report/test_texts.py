from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ocr_pipeline.compare.records import Category, Comparison
from ocr_pipeline.report.comparison_table import report_csv
from ocr_pipeline.report.comparison_terminal import report_terminal
from ocr_pipeline.report.marked_readings import Part, marked_readings
from ocr_pipeline.report.order import ranked
from tests.support.compared_pages import NASTY, a_comparison, a_variant, place, three_pages


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    return three_pages(tmp_path_factory.mktemp("scans"))


@pytest.fixture(scope="module")
def comparison(pages):
    return a_comparison(pages)


def test_the_heaviest_variants_come_first(comparison):
    assert [variant.number for variant in ranked(comparison)] == [2, 3, 4, 5, 1, 6]


def test_the_json_is_the_comparison(comparison):
    assert Comparison.model_validate_json(comparison.model_dump_json()) == comparison


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


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_the_terminal_table_stays_within_the_terminal(comparison, width):
    text = report_terminal(comparison, width)
    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_the_terminal_shows_scores_coverage_variants_and_what_is_left_out(comparison):
    text = report_terminal(comparison, 120, limit=2)
    for shown in ("62.0%", "2.10% (1.50% to 2.80%)", "forgave line breaks 40", "0002:5", "29.Ш.58", "0003"):
        assert shown in text
    assert "… and 4 more variants" in text
    assert text.index("29.Ш.53") < text.index("не о")


def test_no_control_character_reaches_the_terminal(pages):
    variant = a_variant(1, (place(pages, 0, 0, 0),), ours="\x1b[31mred\x07", theirs="\u202e\n")
    text = report_terminal(a_comparison(pages, (variant,)), 120)
    assert not any(sign in text for sign in "\x1b\x07\u202e")
    assert "<001B>[31mred<0007>" in text


def test_no_category_is_broken_off_and_nothing_is_no_hyphen(pages):
    stretch = a_variant(1, (place(pages, 0, 0, 0),), category=Category.STRETCH, ours="", theirs="-")
    typewriter = a_variant(2, (place(pages, 0, 0, 0),), category=Category.CONVENTION, ours="I", theirs="1")
    rows = report_terminal(a_comparison(pages, (stretch, typewriter)), 120).splitlines()
    told = {row.split()[0]: row.split() for row in rows if row[:1] in ("1", "2") and ":" in row}
    assert "stretch" in told["1"]
    assert told["1"][-2:] == ["∅", "-"]
    assert "convention" in told["2"]
    assert "(∅: nothing stands there)" in rows


def test_a_comparison_without_variants_is_told_too(pages):
    empty = a_comparison(pages, ())
    assert "variants: 0" in report_terminal(empty, 80)
    assert report_csv(empty).count("\n") == 1


@given(st.text(max_size=40), st.text(max_size=40))
def test_parts_join_to_the_readings_and_what_is_alike_is_alike(ours, theirs):
    one, other = marked_readings(ours, theirs)
    assert "".join(part.text for part in one) == ours
    assert "".join(part.text for part in other) == theirs
    alike = [[part.text for part in side if not part.differs] for side in (one, other)]
    assert "".join(alike[0]) == "".join(alike[1])


def test_only_the_letters_that_differ_are_marked():
    one, other = marked_readings("указаниями", "указанием")
    assert one[0] == Part("указани", False)
    assert [part.text for part in one if part.differs] == ["я", "и"]
    assert [part.text for part in other if part.differs] == ["е"]


def test_an_accent_is_marked_with_its_letter():
    assert marked_readings("мои\u0306", "мои")[0][-1] == Part("и\u0306", True)


def test_words_with_little_in_common_are_marked_whole():
    assert marked_readings("марта", "апреля") == ((Part("марта", True),), (Part("апреля", True),))
    assert marked_readings("", "нет") == ((), (Part("нет", True),))


@pytest.mark.parametrize(
    ("low", "high", "exact", "said"),
    [
        (None, None, True, "2.10% (no interval)"),
        (0.015, 0.028, False, "at most 2.10% (1.50% to 2.80%)"),
        (0.015, 0.028, True, "2.10% (1.50% to 2.80%)"),
    ],
)
def test_an_upper_bound_and_a_rate_without_an_interval_are_said(comparison, low, high, exact, said):
    layer = comparison.scores.layers[0]
    rate = layer.cer.model_copy(update={"low": low, "high": high, "exact": exact})
    layers = layer.model_copy(update={"cer": rate}), *comparison.scores.layers[1:]
    shown = comparison.model_copy(update={"scores": comparison.scores.model_copy(update={"layers": layers})})
    assert said in report_terminal(shown, 120)
