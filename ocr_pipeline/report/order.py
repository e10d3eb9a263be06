"""The order in which variants are shown."""

from __future__ import annotations

from ocr_pipeline.compare.records import Comparison, Variant


def ranked(comparison: Comparison) -> tuple[Variant, ...]:
    """Return the variants by weight, highest first; those of one weight by number."""
    return tuple(sorted(comparison.variants, key=lambda variant: (-variant.weight, variant.number)))
