"""The overview of a job for a person: `index.html`, a table of documents, then one of pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ocr_pipeline.compare.messages import percent
from ocr_pipeline.formats.format import Format, as_utf8
from ocr_pipeline.records import DocumentRow, PageRow


def overview(pages: Sequence[PageRow], documents: Sequence[DocumentRow]) -> str:
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


def overview_page(pages: Sequence[PageRow], documents: Sequence[DocumentRow]) -> Mapping[str, bytes]:
    """Return the page as the content of its file, by the name that a web server looks for."""
    return {"index": as_utf8(overview(pages, documents))}


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _percent(value: float, digits: int) -> str:
    return percent(value, digits, "en")


FORMAT = Format("html", ".html", job=overview_page)
