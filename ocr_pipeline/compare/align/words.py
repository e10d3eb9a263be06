"""Two texts aligned word by word, whatever one of them leaves out, adds or has in another order.

Words that are rare, here: that stand once in both texts, are anchors, and the longest chain of anchors in the same
order parts the texts into short gaps (Yalniz and Manmatha, "A fast alignment scheme for automatic OCR evaluation of
books", 2011; the chain is that of patience sorting). Gaps are aligned exactly: common words first, then, where words
differ, those that are most alike stand opposite each other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from ocr_pipeline.compare.align.tokens import Token

EXACT_CELLS = 4_000_000
"""Product of the lengths of a gap, in tokens, up to which it is aligned without further anchors: 0.1 s at most."""

MOST_CELLS = 4_000_000_000
"""Product of the lengths beyond which two stretches without a common rare word are not compared at all: they would take
a minute, and are of different texts."""

PAIRED_CELLS = 250_000
"""Product of the lengths of what differs up to which words are paired by likeness: 1 s at most."""

GAP = 0.55
"""Cost of leaving a word without counterpart; pairing two costs 1 less their likeness, so words less than alike than
that of letters at random are not paired: two gaps (1.1) are never cheaper than a pair, one and a pair are weighed."""

UNLIKE = 0.35
"""Likeness (0 to 1) under which two words are no readings of one word: such pairs are an addition and an omission."""

NUMBER_LIKENESS = 0.4
"""Likeness of a number and another, or a word, of as many characters: figures are misread for letters (`ТТб`, 116)."""

SIGN_FOR_WORD = 1.0
"""Cost of pairing a punctuation mark with a word of a letter or two: `№` is read as `в`, `®`."""

HYPHEN = "-"
"""Key of a hyphen."""

CHANCE_LETTERS = 8
"""Letters of common words in a row that chance gives between two stretches that differ (`и в`, `что он`)."""

CHANCE_GAP = 6
"""Tokens that differ on both sides of a common run for it to be by chance."""


class AlignedPair(NamedTuple):
    """Tokens `our_first` to `our_end` of ours stand opposite `their_first` to `their_end`; `same` if their keys do."""

    our_first: int
    our_end: int
    their_first: int
    their_end: int
    same: bool

    @property
    def ours(self) -> int:
        """Return the number of our tokens."""
        return self.our_end - self.our_first

    @property
    def theirs(self) -> int:
        """Return the number of their tokens."""
        return self.their_end - self.their_first


def aligned(ours: Sequence[Token], theirs: Sequence[Token]) -> list[AlignedPair]:
    """Return the pairs that ours and theirs fall into, in order, without a gap or an overlap.

    Equal runs are one pair each; where texts differ, pairs are a word (or two that are one in the other text) opposite
    a word, or a run without counterpart.
    """
    blocks = _slid(list(_without_chance(list(_blocks(ours, theirs)), ours)), ours, theirs)
    return [pair for block in blocks for pair in (_paired(block, ours, theirs) if not block.same else [block])]


def rare_in_both(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places (in ours, in theirs) of the keys that stand once in each, by their place in ours."""
    here, there = Counter(ours), {key: at for at, key in enumerate(theirs)}
    counts = Counter(theirs)
    return [(at, there[key]) for at, key in enumerate(ours) if here[key] == 1 and counts[key] == 1]


def longest_chain(places: Sequence[int]) -> list[int]:
    """Return the indices of a longest rising subsequence (Schensted 1961)."""
    tails: list[int] = []
    heads: list[int] = []
    before = [-1] * len(places)
    for index, place in enumerate(places):
        at = bisect_left(tails, place)
        before[index] = heads[at - 1] if at else -1
        if at == len(tails):
            tails.append(place)
            heads.append(index)
        else:
            tails[at] = place
            heads[at] = index
    chain = []
    index = heads[-1] if heads else -1
    while index >= 0:
        chain.append(index)
        index = before[index]
    return chain[::-1]


