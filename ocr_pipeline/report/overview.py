"""The overview of a job for a person: `index.html`, a table of documents, then one of pages.

A job of up to `IN_ONE_FILE` pages is one file. In a larger one the pages' rows lie in files beside it and are loaded as
they are looked at; without JavaScript it still shows the documents, and how many pages are in which state.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ocr_pipeline.compare.messages import percent
from ocr_pipeline.formats.format import Format, as_utf8
from ocr_pipeline.records import DocumentRow, PageRow
from ocr_pipeline.store.files import overview_part

IN_ONE_FILE = 500
"""Rows of pages that stand in the page itself: 400 KB, shown at once."""


def overview(pages: Sequence[PageRow], documents: Sequence[DocumentRow]) -> str:
    """Return the page. Its links are relative to the folder OUTPUT, where it lies."""
    from ocr_pipeline.report.overview_parts import states_of
    from ocr_pipeline.report.templates import rendered

    is_large = len(pages) > IN_ONE_FILE
    return rendered(
        "overview",
        title=f"{_counted(len(pages), 'page')} of {_counted(len(documents), 'document')}",
        language="en",
        filters={"percent": _percent},
        script=is_large,
        loads=is_large,
        states=states_of(pages) if is_large else {},
        pages=() if is_large else pages,
        documents=documents,
    )


def overview_page(pages: Sequence[PageRow], documents: Sequence[DocumentRow]) -> Mapping[str, bytes]:
    """Return the page as the content of its file, by the name that a web server looks for."""
    return {"index": as_utf8(overview(pages, documents))}


def overview_scripts(pages: Sequence[PageRow], _documents: Sequence[DocumentRow]) -> Mapping[str, bytes]:
    """Return the files that the page loads, by their paths relative to the folder OUTPUT; none where it is one file."""
    from ocr_pipeline.report.overview_parts import overview_parts

    if len(pages) <= IN_ONE_FILE:
        return {}
    return {overview_part(f"{name}.js"): content for name, content in overview_parts(pages).items()}


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _percent(value: float, digits: int) -> str:
    return percent(value, digits, "en")


FORMAT = Format("html", ".html", job=overview_page, job_parts=overview_scripts)
