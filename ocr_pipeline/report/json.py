"""A comparison as its records, for a program."""

from __future__ import annotations

from ocr_pipeline.compare.records import Comparison


def report_json(comparison: Comparison) -> str:
    """Return the records as JSON; `Comparison.model_validate_json` reads them back."""
    return comparison.model_dump_json(indent=1) + "\n"
