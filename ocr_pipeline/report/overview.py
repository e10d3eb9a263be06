"""The overview of a job for a person: `index.html`, a table of documents, then one of pages."""

from __future__ import annotations

from collections.abc import Sequence

from ocr_pipeline.compare.messages import percent
from ocr_pipeline.store.entries import DocumentEntry, PageEntry


def overview(pages: Sequence[PageEntry], documents: Sequence[DocumentEntry]) -> str:
    """Return the page. Its links are relative to the folder OUTPUT, where it lies."""
    from ocr_pipeline.report.templates import rendered

    return rendered(
        "overview",
        title=f"{_counted(len(pages), 'page')} of {_counted(len(documents), 'document')}",
        language="en",
        filters={"percent": _percent},
        pages=pages,
        documents=documents,
    )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _percent(value: float, digits: int) -> str:
    return percent(value, digits, "en")
