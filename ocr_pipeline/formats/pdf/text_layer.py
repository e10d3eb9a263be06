"""The text of a page as content of a PDF, unseen: drawn in text rendering mode 3 (ISO 32000-1, 9.3.6)."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from ocr_pipeline.formats.pdf.font import UNITS, WIDTH, Codes, characters_of
from ocr_pipeline.formats.pdf.placing import PlacedLine

FONT = "T"
"""The name of the font among the resources of a page."""

LEAST_GAP = 0.22
"""Between two words, share of the size: in less than 0.15 poppler sees no space, and words may reach a little beyond
their ends (`MOST_BEYOND`)."""

LEAST_WIDTH = 0.1
"""Of a word, share of the size."""

MOST_BEYOND = 0.05
"""Share of the size by which a word may reach beyond its end to be drawn with characters as wide as before."""

MOST_SHORT = 0.025
"""Share of its width that a word may be too narrow to be drawn so. Words of a machine of one pitch differ by less than
both, and the text of a page takes a third less room."""

STRAIGHT = 0.3
"""Points by which words may stand off the straight line of their baseline to be drawn along it."""


def text_content(lines: Iterable[PlacedLine], codes: Codes) -> bytes:
    """Return the operators that draw lines, unseen, in their order; nothing where there are none."""
    pen = _Pen(codes)
    drawn = b"".join(part for line in lines for part in pen.line(line))
    return b"BT 3 Tr\n" + drawn + b"ET\n" if drawn else b""


class _Pen:
    """Writes lines one after the other; what holds until it is changed is written where it changes."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes
        self._size = 0.0
        self._stretch = 100

    def line(self, line: PlacedLine) -> Iterator[bytes]:
        """Yield the operators that draw a line."""
        if (size := round(line.size, 2)) != self._size:
            self._size = size
            yield f"/{FONT} {number(size)} Tf\n".encode()
        line = _squared(line) if line.is_aside else line
        for start, stop in _straight_parts(line):
            origin, way = line.starts[start], line.ends[stop - 1] - line.starts[start]
            length = float(np.hypot(*way))
            cosine, sine = (way / length).tolist() if length else (1.0, 0.0)
            turned = (number(value, 5) for value in (cosine, sine, -sine, cosine))
            yield " ".join((*turned, *(number(value) for value in origin.tolist()), "Tm\n")).encode()
            begins, ends = ((one[start:stop] - origin) @ (cosine, sine) for one in (line.starts, line.ends))
            yield from self._along(line.words[start:stop], _parted(begins.tolist(), ends.tolist(), size))

    def _along(self, words: Sequence[str], places: Sequence[tuple[float, float]]) -> Iterator[bytes]:
        """Yield the operators that draw words on a baseline, each from its begin to its end on it, in points."""
        characters = [characters_of(word) for word in words]
        natural = [len(one) * self._size * WIDTH / UNITS for one in characters]
        usual = statistics.median((end - begin) / width for (begin, end), width in zip(places, natural, strict=True))
        if not self._fits(usual * natural[0], natural[0]):
            yield self._stretched_to(usual)
        yield b"["
        at = 0.0
        for place, (word, (begin, end), width) in enumerate(zip(characters, places, natural, strict=True)):
            if not self._fits(end - begin, width):
                yield b"]TJ " + self._stretched_to((end - begin) / width) + b"["
            em = self._size * self._stretch / 100
            if step := round((at - begin) * UNITS / em):
                yield str(step).encode()
            shown = word if place == len(words) - 1 else (*word, " ")
            yield b"(" + self._codes.encoded(shown) + b")"
            at += (len(shown) * WIDTH - step) * em / UNITS
        yield b"]TJ\n"

    def _fits(self, wanted: float, natural: float) -> bool:
        """Return whether a word that should be as wide as `wanted` may be drawn as wide as the pen now does."""
        drawn = natural * self._stretch / 100
        return wanted * (1 - MOST_SHORT) <= drawn <= wanted + MOST_BEYOND * self._size

    def _stretched_to(self, share: float) -> bytes:
        self._stretch = max(1, int(100 * share))
        return f"{self._stretch} Tz".encode()


def _squared(line: PlacedLine) -> PlacedLine:
    """Return a line each word of which runs exactly up, down, or to one side, and keeps its middle and its length.

    Poppler takes a word on a slant apart, and what does not run as the page is read it does not put together again.
    """
    way = line.ends - line.starts
    middles = (line.starts + line.ends) / 2
    is_level = np.abs(way[:, :1]) >= np.abs(way[:, 1:])
    axes = np.where(is_level, (1.0, 0.0), (0.0, 1.0)) * np.sign(way)
    halves = axes * np.hypot(way[:, :1], way[:, 1:]) / 2
    return replace(line, starts=middles - halves, ends=middles + halves)


def _straight_parts(line: PlacedLine) -> Iterator[tuple[int, int]]:
    """Yield from which word to before which a line can be drawn as one: all of it where its baseline is straight."""
    way = line.ends[-1] - line.starts[0]
    length = float(np.hypot(*way))
    if not length:
        yield 0, len(line.words)
        return
    if ((line.ends - line.starts) @ way >= 0).all():
        across = np.array((-way[1], way[0])) / length
        if np.abs((np.vstack([line.starts, line.ends]) - line.starts[0]) @ across).max() <= STRAIGHT:
            yield 0, len(line.words)
            return
    for number in range(len(line.words)):
        yield number, number + 1


def _parted(begins: Sequence[float], ends: Sequence[float], size: float) -> list[tuple[float, float]]:
    """Return where words begin and end that stand apart, and have a width, even where their boxes touch or overlap."""
    placed: list[tuple[float, float]] = []
    for number, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        goes_on = number and begin >= begins[number - 1]
        left = max(begin, placed[-1][1] + LEAST_GAP * size) if goes_on else begin
        if number + 1 < len(begins) and begins[number + 1] >= begin:
            end = min(end, begins[number + 1] - LEAST_GAP * size)
        placed.append((left, max(end, left + LEAST_WIDTH * size)))
    return placed


def number(value: float, places: int = 2) -> str:
    """Return a number as a PDF has it: without an exponent, without zeros at its end."""
    if not math.isfinite(value):
        raise ValueError(f"a place on a sheet must be finite: {value!r}")
    written = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return "0" if written in ("-0", "") else written
