"""A page's values without the digits that mean nothing: most of what a stored page would be."""

from __future__ import annotations

from ocr_pipeline.records.base import replace
from ocr_pipeline.records.page import Page

PLACE_DIGITS = 1
"""Decimals of a place on the scan, pixels: a letter's box is known to a pixel or two."""

CONFIDENCE_DIGITS = 4
"""Decimals of a confidence or a probability: they are calibrated to a few thousandths."""

_DIGITS = {
    **dict.fromkeys(("left", "top", "right", "bottom", "outline"), PLACE_DIGITS),
    **dict.fromkeys(("confidence", "probability", "expected_cer"), CONFIDENCE_DIGITS),
}
"""By the names of fields, whatever record they are in."""

_WHAT_WAS_READ = frozenset(("lines", "set_apart", "marks", "regions", "ink", "expected_cer"))
"""The fields of a page that are rounded. Its preparation is not: the map to the scan leads every place there, and makes
the prepared image again bit for bit. The areas in the ledger stay too: they add up to the ink of the page."""


_LINES = frozenset(("lines", "set_apart"))
"""Those of them that hold glyphs, nearly all that a page holds: they are recorded rounded (`recognize.recording`)."""


def rounded_confidence(confidence: float) -> float:
    """Return a confidence or a probability as it is recorded."""
    return round(confidence, CONFIDENCE_DIGITS)


def rounded_beside_lines(page: Page) -> Page:
    """Return a page whose lines, and what is set apart, were recorded just now, with all else rounded as well."""
    return _with_rounded(page, _WHAT_WAS_READ - _LINES)


def rounded(page: Page) -> Page:
    """Return the page with its places to a tenth of a pixel, its confidences and probabilities to four decimals.

    Rounding keeps order: what lies within something lies within it still, on the scan as in a line. Rounding again
    changes nothing.
    """
    return _with_rounded(page, _WHAT_WAS_READ)


def _with_rounded(page: Page, fields: frozenset[str]) -> Page:
    read = page.model_dump(include=set(fields))
    return replace(page, **{name: _rounded(name, value) for name, value in read.items()})


def _rounded(name: str, value: object) -> object:
    if isinstance(value, float):
        return round(value, _DIGITS[name]) if name in _DIGITS else value
    if isinstance(value, dict):
        return {inner: _rounded(inner, one) for inner, one in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(_rounded(name, one) for one in value)
    return value
