"""The whole of the cleaning: from the pages of a document, or a text without images, to clean text, as edits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import regex

from ocr_pipeline.languages import DEFAULT, load_lexicon
from ocr_pipeline.records import Document, Edit, EditKind, Emphasis, MarkKind, Page, Provenance, Remark, replace
from ocr_pipeline.text.document_lexicon import DocumentLexicon
from ocr_pipeline.text.edits import applied, in_order
from ocr_pipeline.text.furniture.find import find_furniture
from ocr_pipeline.text.joining.hyphens import Break, judge_break, stray_hyphens, torn_words
from ocr_pipeline.text.joining.paragraphs import Meeting, judge_meeting, judge_unwrapped, kept_lines
from ocr_pipeline.text.joining.spacing import SpacedWord, spaced_words
from ocr_pipeline.text.reading.conventions import convention_edits
from ocr_pipeline.text.reading.facts import find_facts
from ocr_pipeline.text.text_layout import LINE_BREAK, LaidLine, Layout, lay_out, lay_out_text

_HYPHEN_END = regex.compile(r"\w\s?[-‐‑¬]$")


class Keep(StrEnum):
    """What of the cleaning can be left out."""

    FURNITURE = "furniture"
    HYPHENS = "hyphens"
    LINES = "lines"
    SPACING = "spacing"


def clean_document(
    name: str,
    pages: Sequence[Page],
    provenance: Provenance | None = None,
    *,
    keep: frozenset[Keep] = frozenset(),
) -> Document:
    """Return the document of `pages` in their order; `text.applied(d.diplomatic, d.edits)` is its clean text.

    The language is that of the provenance, else Russian.
    """
    language = provenance.language if provenance else DEFAULT
    layout = lay_out(pages)
    emphases = _marks(layout, pages)
    return _clean(name, layout, provenance, language, keep, emphases)


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
    work = _Work(lay_out_text(text, lines_are_paragraphs=lines_are_paragraphs), language, frozenset())
    edits = work.edits()
    return edits, (*work.furniture.remarks, *work.remarks)


def _clean(
    name: str,
    layout: Layout,
    provenance: Provenance | None,
    language: str,
    keep: frozenset[Keep],
    emphases: tuple[Emphasis, ...],
) -> Document:
    work = _Work(layout, language, keep)
    ordered = work.edits()
    clean = applied(layout.text, ordered)
    letter_spaced = (Emphasis(kind=MarkKind.LETTER_SPACED, start=word.start, end=word.end) for word in work.spaced)
    return Document(
        name=name,
        diplomatic=layout.text,
        pages=tuple(
            replace(span, number=numbered.number) if numbered else span
            for span, numbered in zip(layout.pages, work.furniture.numbers, strict=True)
        ),
        edits=ordered,
        reading_edits=in_order(convention_edits(clean, language)),
        emphases=tuple(sorted((*emphases, *letter_spaced), key=lambda one: (one.start, one.end))),
        remarks=(*work.furniture.remarks, *work.remarks),
        facts=find_facts(clean, language),
        provenance=provenance,
    )


@dataclass(frozen=True)
class _Joint:
    """What becomes of the white space between two lines, and of the hyphen before it; None: it stays."""

    written: str | None
    kind: EditKind
    reason: str
    hyphen: Break | None = None


class _Work:
    """One document's cleaning: its lines, which of them go, and how those that stay meet."""

    def __init__(self, layout: Layout, language: str, keep: frozenset[Keep]) -> None:
        self.layout = layout
        self.language = language
        self.lexicon = DocumentLexicon(load_lexicon(language), (line.text for line in layout.lines))
        self.furniture = find_furniture(layout, language)
        self.keep = keep
        self.remarks: list[Remark] = []
        self.removed = {} if Keep.FURNITURE in keep else self.furniture.lines
        self.catchwords = [place for place, (kind, _) in self.removed.items() if kind is EditKind.CATCHWORD]
        self.body = tuple(line for line in layout.lines if line.start not in self.removed)
        self.kept = kept_lines([line for line in self.body if line.start not in self.furniture.lines], layout.measures)
        self.spaced = [word for line in self.body for word in spaced_words(line, self.lexicon, language)]

    def edits(self) -> tuple[Edit, ...]:
        """Return all edits, in order."""
        edits = [*self.removals(), *self.gaps()]
        if Keep.SPACING not in self.keep:
            edits += (edit for word in self.spaced for edit in _closings(word, self.layout.text))
        if Keep.HYPHENS not in self.keep:
            lines = (line for line in self.body if line.source is None)
            edits += (edit for line in lines for edit in stray_hyphens(line, self.lexicon, self.language))
            closed = {place for word in self.spaced for place in word.spaces}
            torn = torn_words(self.layout.text, self.layout.inline_breaks, self.lexicon)
            edits += (edit for edit in torn if not closed.intersection(range(edit.start, edit.end)))
        return in_order(edits)

    def removals(self) -> Iterator[Edit]:
        """Yield the edits that take furniture out."""
        for line in self.layout.lines:
            if line.start in self.removed:
                kind, reason = self.removed[line.start]
                yield Edit(kind=kind, start=line.start, before=line.text, after="", reason=reason)
        if Keep.FURNITURE not in self.keep:
            for start, end in self.layout.inline_breaks:
                sign = self.layout.text[start:end]
                yield Edit(kind=EditKind.PAGE_MARK, start=start, before=sign, after="", reason="a page break")

    def gaps(self) -> Iterator[Edit]:
        """Yield the edits on the white space between lines, and on the hyphens before it."""
        text = self.layout.text
        gone = sorted([(line.start, line.end) for line in self.layout.lines if line.start in self.removed])
        gone = sorted([*gone, *(() if Keep.FURNITURE in self.keep else self.layout.inline_breaks)])
        edge = _Joint("", EditKind.PAGE_JOIN, "no text on this side of the break")
        if Keep.LINES in self.keep:
            edge = _Joint(None, EditKind.PAGE_JOIN, "")
        at = 0
        bounds = [(None, self.body[0]), *pairwise(self.body), (self.body[-1], None)] if self.body else [(None, None)]
        for above, below in bounds:
            start, end = above.end if above else 0, below.start if below else len(text)
            pieces, position = [], start
            while at < len(gone) and gone[at][1] <= end:
                pieces.append((position, gone[at][0]))
                position = gone[at][1]
                at += 1
            pieces.append((position, end))
            joint = self._joint(above, below) if above and below else edge
            yield from self._gap_edits(joint, above, below, [(first, last) for first, last in pieces if last > first])

    def _gap_edits(
        self, joint: _Joint, above: LaidLine | None, below: LaidLine | None, pieces: Sequence[tuple[int, int]]
    ) -> Iterator[Edit]:
        text = self.layout.text
        hyphen = joint.hyphen
        if hyphen and above and hyphen.drop_last:
            start = above.end - hyphen.drop_last
            before = text[start : above.end]
            yield Edit(kind=EditKind.HYPHEN, start=start, before=before, after="", reason=hyphen.reason)
        if hyphen and below and hyphen.drop_first:
            before = text[below.start : below.start + hyphen.drop_first]
            yield Edit(kind=EditKind.HYPHEN, start=below.start, before=before, after="", reason=hyphen.reason)
        if joint.written is None:
            return
        for index, (start, end) in enumerate(pieces):
            before, after = text[start:end], joint.written if index == 0 else ""
            if before != after:
                yield Edit(kind=joint.kind, start=start, before=before, after=after, reason=joint.reason)

    def _joint(self, above: LaidLine, below: LaidLine) -> _Joint:
        across = above.page != below.page
        if above.start in self.furniture.lines or below.start in self.furniture.lines:
            return self._line(above, below, "page furniture stands on a line of its own")
        hyphen = None
        if Keep.HYPHENS not in self.keep:
            hyphen = judge_break(above.text, below.text, self.lexicon, across_pages=across, language=self.language)
        if hyphen and hyphen.overlap:
            pages = tuple(dict.fromkeys(self.layout.pages[line.page].id for line in (above, below)))
            self.remarks.append(
                Remark(code="overlap", message=hyphen.reason, pages=pages, start=above.start, end=below.end)
            )
            return self._line(above, below, hyphen.reason)
        if hyphen and hyphen.joined:
            kind = EditKind.PAGE_JOIN if across else EditKind.HYPHEN
            return _Joint("", kind, hyphen.reason, hyphen)
        if Keep.HYPHENS in self.keep and _HYPHEN_END.search(above.text):
            return self._line(above, below, "hyphens are kept")
        if above.end in (start for start, _ in self._inline_near(above, below)):
            return _Joint("", EditKind.PAGE_JOIN, "a page break inside a word")
        if self.layout.unwrapped or self.layout.inline_breaks:
            meeting, reason = judge_unwrapped(above, below)
            if self._inline_near(above, below):
                meeting, reason = Meeting.RUN_ON, "a page break within a line"
        else:
            meeting, reason = judge_meeting(above, below, self.layout.measures, self.kept, self.language)
        if across and self._catchword_between(above, below):
            meeting, reason = Meeting.RUN_ON, "the catchword says that the text goes on"
        if meeting is Meeting.LINE:
            return self._line(above, below, reason)
        if Keep.LINES in self.keep:
            return _Joint(None, EditKind.LINE_JOIN, reason)
        if meeting is Meeting.PARAGRAPH:
            return _Joint(LINE_BREAK * 2, EditKind.PARAGRAPH, reason)
        return _Joint(" ", EditKind.PAGE_JOIN if across else EditKind.LINE_JOIN, reason)

    def _catchword_between(self, above: LaidLine, below: LaidLine) -> bool:
        return any(above.end <= place < below.start for place in self.catchwords)

    def _inline_near(self, above: LaidLine, below: LaidLine) -> tuple[tuple[int, int], ...]:
        if above.page == below.page or not self.layout.inline_breaks:
            return ()
        return self.layout.inline_breaks[above.page : below.page]

    def _line(self, above: LaidLine, below: LaidLine, reason: str) -> _Joint:
        if Keep.LINES in self.keep:
            return _Joint(None, EditKind.LINE_JOIN, reason)
        across = above.page != below.page
        indent = "" if across else " " * round(below.place.left) if below.source is None else ""
        return _Joint(LINE_BREAK + indent, EditKind.PAGE_JOIN if across else EditKind.LINE_JOIN, reason)


def _closings(word: SpacedWord, text: str) -> Iterator[Edit]:
    reason = f"letter-spaced: {word.word}"
    for place in word.spaces:
        yield Edit(kind=EditKind.LETTER_SPACING, start=place, before=text[place], after="", reason=reason)


def _marks(layout: Layout, pages: Sequence[Page]) -> tuple[Emphasis, ...]:
    emphases = []
    for page, lines in zip(pages, layout.by_page, strict=True):
        for mark in page.marks:
            line = lines[mark.line]
            lengths = [len(word.text) + 1 for word in page.lines[mark.line].words]
            start = line.start + sum(lengths[: mark.first_word])
            end = line.start + sum(lengths[: mark.last_word + 1]) - 1
            emphases.append(Emphasis(kind=mark.kind, start=start, end=end))
    return tuple(emphases)
