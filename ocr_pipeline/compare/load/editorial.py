"""What an editor added to a text, in brackets that no typewriter of the material has."""

from __future__ import annotations

import re

from ocr_pipeline.compare.records import PageMark, Span

LONGEST = 2000
"""Characters of the longest addition: what is longer is a bracket that was never closed."""

MOST = 100_000
"""Additions in one text: where there are more, the brackets are no editor's."""

_SQUARE = re.compile(r"[\[\]]|\n[ \t\r]*\n")
_ANGLED = re.compile(r"(?<!<)<(?=[^\W\d_]|[.…?])([^<>\n]{1,200}?)(?<!\s)>(?!>)|⟨[^⟨⟩\n]{1,200}⟩")
_ADDRESS = re.compile(r"://|@|^www\.")
_LETTER = re.compile(r"[^\W\d_]|[.…?]")


def editorial_spans(text: str, marks: tuple[PageMark, ...] = ()) -> tuple[Span, ...]:
    """Return the stretches an editor added, brackets included: `[для сна]`, `[…]`, `<неразборчиво>`.

    Page marks are none, nor are figures (`[5]`: a note's number or a reference of the document), nor an address.
    """
    taken = {mark.place.start for mark in marks}
    found = [(start, end) for start, end in _squares(text) if _LETTER.search(text, start, end)]
    found.extend(place.span() for place in _ANGLED.finditer(text) if not (place[1] and _ADDRESS.search(place[1])))
    if len(found) > MOST:
        return ()
    return _outermost([(start, end) for start, end in found if start not in taken])


def _squares(text: str) -> list[tuple[int, int]]:
    """Return the stretches between brackets that are closed in the same paragraph."""
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for bracket in _SQUARE.finditer(text):
        if bracket[0] == "[":
            opened.append(bracket.start())
        elif bracket[0] != "]":
            opened.clear()
        elif opened:
            start = opened.pop()
            if bracket.end() - start <= LONGEST:
                found.append((start, bracket.end()))
    return found


def _outermost(places: list[tuple[int, int]]) -> tuple[Span, ...]:
    """Return the places in order, without those inside others."""
    kept: list[Span] = []
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if not kept or start >= kept[-1].end:
            kept.append(Span(start=start, end=end))
    return tuple(kept)
