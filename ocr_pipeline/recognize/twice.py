"""Places that are read twice: of two words that lie on each other, the less sure glyphs go."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from ocr_pipeline.recognize.reading import ReadGlyph, ReadLine, ReadWord
from ocr_pipeline.records import Area


@dataclass
class _Word:
    """A word of a line: the glyphs that still stand, and those that went."""

    line: int
    word: ReadWord
    standing: list[ReadGlyph]
    gone: list[ReadGlyph] = field(default_factory=list)

    @property
    def box(self) -> Area:
        return Area.enclosing(glyph.box for glyph in self.standing)

    def remove(self, glyphs: Sequence[ReadGlyph]) -> None:
        """Take glyphs away; all where most are gone, or where the engine gave no glyphs: the rest is no word."""
        self.gone += [glyph for glyph in self.standing if glyph in glyphs]
        self.standing = [glyph for glyph in self.standing if glyph not in glyphs]
        if len(self.standing) < len(self.gone) or not self.word.glyphs:
            self.gone += self.standing
            self.standing = []

    def parts(self) -> tuple[ReadWord | None, ReadWord | None]:
        """Return what stands of the word, and what went, None for nothing."""
        if not self.gone:
            return self.word, None
        if not self.standing:
            return None, self.word
        return ReadWord.of(self.standing), ReadWord.of(self.gone)


READ_TWICE = 1 / 3
"""Share of the smaller of two boxes that lies in the other one from which they are one place on paper: typed words lie
apart, and boxes that enclose descenders and slanted lines share less."""


def without_places_read_twice(
    lines: Sequence[ReadLine], most: float = READ_TWICE
) -> tuple[tuple[ReadLine, ...], tuple[ReadLine, ...]]:
    """Return the lines with each place read once, and what lay on it besides, as lines of their own.

    `most` is the share of the smaller of two boxes that may lie in the other one, 0 to 1.
    """
    words = [_Word(number, word, list(word.letters())) for number, line in enumerate(lines) for word in line.words]
    # A word without some of its glyphs is smaller, and may lie on one that it did not lie on before.
    while meeting := _meeting([word for word in words if word.standing], most):
        for pairs in meeting:
            _part(pairs, words, most)
    kept, twice = [], []
    for number, line in enumerate(lines):
        of_line = [word for word in words if word.line == number]
        if not any(word.gone for word in of_line):
            kept.append(line)
            continue
        standing, gone = (
            [part for part in parts if part] for parts in zip(*(word.parts() for word in of_line), strict=True)
        )
        if standing:
            kept.append(replace(ReadLine.of(standing), block=line.block, read_by=line.read_by))
        twice.append(replace(ReadLine.of(gone), block=line.block, read_by=line.read_by))
    return tuple(kept), tuple(twice)


def _meeting(words: Sequence[_Word], most: float) -> list[list[tuple[_Word, _Word]]]:
    """Return the pairs of words that lie on each other by more than `most`, those of the same two lines together."""
    found: dict[tuple[int, int], list[tuple[_Word, _Word]]] = {}
    for first, second in np.argwhere(np.triu(_shared([word.box for word in words]) > most)).tolist():
        one, other = words[first], words[second]
        found.setdefault((one.line, other.line), []).append((one, other))
    return list(found.values())


def _part(pairs: Sequence[tuple[_Word, _Word]], words: Sequence[_Word], most: float) -> None:
    """Take from one of two lines what lies on the other: of the glyphs concerned, those that are less sure.

    The two are parted at once, so that no text is left of which half the letters are from either. Where no glyph lies
    on the other word, one far from its own word makes the box: the least sure one goes.
    """
    # Of lines parted before these, words may have got smaller.
    pairs = [pair for pair in pairs if all(word.standing for word in pair) and _lie_on_each_other(*pair, most)]
    if not pairs:
        return
    mine = [(one, _on(one, other, most) or [_least_sure(one)]) for one, other in pairs]
    theirs = [(other, _on(other, one, most) or [_least_sure(other)]) for one, other in pairs]
    for word, glyphs in mine if _support(mine, words) < _support(theirs, words) else theirs:
        word.remove(glyphs)


def _lie_on_each_other(one: _Word, other: _Word, most: float) -> bool:
    return one.box.shared_with(other.box) > most


def _support(concerned: Sequence[tuple[_Word, Sequence[ReadGlyph]]], words: Sequence[_Word]) -> float:
    """Return how sure these glyphs are, each as its word makes it: a sharp fragment of a smudge is a smudge.

    What is sure of the words around counts as well, as far as they are of the same line.
    """
    line = concerned[0][0].line
    around = [glyph for word in words if word.line == line for glyph in word.standing]
    own = statistics.fmean(
        glyph.confidence * _sureness(word.standing) for word, glyphs in concerned for glyph in glyphs
    )
    return own * _sureness(around)


def _on(word: _Word, other: _Word, most: float) -> list[ReadGlyph]:
    """Return the glyphs of a word that lie on another word: all that do, so that no fragments are left between."""
    box = other.box
    return [glyph for glyph in word.standing if glyph.box.shared_with(box) > most]


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
