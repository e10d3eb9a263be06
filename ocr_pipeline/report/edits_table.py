"""The edits of a document as a table for a person."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from ocr_pipeline.records import Document, Edit

HEADINGS = ("layer", "page", "line", "kind", "before", "after", "reason")
WIDEST = 40
"""Characters of a cell; a longer text is shortened in its middle, here and never in the record."""


def edits_table(document: Document) -> str:
    """Return a table with a row for each edit: its layer, place, kind, what it changed and why.

    `page` and `line` count from 1 in the diplomatic text; those of the reading layer are left empty.
    """
    breaks = list(accumulate((character in "\n\f" for character in document.diplomatic), initial=0))
    starts = [span.start for span in document.pages]
    rows = [HEADINGS]
    for edit in document.edits:
        page, line = bisect_right(starts, edit.start), breaks[edit.start] + 1
        rows.append(("clean", str(page), str(line), *_change(edit)))
    rows += (("reading", "", "", *_change(edit)) for edit in document.reading_edits)
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS) - 1)]
    return "\n".join(
        "  ".join((*(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)), row[-1])).rstrip()
        for row in rows
    )


def _change(edit: Edit) -> tuple[str, str, str, str]:
    return edit.kind.value, _shown(edit.before), _shown(edit.after), edit.reason


def _shown(text: str) -> str:
    shown = text.replace("\n", "⏎").replace("\f", "␌").replace("\r", "␍").replace(" ", "␣")
    return shown if len(shown) <= WIDEST else f"{shown[: WIDEST // 2]}…{shown[-WIDEST // 2 + 1 :]}"
