"""The rows of a large job for its overview: an index of all, and blocks that a browser loads when they are looked at.

A hundred thousand rows are 84 MB of table, which no browser shows. The index has what choosing and sorting goes by, ten
bytes a row; the texts of warnings are apart, since they are asked for seldom. Each file is a script that calls a
function of `overview.js`: a page that is opened from a disk may load nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from ocr_pipeline.compare.messages import percent
from ocr_pipeline.formats.format import as_utf8
from ocr_pipeline.records import PageRow, PageState
from ocr_pipeline.report.templates import as_json

BLOCK = 200
"""Rows in a file: 50 KB. A hundred rows that are sorted lie in a hundred files at worst: 5 MB, read in a second."""

UNKNOWN_CER = -1
"""In the index, for a page without an expected error: it comes last."""

_STATES = tuple(PageState)


def states_of(pages: Sequence[PageRow]) -> Mapping[str, int]:
    """Return how many pages are in each state, those that there are."""
    counts = Counter(page.state for page in pages)
    return {state.value: counts[state] for state in _STATES if counts[state]}


def overview_parts(pages: Sequence[PageRow]) -> dict[str, bytes]:
    """Return the contents of the files by their names without folder and suffix."""
    names = {name: place for place, name in enumerate(dict.fromkeys(page.document for page in pages))}
    parts = {"index": _index(pages, names), "warnings": _warnings(pages)}
    for block, start in enumerate(range(0, len(pages), BLOCK)):
        rows = [_row(page, names) for page in pages[start : start + BLOCK]]
        parts[f"rows-{block:04}"] = as_utf8(f"overviewRows({block},{as_json(rows)});\n")
    return parts


def _index(pages: Sequence[PageRow], names: Mapping[str, int]) -> bytes:
    index = {
        "block": BLOCK,
        "documents": list(names),
        # Pages of a document stand together.
        "runs": [(names[name], len(list(rows))) for name, rows in groupby(pages, key=lambda page: page.document)],
        "names": [state.value for state in _STATES],
        "state": "".join(chr(ord("a") + _STATES.index(page.state)) for page in pages),
        "cer": [UNKNOWN_CER if page.expected_cer is None else round(page.expected_cer * 10_000) for page in pages],
    }
    return as_utf8(f"overviewIndex({as_json(index)});\n")


def _warnings(pages: Sequence[PageRow]) -> bytes:
    texts: dict[str, int] = {}
    rows = [
        [row, *(texts.setdefault(warning, len(texts)) for warning in page.warnings)]
        for row, page in enumerate(pages)
        if page.warnings
    ]
    return as_utf8(f"overviewWarnings({as_json({'texts': list(texts), 'rows': rows})});\n")


def _row(page: PageRow, names: Mapping[str, int]) -> list[object]:
    """Return what the cells of a row show, in the order of the columns, with the document by its place in the index."""
    return [
        names[page.document],
        page.page,
        _STATES.index(page.state),
        "" if page.expected_cer is None else percent(page.expected_cer, 2, "en"),
        f"{page.unread_mm2:.1f} mm²" if page.unread_mm2 else "",
        "" if page.skew_degrees is None else f"{page.skew_degrees:.2f}°",
        "" if page.page_number is None else str(page.page_number),
        "" if page.seconds is None else f"{page.seconds:.1f}",
        page.path,
        list(page.warnings),
    ]
