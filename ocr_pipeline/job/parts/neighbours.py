"""Documents that go on in another folder: said in the record of the one that ends within a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ocr_pipeline.errors import InputError
from ocr_pipeline.records import PageRow, Remark, replace
from ocr_pipeline.store.documents import read_document, write_document_record
from ocr_pipeline.text.bounds import ELSEWHERE, goes_on_in


def remark_neighbours(output: Path, rows_of: Mapping[str, Sequence[PageRow]]) -> Iterator[str]:
    """Write into documents that go on in another one that they do; yield a sentence for each.

    `rows_of` are the pages of the job's documents. Only where the last page number of a document is followed by the
    first of another are their records looked at. Raises `OutputError`.
    """
    for name, other in _candidates(rows_of):
        try:
            document, following = read_document(output / name), read_document(output / other)
        except InputError:
            continue
        found = goes_on_in(document, following)
        kept = tuple(remark for remark in document.remarks if remark.code != ELSEWHERE)
        remarks: tuple[Remark, ...] = (*kept, found) if found else kept
        if remarks != document.remarks:
            write_document_record(output / name, replace(document, remarks=remarks))
        if found:
            yield f"{name} seems to go on in {other}: {found.message}"


def _candidates(rows_of: Mapping[str, Sequence[PageRow]]) -> Iterator[tuple[str, str]]:
    """Yield the documents whose last page number one other document alone goes on from, and of it alone."""
    begins: dict[int, list[str]] = {}
    ends: dict[int, list[str]] = {}
    for name, rows in rows_of.items():
        if (first := _number(rows)) is not None and first > 1:
            begins.setdefault(first, []).append(name)
        if (last := _number(reversed(rows))) is not None:
            ends.setdefault(last, []).append(name)
    for last, names in ends.items():
        others = begins.get(last + 1, [])
        if len(names) == len(others) == 1 and names != others:
            yield names[0], others[0]


def _number(rows: Iterable[PageRow]) -> int | None:
    """Return the number of the first of some pages; None where it has none."""
    return next((row.page_number for row in rows), None)
