"""Documents for property tests of formats: blocks of every kind, tables, page breaks, furniture, emphases, markup."""

from __future__ import annotations

from hypothesis import strategies as st

from ocr_pipeline.records import (
    Block,
    BlockKind,
    Document,
    Edit,
    EditKind,
    Emphasis,
    MarkKind,
    NumberSource,
    PageNumber,
    PageSpan,
    PageState,
    Table,
    TableCell,
)

WORDS = st.text("абвЖЪё№XIl19<>&\"'%[]«—-е́\x01\ufffe😀", min_size=1, max_size=6)
LINES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
ITEMS = (BlockKind.LIST_ITEM, BlockKind.CONTENTS)
PARAGRAPHS = [kind for kind in BlockKind if kind is not BlockKind.TABLE]


class Typing:
    """A document in the making: text is typed, and each stretch of it says what the clean text has there."""

    def __init__(self):
        self.text, self.edits, self.blocks, self.tables, self.pages = "", [], [], [], []

    def type(self, typed, clean=None, kind=EditKind.LINE_JOIN):
        start = len(self.text)
        self.text += typed
        if clean is not None and clean != typed:
            self.edits.append(Edit(kind=kind, start=start, before=typed, after=clean, reason="r"))
        return start, len(self.text)

    def document(self, emphases=(), **fields):
        return Document(
            name="d",
            diplomatic=self.text,
            pages=tuple(self.pages),
            edits=tuple(self.edits),
            blocks=tuple(self.blocks),
            tables=tuple(self.tables),
            emphases=tuple(emphases),
            **fields,
        )


@st.composite
def documents(draw, most_pages=4, kinds=tuple(PARAGRAPHS), with_tables=True):
    """Draw a document as the text stage makes them: an empty line parts blocks, a line feed items in a row."""
    typing = Typing()
    count = draw(st.integers(0, most_pages))
    something = False
    for number in range(count):
        if number:
            typing.type("\f", "")
        start = len(typing.text)
        typed_number = draw(st.booleans())
        if typed_number:
            typing.type(f"- {number} -\n", "", EditKind.PAGE_NUMBER)
        for _ in range(draw(st.integers(0, 3))):
            is_table = with_tables and draw(st.integers(0, 3)) == 0
            kind = BlockKind.TABLE if is_table else draw(st.sampled_from(kinds))
            if something:
                is_next = kind in ITEMS and typing.blocks[-1].kind is kind
                typing.type("\n", "\n" if is_next else "\n\n", EditKind.PARAGRAPH)
            something = True
            if is_table:
                _type_table(draw, typing, f"{number:04d}")
            else:
                _type_block(draw, typing, kind)
        typing.pages.append(
            PageSpan(
                id=f"{number:04d}",
                state=PageState.DONE if len(typing.text) > start else PageState.BLANK,
                start=start,
                end=len(typing.text),
                number=PageNumber(typed=str(number), number=number, source=NumberSource.SEEN, confidence=1)
                if typed_number
                else None,
            )
        )
    places = st.integers(0, len(typing.text))
    emphases = [
        Emphasis(kind=draw(st.sampled_from(MarkKind)), start=min(pair), end=max(pair))
        for pair in draw(st.lists(st.tuples(places, places), max_size=4))
    ]
    return typing.document(sorted(emphases, key=lambda one: (one.start, one.end)))


def _type_block(draw, typing, kind):
    start = len(typing.text)
    for number, line in enumerate(draw(st.lists(LINES, min_size=1, max_size=3))):
        if number:
            written = draw(st.sampled_from(["\n", " ", ""]))
            typing.type("\n", written)
        typing.type(line)
    typing.blocks.append(Block(kind=kind, start=start, end=len(typing.text)))


def _type_table(draw, typing, page):
    """Type a table whose cells stand on lines of their own; some are merged over columns or rows, some are empty."""
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    free = {(row, column) for row in range(rows) for column in range(columns)}
    cells: list[TableCell] = []
    start, before = len(typing.text), (0, 0)
    for row in range(rows):
        for column in range(columns):
            is_last_chance = not cells and (row, column) == (rows - 1, columns - 1)
            if (row, column) not in free or (draw(st.integers(0, 3)) == 0 and not is_last_chance):
                continue
            wide, high = draw(st.integers(1, columns - column)), draw(st.integers(1, rows - row))
            covered = {(r, c) for r in range(row, row + high) for c in range(column, column + wide)}
            if not covered <= free:
                wide = high = 1
                covered = {(row, column)}
            free -= covered
            _between_cells(typing, cells, before, (row, column), columns)
            text = draw(LINES)
            first, last = typing.type(text)
            cells.append(
                TableCell(row=row, column=column, row_span=high, column_span=wide, text=text, start=first, end=last)
            )
            before = row, column
    if rest := columns - 1 - before[1]:
        typing.type("", "\t" * rest, EditKind.CELL)
    typing.tables.append(Table(page=page, rows=rows, columns=columns, cells=tuple(cells)))
    typing.blocks.append(Block(kind=BlockKind.TABLE, start=start, end=len(typing.text)))


def _between_cells(typing, cells, before, place, columns):
    row, column = place
    if not cells:
        if column:
            typing.type("", "\t" * column, EditKind.CELL)
    elif before[0] == row:
        typing.type("\n", "\t" * (column - before[1]), EditKind.CELL)
    else:
        typing.type("\n", "\t" * (columns - 1 - before[1]) + "\n" + "\t" * column, EditKind.CELL)
