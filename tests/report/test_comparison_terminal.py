"""A comparison as lines for a terminal: within its width, without control characters."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from ocr_pipeline.compare.records import Category
from ocr_pipeline.records import replace
from ocr_pipeline.report.comparison_table import report_csv
from ocr_pipeline.report.comparison_terminal import report_terminal
from tests.support.compared_pages import a_comparison, a_variant, place, three_pages


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    return three_pages(tmp_path_factory.mktemp("scans"))


@pytest.fixture(scope="module")
def comparison(pages):
    return a_comparison(pages)


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
    rate = replace(layer.cer, low=low, high=high, exact=exact)
    layers = replace(layer, cer=rate), *comparison.scores.layers[1:]
    shown = replace(comparison, scores=replace(comparison.scores, layers=layers))
    assert said in report_terminal(shown, 120)
