"""The layered score of a reading against a transcription, which counts as the truth whoever is right.

*As typed* are the error rates of `rates`. *Layout-neutral* forgives the profile's equivalences of layout,
*convention-neutral* those of convention too. Equivalences are tried segment by segment (`segments`), layout first, then
convention, each in the order of the profile; one is applied where it lessens the errors of a segment, and what it
lessens them by is what it forgave. So a layer never has more errors than the one before, and the counts of a layer add
up to what it has less (but for the few errors by which an alignment between cuts may exceed the checked distance of two
long texts). All rates are over the length of the truth as typed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ocr_pipeline.compare.profile import ForgivenIn, Profile
from ocr_pipeline.compare.records import Confusion, Forgiven, Rate, ScoreLayer, Scores
from ocr_pipeline.compare.score.interval import rate_intervals
from ocr_pipeline.compare.score.order_free import bag_of_words_error, flexible_character_accuracy
from ocr_pipeline.compare.score.rates import (
    ErrorRate,
    as_characters,
    distance,
    errors_of,
    folded,
    least_errors,
    words,
)
from ocr_pipeline.compare.score.segments import Segment, SegmentedTexts, core, segmented

CONFUSIONS = 200
"""Rows of the table of confusions at most: beyond, a person reads no further."""

LayerName = Literal["as typed", "layout-neutral", "convention-neutral"]
_LAYERS: tuple[tuple[LayerName, ForgivenIn | None], ...] = (
    ("as typed", None),
    ("layout-neutral", ForgivenIn.LAYOUT),
    ("convention-neutral", ForgivenIn.CONVENTION),
)


@dataclass(frozen=True)
class _Scored:
    """The errors of a segment in each layer, in characters and in words; its length; which rule forgave how many."""

    characters: tuple[int, ...]
    words: tuple[int, ...]
    length: int
    word_count: int
    forgiven: tuple[tuple[str, int], ...] = ()


def score(ours: str, theirs: str, profile: Profile, *, seed: int = 0) -> Scores:
    """Return the figures of a reading against the truth, in layers, with 95 % intervals by a bootstrap over segments.

    Texts of any length have a result; that of some beyond a megabyte is an upper bound, and `Rate.exact` says so.
    """
    text = segmented(ours, theirs)
    their_words = [words(segment.their_folded) for segment in text.segments]
    # Most segments are read without an error, and their words are those of the truth.
    our_words = [
        expected if segment.our_folded == segment.their_folded else words(segment.our_folded)
        for segment, expected in zip(text.segments, their_words, strict=True)
    ]
    scored = [_scored(*each, profile) for each in zip(text.segments, our_words, their_words, strict=True)]
    all_ours = [word for segment in our_words for word in segment]
    all_theirs = [word for segment in their_words for word in segment]
    characters = least_errors(text.theirs, text.ours, errors_of(text.blocks))
    in_words = least_errors(all_theirs, all_ours, sum(segment.words[0] for segment in scored))
    return Scores(
        profile=profile.name,
        layers=tuple(
            _layers(
                scored,
                ErrorRate(characters[0], len(text.theirs), characters[1]),
                ErrorRate(in_words[0], len(all_theirs), in_words[1]),
                profile,
                seed,
            )
        ),
        bag_of_words=bag_of_words_error(all_theirs, all_ours),
        flexible_characters=flexible_character_accuracy(theirs, ours),
        confusions=tuple(_confusions(text)),
    )


def _scored(segment: Segment, our_words: Sequence[str], their_words: Sequence[str], profile: Profile) -> _Scored:
    layers = len(_LAYERS)
    (their_characters,) = as_characters(segment.their_folded)
    length, word_count = len(their_characters), len(their_words)
    if segment.our_folded == segment.their_folded:
        return _Scored((0,) * layers, (0,) * layers, length, word_count)
    ours, theirs = core(segment)
    errors, word_errors = _difference(segment.our_folded, segment.their_folded), distance(their_words, our_words)
    characters, in_words = [errors], [word_errors]
    forgiven: list[tuple[str, int]] = []
    for _, layer in _LAYERS[1:]:
        for rule in profile.equivalences:
            if rule.layer is not layer or errors == 0:
                continue
            formed, other_formed = rule.apply(ours), rule.apply(theirs)
            if (formed, other_formed) == (ours, theirs):
                continue
            read, expected = folded(formed), folded(other_formed)
            less = _difference(read, expected)
            if less < errors:
                forgiven.append((rule.name, errors - less))
                ours, theirs, errors = formed, other_formed, less
                word_errors = min(word_errors, distance(words(expected), words(read)))
        characters.append(errors)
        in_words.append(word_errors)
    return _Scored(tuple(characters), tuple(in_words), length, word_count, tuple(forgiven))


def _difference(one: str, other: str) -> int:
    return distance(*as_characters(one, other))


def _layers(
    scored: Sequence[_Scored], characters: ErrorRate, in_words: ErrorRate, profile: Profile, seed: int
) -> Iterator[ScoreLayer]:
    errors = np.array([(*segment.characters, *segment.words) for segment in scored], dtype=np.int64)
    # The space between two segments belongs to the first.
    sizes = [[segment.length + 1, segment.word_count] for segment in scored]
    sizes[-1][0] -= 1
    lengths = np.repeat(np.array(sizes, dtype=np.int64), len(_LAYERS), axis=1)
    intervals = rate_intervals(errors, lengths, seed)
    totals = errors.sum(axis=0).tolist()
    counts: Counter[str] = Counter()
    for segment in scored:
        counts.update(dict(segment.forgiven))
    for at, (name, layer) in enumerate(_LAYERS):
        in_layer = [rule.name for rule in profile.equivalences if rule.layer is layer]
        yield ScoreLayer(
            name=name,
            cer=_rate(characters, totals[at], intervals[at]),
            wer=_rate(in_words, totals[len(_LAYERS) + at], intervals[len(_LAYERS) + at]),
            forgiven=tuple(Forgiven(name=rule, count=counts[rule]) for rule in in_layer if counts[rule]),
        )


def _rate(as_typed: ErrorRate, errors: int, interval: tuple[float, float] | None) -> Rate:
    """Return the rate of a layer: its errors are those of the segments, and not more than as typed."""
    rate = ErrorRate(min(errors, as_typed.errors), as_typed.length, as_typed.exact)
    low, high = (None, None) if interval is None or rate.truth_empty else interval
    return Rate(
        errors=rate.errors,
        length=rate.length,
        rate=rate.rate,
        low=None if low is None else min(low, rate.rate),
        high=None if high is None else max(high, rate.rate),
        truth_empty=rate.truth_empty,
        exact=rate.exact,
    )


def _confusions(text: SegmentedTexts) -> Iterator[Confusion]:
    counts: Counter[tuple[str, str]] = Counter()
    for block in text.blocks:
        if block.alike:
            continue
        read, expected = text.ours[block.read_start : block.read_end], text.theirs[block.start : block.end]
        if read and expected:
            counts.update(zip(read, expected, strict=True))
        else:
            counts.update((character, "") for character in read)
            counts.update(("", character) for character in expected)
    for (read, expected), count in sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:CONFUSIONS]:
        yield Confusion(ours=read, theirs=expected, count=count)
