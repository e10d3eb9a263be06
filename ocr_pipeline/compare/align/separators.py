"""What a transcription writes between the cells of tables, where our text has tabs: strokes, semicolons, Markdown.

Nobody typed it: it is to make no differences. A line of a table has two separators or more, or stands next to others
that have some; and where our text has a mark of its own between the same words, they are text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from ocr_pipeline.compare.align.tokens import Token, tokens_of
from ocr_pipeline.compare.records import Span

TAB, SPACE = "\t", " "

STROKES, SEMICOLON = "|¦│", ";"

LEAST = 2
"""Separators in a line, or lines with one next to one another, that make a table: one is a mark of a sentence."""

_LINE = regex.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")
_RULE = regex.compile(r"\s*[|+│]?(?:\s*:?-{2,}+:?\s*[|+│])+(?:\s*:?-{2,}+:?)?\s*|\s*[|│]?\s*:?-{3,}+:?\s*[|│]\s*")
"""A line of dashes under the heads of a table: `|---|---|`, `+----+----+`."""


@dataclass(frozen=True)
class _Line:
    """A line of a transcription: where it begins, its text, and whether it is a rule of a table."""

    start: int
    text: str
    is_rule: bool

    def count(self, signs: str) -> int:
        """Return how many separators it has; a rule of strokes goes with the lines beside it."""
        return LEAST if self.is_rule and signs == STROKES else sum(map(self.text.count, signs))


def cell_separators(text: str, ours: str, tokens: Sequence[Token]) -> tuple[Span, ...]:
    """Return where a transcription separates the cells of tables, in order; `ours` is what was read, and `tokens` its
    words."""
    if not any(sign in text for sign in (*STROKES, SEMICOLON, "+-")):
        return ()
    runs = list(_adjoining(text))
    if not any(_blocks(run, signs) for run in runs for signs in (STROKES, SEMICOLON)):
        return ()
    beside = _Beside.of(ours, tokens)
    found = [
        span
        for run in runs
        for signs in (STROKES, SEMICOLON)
        for block in _blocks(run, signs)
        if beside.parts_cells(block, signs)
        for span in _spans(block, signs)
    ]
    return tuple(sorted(found, key=lambda span: span.start))


def with_tabs(text: str, separators: Sequence[Span]) -> str:
    """Return a text with a tab for each separator of cells, every other character at its place; rules become spaces."""
    pieces, place = [], 0
    for span in separators:
        pieces += [text[place : span.start], TAB if span.end == span.start + 1 else SPACE * (span.end - span.start)]
        place = span.end
    return "".join((*pieces, text[place:]))


def _adjoining(text: str) -> Iterator[list[_Line]]:
    """Yield the lines of a text in runs without an empty line between them."""
    run: list[_Line] = []
    end = 0
    for found in _LINE.finditer(text):
        parted = len(text[end : found.start()].replace("\r\n", "\n")) > 1
        if (parted or not found[0].strip()) and run:
            yield run
            run = []
        if found[0].strip():
            run.append(_Line(found.start(), found[0], bool(_RULE.fullmatch(found[0]))))
        end = found.end()
    if run:
        yield run


def _blocks(run: Sequence[_Line], signs: str) -> list[list[_Line]]:
    """Return the lines of a run that may be a table each, with these signs between cells."""
    blocks: list[list[_Line]] = [[]]
    for line in run:
        if line.count(signs):
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if sum(line.count(signs) for line in block) >= LEAST]


def _spans(block: Sequence[_Line], signs: str) -> Iterator[Span]:
    for line in block:
        if line.is_rule:
            yield Span(start=line.start, end=line.start + len(line.text))
        else:
            yield from (
                Span(start=line.start + at, end=line.start + at + 1)
                for at, sign in enumerate(line.text)
                if sign in signs
            )


@dataclass(frozen=True)
class _Beside:
    """The pairs of words between which our text has the edge of a cell, and those between which it has a mark."""

    in_cells: frozenset[tuple[str, str]]
    marked: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, ours: str, tokens: Sequence[Token]) -> _Beside:
        in_cells = ((one.key, other.key) for one, other in pairwise(tokens) if TAB in ours[one.end : other.start])
        marked = (
            (one.key, other.key)
            for one, mark, other in zip(tokens, tokens[1:], tokens[2:], strict=False)
            if not mark.is_word
        )
        return cls(frozenset(in_cells), frozenset(marked))

    def parts_cells(self, block: Sequence[_Line], signs: str) -> bool:
        """Return whether what was read speaks for separators rather than marks of the text.

        Semicolons part sentences, too: they must have been found to stand where a cell ends.
        """
        pairs = [pair for line in block for pair in _pairs(line, signs)]
        cells, marks = sum(pair in self.in_cells for pair in pairs), sum(pair in self.marked for pair in pairs)
        return cells > marks or (signs == STROKES and cells == marks)


def _pairs(line: _Line, signs: str) -> Iterator[tuple[str, str]]:
    """Yield the words before and behind each separator of a line; an empty cell stands between none."""
    before: Token | None = None
    separated = False
    for token in tokens_of(line.text) if not line.is_rule else ():
        if token.text in signs:
            separated = True
            continue
        if separated and before is not None:
            yield before.key, token.key
        before, separated = token, False
