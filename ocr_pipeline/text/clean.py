"""The whole of the cleaning: from the pages of a document, or a text without images, to clean text, as edits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ocr_pipeline.languages import DEFAULT, load_lexicon
from ocr_pipeline.records import (
    Block,
    Document,
    Edit,
    EditKind,
    Emphasis,
    Mark,
    MarkKind,
    Page,
    Provenance,
    Remark,
    Table,
    TableCell,
    Word,
    replace,
)
from ocr_pipeline.text.bounds import beginnings
from ocr_pipeline.text.document_lexicon import DocumentLexicon
from ocr_pipeline.text.edits import applied, in_order
from ocr_pipeline.text.furniture.absent import absences, uncertain
from ocr_pipeline.text.furniture.find import find_furniture
from ocr_pipeline.text.furniture.pagenumbers import Numbered
from ocr_pipeline.text.gaps import gap_edits
from ocr_pipeline.text.joining.blocks import settled
from ocr_pipeline.text.joining.hyphens import stray_hyphens, torn_words
from ocr_pipeline.text.joining.joints import Surroundings, joint_edits, joints, overlaps
from ocr_pipeline.text.joining.notes import with_notes_placed
from ocr_pipeline.text.joining.paragraphs import kept_lines
from ocr_pipeline.text.joining.spacing import SpacedWord, spaced_words
from ocr_pipeline.text.joining.stress import stressed_lines
from ocr_pipeline.text.joining.tables import table_edits
from ocr_pipeline.text.keep import Keep
from ocr_pipeline.text.reading.conventions import convention_edits
from ocr_pipeline.text.reading.facts import find_facts
from ocr_pipeline.text.text_layout import TextLayout, lay_out, lay_out_text


def clean_document(
    name: str,
    pages: Sequence[Page],
    provenance: Provenance | None = None,
    *,
    keep: frozenset[Keep] = frozenset(),
    gaps: bool = False,
) -> Document:
    """Return the document of `pages` in their order; `text.applied(d.diplomatic, d.edits)` is its clean text.

    The language is that of the provenance, else Russian. `gaps`: where something stands in a line that no one typed,
    the clean text says `[…]`.
    """
    language = provenance.language if provenance else DEFAULT
    layout = lay_out(pages)
    emphases = _emphases(layout, pages)
    return _clean(name, layout, provenance, language, keep, emphases, gaps=gaps)


def clean_pages(pages: Sequence[Page], language: str, *, gaps: bool = False) -> str:
    """Return the clean text of the document of `pages`, without the rest of it; see `clean_document`."""
    layout = lay_out(pages)
    return applied(layout.text, _cleaning(layout, language, frozenset(), _emphases(layout, pages), gaps=gaps).edits)


def clean_text(
    name: str,
    text: str,
    *,
    language: str = DEFAULT,
    keep: frozenset[Keep] = frozenset(),
    lines_are_paragraphs: bool = False,
) -> Document:
    """Return the document of a text without images; `text`, to the character, is its diplomatic layer."""
    layout = lay_out_text(text, lines_are_paragraphs=lines_are_paragraphs)
    return _clean(name, layout, None, language, keep, ())


def clean_edits(
    text: str, *, language: str = DEFAULT, lines_are_paragraphs: bool = False
) -> tuple[tuple[Edit, ...], tuple[Remark, ...]]:
    """Return the edits and remarks of the document that `clean_text` makes of a text, without the rest of it."""
    cleaning = _cleaning(lay_out_text(text, lines_are_paragraphs=lines_are_paragraphs), language, frozenset())
    return cleaning.edits, cleaning.remarks


def _clean(
    name: str,
    layout: TextLayout,
    provenance: Provenance | None,
    language: str,
    keep: frozenset[Keep],
    emphases: tuple[Emphasis, ...],
    *,
    gaps: bool = False,
) -> Document:
    cleaning = _cleaning(layout, language, keep, emphases, gaps=gaps)
    clean = applied(layout.text, cleaning.edits)
    letter_spaced = (Emphasis(kind=MarkKind.LETTER_SPACED, start=word.start, end=word.end) for word in cleaning.spaced)
    return Document(
        name=name,
        diplomatic=layout.text,
        pages=tuple(
            replace(span, number=numbered.number) if numbered else span
            for span, numbered in zip(layout.pages, cleaning.numbers, strict=True)
        ),
        edits=cleaning.edits,
        reading_edits=in_order(convention_edits(clean, language)),
        emphases=tuple(sorted((*emphases, *letter_spaced), key=lambda one: (one.start, one.end))),
        tables=tuple(_tables(layout, cleaning.edits)),
        blocks=cleaning.blocks,
        remarks=cleaning.remarks,
        facts=find_facts(clean, language),
        provenance=provenance,
    )


@dataclass(frozen=True)
class _Cleaning:
    """What cleaning a document gives: edits in order, blocks, remarks, each page's number, the letter-spaced words."""

    edits: tuple[Edit, ...]
    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...]
    numbers: tuple[Numbered | None, ...]
    spaced: tuple[SpacedWord, ...]


