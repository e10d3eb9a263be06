"""Documents of which nothing is as usual, for what must hold of all: any edit anywhere, any block of any text; and
documents as they are made of pages, with all that a page may have."""

from __future__ import annotations

from hypothesis import strategies as st

from ocr_pipeline.records import (
    Alternative,
    Block,
    BlockKind,
    Document,
    Edit,
    EditKind,
    Emphasis,
    Gap,
    Mark,
    MarkKind,
    NumberSource,
    Page,
    PageNumber,
    PageSpan,
    PageState,
    Provenance,
    Table,
    TableCell,
    replace,
)
from ocr_pipeline.text import clean_document
from ocr_pipeline.text.edits import applied
from tests.support.typed_documents import a_page

LETTERS = "абвЁxI1<&>\"'[]_*#|`~.-–  \n\x01\ufffe😀"
WORDS = st.text("абвЁxI1<&>\"'[]_*#|`~.-–\x01\ufffe😀", min_size=1, max_size=5)
TYPED = "Во время второй встречи 29.Ш.53 Ким Ир Сен за- явил, что I953 год мини- стра ( он ) с е г о д н я"
ANY_WORDS = st.one_of(WORDS, st.sampled_from(TYPED.split()))
CLEANING = list(EditKind)[: list(EditKind).index(EditKind.TELEGRAPH)]
READING = list(EditKind)[len(CLEANING) :]
BREAKS_AND_TEXT = st.sampled_from(["", " ", "\n", "\n\n", "\n\n[n]\n\n", "a<b"])


@st.composite
def documents(draw):
    """A document whose edits, blocks, emphases and page numbers are anything that a record can hold."""
    texts = draw(st.lists(st.text(LETTERS, max_size=16), min_size=1, max_size=4))
    text = "\f".join(texts)
    cleaning = draw(edits(text, CLEANING))
    clean = applied(text, cleaning)
    return Document(
        name="<d> & \x02",
        diplomatic=text,
        pages=tuple(draw(_spans(texts))),
        edits=cleaning,
        reading_edits=draw(edits(clean, READING)),
        emphases=tuple(
            Emphasis(kind=draw(st.sampled_from(MarkKind)), start=start, end=end)
            for start, end in sorted(draw(stretches(len(text), 3)) + draw(stretches(len(text), 1)))
        ),
        blocks=draw(_blocks(draw(stretches(len(text), 4)))),
        provenance=draw(st.sampled_from([None, Provenance(program="p 1.2", engine="e", language="rus+eng")])),
    )


@st.composite
def tables(draw):
    """A document of a paragraph, a table, a paragraph; some cells are empty, some span others, some stand on lines."""
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    free = [(row, column) for row in range(rows) for column in range(columns)]
    typing = _Typing()
    typing.add("Таблица")
    typing.add("\n", "\n\n", EditKind.PARAGRAPH)
    start, last = len(typing.text), None
    cells: list[TableCell] = []
    for row, column in list(free):
        if (row, column) not in free or (draw(st.integers(0, 3)) == 0 and (cells or len(free) > 1)):
            continue
        wide, high = draw(st.integers(1, columns - column)), draw(st.integers(1, rows - row))
        covered = [(r, c) for r in range(row, row + high) for c in range(column, column + wide)]
        if not set(covered) <= set(free):
            wide, high, covered = 1, 1, [(row, column)]
        free = [place for place in free if place not in covered]
        typing.next_cell(last, (row, column), columns, draw(st.sampled_from(" \n")))
        begins = len(typing.text)
        lines = draw(st.lists(WORDS, min_size=1, max_size=2))
        for number, line in enumerate(lines):
            if number:
                typing.add("\n", " ", EditKind.LINE_JOIN)
            typing.add(line)
        place = {"row": row, "column": column, "row_span": high, "column_span": wide}
        cells.append(TableCell(**place, text=" ".join(lines), start=begins, end=len(typing.text)))
        last = row, column
    if last and (rest := columns - 1 - last[1]):
        typing.add("", "\t" * rest, EditKind.CELL)
    blocks = [Block(kind=BlockKind.PARAGRAPH, start=0, end=7)]
    if cells:
        blocks.append(Block(kind=BlockKind.TABLE, start=start, end=len(typing.text)))
        typing.add("\n", "\n\n", EditKind.PARAGRAPH)
    begins = len(typing.text)
    typing.add("Конец")
    blocks.append(Block(kind=BlockKind.PARAGRAPH, start=begins, end=len(typing.text)))
    return Document(
        name="t",
        diplomatic=typing.text,
        pages=(PageSpan(id="0001", state=PageState.DONE, start=0, end=len(typing.text)),),
        edits=tuple(typing.edits),
        blocks=tuple(blocks),
        tables=(Table(page="0001", rows=rows, columns=columns, cells=tuple(cells)),) if cells else (),
    )


