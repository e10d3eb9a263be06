"""The variants as a table, one row each."""

from __future__ import annotations

from ocr_pipeline.compare.records import Comparison, Variant
from ocr_pipeline.formats.tables import csv_table
from ocr_pipeline.report.order import ranked

COLUMNS = (
    "number",
    "weight",
    "category",
    "verdict",
    "probability",
    "page",
    "line",
    "before",
    "ours",
    "theirs",
    "after",
    "our start",
    "our end",
    "their start",
    "their end",
    "doubt",
    "forgiven by",
    "reasons",
)


def report_csv(comparison: Comparison) -> str:
    """Return the variants in the order of their weight as CSV (RFC 4180), a heading first.

    `page` and `line` (from 1) are where a variant begins, empty where it has no place. Texts are as they were found but
    for an apostrophe before those that a spreadsheet would take for formulas (`csv_table`); the JSON has none.
    """
    return csv_table(COLUMNS, [_cells(variant) for variant in ranked(comparison)])


def _cells(variant: Variant) -> tuple[str, ...]:
    place = variant.places[0] if variant.places else None
    return (
        str(variant.number),
        format(variant.weight, ".6g"),
        variant.category.value,
        variant.verdict.value,
        format(variant.probability, ".3f"),
        place.page_id if place else "",
        str(place.line + 1) if place else "",
        variant.before,
        variant.ours,
        variant.theirs,
        variant.after,
        str(variant.our_span.start),
        str(variant.our_span.end),
        str(variant.their_span.start),
        str(variant.their_span.end),
        "" if variant.doubt is None else format(variant.doubt, ".3f"),
        variant.forgiven_by or "",
        "; ".join(variant.reasons),
    )
