"""Measures that do not depend on the order in which the parts of a page were read.

`bag_of_words_error` counts words without regard to their places, as S. Pletschacher, C. Clausner and A. Antonacopoulos
do (Europeana Newspapers OCR workflow evaluation, HIP 2015). `flexible_character_accuracy` follows the idea of C.
Clausner, S. Pletschacher and A. Antonacopoulos (Flexible character accuracy measure for reading-order-independent
evaluation, Pattern Recognition Letters 131, 2020): lines of the truth, the longest first, each take the stretch of the
reading that fits best, wherever it is; what is left of both goes on to be matched.

Simplifications against the paper: a stretch is looked for where it shares pairs of words with the line, then words,
then runs of four letters, not everywhere; where all that a line has is common (a form, a table, a word over and over),
what is left of the truth and of the reading is aligned in order; there is one rule of what fits (characters alike less
errors), not a search over weights; what is left of both in the end counts as replaced, as far as it goes, not as left
out and added. In texts of many megabytes, where few words are rare, some lines do not find their stretch: the accuracy
is then a lower bound.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ocr_pipeline.compare.score.rates import aligned_blocks, as_characters, errors_of, folded_lines, least_errors

CHUNK = 80
"""Characters: longer lines of the truth are matched in chunks of this length, cut at spaces."""

SLACK = 8
"""Characters by which a stretch may begin earlier or end later than the shared words say."""

ENOUGH = 0.7
"""Gain over the length of a chunk: a stretch that fits so well is not bettered by another."""

COMMON = 20
"""Places of a word or run in the reading: one that is found at more tells nothing about where a line is."""

TRIED = 3
"""Places that are aligned for each chunk at most: those with the most shared characters, and half as many at least."""

LEFT = 200_000
"""Characters of the truth left after the search by words: beyond, the texts are hardly related and runs of letters are
not looked at (some 5 s each time)."""

_WORD = re.compile(r"\w{2,}")
_RUN = 4

Keys = Callable[[str], Iterator[tuple[int, str]]]


def bag_of_words_error(truth: Sequence[str], reading: Sequence[str]) -> float:
    """Return the larger of the number of words missed and of words added, over the number of words of the truth.

    A word of the truth is missed as often as the reading has it less often, added as often as it has it more often. It
    is 0 to the word error rate, which counts a missed and an added word as one replaced. An empty truth: 0 for an empty
    reading, else 1.
    """
    expected, read = Counter(truth), Counter(reading)
    errors = max((expected - read).total(), (read - expected).total())
    return errors / len(truth) if truth else float(bool(reading))


def flexible_character_accuracy(truth: str, reading: str) -> float:
    """Return 1 less the errors over the length of the truth, 0 at least, whatever the order of the lines in both.

    Both are folded line by line; line breaks, and spaces where stretches end, do not count. An empty truth: 1 for an
    empty reading, else 0.
    """
    expected, read = as_characters("\n".join(folded_lines(truth)), "\n".join(folded_lines(reading)))
    their_lines, our_lines = Counter(expected.split("\n")), Counter(read.split("\n"))
    length = len(expected.replace("\n", ""))
    if length == 0:
        return float(not read)
    sea = _Sea(_only(read.split("\n"), our_lines - their_lines))
    pieces = [chunk for line in _only(expected.split("\n"), their_lines - our_lines) for chunk in _chunks(line)]
    errors, left = 0, [_Chunk(text, at * 2 * CHUNK) for at, text in enumerate(pieces)]
    for keys in (_pairs, _words):
        more, left = _matched(left, sea, keys)
        errors += more
    if sum(len(chunk.text) for chunk in left) <= LEFT:
        more, left = _matched(left, sea, _runs)
        errors += more
    errors += _unmatched(left, sea)
    return max(0.0, 1.0 - errors / length)


def _only(lines: Sequence[str], counts: Counter[str]) -> list[str]:
    """Return the lines that `counts` has, each as often as it says, in their order."""
    left = counts.copy()
    found = []
    for line in lines:
        if left[line] > 0:
            left[line] -= 1
            found.append(line)
    return found


def _unmatched(left: Sequence[_Chunk], sea: _Sea) -> int:
    """Return the errors of what nothing was found for: all of it, less what is alike in order where all is common."""
    rest, free = sum(len(chunk.text) for chunk in left), sea.left()
    in_reading = _common_runs(text for text, _ in sea.pieces())
    in_truth = _common_runs(chunk.text for chunk in left)
    if not in_reading or not in_truth or rest > LEFT:
        return max(rest, free)
    common = sorted((chunk.place, chunk.text) for chunk in left if _consists_of(chunk.text, in_reading))
    read = sorted((place, text) for text, place in sea.pieces() if _consists_of(text, in_truth))
    expected_text, read_text = " ".join(text for _, text in common), " ".join(text for _, text in read)
    alike, _ = least_errors(expected_text, read_text)
    other = rest - sum(len(text) for _, text in common), free - sum(len(text) for _, text in read)
    return min(max(rest, free), alike + max(other))


def _common_runs(texts: Iterable[str]) -> set[str]:
    """Return the runs of letters that the search passes over because they tell nothing about where a line is."""
    counts = Counter(run for text in texts for _, run in _runs(text))
    return {run for run, count in counts.items() if count > COMMON}


def _consists_of(text: str, runs: set[str]) -> bool:
    """Return whether most of a text is common, so that the search could not find its place."""
    own = [run for _, run in _runs(text)]
    return bool(own) and sum(run in runs for run in own) > len(own) / 2


def _chunks(line: str) -> Iterator[str]:
    while len(line) > CHUNK * 3 // 2:
        space = line.rfind(" ", 1, CHUNK)
        at = space if space > 0 else CHUNK
        yield line[:at].strip()
        line = line[at:].strip()
    yield line


def _words(text: str) -> Iterator[tuple[int, str]]:
    return ((found.start(), found[0]) for found in _WORD.finditer(text))


def _pairs(text: str) -> Iterator[tuple[int, str]]:
    found = list(_words(text))
    return ((at, f"{word} {after}") for (at, word), (_, after) in pairwise(found))


def _runs(text: str) -> Iterator[tuple[int, str]]:
    return ((at, text[at : at + _RUN]) for at in range(len(text) - _RUN + 1))


class _Chunk(NamedTuple):
    """A piece of a line of the truth, and its place: that of a line's chunk is `2 * CHUNK` times its rank.

    A tuple, since a queue compares chunks of one length over and over.
    """

    text: str
    place: int


@dataclass(frozen=True)
class _Fit:
    """A stretch of a chunk that was found in the reading, and where; its errors, and characters alike less errors."""

    start: int
    end: int
    read_start: int
    read_end: int
    errors: int
    gain: int


class _Sea:
    """The lines of a reading, and which of their characters are taken."""

    def __init__(self, lines: Sequence[str]) -> None:
        """Hold lines given in their order; the search sees them sorted, so that it does not depend on it."""
        ranked = sorted(range(len(lines)), key=lines.__getitem__)
        self.text = "\n".join(lines[at] for at in ranked)
        self._ranked = ranked
        self.taken = bytearray(character == "\n" for character in self.text)

    def free(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches between two places of which nothing is taken."""
        start, end = self.taken.find(0, max(0, start), max(0, end)), min(end, len(self.text))
        while start >= 0:
            stop = self.taken.find(1, start, end)
            yield start, end if stop < 0 else stop
            start = -1 if stop < 0 else self.taken.find(0, stop, end)

    def index(self, keys: Keys) -> dict[str, list[int]]:
        """Return the places of each key in what is free; keys that are common are left out."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for start, end in self.free(0, len(self.text)):
            for at, key in keys(self.text[start:end]):
                if len(places[key]) <= COMMON:
                    places[key].append(start + at)
        return {key: found for key, found in places.items() if len(found) <= COMMON}

    def has(self, chunk: str, at: int) -> bool:
        """Return whether a chunk stands at a place, and nothing of it is taken."""
        return at >= 0 and self.text.startswith(chunk, at) and self.taken.find(1, at, at + len(chunk)) < 0

    def take(self, start: int, end: int) -> None:
        self.taken[start:end] = b"\x01" * (end - start)

    def pieces(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield what is free, without the spaces at its ends, with the rank of its line and its place in the text."""
        line = at = 0
        for start, end in self.free(0, len(self.text)):
            line += self.text.count("\n", at, start)
            at = start
            if text := self.text[start:end].strip():
                yield text, (self._ranked[line], start)

    def left(self) -> int:
        """Return the number of characters that are free, without the spaces at their ends."""
        return sum(len(text) for text, _ in self.pieces())


