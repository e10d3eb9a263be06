"""What stands within a block: text with its marks, doubtful words, changes, and the breaks of lines and pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from ocr_pipeline.formats.tei.breaks import Run
from ocr_pipeline.formats.tei.elements import NEW_LINE, XML_ID, certainty, child, element, write
from ocr_pipeline.formats.tei.facsimile import Facsimile
from ocr_pipeline.formats.tei.reasons import Reasons
from ocr_pipeline.formats.tei.tokens import (
    FURNITURE,
    NO_MARKS,
    Break,
    Changed,
    Content,
    Furniture,
    Gap,
    Hyphen,
    Marks,
    Space,
    Text,
    Token,
)
from ocr_pipeline.records import Block, Document, EditKind, MarkKind, NumberSource, PageNumber, PageSpan, PageState
from ocr_pipeline.text.page_marks import number_text

RENDERED = {
    MarkKind.UNDERLINED: "underlined",
    MarkKind.WAVY: "wavy-underlined",
    MarkKind.LETTER_SPACED: "letter-spaced",
    MarkKind.RAISED: "superscript",
    MarkKind.LOWERED: "subscript",
}
"""Values of `hi/@rend`; what is overstruck is deleted (`del`)."""

ERRORS = frozenset({EditKind.HOMOGLYPH, EditKind.HYPHEN})
"""Edits that mend what was typed wrong: `sic` and `corr`. The others resolve what was typed so on purpose, for want of
a key, by habit, or to set a word off: `orig` and `reg`."""

NUMBERS = {
    NumberSource.SEEN: "the number is typed on the page",
    NumberSource.REPAIRED: "something else is typed on the page: the pages around say this",
    NumberSource.INFERRED: "no number is seen on the page: the pages around say this",
}

NOT_READ = {PageState.FAILED: "failed", PageState.UNREADABLE: "illegible"}
"""Values of `gap/@reason` for a page of which nothing was read."""

Item = Content | Run


@dataclass(frozen=True)
class _Unit:
    """Contents that stay together, one or those of a doubtful word, and the marks that are on all of them."""

    items: tuple[Item, ...]
    marks: Marks = NO_MARKS
    doubt: int | None = None


class Inline:
    """Writes the contents of blocks; it counts the lines of the page on which it is."""

    def __init__(self, document: Document, seen: Facsimile, reasons: Reasons) -> None:
        self._document = document
        self._seen = seen
        self._reasons = reasons
        self._page = 0
        self._line = 0
        self._calls = {block.call: call_id(block) for block in document.blocks if block.call is not None}

    def write(self, parent: etree._Element, items: Sequence[Item]) -> None:
        """Write contents and the runs between them into an element."""
        for marks, units in groupby(_units(items), key=lambda unit: unit.marks):
            target = _marked(parent, marks)
            for unit in units:
                self._unit(target, unit, marks)

    def write_cell(self, parent: etree._Element, items: Sequence[Item]) -> None:
        """Write the contents of a cell of a table; what parts it from the one before stands in it, at its start."""
        if items and isinstance(items[0], Run):
            parent.extend(list(self.breaks(items[0])))
            items = items[1:]
        self.write(parent, items)

    def breaks(self, run: Run) -> Iterator[etree._Element]:
        """Yield the elements of a run of breaks."""
        notes, kind = run.notes, run.kind
        for token in run.tokens:
            if isinstance(token, Break):
                for note in notes:
                    yield self._absent(note, token)
                notes = ()
                yield from self._break(token, joins=run.joins, kind=kind)
                kind = ""
            elif isinstance(token, Furniture):
                yield self._furniture(token)
            elif isinstance(token, Space):
                yield _space(token)

    def _unit(self, parent: etree._Element, unit: _Unit, outer: Marks) -> None:
        target = parent if unit.doubt is None else self._unclear(parent, unit, unit.doubt)
        for item in unit.items:
            inner = target
            if isinstance(item, Content) and item.marks - outer:
                inner = _marked(target, item.marks - outer)
            self._item(inner, item)

    def _item(self, parent: etree._Element, item: Item) -> None:
        if isinstance(item, Text | Changed) and item.start in self._calls:
            child(parent, "anchor", {XML_ID: self._calls.pop(item.start)})
        match item:
            case Run():
                if not item.joins:
                    write(parent, NEW_LINE)
                parent.extend(list(self.breaks(item)))
            case Text():
                write(parent, item.text)
            case Hyphen():
                child(parent, "pc", {"force": "weak", "ana": self._reasons.of([item.edit])}, item.text)
            case Gap():
                self._gap(parent, item)
            case Changed():
                self._change(parent, item)

    def _unclear(self, parent: etree._Element, unit: _Unit, number: int) -> etree._Element:
        """Return the element of a doubtful word; what else it may be stands beside it."""
        doubt, zone = self._seen.doubts[number]
        attributes = {"cert": certainty(doubt.confidence), "facs": f"#{zone}"}
        if not doubt.readings or "".join(_typed(item) for item in unit.items) != doubt.text:
            return child(parent, "unclear", attributes)
        choice = child(parent, "choice")
        made = child(choice, "unclear", attributes)
        for reading in doubt.readings:
            child(choice, "unclear", text=reading)
        return made

    def _change(self, parent: etree._Element, change: Changed) -> None:
        kinds = {edit.kind for edit in (*change.edits, *change.reading_edits)}
        is_error = bool(kinds) and kinds <= ERRORS
        choice = child(parent, "choice")
        typed = child(choice, "sic" if is_error else "orig")
        self._as_typed(typed, change.typed)
        other = "corr" if is_error else "reg"
        has_breaks = any(isinstance(token, Break) for token in change.typed)
        if change.clean != change.diplomatic or change.reading == change.clean or has_breaks:
            self._layer(choice, other, "clean", change.clean, self._reasons.of(change.edits))
        if change.reading != change.clean:
            self._layer(choice, other, "reading", change.reading, self._reasons.of(change.reading_edits))

    def _as_typed(self, parent: etree._Element, tokens: Sequence[Token]) -> None:
        for is_content, group in groupby(tokens, key=lambda token: isinstance(token, Content)):
            if is_content:
                self.write(parent, [token for token in group if isinstance(token, Content)])
                continue
            for token in group:
                if isinstance(token, Break):
                    parent.extend(list(self._break(token)))
                elif isinstance(token, Furniture):
                    parent.append(self._furniture(token))
                elif isinstance(token, Space):
                    parent.append(_space(token))

    def _layer(self, choice: etree._Element, name: str, layer: str, text: str, reasons: str) -> None:
        made = child(choice, name, {"type": layer, "ana": reasons})
        for number, line in enumerate(text.split("\n")):
            if number:
                child(made, "lb")
            for at, part in enumerate(line.split("\f")):
                if at:
                    child(made, "milestone", {"unit": "form-feed"})
                write(made, part)

    def _gap(self, parent: etree._Element, gap: Gap) -> None:
        facs = f"#{gap.zone}" if gap.zone else ""
        made = child(parent, "gap", {"reason": "not-typed", "facs": facs, "ana": self._reasons.of([gap.edit])})
        if gap.clean:
            child(made, "desc", {"type": "clean"}, gap.clean)

    def _absent(self, note: str, token: Break) -> etree._Element:
        made = element("gap", {"reason": "missing", "unit": "page", "ana": self._reasons.of([token.edit])})
        child(made, "desc", {"type": "clean"}, note)
        return made

    def _furniture(self, token: Furniture) -> etree._Element:
        kind = FURNITURE[token.edit.kind] if token.edit is not None else ""
        made = element("fw", {"type": kind, "ana": self._reasons.of([token.edit])})
        write(made, token.text)
        return made

    def _break(self, token: Break, *, joins: bool = False, kind: str = "") -> Iterator[etree._Element]:
        said = {"type": kind, "break": "no" if joins else "", "ana": self._reasons.of([token.edit])}
        if token.page is not None:
            yield from self._page_begins(token, token.page, said)
        elif token.typed == "\n":
            self._line += 1
            yield self._line_begins(said)
        elif token.typed:
            yield element("milestone", {"unit": "form-feed", **said, "break": ""})

    def _page_begins(self, token: Break, page: int, said: dict[str, str]) -> Iterator[etree._Element]:
        span = self._document.pages[page]
        self._page, self._line = page, 0
        within = "inline" if page and not token.typed else ""
        number = self._number(span.number)
        ana = " ".join(one for one in (said["ana"], number.pop("ana", "")) if one)
        yield element("pb", {**number, "facs": self._seen.surface(page), **said, "subtype": within, "ana": ana})
        if span.number is not None and span.number.source is NumberSource.INFERRED:
            made = element("fw", {"type": "pageNum"})
            supplied = {"reason": "not-seen", "cert": certainty(span.number.confidence)}
            child(made, "supplied", supplied, number_text(span.number))
            yield made
        if span.state in NOT_READ:
            yield element("gap", {"reason": NOT_READ[span.state], "unit": "page", "quantity": "1"})
        if not within and self._has_text(span):
            yield self._line_begins({"break": said["break"]})

    def _has_text(self, span: PageSpan) -> bool:
        return span.end > span.start

    def _number(self, number: PageNumber | None) -> dict[str, str]:
        if number is None:
            return {}
        source = self._reasons.said(f"number-{number.source.value}", NUMBERS[number.source])
        return {"n": number_text(number), "cert": certainty(number.confidence), "ana": source}

    def _line_begins(self, said: dict[str, str]) -> etree._Element:
        return element("lb", {"n": str(self._line + 1), "facs": self._seen.line(self._page, self._line), **said})


def call_id(footnote: Block) -> str:
    """Return the name of the place where a footnote is called."""
    return f"call-{footnote.start}"


def _marked(parent: etree._Element, marks: Marks) -> etree._Element:
    """Return the element in which text with these marks stands: the parent where there are none."""
    if MarkKind.OVERSTRUCK in marks:
        parent = child(parent, "del", {"rend": "overstruck"})
    rendered = " ".join(name for kind, name in RENDERED.items() if kind in marks)
    return child(parent, "hi", {"rend": rendered}) if rendered else parent


def _units(items: Sequence[Item]) -> Iterator[_Unit]:
    for doubt, group in groupby(items, key=lambda item: item.doubt if isinstance(item, Content) else None):
        found = tuple(group)
        if doubt is None:
            yield from (_Unit((item,), _marks(item)) for item in found)
        else:
            yield _Unit(found, frozenset.intersection(*(_marks(item) for item in found)), doubt)


def _marks(item: Item) -> Marks:
    if isinstance(item, Content):
        return item.marks
    kinds = {token.marks if isinstance(token, Break) else NO_MARKS for token in item.tokens}
    return kinds.pop() if len(kinds) == 1 else NO_MARKS


def _typed(item: Item) -> str:
    match item:
        case Text() | Hyphen():
            return item.text
        case Changed():
            return item.diplomatic
    return ""


def _space(token: Space) -> etree._Element:
    return element("space", {"dim": "horizontal", "quantity": str(token.quantity), "unit": "chars"})
