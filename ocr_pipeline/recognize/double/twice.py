"""Places that are read twice: of two words that lie on each other, the less sure glyphs go."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from ocr_pipeline.recognize.reading import Area, ReadGlyph, ReadLine, ReadWord


@dataclass
class _Word:
    """A word of a line: the glyphs that still stand, and those that went."""

    line: int
    standing: list[ReadGlyph]
    gone: list[ReadGlyph] = field(default_factory=list)

    @property
    def box(self) -> Area:
        return Area.enclosing(glyph.box for glyph in self.standing)

    def remove(self, glyphs: Sequence[ReadGlyph]) -> None:
        self.gone += [glyph for glyph in self.standing if glyph in glyphs]
        self.standing = [glyph for glyph in self.standing if glyph not in glyphs]


def without_places_read_twice(
    lines: Sequence[ReadLine], most: float
) -> tuple[tuple[ReadLine, ...], tuple[ReadLine, ...]]:
    """Return the lines with each place read once, and what lay on it besides, as lines of their own.

    `most` is the share of the smaller of two boxes that may lie in the other one, 0 to 1.
    """
    words = [_Word(number, list(word.letters())) for number, line in enumerate(lines) for word in line.words]
    # A word without some of its glyphs is smaller, and may lie on one that it did not lie on before.
    while meeting := _meeting([word for word in words if word.standing], most):
        for one, other in meeting:
            _part(one, other, most)
    kept, twice = [], []
    for number, line in enumerate(lines):
        of_line = [word for word in words if word.line == number]
        if not any(word.gone for word in of_line):
            kept.append(line)
            continue
        if standing := [ReadWord.of(word.standing) for word in of_line if word.standing]:
            kept.append(replace(ReadLine.of(standing), block=line.block))
        twice.append(ReadLine.of([ReadWord.of(word.gone) for word in of_line if word.gone]))
    return tuple(kept), tuple(twice)


def _meeting(words: Sequence[_Word], most: float) -> list[tuple[_Word, _Word]]:
    """Return the pairs of words that lie on each other by more than `most`."""
    pairs = np.argwhere(np.triu(_shared([word.box for word in words]) > most)).tolist()
    return [(words[first], words[second]) for first, second in pairs]


def _part(one: _Word, other: _Word, most: float) -> None:
    """Take from one of two words what lies on the other: of the glyphs concerned, those that are less sure.

    Where no glyph lies on another, a glyph far from its word makes the box: the least sure one goes.
    """
    while one.standing and other.standing and one.box.shared_with(other.box) > most:
        pairs = [
            (mine, theirs)
            for mine in one.standing
            for theirs in other.standing
            if mine.box.shared_with(theirs.box) > most
        ]
        mine = list(dict.fromkeys(pair[0] for pair in pairs)) or [_least_sure(one)]
        theirs = list(dict.fromkeys(pair[1] for pair in pairs)) or [_least_sure(other)]
        # A glyph is as sure as its word makes it: a sharp fragment of a smudge is a smudge.
        if _sureness(mine) * _sureness(one.standing) < _sureness(theirs) * _sureness(other.standing):
            one.remove(mine)
        else:
            other.remove(theirs)


def _least_sure(word: _Word) -> ReadGlyph:
    return min(word.standing, key=lambda glyph: glyph.confidence)


def _sureness(glyphs: Sequence[ReadGlyph]) -> float:
    return statistics.fmean(glyph.confidence for glyph in glyphs)


def _shared(boxes: Sequence[Area]) -> npt.NDArray[np.float64]:
    """Return for each two boxes the share of the smaller that lies in the other, shape (n, n); 0 on the diagonal."""
    sides = np.array([(box.left, box.top, box.right, box.bottom) for box in boxes], dtype=np.float64)
    left, top, right, bottom = sides.reshape(-1, 4).T
    across = np.minimum.outer(right, right) - np.maximum.outer(left, left)
    down = np.minimum.outer(bottom, bottom) - np.maximum.outer(top, top)
    sizes = (right - left) * (bottom - top)
    smaller = np.minimum.outer(sizes, sizes)
    shared: npt.NDArray[np.float64] = np.where(
        (across > 0) & (down > 0) & (smaller > 0), across * down / np.maximum(smaller, 1e-9), 0.0
    )
    np.fill_diagonal(shared, 0.0)
    return shared