def _matched(chunks: Sequence[_Chunk], sea: _Sea, keys: Keys) -> tuple[int, list[_Chunk]]:
    """Take from the sea what fits the chunks; return the errors of what was matched, and what was not."""
    index = sea.index(keys)
    queue = [(-len(chunk.text), chunk) for chunk in chunks if chunk.text]
    heapq.heapify(queue)
    errors, left = 0, []
    while queue:
        _, chunk = heapq.heappop(queue)
        fit = _best_fit(chunk.text, sea, index, keys)
        if fit is None:
            left.append(chunk)
            continue
        sea.take(fit.read_start, fit.read_end)
        errors += fit.errors
        for start, end in ((0, fit.start), (fit.end, len(chunk.text))):
            if rest := chunk.text[start:end].strip():
                heapq.heappush(queue, (-len(rest), _Chunk(rest, chunk.place + start)))
    return errors, left


def _best_fit(chunk: str, sea: _Sea, index: dict[str, list[int]], keys: Keys) -> _Fit | None:
    best: _Fit | None = None
    for low, high in _likely(chunk, sea, index, keys):
        if sea.has(chunk, low):
            return _Fit(0, len(chunk), low, low + len(chunk), 0, len(chunk))
        for start, end in sea.free(low - SLACK, high + len(chunk) + SLACK):
            if end - start < min(SLACK, len(chunk)):
                continue
            fit = _fit(chunk, sea.text, start, end)
            if fit is not None and (best is None or fit.gain > best.gain):
                best = fit
        if best is not None and best.gain >= ENOUGH * len(chunk):
            break
    return best


