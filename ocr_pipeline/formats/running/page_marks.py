"""How a running text says that a page begins."""

from __future__ import annotations

from ocr_pipeline.records import PageSpan


def page_mark(page: PageSpan) -> str:
    """Return the mark of a page: its number in square brackets, `[1019]`, else the name of its scan."""
    return f"[{page.number.number if page.number else page.id}]"
