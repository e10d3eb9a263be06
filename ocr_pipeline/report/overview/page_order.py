"""What the page numbers say of a document's pages, by numbers alone: which are missing, doubled, out of order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ocr_pipeline.records import DocumentRow, PageRow, Remark

MISSING, DOUBLED, MISPLACED = "missing", "doubled", "misplaced"

_COLUMNS = {
    "pages-missing": MISSING,
    "page-doubled": DOUBLED,
    "pages-swapped": MISPLACED,
    "pages-reversed": MISPLACED,
    "numbers-go-back": MISPLACED,
}
"""By the code of a remark, the column of the overview that it stands in; a numbering that changes is no fault."""


@dataclass(frozen=True)
class Finding:
    """Numbers as they are shown (`6–7`), whether only some of them are missing, and the sentence of the remark."""

    numbers: str
    is_some: bool
    sentence: str


def page_order(document: DocumentRow, pages: Sequence[PageRow]) -> Mapping[str, tuple[Finding, ...]]:
    """Return what is found of a document by the column that it stands in; `pages` are all of its pages, in order."""
    found: dict[str, list[Finding]] = {MISSING: [], DOUBLED: [], MISPLACED: []}
    if document.remarks:
        places = {page.page: place for place, page in enumerate(pages)}
        for remark in document.remarks:
            if remark.code in _COLUMNS:
                found[_COLUMNS[remark.code]] += _finding(remark, pages, places)
    return {column: tuple(findings) for column, findings in found.items()}


def _finding(remark: Remark, pages: Sequence[PageRow], places: Mapping[str, int]) -> Iterator[Finding]:
    # A page that has been read again since has its numbers when its document is made again.
    if len(remark.pages) != 2 or not all(page in places for page in remark.pages):
        return
    before, after = (places[page] for page in remark.pages)
    first, last = pages[before].page_number, pages[after].page_number
    if first is None or last is None:
        yield Finding(" – ".join(remark.pages), is_some=False, sentence=remark.message)
    elif remark.code == "pages-missing":
        yield Finding(_numbers(first + 1, last - 1), is_some=after - before > 1, sentence=remark.message)
    elif remark.code == "page-doubled":
        yield Finding(str(first), is_some=False, sentence=remark.message)
    else:
        yield Finding(f"{first}, {last}", is_some=False, sentence=remark.message)


def _numbers(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
