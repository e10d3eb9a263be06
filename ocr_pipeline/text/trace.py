"""From a character of the clean or reading text back to where it stands on a scan, or to the edit that wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocr_pipeline.records import Box, Document, Edit, Page, Word
from ocr_pipeline.text.edits import applied, origins
from ocr_pipeline.text.layers import Layer


@dataclass(frozen=True)
class Origin:
    """Where a character comes from.

    Its `place` in the diplomatic text, its `page` and `line` (from 0) and the `box` it fills on the scan, in pixels: of
    its glyph, or its share of its word's where the engine gave no glyphs. `line` and `box` are None for a break between
    lines or pages, `box` for a space. All are None where an edit wrote the character; then `edit` is that edit.
    """

    place: int | None = None
    page: int | None = None
    line: int | None = None
    box: Box | None = None
    edit: Edit | None = None


def trace(document: Document, pages: Sequence[Page], layer: Layer = Layer.CLEAN) -> tuple[Origin, ...]:
    """Return the origin of each character of a layer of `document`, which was made of `pages`."""
    diplomatic = _diplomatic_origins(document, pages)
    if layer is Layer.DIPLOMATIC:
        return diplomatic
    clean = tuple(
        Origin(edit=origin) if isinstance(origin, Edit) else diplomatic[origin]
        for origin in origins(document.diplomatic, document.edits)
    )
    if layer is Layer.CLEAN:
        return clean
    text = applied(document.diplomatic, document.edits)
    return tuple(
        Origin(edit=origin) if isinstance(origin, Edit) else clean[origin]
        for origin in origins(text, document.reading_edits)
    )


def _diplomatic_origins(document: Document, pages: Sequence[Page]) -> tuple[Origin, ...]:
    found: list[Origin] = []
    for index, (span, page) in enumerate(zip(document.pages, pages, strict=True)):
        found += [Origin(place=place, page=index) for place in range(len(found), span.start)]
        for number, line in enumerate(page.lines):
            if number:
                found.append(Origin(place=len(found), page=index))
            for at, word in enumerate(line.words):
                if at:
                    found.append(Origin(place=len(found), page=index, line=number))
                found += [
                    Origin(place=place, page=index, line=number, box=box)
                    for place, box in enumerate(_boxes(word), start=len(found))
                ]
    found += [Origin(place=place) for place in range(len(found), len(document.diplomatic))]
    return tuple(found)


def _boxes(word: Word) -> list[Box]:
    """Return a box for each character of a word."""
    if word.glyphs:
        return [glyph.box for glyph in word.glyphs for _ in glyph.text]
    step = word.box.width / len(word.text)
    left = word.box.left
    return [
        Box(left=left + step * at, top=word.box.top, right=left + step * (at + 1), bottom=word.box.bottom)
        for at in range(len(word.text))
    ]