def _blocks(ours: Sequence[Token], theirs: Sequence[Token]) -> Iterator[AlignedPair]:
    """Return maximal equal runs and what stands between them."""
    mine, other = [token.key for token in ours], [token.key for token in theirs]
    matches: list[tuple[int, int, int]] = []
    waiting = [(0, len(mine), 0, len(other))]
    while waiting:
        our_first, our_end, their_first, their_end = waiting.pop()
        if our_first == our_end or their_first == their_end:
            continue
        cells = (our_end - our_first) * (their_end - their_first)
        parts = [] if cells <= EXACT_CELLS else _anchored(mine, other, our_first, our_end, their_first, their_end)
        if parts:
            matches += ((at, place, 1) for at, place in parts)
            bounds = [(our_first - 1, their_first - 1), *parts, (our_end, their_end)]
            waiting += ((at + 1, end, place + 1, stop) for (at, place), (end, stop) in pairwise(bounds))
        elif cells <= MOST_CELLS:
            for code in LCSseq.opcodes(mine[our_first:our_end], other[their_first:their_end]):
                if code.tag == "equal":
                    length = code.src_end - code.src_start
                    matches.append((our_first + code.src_start, their_first + code.dest_start, length))
    return _between(sorted(matches), len(mine), len(other))


def _anchored(
    mine: Sequence[str], other: Sequence[str], our_first: int, our_end: int, their_first: int, their_end: int
) -> list[tuple[int, int]]:
    rare = rare_in_both(mine[our_first:our_end], other[their_first:their_end])
    chain = longest_chain([place for _, place in rare])
    return [(our_first + rare[index][0], their_first + rare[index][1]) for index in chain]


def _between(matches: Sequence[tuple[int, int, int]], ours: int, theirs: int) -> Iterator[AlignedPair]:
    """Yield the matches, neighbours put together, and the stretches between them that differ."""
    our_at = their_at = 0
    run: AlignedPair | None = None
    for first, other, length in [*matches, (ours, theirs, 0)]:
        if first > our_at or other > their_at:
            if run:
                yield run
                run = None
            yield AlignedPair(our_at, first, their_at, other, False)
        if length:
            start = run or AlignedPair(first, first, other, other, True)
            run = AlignedPair(start.our_first, first + length, start.their_first, other + length, True)
        our_at, their_at = first + length, other + length
    if run:
        yield run


def _without_chance(blocks: Sequence[AlignedPair], ours: Sequence[Token]) -> Iterator[AlignedPair]:
    """Yield the blocks, those that are alike by chance within a stretch that differs made part of it."""
    pending: AlignedPair | None = None
    for at, block in enumerate(blocks):
        if block.same:
            letters = sum(len(token.text) for token in ours[block.our_first : block.our_end] if token.is_word)
            after = blocks[at + 1] if at + 1 < len(blocks) else None
            wide = pending is not None and min(_width(pending), _width(after)) >= CHANCE_GAP
            if not (wide and letters < CHANCE_LETTERS):
                if pending:
                    yield pending
                    pending = None
                yield block
                continue
        pending = block if pending is None else _joined(pending, block)
    if pending:
        yield pending


def _slid(blocks: Sequence[AlignedPair], ours: Sequence[Token], theirs: Sequence[Token]) -> list[AlignedPair]:
    """Return the blocks, passages without counterpart moved past a punctuation mark that they could as well end with.

    `министра. Печ. по … Подлинник.` beside `министра.`: what is added begins behind the first stop, not with it. And
    `№ 333 … № 362` beside `№ 362`: what is added to the beginning begins with its token.
    """
    slid: list[AlignedPair] = []
    for at, block in enumerate(blocks):
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        alone = not block.same and (block.ours == 0) != (block.theirs == 0)
        before = slid[-1] if slid else None
        if not alone or after is None or not after.same or before is None or not before.same:
            slid.append(block if not slid or slid[-1].our_end == block.our_first else _from(slid[-1], block))
            continue
        tokens, first, end = (
            (ours, block.our_first, block.our_end) if block.ours else (theirs, block.their_first, block.their_end)
        )
        sign_before = tokens[first - 1].key == tokens[end - 1].key and not tokens[first - 1].is_word
        if sign_before and len(slid) == 1 and before.ours == 1:
            slid[-1] = AlignedPair(
                block.our_first - 1, block.our_end - 1, block.their_first - 1, block.their_end - 1, False
            )
            continue
        same_sign = tokens[first].key == tokens[end].key and not tokens[first].is_word
        if not same_sign:
            slid.append(block)
            continue
        slid[-1] = AlignedPair(before.our_first, before.our_end + 1, before.their_first, before.their_end + 1, True)
        slid.append(
            AlignedPair(block.our_first + 1, block.our_end + 1, block.their_first + 1, block.their_end + 1, False)
        )
    return [block for block in slid if block.ours or block.theirs]


def _from(before: AlignedPair, block: AlignedPair) -> AlignedPair:
    """Return a block that begins where the one before ends."""
    return AlignedPair(before.our_end, block.our_end, before.their_end, block.their_end, block.same)


def _width(block: AlignedPair | None) -> int:
    return max(block.ours, block.theirs) if block else 0


