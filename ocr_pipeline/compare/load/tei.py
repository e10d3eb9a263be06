"""TEI P5 (and P4's `TEI.2`): the text of the body as it stands on paper; what an editor did to it is set apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from ocr_pipeline.compare.load.content import Composition, Content, apparatus
from ocr_pipeline.compare.messages import message_of, set_apart
from ocr_pipeline.compare.records import Metadata
from ocr_pipeline.interchange.xml import attribute, children, local, named, words_of

_BLOCKS = frozenset(
    (
        *("p", "head", "ab", "l", "lg", "item", "list", "row", "table", "div", "div1", "div2", "div3", "div4"),
        *("opener", "closer", "salute", "signed", "dateline", "byline", "argument", "epigraph", "postscript"),
        *("trailer", "quote", "sp", "speaker", "stage", "label", "address", "addrLine", "floatingText", "body"),
        *("titlePart", "titlePage", "zone", "line", "surface"),
    )
)
_TYPED = frozenset(("sic", "orig", "abbr"))
"""In a choice, what stands on paper (TEI P5, 3.5 Simple Editorial Changes)."""

_CORRECTED = frozenset(("corr", "reg", "expan"))
_EDITORS = frozenset(("corr", "reg", "expan", "ex", "supplied"))
_NO_TEXT = (
    *("figDesc", "front", "back", "teiHeader", "facsimile", "standOff"),
    *("desc", "certainty", "precision", "index", "interp", "interpGrp", "span", "spanGrp"),
)
"""What is about the text: matter before and after it, and what describes a gap, a doubt, a stretch."""

_SET_APART = {"note": "note", "del": "deletion", "fw": "furniture"}
"""What is kept beside the text, and what it is: page numbers and headers (`fw`) are no text of the document."""

_APART = frozenset((*_SET_APART, *_NO_TEXT, "noteGrp", "rdg"))
_PAGE_NUMBER = re.compile(r"\d{1,6}")
_HYPHENS = "-‐‑¬\xad"


def content(root: etree._Element) -> Content:
    """Return the text of every body; corrections, notes, deletions, front and back matter go to the apparatus."""
    reading = _Reading()
    bodies = [body for body in named(root, "body") if not any(local(above) == "body" for above in body.iterancestors())]
    for body in bodies or list(named(root, "sourceDoc")):
        reading.out.begin_line()
        reading.read(body)
    for matter in named(root, "front", "back"):
        text = words_of(matter)
        if text:
            reading.apart.setdefault("part of front or back matter", []).append(text)
    notes = [message_of("read-as", format="TEI")]
    notes += [set_apart(what, len(texts)) for what, texts in reading.apart.items()]
    if reading.joined:
        notes.append(message_of("breaks-in-words", count=reading.joined))
    if reading.entities:
        notes.append(message_of("entities", count=reading.entities))
    return Content(
        reading.out.text.rstrip("\n"),
        "TEI",
        tuple(reading.out.marks),
        tuple(reading.out.editorial),
        apparatus([text for texts in reading.apart.values() for text in texts]),
        _metadata(root),
        lines_are_lines=reading.lines > 0,
        notes=tuple(notes),
    )


@dataclass
class _Reading:
    """A walk through the text: what was composed, and what was set apart, by what it is."""

    out: Composition = field(default_factory=Composition)
    apart: dict[str, list[str]] = field(default_factory=dict)
    lines: int = 0
    joined: int = 0
    entities: int = 0

    def read(self, root: etree._Element) -> None:
        """Compose the text of `root`."""
        spans: dict[etree._Element, int] = {}
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            name = local(element)
            if event == "start":
                if self._sets_apart(element, name):
                    walk.skip_subtree()
                    continue
                self._begin(element, name)
                if _by_editor(element, name):
                    spans[element] = self.out.open_editorial()
                self.out.write(element.text)
                continue
            if element in spans:
                self.out.close_editorial(spans.pop(element))
            if name in _BLOCKS:
                self.out.begin_line()
            if element is not root:
                self.out.write(element.tail)

    def _sets_apart(self, element: etree._Element, name: str) -> bool:
        if _beside_the_typed(element, name):
            before = element.getparent()
            typed = next((child for child in before if local(child) in _TYPED), None) if before is not None else None
            texts = self.apart.setdefault("correction", [])
            texts.append(f"{words_of(typed) or ''}: {words_of(element) or ''}")
            return True
        if _is_other_reading(element):
            self.apart.setdefault("reading", []).append(words_of(element) or "")
            return True
        if name not in _APART or (name == "note" and _authors(element)):
            return False
        text = words_of(element)
        if text and name == "fw":
            self._number_page(text, is_number=attribute(element, "type") == "pageNum")
        if text and name in _SET_APART:
            self.apart.setdefault(_SET_APART[name], []).append(text)
        return True

    def _number_page(self, typed: str, *, is_number: bool) -> None:
        """Let the page that began last be called as its number is typed, where furniture on it is its number."""
        found = _PAGE_NUMBER.search(typed)
        if not found or not self.out.marks:
            return
        mark = self.out.marks[-1]
        if mark.number == int(found[0]) or (mark.number is None and is_number):
            self.out.marks[-1] = mark.model_copy(update={"typed": typed, "number": int(found[0])})

    def _begin(self, element: etree._Element, name: str) -> None:
        if name in _BLOCKS:
            self.out.begin_line()
        # An entity that was not resolved is met as an element whose text is `&name;`.
        self.entities += name.startswith("&")
        if attribute(element, "break") == "no":
            self.out.join()
        if name in ("pb", "surface"):
            number = _PAGE_NUMBER.search(attribute(element, "n"))
            typed = f'<{name} n="{attribute(element, "n")}"/>' if attribute(element, "n") else f"<{name}/>"
            self.out.mark_page(typed, int(number[0]) if number else None)
            # A page ends with a line, so that `пере-<pb/>говоры` is a word broken at its hyphen.
            if attribute(element, "break") != "no":
                self.out.begin_line()
        elif name == "lb":
            self._line_break(element)
        elif name == "cb":
            self.out.begin_line()
        elif name == "cell" and any(True for _ in element.itersiblings(preceding=True)):
            self.out.write_exactly("\t")
        elif name == "space" and not _begins_cell(element):
            self.out.write(" ")
        elif name == "line":
            self.lines += 1

    def _line_break(self, element: etree._Element) -> None:
        self.lines += 1
        if _begins_cell(element):
            return
        # Without its hyphen the word would be two: it stays whole.
        if attribute(element, "break") == "no" and self.out.last() not in _HYPHENS:
            self.joined += 1
        else:
            self.out.begin_line()


def _beside_the_typed(element: etree._Element, name: str) -> bool:
    choice = element.getparent()
    return (
        name in _CORRECTED
        and choice is not None
        and local(choice) == "choice"
        and any(local(child) in _TYPED for child in choice)
    )


def _is_other_reading(element: etree._Element) -> bool:
    """Return whether an element is one of several in a choice that are all of its kind, and not the likeliest.

    So are the readings of a doubtful word (`unclear`); the first of those that are equally likely is the text.
    """
    choice = element.getparent()
    if choice is None or local(choice) != "choice":
        return False
    likeliest = _likeliest(choice)
    return likeliest is not None and element is not likeliest


@lru_cache(maxsize=1)
def _likeliest(choice: etree._Element) -> etree._Element | None:
    """Return the likeliest of a choice whose elements are all of one kind, else None; each of them asks for it."""
    return max(choice, key=_likeliness) if len({local(child) for child in choice}) == 1 else None


def _likeliness(element: etree._Element) -> float:
    """Return how likely a reading is; one without `@cert` is the less so, and one in words has its place."""
    said = attribute(element, "cert")
    if said in _CERTAINTIES:
        return _CERTAINTIES[said]
    try:
        return float(said)
    except ValueError:
        return 0.0


_CERTAINTIES = {"high": 0.9, "medium": 0.6, "low": 0.3}
"""How likely the values of `@cert` are taken to be: in what order, is all that counts."""


def _begins_cell(element: etree._Element) -> bool:
    """Return whether nothing stands before an element in its cell: there it begins no line of a table's row."""
    cell = element.getparent()
    return cell is not None and local(cell) == "cell" and cell[0] is element and not (cell.text or "").strip()


