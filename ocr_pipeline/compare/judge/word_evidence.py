"""Evidence from the words of a difference: the lexicon, the rest of the document, letters alike in worn type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz.distance import Levenshtein

from ocr_pipeline.compare.align.collation import Collation
from ocr_pipeline.compare.align.differences import Difference
from ocr_pipeline.compare.align.tokens import key_of
from ocr_pipeline.languages import Lexicon

PASSAGE = 3
"""Words that are a passage: of these, some are misread, and yet they stand on the paper."""

KNOWN_SHARE = 0.6
"""Share of the words of a passage that the lexicon must have: of noise it has a fifth, of worn pages four fifths."""

TELLING = 4
"""Letters of a word that tells something by standing elsewhere in the document; shorter ones stand everywhere."""

_ALIKE_GROUPS = (
    *("зэ3", "мшщиыпнкляйц", "соeбео0", "гтп1lі", "ъьыбв68", "хжк", "аод", "уч4", "фр", "юн"),
    *("ceo", "il1tj!", "nuhmr", "ea", "fl", "vy", "gq9", "bh6", "5s", "2z", "38", "17", "56"),
)
_ALIKE = frozenset(
    frozenset((one, other)) for group in _ALIKE_GROUPS for one in group for other in group if one != other
)


def mostly_known(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Return whether the lexicon has the words: of one or two all, of a passage most. Numbers are known."""
    known = [not word.isalpha() or lexicon.knows(word) for word in words if word.isalnum()]
    return all(known) if len(known) < PASSAGE else sum(known) >= KNOWN_SHARE * len(known)


def times_seen(words: Sequence[str], counts: Mapping[str, int], *, itself: int) -> int:
    """Return how often the document has the rarest of the words elsewhere, 0 where none is long enough to tell.

    `counts` has how often each key stands in the document, `itself` of them are the words of the difference.
    """
    telling = [word for word in words if word.isalpha() and len(word) >= TELLING]
    return min((counts.get(key_of(word), 0) - itself for word in telling), default=0)


def repeated(difference: Difference, collation: Collation) -> bool:
    """Return whether their words of a difference are those before or behind it once more."""
    theirs = collation.theirs.tokens
    count = difference.theirs
    run = [token.key for token in theirs[difference.their_first : difference.their_end]]
    before = [token.key for token in theirs[max(0, difference.their_first - count) : difference.their_first]]
    after = [token.key for token in theirs[difference.their_end : difference.their_end + count]]
    return any(key.isalnum() for key in run) and run in (before, after)


def look_alike(mine: str, other: str) -> bool:
    """Return whether two readings differ only in letters that worn type makes alike."""
    if not mine or not other:
        return False
    codes = [code for code in Levenshtein.opcodes(mine, other) if code.tag != "equal"]
    for code in codes:
        first, second = mine[code.src_start : code.src_end], other[code.dest_start : code.dest_end]
        if code.tag != "replace" or len(first) != len(second):
            return False
        if any(frozenset(pair) not in _ALIKE for pair in zip(first, second, strict=True)):
            return False
    return bool(codes)