class _Typing:
    """A text in the making, and the edits that make its clean text."""

    def __init__(self):
        self.text, self.edits = "", []

    def add(self, typed, clean=None, kind=EditKind.LINE_JOIN):
        if clean is not None and clean != typed:
            self.edits.append(Edit(kind=kind, start=len(self.text), before=typed, after=clean, reason="r"))
        self.text += typed

    def next_cell(self, last, place, columns, typed):
        row, column = place
        if last is None:
            if column:
                self.add("", "\t" * column, EditKind.CELL)
        elif last[0] == row:
            self.add(typed, "\t" * (column - last[1]), EditKind.CELL)
        else:
            self.add("\n", "\t" * (columns - 1 - last[1]) + "\n" + "\t" * column, EditKind.CELL)


@st.composite
def read_documents(draw, words=ANY_WORDS, most_pages=4):
    """A document made of pages, and these: with page numbers, doubtful words, gaps, marks, pages that failed."""
    pages = []
    for number in range(draw(st.integers(1, most_pages))):
        lines = draw(st.lists(st.lists(words, min_size=1, max_size=6).map(" ".join), max_size=4))
        if draw(st.booleans()):
            lines.insert(0, f"- {number + 4} -")
        page = a_page(f"{number:04d}", lines)
        if not lines:
            page = replace(page, state=draw(st.sampled_from([PageState.BLANK, PageState.FAILED])))
        pages.append(draw(_with_finds(page)))
    made = Provenance(program="ocr_pipeline 0.1", engine="e", language="rus")
    return clean_document("дело", pages, made, gaps=draw(st.booleans())), pages


@st.composite
def _with_finds(draw, page: Page):
    """The page with what may be found on it."""
    lines, marks = [], []
    for number, line in enumerate(page.lines):
        typed = []
        for word in line.words:
            if draw(st.integers(0, 3)) == 0:
                letter = Alternative(text=draw(st.sampled_from("аб<")), probability=0.4)
                glyphs = (replace(word.glyphs[0], alternatives=(letter,)), *word.glyphs[1:])
                word = replace(word, confidence=draw(st.sampled_from([0.3, 0.7])), glyphs=glyphs)
            typed.append(word)
        places = draw(st.lists(st.integers(0, len(typed)), max_size=2))
        gaps = tuple(Gap(before=before, box=line.box) for before in sorted(places))
        lines.append(replace(line, words=tuple(typed), gaps=gaps))
        if draw(st.integers(0, 3)) == 0:
            last = draw(st.integers(0, len(typed) - 1))
            kind = draw(st.sampled_from(MarkKind))
            marks.append(Mark(kind=kind, box=line.box, line=number, first_word=0, last_word=last))
    return replace(page, lines=tuple(lines), marks=tuple(marks))


@st.composite
def edits(draw, text, kinds, afters=BREAKS_AND_TEXT):
    """Edits on a text, in order, of these kinds, each with one of these texts in the place of what was there."""
    found, at = [], 0
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(at, len(text)))
        end = draw(st.integers(start, min(len(text), start + 3)))
        after = draw(afters)
        if text[start:end] != after:
            kind = draw(st.sampled_from(kinds))
            found.append(Edit(kind=kind, start=start, before=text[start:end], after=after, reason=draw(WORDS)))
            at = end + 1
        if at > len(text):
            break
    return tuple(found)


@st.composite
def stretches(draw, length, most):
    """Starts and ends of stretches of a text of that length, in order and apart."""
    ends = sorted(draw(st.lists(st.integers(0, length), max_size=2 * most, unique=True)))
    return list(zip(ends[::2], ends[1::2], strict=False))


@st.composite
def _blocks(draw, places):
    found: list[Block] = []
    for start, end in places:
        kind = draw(st.sampled_from(BlockKind))
        links = {}
        if kind is BlockKind.FOOTNOTE and draw(st.booleans()):
            links["call"] = draw(st.integers(0, start))
        before = [block.start for block in found if block.kind is BlockKind.PARAGRAPH]
        if kind is BlockKind.PARAGRAPH and before and draw(st.booleans()):
            links["continues"] = draw(st.sampled_from(before))
        found.append(Block(kind=kind, start=start, end=end, **links))
    return tuple(found)


@st.composite
def _spans(draw, texts):
    start, spans = 0, []
    for at, text in enumerate(texts):
        number = None
        if draw(st.booleans()):
            number = PageNumber(
                typed=None,
                number=draw(st.integers(0, 2000)),
                roman=draw(st.booleans()),
                source=draw(st.sampled_from(NumberSource)),
                confidence=0.5,
            )
        state = PageState.DONE if text else draw(st.sampled_from(PageState))
        spans.append(PageSpan(id=f"{at}", state=state, start=start, end=start + len(text), number=number))
        start += len(text) + 1
    return spans