def _likely(chunk: str, sea: _Sea, index: dict[str, list[int]], keys: Keys) -> list[tuple[int, int]]:
    """Return the likeliest places where a chunk begins, each as the first and the last that its keys speak for."""
    votes: Counter[int] = Counter()
    begins: defaultdict[int, list[int]] = defaultdict(list)
    for at, key in keys(chunk):
        for place in index.get(key, ()):
            if not sea.taken[place]:
                near = (place - at) // (2 * SLACK)
                votes[near] += len(key)
                begins[near].append(place - at)
    if not votes:
        return []
    half = max(votes.values()) / 2
    likeliest = sorted((-count, near) for near, count in votes.items() if count >= half)[:TRIED]
    return [(min(begins[near]), max(begins[near])) for _, near in likeliest]


def _fit(chunk: str, text: str, start: int, end: int) -> _Fit | None:
    """Return the part of the alignment of a chunk with a stretch of text that gains most, None where none does."""
    blocks = aligned_blocks(chunk, text[start:end])
    best, best_run, gain, first = 0, (0, 0), 0, 0
    for at, block in enumerate(blocks):
        if gain <= 0:
            gain, first = 0, at
        alike, low, high, read_low, read_high = block
        gain += high - low if alike else -max(high - low, read_high - read_low)
        if gain > best:
            best, best_run = gain, (first, at + 1)
    if best == 0:
        return None
    run = blocks[best_run[0] : best_run[1]]
    low, high = run[0].start, run[-1].end
    read_low, read_high = start + run[0].read_start, start + run[-1].read_end
    while low > 0 and read_low > start and chunk[low - 1] == text[read_low - 1]:
        low, read_low = low - 1, read_low - 1
    while high < len(chunk) and read_high < end and chunk[high] == text[read_high]:
        high, read_high = high + 1, read_high + 1
    return _Fit(low, high, read_low, read_high, errors_of(run), best)
