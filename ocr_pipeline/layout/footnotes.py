"""Footnotes: what stands at the foot of a page under a short rule at its left margin."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ocr_pipeline.layout.page_ink import PageInk
from ocr_pipeline.layout.rulings import Rule

SHORTEST, LONGEST = 6.0, 0.6
"""Length of the rule over a footnote: letters at least, and share of the text's breadth at most."""

AT_MARGIN = 3.0
"""Letters from the left margin within which it begins; indented rules stand under words."""

LOWER_PART = 0.45
"""Share of the text's height below which footnotes stand."""

CLEAR = 1.2
"""Letters above the rule that are free of text: an underlined word stands closer to its rule."""

BELOW = 6.0
"""Letters under the rule within which the footnote begins."""


def footnote_top(ink: PageInk, rules: Sequence[Rule]) -> float | None:
    """Return the height on the copy of the rule over a page's footnotes; None where there is none."""
    rows = np.flatnonzero(ink.text.any(axis=1))
    columns = ink.text.sum(axis=0)
    if not len(rows) or not columns.any():
        return None
    inked = np.flatnonzero(np.cumsum(columns) >= MARGIN_INK * columns.sum())
    left, right = int(inked[0]), int(np.flatnonzero(columns)[-1])
    top, bottom = int(rows[0]), int(rows[-1])
    uprights = [rule for rule in rules if rule.is_upright]
    for rule in rules:
        if any(upright.meets(rule, ink.letter) for upright in uprights):
            # The edge of a box, of a table.
            continue
        y = round((rule.y0 + rule.y1) / 2)
        if rule.is_upright or not SHORTEST * ink.letter <= rule.length <= LONGEST * (right - left):
            continue
        if abs(rule.x0 - left) > AT_MARGIN * ink.letter or y < top + LOWER_PART * (bottom - top):
            continue
        reach = round(CLEAR * ink.letter)
        above = ink.text[max(0, y - reach) : max(0, y - 1), left:right]
        beside = ink.text[max(0, y - 1) : y + 2, int(rule.x1) + 2 : right]
        below = ink.text[y + 2 : y + round(BELOW * ink.letter), left:right]
        if not above.any() and not beside.any() and below.any():
            return float(y)
    return None


MARGIN_INK = 0.01
"""Share of the ink of a page's columns left of its text's margin: specks."""
