"""Marks in a text that say where its pages begin: `[1019]`, `[л. 97]`. Taken out again, they leave the text as it was.

A page that begins a line has its mark on a line of its own before it; within a line, the mark stands between two words,
or behind the word that the page break parts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

import regex

from ocr_pipeline.languages import DEFAULT, languages_of
from ocr_pipeline.records import Document, Edit, EditKind, PageNumber, PageSpan
from ocr_pipeline.text.edits import applied, places
from ocr_pipeline.text.furniture.absent import NOT_READ, notes_of
from ocr_pipeline.text.layers import Layer, layer_text
from ocr_pipeline.text.reading.numerals import to_roman
from ocr_pipeline.text.text_layout import LINE_BREAK

BLOCK_BREAK = LINE_BREAK * 2

_WORD_END = regex.compile(r"\s|$")


def marked_text(document: Document, layer: Layer, *, page_marks: bool = True) -> str:
    """Return a layer of the document's text, with `page_marks` marks where its pages begin."""
    text = layer_text(document, layer)
    return applied(text, page_mark_edits(document, layer)) if page_marks else text


def page_mark_edits(document: Document, layer: Layer) -> tuple[Edit, ...]:
    """Return the insertions that write the marks into a layer of the text; undone, they give the layer back.

    A mark is the page's number; else that of its leaf, where the name of its scan gives it; else that name, or in a
    text without scans its place among the pages. A page that could not be read has none: the text says so itself.
    """
    text = layer_text(document, layer)
    origins = _origins(document, layer, text)
    known = [at for at, origin in enumerate(origins) if origin >= 0]
    starts = [origins[at] for at in known]
    block_break = LINE_BREAK if layer is Layer.DIPLOMATIC else BLOCK_BREAK
    found: dict[int, str] = {}
    for number, page in enumerate(document.pages):
        if page.state not in NOT_READ:
            first = bisect_left(starts, page.start)
            at, before, after = _place(text, known[first] if first < len(known) else None, block_break)
            found[at] = f"{found.get(at, '')}{before}{mark_of(page, number, document)}{after}"
    return tuple(
        Edit(kind=EditKind.PAGE_MARK, start=at, before="", after=written, reason="a page begins")
        for at, written in sorted(found.items())
    )


def mark_of(page: PageSpan, number: int, document: Document) -> str:
    """Return the mark of a page, which is the `number`th (from 0) of its document."""
    language = document.provenance.language if document.provenance else DEFAULT
    words = notes_of(language)
    if page.number is not None:
        return f"[{number_text(page.number)}]"
    if leaf := _leaf(language).fullmatch(page.id):
        verso = leaf["verso"] or leaf["back"]
        return words.leaf[bool(verso)].format(leaf["number"] or leaf["alone"])
    return words.scan.format(page.id) if document.provenance else words.in_order.format(number + 1)


def number_text(number: PageNumber) -> str:
    """Return the number of a page in figures, in Roman ones where it is typed so, small ones where they are small."""
    if not (number.roman and 0 < number.number < 4000):
        return str(number.number)
    roman = to_roman(number.number)
    return roman.lower() if number.typed is not None and number.typed.islower() else roman


@lru_cache(maxsize=8)
def _leaf(language: str) -> regex.Pattern[str]:
    """Return how a scan is named for a leaf: `л. 97`, `Лист_097об`, `97 об`, `0097_verso`."""
    languages = languages_of(language)
    leaf = languages.pattern(lambda one: one.editions.leaf)
    verso = rf"(?:{languages.pattern(lambda one: one.editions.verso)}|verso)"
    figures = r"0*(?P<{}>\d{{1,5}}\p{{Ll}}?)"
    return regex.compile(
        rf"(?:{leaf})[ ._-]{{0,2}}{figures.format('number')}(?:[ ._-]?(?P<verso>{verso}))?"
        rf"|{figures.format('alone')}[ ._-]?(?P<back>{verso})"
    )


def _origins(document: Document, layer: Layer, text: str) -> Sequence[int]:
    """Return the place of each character of a layer in the diplomatic text, -1 where an edit wrote it."""
    if layer is Layer.DIPLOMATIC:
        shift = len(document.diplomatic) - len(document.diplomatic.lstrip("\f\n"))
        return range(shift, shift + len(text))
    clean = places(document.diplomatic, document.edits)
    if layer is Layer.CLEAN:
        return clean
    reading = places(layer_text(document, Layer.CLEAN), document.reading_edits)
    return [clean[at] if at >= 0 else -1 for at in reading]


def _place(text: str, at: int | None, block_break: str) -> tuple[int, str, str]:
    """Return where the mark of a page stands whose first character is at a place, None where no text follows, and the
    white space before the mark and behind it."""
    if at is None:
        return len(text), block_break if text else "", ""
    if at == 0 or text[:at].endswith(block_break):
        return at, "", block_break
    if text[at - 1] == LINE_BREAK:
        return at, "", LINE_BREAK
    if text[at - 1].isspace():
        return at, "", " "
    found = _WORD_END.search(text, at)
    return found.start() if found else len(text), " ", ""
