"""The page of the overview, and the files that it loads.

A job of up to `IN_ONE_FILE` pages and documents is one file. In a larger one the rows lie in files beside it and are
loaded as they are looked at; without JavaScript it still shows how many pages are in which state, and where to look
first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ocr_pipeline.compare.messages import ReportLanguage, percent
from ocr_pipeline.formats.format import Format, as_utf8
from ocr_pipeline.formats.png import IMAGE_SUFFIX
from ocr_pipeline.records import DocumentRow, PageRow
from ocr_pipeline.report.overview.page_order import Finding, page_order
from ocr_pipeline.store.files import overview_part

IN_ONE_FILE = 500
"""Rows of pages, or of documents, that stand in the page itself: 500 KB, shown at once."""


def overview(pages: Sequence[PageRow], documents: Sequence[DocumentRow]) -> str:
    """Return the page. Its links are relative to the folder OUTPUT, where it lies."""
    from ocr_pipeline.report.overview.columns import document_columns, page_columns
    from ocr_pipeline.report.overview.first import look_first
    from ocr_pipeline.report.overview.labels import LABELS
    from ocr_pipeline.report.overview.parts import states_of, whole_data
    from ocr_pipeline.report.templates import as_json, rendered

    is_large = _is_large(pages, documents)
    orders = _orders(pages, documents)
    columns = {"pages": page_columns(pages, documents), "documents": document_columns(documents, orders)}
    has_images = "image" in columns["pages"]
    data = {
        "labels": LABELS,
        "columns": columns,
        "imageSuffix": IMAGE_SUFFIX,
        **({} if is_large else {"whole": whole_data(pages, documents, orders)}),
    }
    return rendered(
        "overview",
        title=_title(pages, documents, "en"),
        language="en",
        filters={"percent": percent},
        script=True,
        loads=is_large,
        images=has_images,
        data=as_json(data),
        labels=LABELS["en"],
        labels_of=LABELS,
        titles={language: _title(pages, documents, language) for language in LABELS},
        is_large=is_large,
        columns=columns,
        states=states_of(pages),
        first=look_first(pages),
        pages=() if is_large else pages,
        page_count=len(pages),
        documents=() if is_large else list(zip(documents, orders, strict=True)),
        document_count=len(documents),
    )


def overview_page(pages: Sequence[PageRow], documents: Sequence[DocumentRow]) -> Mapping[str, bytes]:
    """Return the page as the content of its file, by the name that a web server looks for."""
    return {"index": as_utf8(overview(pages, documents))}


def overview_scripts(pages: Sequence[PageRow], documents: Sequence[DocumentRow]) -> Mapping[str, bytes]:
    """Return the files that the page loads, by their paths relative to the folder OUTPUT; none where it is one file."""
    from ocr_pipeline.report.overview.parts import overview_parts

    if not _is_large(pages, documents):
        return {}
    parts = overview_parts(pages, documents, _orders(pages, documents))
    return {overview_part(f"{name}.js"): content for name, content in parts.items()}


def _is_large(pages: Sequence[PageRow], documents: Sequence[DocumentRow]) -> bool:
    return max(len(pages), len(documents)) > IN_ONE_FILE


def _orders(pages: Sequence[PageRow], documents: Sequence[DocumentRow]) -> list[Mapping[str, tuple[Finding, ...]]]:
    by_document: dict[str, list[PageRow]] = {one.document: [] for one in documents if one.remarks}
    for page in pages:
        if page.document in by_document:
            by_document[page.document].append(page)
    return [page_order(one, by_document.get(one.document, ())) for one in documents]


def _title(pages: Sequence[PageRow], documents: Sequence[DocumentRow], language: ReportLanguage) -> str:
    if language == "ru":
        # Russian has three plurals: a number behind the word needs none of them.
        return f"Страниц:\N{NO-BREAK SPACE}{len(pages)}, документов:\N{NO-BREAK SPACE}{len(documents)}"
    return f"{_counted(len(pages), 'page')} of {_counted(len(documents), 'document')}"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


FORMAT = Format("html", ".html", job=overview_page, job_parts=overview_scripts)
