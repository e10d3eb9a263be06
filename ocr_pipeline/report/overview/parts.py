"""The rows of a job for its overview: an index of all, and blocks that a browser loads when they are looked at.

A hundred thousand rows are 84 MB of table, which no browser shows. The index has what choosing and sorting goes by,
thirty bytes a row; the texts of warnings are apart, since they are asked for seldom, and so are paths. In a small job
all this stands in the page; of a large one each file is a script that calls a function of `overview.js`: a page that is
opened from a disk may load nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from ocr_pipeline.formats.format import as_utf8
from ocr_pipeline.records import DocumentRow, PageRow, PageState
from ocr_pipeline.report.overview.page_order import DOUBLED, MISPLACED, MISSING, Finding
from ocr_pipeline.report.templates import as_json

BLOCK = 200
"""Rows in a file: 20 KB. A hundred rows that are sorted lie in a hundred files at worst: 2 MB, read in a second."""

FINDINGS_SHOWN = 20
"""Numbers of missing pages, or others, that the row of a document names."""

_STATES = tuple(PageState)


def states_of(pages: Sequence[PageRow]) -> Mapping[str, int]:
    """Return how many pages are in each state, those that there are."""
    counts = Counter(page.state for page in pages)
    return {state.value: counts[state] for state in _STATES if counts[state]}


def whole_data(
    pages: Sequence[PageRow], documents: Sequence[DocumentRow], orders: Sequence[Mapping[str, Sequence[Finding]]]
) -> dict[str, object]:
    """Return all that a page shows of a small job; `orders` is what is found of the pages of each document."""
    return {
        "index": index_of(pages),
        "warnings": warnings_of(pages),
        "rows": [_row(page) for page in pages],
        "documents": documents_of(documents, orders),
    }


def overview_parts(
    pages: Sequence[PageRow], documents: Sequence[DocumentRow], orders: Sequence[Mapping[str, Sequence[Finding]]]
) -> dict[str, bytes]:
    """Return the contents of the files of a large job by their names without folder and suffix."""
    parts = {
        "index": _called("overviewIndex", index_of(pages)),
        "warnings": _called("overviewWarnings", warnings_of(pages)),
        "documents": _called("overviewDocuments", documents_of(documents, orders)),
    }
    for block, start in enumerate(range(0, len(pages), BLOCK)):
        rows = [_row(page) for page in pages[start : start + BLOCK]]
        parts[f"rows-{block:04}"] = as_utf8(f"overviewRows({block},{as_json(rows)});\n")
    return parts


def index_of(pages: Sequence[PageRow]) -> dict[str, object]:
    """Return what choosing and sorting goes by: a column each, figures as whole numbers of small units."""
    names = {name: place for place, name in enumerate(dict.fromkeys(page.document for page in pages))}
    return {
        "block": BLOCK,
        "documents": list(names),
        # Pages of a document stand together.
        "runs": [(names[name], len(list(rows))) for name, rows in groupby(pages, key=lambda page: page.document)],
        "names": [state.value for state in _STATES],
        "state": "".join(chr(ord("a") + _STATES.index(page.state)) for page in pages),
        "page": [page.page for page in pages],
        "cer": [_whole(page.expected_cer, 10_000) for page in pages],
        "unread": [_whole(page.unread_mm2, 10) for page in pages],
        "skew": [_whole(page.skew_degrees, 100) for page in pages],
        "number": [page.page_number for page in pages],
        "seconds": [_whole(page.seconds, 10) for page in pages],
    }


def warnings_of(pages: Sequence[PageRow]) -> dict[str, object]:
    """Return the texts of all warnings, each once, and of each row that has any its place and theirs."""
    texts: dict[str, int] = {}
    rows = [
        [row, *(texts.setdefault(warning, len(texts)) for warning in page.warnings)]
        for row, page in enumerate(pages)
        if page.warnings
    ]
    return {"texts": list(texts), "rows": rows}


def documents_of(
    documents: Sequence[DocumentRow], orders: Sequence[Mapping[str, Sequence[Finding]]]
) -> list[dict[str, object]]:
    """Return the rows of documents by the names of their columns; what is not known is left out."""
    return [_document(one, order) for one, order in zip(documents, orders, strict=True)]


def _document(one: DocumentRow, order: Mapping[str, Sequence[Finding]]) -> dict[str, object]:
    cells: dict[str, object] = {
        "document": one.document,
        "pages": one.pages,
        "failed": one.failed or None,
        "transcription": one.transcription,
        "neutral": _whole(one.cer_layout_neutral, 10_000),
        "conventions": _whole(one.cer_convention_neutral, 10_000),
        "typed": _whole(one.cer_as_typed, 10_000),
        "variants": one.variants,
        "uncompared": one.not_compared,
    }
    for column in (MISSING, DOUBLED, MISPLACED):
        if found := order[column]:
            named = [[finding.numbers, int(finding.is_some), finding.sentence] for finding in found[:FINDINGS_SHOWN]]
            cells[column] = [len(found), named]
    return {name: cell for name, cell in cells.items() if cell is not None}


def _row(page: PageRow) -> list[str]:
    """Return what of a row is not in the index: the path of its scan, and its warnings."""
    return [page.path, *page.warnings]


def _whole(value: float | None, units: int) -> int | None:
    return None if value is None else round(value * units)


def _called(function: str, value: object) -> bytes:
    return as_utf8(f"{function}({as_json(value)});\n")