def _cleaning(
    layout: TextLayout,
    language: str,
    keep: frozenset[Keep],
    emphases: Sequence[Emphasis] = (),
    *,
    gaps: bool = False,
) -> _Cleaning:
    """Find furniture, take it out, join the lines that are left, close up letter-spaced and torn words.

    A text without images has no pages that are missing: an editor may have left them out.
    """
    lexicon = DocumentLexicon(load_lexicon(language), (line.text for line in layout.lines))
    furniture = find_furniture(layout, language)
    removed = {} if Keep.FURNITURE in keep else furniture.lines
    breaks = () if Keep.FURNITURE in keep else layout.inline_breaks
    body = [line for line in layout.lines if line.start not in removed]
    prose = [line for line in body if line.start not in layout.table_of]
    spaced = tuple(word for line in prose for word in spaced_words(line, lexicon, language))
    around = Surroundings(
        layout=layout,
        language=language,
        lexicon=lexicon,
        furniture=frozenset(furniture.lines),
        catchwords=tuple(place for place, (kind, _) in removed.items() if kind is EditKind.CATCHWORD),
        kept=kept_lines([line for line in body if line.start not in furniture.lines], layout.measures),
        keep=keep,
        tables=layout.table_of,
        absent={} if layout.without_images else absences(layout.pages, furniture.numbers, furniture.missing, language),
        uncertain=frozenset() if layout.without_images else uncertain(furniture.missing),
    )
    found, blocks = settled(list(joints(body, around)), around, stressed_lines(prose, spaced, emphases))
    blocks = with_notes_placed(blocks, layout, emphases)
    gone = sorted([*((line.start, line.end) for line in layout.lines if line.start in removed), *breaks])
    edits = [*_removals(layout, removed, breaks), *joint_edits(found, layout, gone)]
    if Keep.LINES not in keep:
        keep_hyphens = Keep.HYPHENS in keep
        for table in layout.tables:
            edits += table_edits(table, layout.text, lexicon, language, keep_hyphens=keep_hyphens)
    if Keep.SPACING not in keep:
        edits += (edit for word in spaced for edit in _closings(word, layout.text))
    if Keep.HYPHENS not in keep:
        typed = (line for line in body if line.source is None)
        edits += (edit for line in typed for edit in stray_hyphens(line, lexicon, language))
        edits += _torn(layout, lexicon, spaced)
    if gaps:
        edits += tuple(gap_edits(body, edits))
    numbers = [one.number if one else None for one in furniture.numbers]
    text = [line for line in body if line.start not in furniture.lines]
    several = beginnings(layout, text, numbers, blocks, language)
    remarks = (*furniture.remarks, *overlaps(found, layout), *several)
    return _Cleaning(in_order(edits), blocks, remarks, furniture.numbers, spaced)


def _tables(layout: TextLayout, edits: Sequence[Edit]) -> Iterator[Table]:
    """Yield the records of the tables, their cells with the clean text."""
    for table in layout.tables:
        yield Table(
            page=layout.pages[table.page].id,
            rows=table.rows,
            columns=table.columns,
            cells=tuple(
                TableCell(
                    row=cell.row,
                    column=cell.column,
                    row_span=cell.row_span,
                    column_span=cell.column_span,
                    text=_clean_part(layout.text, cell.start, cell.end, edits),
                    start=cell.start,
                    end=cell.end,
                )
                for cell in table.cells
            ),
        )


def _clean_part(text: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    """Return the clean text of a stretch, with the edits within it alone."""
    inside = [
        edit for edit in edits if start <= edit.start and edit.end <= end and (edit.before or start < edit.start < end)
    ]
    return applied(text[start:end], [replace(edit, start=edit.start - start) for edit in inside])


def _removals(
    layout: TextLayout, removed: Mapping[int, tuple[EditKind, str]], breaks: Iterable[tuple[int, int]]
) -> Iterator[Edit]:
    """Yield the edits that take furniture and page breaks out."""
    for line in layout.lines:
        if line.start in removed:
            kind, reason = removed[line.start]
            yield Edit(kind=kind, start=line.start, before=line.text, after="", reason=reason)
    for start, end in breaks:
        typed = layout.text[start:end]
        yield Edit(kind=EditKind.PAGE_MARK, start=start, before=typed, after="", reason="a page break")


def _closings(word: SpacedWord, text: str) -> Iterator[Edit]:
    reason = f"letter-spaced: {word.word}"
    for place in word.spaces:
        yield Edit(kind=EditKind.LETTER_SPACING, start=place, before=text[place], after="", reason=reason)


def _torn(layout: TextLayout, lexicon: DocumentLexicon, spaced: Sequence[SpacedWord]) -> Iterator[Edit]:
    """Yield the edits that close up torn words, where no letter-spaced word has the same space."""
    closed = {place for word in spaced for place in word.spaces}
    for edit in torn_words(layout.text, layout.inline_breaks, lexicon):
        if not closed.intersection(range(edit.start, edit.end)):
            yield edit


def _emphases(layout: TextLayout, pages: Sequence[Page]) -> tuple[Emphasis, ...]:
    emphases = []
    for page, lines in zip(pages, layout.by_page, strict=True):
        for mark in page.marks:
            line = lines[mark.line]
            words = page.lines[mark.line].words
            lengths = [len(word.text) + 1 for word in words]
            start = line.start + sum(lengths[: mark.first_word])
            end = line.start + sum(lengths[: mark.last_word + 1]) - 1
            if mark.kind in OFF_THE_LINE:
                start, end = _part(mark, words[mark.first_word], start)
            emphases.append(Emphasis(kind=mark.kind, start=start, end=end))
    return tuple(emphases)


OFF_THE_LINE = frozenset({MarkKind.RAISED, MarkKind.LOWERED})
"""Kinds of marks that are on a part of a word: the glyphs in the mark's box."""


def _part(mark: Mark, word: Word, start: int) -> tuple[int, int]:
    """Return the stretch of the text whose glyphs lie in the box of a mark; `start` is where the word begins."""
    ends = list(accumulate((len(glyph.text) for glyph in word.letters()), initial=start))
    inside = [
        number
        for number, glyph in enumerate(word.letters())
        if mark.box.left <= (glyph.box.left + glyph.box.right) / 2 <= mark.box.right
    ]
    return (ends[inside[0]], ends[inside[-1] + 1]) if inside else (start, ends[-1])
