"""Tables in the clean text: rows stay rows, cells are separated by tabs, the lines of a cell are joined."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ocr_pipeline.records import Edit, EditKind
from ocr_pipeline.text.document_lexicon import DocumentLexicon
from ocr_pipeline.text.joining.hyphens import judge_break
from ocr_pipeline.text.laid_tables import LaidCell, LaidTable, Stretch

TAB, ROW_BREAK = "\t", "\n"

CELL, ROW = "cells of a table", "rows of a table"


def table_edits(
    table: LaidTable, text: str, lexicon: DocumentLexicon, language: str, *, keep_hyphens: bool = False
) -> Iterator[Edit]:
    """Yield the edits that make a table of a stretch of `text`, the diplomatic one.

    Each row has as many tabs as the table has columns, less one; rows in which nothing stands are left out.
    """
    first, last = table.cells[0], table.cells[-1]
    if first.column:
        yield _insertion(table.start, TAB * first.column)
    for cell in table.cells:
        for above, below in pairwise(cell.stretches):
            yield from _within(text, above, below, None if keep_hyphens else lexicon, language)
    for before, after in pairwise(table.cells):
        yield from _between(before, after, table.columns, text)
    if rest := table.columns - 1 - last.column:
        yield _insertion(table.end, TAB * rest)


def _between(before: LaidCell, after: LaidCell, columns: int, text: str) -> Iterator[Edit]:
    typed = text[before.end : after.start]
    if before.row == after.row:
        written, reason = TAB * (after.column - before.column), CELL
    else:
        written, reason = TAB * (columns - 1 - before.column) + ROW_BREAK + TAB * after.column, ROW
    if typed != written:
        yield Edit(kind=EditKind.CELL, start=before.end, before=typed, after=written, reason=reason)


def _within(
    text: str, above: Stretch, below: Stretch, lexicon: DocumentLexicon | None, language: str
) -> Iterator[Edit]:
    """Yield the edits that join two lines of a cell; without a lexicon, hyphens stay."""
    end, start = above[1], below[0]
    lines = text[slice(*above)], text[slice(*below)]
    hyphen = judge_break(*lines, lexicon, across_pages=False, language=language) if lexicon else None
    joined = hyphen is not None and hyphen.joined
    if hyphen is not None and joined:
        if hyphen.drop_last:
            last = end - hyphen.drop_last
            yield Edit(kind=EditKind.HYPHEN, start=last, before=text[last:end], after="", reason=hyphen.reason)
        if hyphen.drop_first:
            before = text[start : start + hyphen.drop_first]
            yield Edit(kind=EditKind.HYPHEN, start=start, before=before, after="", reason=hyphen.reason)
    between = text[end:start]
    written = "" if joined else " "
    if between != written:
        yield Edit(kind=EditKind.LINE_JOIN, start=end, before=between, after=written, reason="lines of a cell")


def _insertion(place: int, tabs: str) -> Edit:
    return Edit(kind=EditKind.CELL, start=place, before="", after=tabs, reason=CELL)
