"""Tables: the tokens of a table put into its cells, and the cells written as rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from ocr_pipeline.formats.running.spans import spanned, taken_up
from ocr_pipeline.formats.tei.breaks import Run, with_runs
from ocr_pipeline.formats.tei.elements import NEW_LINE, child
from ocr_pipeline.formats.tei.inline import Inline
from ocr_pipeline.formats.tei.tokens import Break, Changed, Content, Furniture, Gap, Space, Text, Token
from ocr_pipeline.records import BlockKind, Document, EditKind, Table, TableCell

TAB, ROW_BREAK = "\t", "\n"


@dataclass(frozen=True)
class Filled(Content):
    """A table as one content: its record, and the contents of each of its cells, in their order in the text."""

    table: Table | None = None
    cells: tuple[tuple[TableCell, tuple[Content | Run, ...]], ...] = ()


def with_tables(found: Iterable[Token], document: Document) -> Iterator[Token]:
    """Yield the tokens, those of each table as one; a table in which something stands outside its cells is left."""
    tables = sorted((table for table in document.tables if table.cells), key=lambda table: table.cells[0].start)
    starts = [table.cells[0].start for table in tables]
    waiting: list[Token] = []
    group: list[Token] = []
    block: int | None = None
    for token in found:
        if group and token.block != block and not _writes_tabs(token):
            yield from _table(group, document, tables, starts)
            group = []
        if group:
            group.append(token)
        elif _writes_tabs(token):
            waiting.append(token)
            continue
        elif token.block is not None and document.blocks[token.block].kind is BlockKind.TABLE:
            group, block = [*waiting, token], token.block
        else:
            yield from (*waiting, token)
        waiting = []
    yield from _table(group, document, tables, starts) if group else waiting


def write_table(parent: etree._Element, filled: Filled, inline: Inline) -> None:
    """Write a table into an element."""
    table = filled.table
    if table is None:
        return
    made = child(parent, "table", {"rows": str(table.rows), "cols": str(table.columns)})
    made.text = NEW_LINE
    contents = {(cell.row, cell.column): (cell, items) for cell, items in filled.cells}
    hidden = spanned(table.cells)
    for row in range(table.rows):
        line = child(made, "row")
        line.tail = NEW_LINE
        for column in range(table.columns):
            if (row, column) in contents:
                cell, items = contents[row, column]
                spans = {"rows": cell.row_span, "cols": cell.column_span}
                written = child(line, "cell", {name: str(span) for name, span in spans.items() if span > 1})
                inline.write_cell(written, items)
            elif (row, column) not in hidden:
                child(line, "cell")


def _writes_tabs(token: Token) -> bool:
    return (
        isinstance(token, Changed)
        and not token.diplomatic
        and bool(token.edits)
        and all(edit.kind is EditKind.CELL for edit in token.edits)
        and not token.reading_edits
    )


def _table(
    group: Sequence[Token], document: Document, tables: Sequence[Table], starts: Sequence[int]
) -> Iterator[Token]:
    first = next(token for token in group if token.block is not None)
    block = document.blocks[first.block] if first.block is not None else None
    number = bisect_right(starts, block.start) - 1 if block else -1
    filled = _filled(group, tables[number], first) if number >= 0 else None
    if filled is None:
        yield from group
    else:
        yield filled


def _filled(group: Sequence[Token], table: Table, first: Token) -> Filled | None:
    """Return a table with the tokens in its cells; None where they do not make its clean text."""
    if not _is_regular(table):
        return None
    cells: list[list[Token]] = [[] for _ in table.cells]
    starts = [cell.start for cell in table.cells]
    due: list[Token] = []
    for token in group:
        if _writes_tabs(token):
            continue
        if isinstance(token, Furniture | Filled):
            return None
        start = token.start if isinstance(token, Content | Break) else 0
        number = bisect_right(starts, start) - 1
        between = _between(token) if number >= 0 and start >= table.cells[number].end else None
        if between is not None:
            due.append(between)
            continue
        # A gap at the end of a cell stands behind it.
        if number < 0 or start + len(_diplomatic(token)) > table.cells[number].end:
            return None
        cells[number] += [*due, token]
        due = []
    texts = ["".join(_clean(token) for token in tokens) for tokens in cells]
    if due or not all(cells) or table_text(table, texts) != "".join(_clean(token) for token in group):
        return None
    filled = tuple((cell, tuple(with_runs(tokens))) for cell, tokens in zip(table.cells, cells, strict=True))
    return Filled(first.part, first.block, table=table, cells=filled)


def _between(token: Token) -> Token | None:
    """Return what stands for the white space between two cells; None for what is no such space."""
    if isinstance(token, Break) and (token.edit is None or token.edit.kind is EditKind.CELL):
        return Break(token.part, token.block, token.start, token.typed, "", None, token.page)
    if (
        isinstance(token, Changed)
        and token.diplomatic
        and not token.diplomatic.strip(" ")
        and all(edit.kind is EditKind.CELL for edit in token.edits)
        and not token.reading_edits
    ):
        return Space(token.part, token.block, len(token.diplomatic))
    return None


def table_text(table: Table, texts: Sequence[str]) -> str:
    """Return the clean text of a table whose cells have these texts."""
    rows: dict[int, dict[int, str]] = {}
    for cell, text in zip(table.cells, texts, strict=True):
        rows.setdefault(cell.row, {})[cell.column] = text
    return ROW_BREAK.join(
        TAB.join(rows[row].get(column, "") for column in range(table.columns)) for row in sorted(rows)
    )


def _is_regular(table: Table) -> bool:
    """Return whether cells follow one another, lie within the table apart from each other, and leave no row without."""
    places = [(cell.row, cell.column) for cell in table.cells]
    covered = list(taken_up(table.cells))
    within = all(row < table.rows and column < table.columns for row, column in covered)
    hidden = spanned(table.cells)
    begins = all(any((row, column) not in hidden for column in range(table.columns)) for row in range(table.rows))
    return places == sorted(places) and len(set(covered)) == len(covered) and within and begins


def _diplomatic(token: Token) -> str:
    match token:
        case Break():
            return token.typed
        case Text():
            return token.text
        case Changed():
            return token.diplomatic
    return ""


def _clean(token: Token) -> str:
    match token:
        case Break():
            return token.written
        case Text():
            return token.text
        case Changed() | Gap():
            return token.clean
    return ""
