"""The words of a line from a file, with the place of each, in the unit of the file.

The text of the line counts: where its words have been left behind by who corrected it, they give their places if they
are as many, else each word has its share of the line. A word that a file does not part has shares as well.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ocr_pipeline.interchange.numbers import enclosing
from ocr_pipeline.interchange.pages import FileGlyph, FileLine, FileWord
from ocr_pipeline.recognize.reading import Choice, ReadGlyph, ReadWord
from ocr_pipeline.records import Area, MarkKind

UNSTATED = 1.0
"""Confidence of what a file states none of."""

HYPHENS = "-‐‑¬\xad="

Placed = tuple[ReadWord, frozenset[MarkKind]]
"""A word, and what is marked on it."""


def words_of(line: FileLine) -> tuple[Placed, ...] | None:
    """Return the words of a line; None where the file says of it, and of its words, not where they stand."""
    pieces = list(_pieces(line))
    texts = _composed(line.text).split()
    if pieces and pieces[-1].part == 1 and not texts[-1].endswith(tuple(HYPHENS)):
        # The file says that the word goes on in the next line, and leaves out by what that is seen.
        texts[-1] += "-"
    box = line.box or enclosing(piece.box for piece in pieces)
    if box is None:
        return None
    boxes = [piece.box for piece in pieces if piece.box is not None]
    if len(texts) == len(pieces) == len(boxes):
        given = zip(pieces, texts, boxes, strict=True)
        return tuple(_placed(piece, text, place, line.confidence) for piece, text, place in given)
    shares = zip(texts, _shares(texts, box), strict=True)
    return tuple((ReadWord(text, part, _sure(line.confidence, pieces)), frozenset()) for text, part in shares)


def _sure(stated: float | None, pieces: Sequence[FileWord]) -> float:
    if stated is not None:
        return stated
    known = [piece.confidence for piece in pieces if piece.confidence is not None]
    return sum(known) / len(known) if known else UNSTATED


def _pieces(line: FileLine) -> Iterator[FileWord]:
    """Yield the words of a line as its file places them, those with spaces in them parted, the hyphen with the last."""
    for number, word in enumerate(line.words):
        typed = _composed(word.text)
        if number == len(line.words) - 1 and line.hyphen:
            typed += line.hyphen
            box = enclosing([word.box, line.hyphen_box]) if word.box else None
            hyphens = (FileGlyph(line.hyphen, line.hyphen_box),) if word.glyphs and line.hyphen_box else ()
            word = replace(word, box=box, glyphs=(*word.glyphs, *hyphens))
        texts = typed.split()
        if len(texts) == 1:
            yield replace(word, text=texts[0])
            continue
        boxes = _shares(texts, word.box) if word.box else [None] * len(texts)
        for place, (text, box) in enumerate(zip(texts, boxes, strict=True), start=1):
            yield replace(word, text=text, box=box, glyphs=(), part=word.part if place == len(texts) else 0)


def _shares(texts: Sequence[str], box: Area) -> list[Area]:
    """Return the box of each text, by how many characters and spaces stand before it and in it."""
    cell = box.width / max(1, sum(map(len, texts)) + len(texts) - 1)
    boxes = []
    start = 0
    for text in texts:
        end = start + len(text)
        boxes.append(Area(box.left + cell * start, box.top, box.left + cell * end, box.bottom))
        start = end + 1
    return boxes


def _placed(word: FileWord, text: str, box: Area, of_line: float | None) -> Placed:
    """Return a word of the file with its text as the line has it; without a confidence it has that `of_line`."""
    stated = word.confidence if word.confidence is not None else of_line
    glyphs = _glyphs(word, stated) if word.text == text else ()
    if stated is None and glyphs:
        stated = sum(glyph.confidence for glyph in glyphs) / len(glyphs)
    return ReadWord(text, box, UNSTATED if stated is None else stated, glyphs), word.marks


def _glyphs(word: FileWord, stated: float | None) -> tuple[ReadGlyph, ...]:
    """Return the characters of a word; none where the file does not spell it, or does not place them."""
    found = []
    for glyph in word.glyphs:
        text = "".join(_composed(glyph.text).split())
        if glyph.box is None or not text:
            return ()
        confidence = glyph.confidence if glyph.confidence is not None else stated
        others = tuple(
            Choice(other, probability)
            for other, probability in ((_composed(one), value) for one, value in glyph.alternatives)
            if probability is not None and other and other != text
        )
        found.append(ReadGlyph(text, glyph.box, UNSTATED if confidence is None else confidence, others))
    return tuple(found) if "".join(glyph.text for glyph in found) == word.text else ()


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def states_confidence(line: FileLine) -> bool:
    """Return whether a file says of a line, or of anything in it, how sure it is."""
    return line.confidence is not None or any(
        word.confidence is not None or any(glyph.confidence is not None for glyph in word.glyphs) for word in line.words
    )
