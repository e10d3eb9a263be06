"""Pieces of a text cut at places that matter to a format alone: cells of a table, doubtful words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ocr_pipeline.formats.running.walk import Piece


def cut(pieces: Iterable[Piece], places: Sequence[int]) -> Iterator[Piece]:
    """Yield pieces, those that no edit changed cut at `places` in the diplomatic text, which are in ascending order.

    What an edit changed stays whole: no place within it has one in another layer.
    """
    for piece in pieces:
        inside = places[bisect_right(places, piece.start) : bisect_right(places, piece.end - 1)]
        if not inside or piece.edits or piece.reading_edits:
            yield piece
            continue
        for start, end in pairwise((piece.start, *sorted(set(inside)), piece.end)):
            text = piece.diplomatic[start - piece.start : end - piece.start]
            yield replace(piece, start=start, end=end, diplomatic=text, clean=text, reading=text)