def _joined(first: AlignedPair, second: AlignedPair) -> AlignedPair:
    return AlignedPair(first.our_first, second.our_end, first.their_first, second.their_end, False)


def _paired(block: AlignedPair, ours: Sequence[Token], theirs: Sequence[Token]) -> list[AlignedPair]:
    """Return a stretch that differs as pairs of words that are alike and runs without counterpart."""
    if not block.ours or not block.theirs:
        return [block]
    if block.ours * block.theirs > PAIRED_CELLS:
        return [
            AlignedPair(block.our_first, block.our_end, block.their_first, block.their_first, False),
            AlignedPair(block.our_end, block.our_end, block.their_first, block.their_end, False),
        ]
    mine = [token.key for token in ours[block.our_first : block.our_end]]
    other = [token.key for token in theirs[block.their_first : block.their_end]]
    steps = _cheapest(mine, other)
    pairs: list[AlignedPair] = []
    for our_at, our_end, their_at, their_end in steps:
        pair = AlignedPair(
            block.our_first + our_at,
            block.our_first + our_end,
            block.their_first + their_at,
            block.their_first + their_end,
            mine[our_at:our_end] == other[their_at:their_end],
        )
        last = pairs[-1] if pairs else None
        if last and (last.same == pair.same) and _continues(last, pair):
            pairs[-1] = AlignedPair(last.our_first, pair.our_end, last.their_first, pair.their_end, last.same)
        else:
            pairs.append(pair)
    return pairs


def _continues(last: AlignedPair, pair: AlignedPair) -> bool:
    """Return whether two pairs are one run: of the same words, or of words that have no counterpart on one side."""
    if last.same:
        return True
    return (last.ours == pair.ours == 0) or (last.theirs == pair.theirs == 0)


def _cheapest(mine: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Return the cheapest alignment (Needleman and Wunsch 1970).

    Two words may stand opposite one, with a hyphen between them or not (`по-прежнему`, `попрежнему`).
    """
    rows, columns = len(mine), len(other)
    cost = [[GAP * column for column in range(columns + 1)]]
    step: list[list[tuple[int, int]]] = [[(0, 1)] * (columns + 1)]
    for row in range(1, rows + 1):
        line, moves = [GAP * row], [(1, 0)]
        word = mine[row - 1]
        two = mine[row - 2] + word if row > 1 else ""
        hyphened = mine[row - 3] + word if row > 2 and mine[row - 2] == HYPHEN else ""
        for column in range(1, columns + 1):
            token = other[column - 1]
            best, move = cost[row - 1][column] + GAP, (1, 0)
            if line[column - 1] + GAP < best:
                best, move = line[column - 1] + GAP, (0, 1)
            paired = cost[row - 1][column - 1] + _unlikeness(word, token)
            if paired <= best:
                best, move = paired, (1, 1)
            if two and len(token) > 3 and two == token:
                best, move = min((best, move), (cost[row - 2][column - 1] + 0.1, (2, 1)))
            if column > 1 and len(word) > 3 and word == other[column - 2] + token:
                best, move = min((best, move), (cost[row - 1][column - 2] + 0.1, (1, 2)))
            if len(token) > 3 and hyphened == token:
                best, move = min((best, move), (cost[row - 3][column - 1] + 0.1, (3, 1)))
            if column > 2 and len(word) > 3 and other[column - 2] == HYPHEN and word == other[column - 3] + token:
                best, move = min((best, move), (cost[row - 1][column - 3] + 0.1, (1, 3)))
            line.append(best)
            moves.append(move)
        cost.append(line)
        step.append(moves)
    found = []
    row, column = rows, columns
    while row or column:
        down, right = step[row][column] if row and column else ((1, 0) if row else (0, 1))
        found.append((row - down, row, column - right, column))
        row, column = row - down, column - right
    return found[::-1]


def _unlikeness(word: str, other: str) -> float:
    """Return the cost of pairing two words: 0 if they are the same, more than two gaps if they are nothing alike."""
    if word == other:
        return 0.0
    if word[0].isalnum() != other[0].isalnum():
        return SIGN_FOR_WORD if max(len(word), len(other)) <= 2 else 2 * GAP + 0.1
    if not word[0].isalnum():
        return 0.5
    likeness = fuzz.ratio(word, other) / 100
    number = word.isdigit() or other.isdigit()
    if number and len(word) == len(other):
        likeness = max(likeness, NUMBER_LIKENESS)
    return 1.0 - likeness if likeness >= UNLIKE else 2 * GAP + 0.05
