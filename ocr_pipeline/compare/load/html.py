"""HTML as a browser shows it: a line for each block, cells with tabs between them, footnotes set apart."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from ocr_pipeline.compare.load.content import Composition, Content, about_source, apparatus
from ocr_pipeline.compare.load.lists import latin_letters, roman
from ocr_pipeline.compare.messages import message_of, set_apart
from ocr_pipeline.compare.records import Metadata
from ocr_pipeline.interchange.html import html_tree
from ocr_pipeline.interchange.xml import attribute, words_of
from ocr_pipeline.text.decode.source import SourceText, decoded_as_it_is

_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_CHARSET_REACH = 4096

_UNSEEN = frozenset(("script", "style", "head", "template", "noscript", "nav", "form", "button", "select", "svg"))
_BLOCKS = frozenset(
    (
        *("p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "ul", "ol"),
        *("dl", "dt", "dd", "article", "section", "main", "header", "footer", "aside", "address", "center"),
        *("figure", "figcaption", "caption", "body", "hr"),
    )
)
_NOTE_HOLDERS = frozenset(("p", "li", "div", "aside", "dd", "td"))
_NOTE_SIGN = re.compile(r"[\[(]?\s*(?:\d{1,4}|\*{1,5}|[†‡ivx])\s*[\])]?")
_NOTES_ROLE = frozenset(("doc-footnote", "doc-endnote", "doc-endnotes"))
_NOT_SHOWN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.IGNORECASE)
_LIST_STYLE = re.compile(r"(?:^|;)\s*list-style(?:-type)?\s*:\s*([^;]*)", re.IGNORECASE)
_FIGURES: Mapping[str, Callable[[int], str]] = {
    "a": latin_letters,
    "A": lambda number: latin_letters(number).upper(),
    "i": lambda number: roman(number).lower(),
    "I": roman,
    "none": lambda _number: "",
}
"""The forms of a list's numbers by its `type`; all others are shown as figures."""

_STYLES: Mapping[str, str] = {
    "none": "none",
    **dict.fromkeys(("lower-alpha", "lower-latin"), "a"),
    **dict.fromkeys(("upper-alpha", "upper-latin"), "A"),
    "lower-roman": "i",
    "upper-roman": "I",
}
_BREAK = re.compile(r"(?:page-)?break-(before|after)\s*:\s*(?:always|page|left|right)", re.IGNORECASE)


def content(data: bytes, subject: str, language: str) -> Content:
    """Return what a browser shows of the file; navigation and forms of a web page are left out.

    The numbers of lists stand before their items. Not text are elements that are not shown, and those without letters
    and figures that are hidden from whoever has the page read aloud: ornaments. Rules of style sheets are not followed.
    `language` helps to tell the encoding where the file does not say it. Raises `TextIsNoText`, `TextEncodingUnknown`,
    and `TranscriptionBroken` for elements nested beyond all measure.
    """
    source = _decoded(data, subject, language)
    root = html_tree(_DECLARATION.sub("", source.text), subject)
    notes = [message_of("read-in", format="HTML", encoding=source.encoding), *about_source(source)]
    reading = _Reading(_footnotes(root))
    reading.read(root)
    if reading.notes:
        notes.append(set_apart("footnote", len(reading.notes)))
    if reading.left_out:
        notes.append(message_of("web-parts", parts=", ".join(sorted(reading.left_out))))
    if reading.hidden:
        notes.append(message_of("hidden-parts", count=reading.hidden))
    return Content(
        reading.out.text.rstrip("\n"),
        "HTML",
        tuple(reading.out.marks),
        tuple(reading.out.editorial),
        apparatus(reading.notes),
        Metadata(title=words_of(next(root.iter("title"), None))),
        notes=tuple(notes),
    )


def _decoded(data: bytes, subject: str, language: str) -> SourceText:
    """Return the markup: UTF-8 and marks speak for themselves, then the charset the page declares, then its letters."""
    declared = _CHARSET.search(data[:_CHARSET_REACH])
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if declared and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            encoding = declared[1].decode("ascii", "replace").lower()
            try:
                return SourceText(data.decode(encoding), encoding)
            except (LookupError, UnicodeError):
                return decoded_as_it_is(data, subject, language)
    return decoded_as_it_is(data, subject, language)


@dataclass(frozen=True)
class _Footnotes:
    calls: frozenset[etree._Element]
    bodies: frozenset[etree._Element]


def _footnotes(root: etree._Element) -> _Footnotes:
    """Return the links that call footnotes, and the blocks that are the footnotes.

    A call links forward to a block that begins with its target; the link back is a part of the block.
    """
    links = [
        link
        for link in root.iter("a")
        if attribute(link, "href").startswith("#") and _NOTE_SIGN.fullmatch((words_of(link) or "").strip())
    ]
    bodies = {
        element
        for element in root.iter()
        if attribute(element, "role") in _NOTES_ROLE or attribute(element, "type") in ("footnote", "endnote")
    }
    if not links:
        return _Footnotes(frozenset(), frozenset(bodies))
    order: dict[etree._Element, int] = {}
    targets: dict[str, etree._Element] = {}
    for index, element in enumerate(root.iter()):
        order[element] = index
        for name in (attribute(element, "id"), attribute(element, "name")):
            if name:
                targets.setdefault(name, element)
    calls = set()
    for link in links:
        target = targets.get(attribute(link, "href")[1:])
        if target is None or order[target] < order[link]:
            continue
        body = next((holder for holder in (target, *target.iterancestors()) if holder.tag in _NOTE_HOLDERS), None)
        if body is not None and link not in body.iter("a"):
            calls.add(link)
            bodies.add(body)
    return _Footnotes(frozenset(calls), frozenset(bodies))


