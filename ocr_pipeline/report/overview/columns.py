"""Which columns the tables of the overview have: those in which anything stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ocr_pipeline.records import DocumentRow, PageRow, PageState
from ocr_pipeline.report.overview.page_order import DOUBLED, MISPLACED, MISSING, Finding

_PAGE: Mapping[str, Callable[[PageRow], bool]] = {
    "document": lambda _page: True,
    "page": lambda _page: True,
    "state": lambda _page: True,
    "cer": lambda page: page.expected_cer is not None,
    "unread": lambda page: bool(page.unread_mm2),
    "skew": lambda page: page.skew_degrees is not None,
    "number": lambda page: page.page_number is not None,
    "seconds": lambda page: page.seconds is not None,
    "scan": lambda _page: True,
    "warnings": lambda page: bool(page.warnings),
}

_DOCUMENT: Mapping[str, Callable[[DocumentRow, Mapping[str, Sequence[Finding]]], bool]] = {
    "document": lambda _one, _order: True,
    "pages": lambda _one, _order: True,
    "failed": lambda one, _order: bool(one.failed),
    "missing": lambda _one, order: bool(order[MISSING]),
    "doubled": lambda _one, order: bool(order[DOUBLED]),
    "misplaced": lambda _one, order: bool(order[MISPLACED]),
    "transcription": lambda one, _order: one.transcription is not None,
    "neutral": lambda one, _order: one.cer_layout_neutral is not None,
    "conventions": lambda one, _order: one.cer_convention_neutral is not None,
    "typed": lambda one, _order: one.cer_as_typed is not None,
    "variants": lambda one, _order: one.variants is not None,
    "report": lambda one, _order: one.transcription is not None,
    "uncompared": lambda one, _order: one.not_compared is not None,
}


def page_columns(pages: Sequence[PageRow], documents: Sequence[DocumentRow]) -> tuple[str, ...]:
    """Return the names of the columns of the table of pages, in order; `image` first where images are written."""
    shown = tuple(name for name, holds in _PAGE.items() if any(map(holds, pages)))
    is_drawn = any(one.has_images for one in documents) and any(page.state != PageState.FAILED for page in pages)
    return ("image", *shown) if is_drawn else shown


def document_columns(
    documents: Sequence[DocumentRow], orders: Sequence[Mapping[str, Sequence[Finding]]]
) -> tuple[str, ...]:
    """Return the names of the columns of the table of documents, in order; `orders` is `page_order` of each."""
    pairs = list(zip(documents, orders, strict=True))
    return tuple(name for name, holds in _DOCUMENT.items() if any(holds(one, order) for one, order in pairs))