def _by_editor(element: etree._Element, name: str) -> bool:
    """Return whether an element is an editor's; an addition is one only where it says so, else it is on paper."""
    if name != "add":
        return name in _EDITORS
    return "ed" in re.split(r"[\W_\d]+", f"{attribute(element, 'resp')} {attribute(element, 'hand')}".lower()) or (
        "editor" in f"{attribute(element, 'resp')} {attribute(element, 'type')} {attribute(element, 'hand')}".lower()
    )


def _authors(note: etree._Element) -> bool:
    return "author" in f"{attribute(note, 'resp')} {attribute(note, 'type')}".lower()


def _metadata(root: etree._Element) -> Metadata:
    header = next(named(root, "teiHeader"), None)
    if header is None:
        return Metadata()
    return Metadata(
        title=_title(header),
        date=_date(header),
        archive=_archive(header),
        language=_language(root, header),
        url=_url(header),
    )


def _title(header: etree._Element) -> str | None:
    statement = next(named(header, "titleStmt"), None)
    titles = children(statement, "title") if statement is not None else []
    main = [title for title in titles if attribute(title, "type") == "main"]
    return words_of(next(iter(main or titles), None))


def _date(header: etree._Element) -> str | None:
    for holder in named(header, "correspAction", "creation", "sourceDesc"):
        for date in named(holder, "date", "origDate"):
            said = words_of(date) or attribute(date, "when")
            if said:
                return said
    return None


def _archive(header: etree._Element) -> str | None:
    for identifier in named(header, "msIdentifier"):
        parts = [words_of(part) for part in identifier]
        return ", ".join(part for part in parts if part) or None
    for source in named(header, "sourceDesc"):
        return words_of(source)
    return None


def _language(root: etree._Element, header: etree._Element) -> str | None:
    for language in named(header, "language"):
        return words_of(language) or attribute(language, "ident") or None
    text = next(named(root, "text"), None)
    return (attribute(text, "lang") or None) if text is not None else None


def _url(header: etree._Element) -> str | None:
    for statement in named(header, "publicationStmt"):
        for place in named(statement, "idno", "ptr", "ref"):
            said = attribute(place, "target") or words_of(place) or ""
            if said.startswith(("http://", "https://")):
                return said
    return None