@dataclass
class _Reading:
    """A walk through the tree: what was composed, the footnotes, and what was left out."""

    footnotes: _Footnotes
    out: Composition = field(default_factory=Composition)
    notes: list[str] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)
    hidden: int = 0
    numbers: dict[etree._Element, tuple[int, int]] = field(default_factory=dict)

    def read(self, root: etree._Element) -> None:
        """Compose the text of `root`."""
        spans: list[int] = []
        exact = 0
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = str(element.tag).lower()
            if event == "start":
                if self._sets_apart(element, tag):
                    walk.skip_subtree()
                    continue
                self._begin(element, tag)
                if element in self.footnotes.calls:
                    spans.append(self.out.open_editorial())
                exact += tag == "pre"
                self._text(element.text, exact > 0)
                continue
            if not self._is_apart(element, tag):
                exact -= tag == "pre"
                if element in self.footnotes.calls:
                    self.out.close_editorial(spans.pop())
                self._end(element, tag)
            if element is not root:
                self._text(element.tail, exact > 0)

    def _text(self, text: str | None, exactly: bool) -> None:
        if exactly:
            self.out.write_exactly(text or "")
        else:
            self.out.write(text)

    def _is_apart(self, element: etree._Element, tag: str) -> bool:
        return tag in _UNSEEN or element in self.footnotes.bodies or _is_hidden(element)

    def _sets_apart(self, element: etree._Element, tag: str) -> bool:
        if tag in _UNSEEN:
            if tag in ("nav", "form", "button", "select"):
                self.left_out.add(tag)
            return True
        if element in self.footnotes.bodies:
            self.notes.append(words_of(element) or "")
            return True
        if _is_hidden(element):
            self._mark_pages(element, tag)
            self.hidden += bool(words_of(element))
            return True
        return False

    def _begin(self, element: etree._Element, tag: str) -> None:
        if tag in _BLOCKS:
            self.out.begin_line()
        elif tag in ("td", "th") and any(True for _ in element.itersiblings("td", "th", preceding=True)):
            self.out.write_exactly("\t")
        elif tag == "br":
            self.out.break_line()
        if tag == "li":
            self.out.label(self._number(element))
        self._mark_pages(element, tag)

    def _number(self, item: etree._Element) -> str:
        """Return the number of an item of a list with the space behind it, empty for one without."""
        above = item.getparent()
        if above is None or str(above.tag).lower() != "ol":
            return ""
        if above not in self.numbers:
            backwards = "reversed" in above.attrib
            first = sum(str(child.tag).lower() == "li" for child in above) if backwards else 1
            self.numbers[above] = _whole(attribute(above, "start"), first), -1 if backwards else 1
        number, step = self.numbers[above]
        number = _whole(attribute(item, "value"), number)
        self.numbers[above] = number + step, step
        form = _FIGURES.get(_form(item) or _form(above), str)
        shown = form(number) if number > 0 or form is _FIGURES["none"] else str(number)
        return f"{shown}. " if shown else ""

    def _mark_pages(self, element: etree._Element, tag: str) -> None:
        style = _BREAK.search(attribute(element, "style"))
        if style and (style[1].lower() == "before" or tag == "br"):
            self.out.mark_page(style[0], None)
        elif _is_page_break(element):
            label = attribute(element, "title") or attribute(element, "aria-label") or attribute(element, "id")
            number = re.search(r"\d{1,6}", label)
            self.out.mark_page(label or "pagebreak", int(number[0]) if number else None)

    def _end(self, element: etree._Element, tag: str) -> None:
        if tag == "li":
            self.out.end_label()
        if tag in _BLOCKS:
            self.out.begin_line()
        style = _BREAK.search(attribute(element, "style"))
        if style and style[1].lower() == "after" and tag != "br":
            self.out.mark_page(style[0], None)


def _is_hidden(element: etree._Element) -> bool:
    if "hidden" in element.attrib or _NOT_SHOWN.search(attribute(element, "style")):
        return True
    if attribute(element, "aria-hidden").lower() != "true" or _is_page_break(element):
        return False
    return not any(character.isalnum() for character in words_of(element) or "")


def _is_page_break(element: etree._Element) -> bool:
    """Return whether an element is the mark that EPUB and DPUB-ARIA have for the pages of the paper."""
    return "pagebreak" in (attribute(element, "type"), attribute(element, "role").removeprefix("doc-"))


def _form(element: etree._Element) -> str:
    """Return the form of numbers that a list or an item asks for, empty if it does not."""
    style = _LIST_STYLE.search(attribute(element, "style"))
    for name in style[1].lower().split() if style else ():
        if name in _STYLES:
            return _STYLES[name]
    return attribute(element, "type")


def _whole(text: str, default: int) -> int:
    found = re.match(r"\s*([+-]?\d{1,9})", text, re.ASCII)
    return int(found[1]) if found else default
