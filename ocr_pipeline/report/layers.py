"""The layers of a document side by side, for people: as typed, clean, for reading, block by block, with all edits.

The page is one file without a script. What an edit is shows where the pointer, or the focus, is on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ocr_pipeline.formats.format import Format, as_utf8
from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.running.cut import cut
from ocr_pipeline.formats.running.doubts import Doubt, doubts
from ocr_pipeline.formats.running.walk import Piece, parts
from ocr_pipeline.formats.tei.facsimile import address
from ocr_pipeline.formats.xml_text import xml_text
from ocr_pipeline.languages import languages_of
from ocr_pipeline.records import Edit, EditKind, MarkKind, PageSpan
from ocr_pipeline.report.layer_labels import LABELS, kind_label
from ocr_pipeline.text.page_marks import mark_of
from ocr_pipeline.text.text_layout import LINE_BREAK, PAGE_BREAK

_CLASSES = {
    MarkKind.UNDERLINED: "under",
    MarkKind.WAVY: "wavy",
    MarkKind.OVERSTRUCK: "struck",
    MarkKind.LETTER_SPACED: "spaced",
    MarkKind.RAISED: "raised",
    MarkKind.LOWERED: "lowered",
}

QUIET = frozenset({EditKind.LINE_JOIN, EditKind.PAGE_JOIN, EditKind.PARAGRAPH, EditKind.CELL})
"""Edits on white space alone: there is one at the end of every line, and they are marked so that they do not shout."""


@dataclass(frozen=True)
class Row:
    """A block in its layers, as HTML: what it is, why it begins, the pages that begin in it, and its three texts."""

    kind: str
    why: str
    pages: tuple[Markup, ...]
    diplomatic: Markup
    clean: Markup
    reading: Markup


def layers_page(material: Material) -> bytes:
    """Return the page, in UTF-8."""
    from ocr_pipeline.report.templates import rendered

    document = material.document
    language = document.provenance.language if document.provenance else ""
    tag = languages_of(language).first.tag if language else "und"
    page = rendered(
        "layers",
        title=xml_text(document.name),
        # The words around the text are those of who reads it: a Russian document has Russian readers first.
        language="en" if tag == "en" else "ru",
        text_language=tag,
        filters={},
        labels=LABELS,
        rows=_rows(material),
    )
    return as_utf8(page)


def _rows(material: Material) -> Iterator[Row]:
    document = material.document
    doubtful, scans = _seen(material)
    places = sorted({place for doubt in doubtful for place in (doubt.start, doubt.end)})
    cells = _Cells(doubtful)
    shown, why = 0, ""
    for part in parts(document):
        if not any((piece.diplomatic + piece.clean + piece.reading).strip() for piece in part.pieces):
            why = _reasons([edit for piece in part.pieces for edit in piece.edits if edit.after])
            continue
        pieces = tuple(cut(part.pieces, places))
        begun = _pages(range(shown, pieces[-1].page + 1), material, scans)
        shown += len(begun)
        yield Row(
            part.block.kind.value if part.block else "between",
            why,
            begun,
            cells.diplomatic(pieces),
            cells.clean(pieces),
            cells.reading(pieces),
        )
        why = ""
    if left := _pages(range(shown, len(document.pages)), material, scans):
        # Nothing is typed on the last pages.
        yield Row("between", why, left, Markup(""), Markup(""), Markup(""))


def _seen(material: Material) -> tuple[Sequence[Doubt], dict[str, str]]:
    """Return the doubtful words of a document, and the addresses of its scans by the ids of their pages."""
    starts = {span.id: span.start for span in material.document.pages}
    found: list[Doubt] = []
    scans = {}
    for page in material.pages:
        if page.id in starts:
            found += doubts(page, starts[page.id])
            scans[page.id] = address(material.way(page), page.scan.frame)
    return sorted(found, key=lambda doubt: doubt.start), scans


def _pages(numbers: Iterable[int], material: Material, scans: dict[str, str]) -> tuple[Markup, ...]:
    return tuple(_page(number, material.document.pages[number], material, scans) for number in numbers)


def _page(number: int, span: PageSpan, material: Material, scans: dict[str, str]) -> Markup:
    mark = xml_text(mark_of(span, number, material.document))
    if span.id not in scans:
        return Markup("<span>{}</span>").format(mark)
    return Markup('<a href="{}">{}</a>').format(scans[span.id], mark)


class _Cells:
    """Pieces of the text as HTML."""

    def __init__(self, doubtful: Sequence[Doubt]) -> None:
        self._doubts = {doubt.start: doubt for doubt in doubtful}
        self._within = {place: doubt for doubt in doubtful for place in range(doubt.start, doubt.end)}

    def diplomatic(self, pieces: Sequence[Piece]) -> Markup:
        return self._written((piece, piece.diplomatic, piece.edits) for piece in pieces)

    def clean(self, pieces: Sequence[Piece]) -> Markup:
        return self._written((piece, piece.clean, piece.edits) for piece in pieces)

    def reading(self, pieces: Sequence[Piece]) -> Markup:
        return self._written((piece, piece.reading, piece.reading_edits) for piece in pieces)

    def _written(self, found: Iterable[tuple[Piece, str, Sequence[Edit]]]) -> Markup:
        return Markup("").join(self._one(*one) for one in found)

    def _one(self, piece: Piece, text: str, edits: Sequence[Edit]) -> Markup:
        text = xml_text(text.replace(PAGE_BREAK, LINE_BREAK))
        names = [_CLASSES[kind] for kind in _CLASSES if kind in piece.marks]
        doubt = self._within.get(piece.start) if piece.diplomatic else None
        why = [_reasons(edits)] if edits else []
        if doubt is not None:
            names.append("doubt")
            why.append(_doubtful(doubt))
        loud = [edit for edit in edits if edit.kind not in QUIET]
        if edits:
            names.append("edit" if loud else "joint")
        if not text and not edits:
            return Markup("")
        if not names:
            return Markup("{}").format(text)
        focus = Markup(' tabindex="0"') if loud or doubt is not None else Markup("")
        said = Markup(' data-why="{0}"').format(xml_text("; ".join(why))) if why else Markup("")
        return Markup('<span class="{}"{}{}>{}</span>').format(" ".join(names), focus, said, text)


def _reasons(edits: Iterable[Edit]) -> str:
    return xml_text("; ".join(f"{kind_label(edit.kind)}: {edit.reason}" for edit in edits))


def _doubtful(doubt: Doubt) -> str:
    said = f"{LABELS['doubt'][0]} / {LABELS['doubt'][1]}: {doubt.confidence:.2f}"
    return f"{said} ({', '.join(doubt.readings)}?)" if doubt.readings else said


FORMAT = Format("layers", ".layers.html", document=layers_page)
