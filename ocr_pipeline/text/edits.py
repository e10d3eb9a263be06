"""Edits on the diplomatic text: put in order, applied, undone, and traced back character by character.

Edits name places in the diplomatic text, so their order of application cannot matter; two that touch the same
character are an error, not a matter of who comes first.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, repeat

from ocr_pipeline.records import Edit


class EditsOverlap(ValueError):
    """Two edits change the same characters: the rules that made them contradict each other. A bug, not bad input."""


class EditMisplaced(ValueError):
    """An edit's `before` is not what stands at its place. A bug, not bad input."""


def in_order(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits by place. Raises `EditsOverlap` if two of them share a character or a place of insertion."""
    ordered = tuple(sorted(edits, key=lambda edit: (edit.start, edit.end)))
    for first, second in pairwise(ordered):
        same_place = first.start == second.start and first.end == second.end
        if second.start < first.end or same_place:
            raise EditsOverlap(f"{first!r} and {second!r}")
    return ordered


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with every edit made. Raises `EditsOverlap` or `EditMisplaced`."""
    return "".join(piece for piece, _ in _pieces(text, in_order(edits)))


def undone(text: str, edits: Iterable[Edit]) -> str:
    """Return the text that `applied` made `text` from: `undone(applied(t, e), e) == t`.

    Raises `EditsOverlap`, or `EditMisplaced` where `text` is not what these edits give.
    """
    pieces: list[str] = []
    position = 0
    shift = 0
    for edit in in_order(edits):
        start = edit.start + shift
        if start < position or text[start : start + len(edit.after)] != edit.after:
            raise EditMisplaced(repr(edit))
        pieces += (text[position:start], edit.before)
        position = start + len(edit.after)
        shift += len(edit.after) - len(edit.before)
    pieces.append(text[position:])
    return "".join(pieces)


def origins(text: str, edits: Iterable[Edit]) -> tuple[int | Edit, ...]:
    """Return, for each character of the edited text, its place in `text`, or the edit that wrote it."""
    return tuple(origin for _, places in _pieces(text, in_order(edits)) for origin in places)


def places(text: str, edits: Iterable[Edit]) -> array[int]:
    """Return, for each character of the edited text, its place in `text`, or -1 where an edit wrote it.

    What `origins` says, but for the edits, in four bytes a character. Raises as `applied`.
    """
    found = array("i")
    for _, origin in _pieces(text, in_order(edits)):
        found.extend(origin if isinstance(origin, range) else repeat(-1, len(origin)))
    return found


def _pieces(text: str, edits: Sequence[Edit]) -> Iterator[tuple[str, Sequence[int | Edit]]]:
    position = 0
    for edit in edits:
        if text[edit.start : edit.end] != edit.before:
            raise EditMisplaced(repr(edit))
        yield text[position : edit.start], range(position, edit.start)
        yield edit.after, [edit] * len(edit.after)
        position = edit.end
    yield text[position:], range(position, len(text))
