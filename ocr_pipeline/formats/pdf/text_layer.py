"""The text of a page as content of a PDF, unseen: drawn in text rendering mode 3 (ISO 32000-1, 9.3.6)."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ocr_pipeline.formats.pdf.font import UNITS, WIDTH, Codes, characters_of
from ocr_pipeline.formats.pdf.placing import PlacedLine
from ocr_pipeline.records.geometry import Points

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

CUT = 0.4
"""Points by which a word may climb: where one climbs by more than half a point, poppler takes it for several, and a
search may miss it."""

MOST_CLIMB = 0.5
"""Share of the size by which a word may climb and is drawn level all the same, at the height of its middle: words of
ten letters on a page that is skewed by 5 degrees. What climbs more is drawn as it stands."""


def text_content(lines: Iterable[PlacedLine], codes: Codes) -> bytes:
    """Return the operators that draw lines, unseen, in their order; nothing where there are none."""
    pen = _Pen(codes)
    drawn = b"".join(part for line in lines for part in pen.line(line))
    return b"BT 3 Tr\n" + drawn + b"ET\n" if drawn else b""


@dataclass(frozen=True)
class _Run:
    """Words that are drawn from one place on, in points: where that is, the way they run, a vector of length one, where
    each begins and ends on that way, and how far it stands above it."""

    words: tuple[str, ...]
    origin: tuple[float, float]
    direction: tuple[float, float]
    begins: list[float]
    ends: list[float]
    rises: list[float]

    @property
    def is_straight(self) -> bool:
        """Return whether the words stand on one straight line, and run along it."""
        forward = all(begin <= end for begin, end in zip(self.begins, self.ends, strict=True))
        return forward and max(map(abs, self.rises)) <= STRAIGHT


class _Pen:
    """Writes lines one after the other; what holds until it is changed is written where it changes."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes
        self._size = 0.0
        self._stretch = 100
        self._rise = 0.0

    def line(self, line: PlacedLine) -> Iterator[bytes]:
        """Yield the operators that draw a line."""
        if (size := round(line.size, 2)) != self._size:
            self._size = size
            yield f"/{FONT} {number(size)} Tf\n".encode()
        for run in _runs(line):
            cosine, sine = run.direction
            turned = (number(value, 5) for value in (cosine, sine, -sine, cosine))
            yield " ".join((*turned, *(number(value) for value in run.origin), "Tm\n")).encode()
            yield from self._along(run)

    def _along(self, run: _Run) -> Iterator[bytes]:
        """Yield the operators that draw a run, each word from its begin to its end, in points."""
        characters = [characters_of(word) for word in run.words]
        places = _parted(run.begins, run.ends, self._size)
        natural = [len(one) * self._size * WIDTH / UNITS for one in characters]
        usual = statistics.median((end - begin) / width for (begin, end), width in zip(places, natural, strict=True))
        if not self._fits(usual * natural[0], natural[0]):
            yield self._stretched_to(usual)
        is_open, at = False, 0.0
        for place, (word, (begin, end), width) in enumerate(zip(characters, places, natural, strict=True)):
            changes = b""
            if not self._fits(end - begin, width):
                changes += self._stretched_to((end - begin) / width)
            if (rise := round(run.rises[place], 1)) != self._rise:
                self._rise = rise
                changes += f"{number(rise)} Ts ".encode()
            if changes or not is_open:
                yield (b"]TJ " if is_open else b"") + changes + b"["
                is_open = True
            em = self._size * self._stretch / 100
            if step := round((at - begin) * UNITS / em):
                yield str(step).encode()
            shown = word if place == len(characters) - 1 else (*word, " ")
            yield b"(" + self._codes.encoded(shown) + b")"
            at += (len(shown) * WIDTH - step) * em / UNITS
        yield b"]TJ\n"

    def _fits(self, wanted: float, natural: float) -> bool:
        """Return whether a word that should be as wide as `wanted` may be drawn as wide as the pen now does."""
        drawn = natural * self._stretch / 100
        return wanted * (1 - MOST_SHORT) <= drawn <= wanted + MOST_BEYOND * self._size

    def _stretched_to(self, share: float) -> bytes:
        self._stretch = max(1, int(100 * share))
        return f"{self._stretch} Tz ".encode()


def _runs(line: PlacedLine) -> Iterator[_Run]:
    """Yield the runs that a line is drawn in: one where its words follow a straight line, or stand level beside it."""
    ways = line.ends - line.starts
    way = ways.sum(axis=0)
    length = float(np.hypot(*way))
    direction = way / length if length else np.array((1.0, 0.0))
    is_level = abs(direction[0]) >= abs(direction[1])
    axis = np.sign(direction) * ((1.0, 0.0) if is_level else (0.0, 1.0))
    climb = float(np.abs(ways @ _normal(axis)).max())
    is_cut = CUT < climb <= MOST_CLIMB * line.size
    if not (line.is_aside or is_cut) and (run := _run(line.words, line.starts, line.ends, direction)).is_straight:
        yield run
        return
    middles, halves = (line.starts + line.ends) / 2, np.hypot(ways[:, :1], ways[:, 1:]) / 2 * axis
    if (line.is_aside or climb <= MOST_CLIMB * line.size) and (ways @ axis >= 0).all():
        yield _run(line.words, middles - halves, middles + halves, axis)
        return
    for word, start, end in zip(line.words, line.starts, line.ends, strict=True):
        own = end - start
        turned = own / np.hypot(*own) if own.any() else direction
        yield _run((word,), start[None], end[None], turned)


def _run(words: tuple[str, ...], starts: Points, ends: Points, direction: Points) -> _Run:
    begins, stops = ((places - starts[0]) @ direction for places in (starts, ends))
    rises = ((starts + ends) / 2 - starts[0]) @ _normal(direction)
    cosine, sine = direction.tolist()
    x, y = starts[0].tolist()
    return _Run(words, (x, y), (cosine, sine), begins.tolist(), stops.tolist(), rises.tolist())


def _normal(direction: Points) -> Points:
    """Return what points a quarter turn counter-clockwise from a direction."""
    return np.array((-direction[1], direction[0]))


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
