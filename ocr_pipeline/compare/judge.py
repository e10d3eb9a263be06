"""The verdict on a difference: who is right, how likely, and why in words.

What a named equivalence makes alike is a convention, what an editor added is an addition. For the rest a logistic
model weighs the evidence: one for words that differ, one for words that only we have, one for words that only they
have. `benchmarks/compare.py --fit` fits the weights on transcriptions damaged as editors do, of pages whose truth is
known, and tests them on other pages.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from ocr_pipeline.compare.evidence import Evidence, Kind
from ocr_pipeline.compare.records import Verdict

UNDECIDED = (0.4, 0.6)
"""Probabilities that theirs is wrong between which nothing is decided."""

CERTAIN = 0.98
"""Probability of what a rule decides: that a convention is none after all, or an addition the author's, is rare."""

FEATURES = (
    *("bias", "sure", "votes", "no votes", "lexicon", "both known", "none known", "seen ours", "seen theirs"),
    *("alike", "one letter", "far", "number", "sure number", "no room", "marks", "beside", "repeats"),
    *("short", "sign", "words", "rarity", "fragment"),
)

WEIGHTS: Mapping[Kind, Mapping[str, float]] = {
    Kind.BOTH: {
        "bias": -0.3,
        "sure": 0.69,
        "votes": 0.08,
        "no votes": -0.33,
        "lexicon": 1.75,
        "both known": -0.88,
        "none known": -0.13,
        "seen ours": 0.53,
        "seen theirs": -0.72,
        "alike": -1.08,
        "one letter": -0.05,
        "far": 0.27,
        "number": 1.26,
        "sure number": 1.03,
        "beside": 0.68,
        "short": -0.13,
        "sign": -1.13,
        "words": -0.11,
        "rarity": -0.11,
        "fragment": -1.05,
    },
    Kind.OURS: {
        "bias": -1.21,
        "sure": 1.07,
        "votes": -0.08,
        "no votes": -0.61,
        "lexicon": 0.05,
        "seen ours": 0.06,
        "one letter": -1.06,
        "far": 0.42,
        "number": -0.14,
        "sure number": 0.08,
        "beside": -1.29,
        "short": -0.28,
        "sign": -1.35,
        "words": -0.25,
    },
    Kind.THEIRS: {
        "bias": 0.35,
        "votes": 0.07,
        "no votes": 0.01,
        "lexicon": 0.35,
        "seen theirs": 0.67,
        "one letter": -0.27,
        "far": 1.02,
        "number": 0.63,
        "no room": -0.53,
        "beside": -1.39,
        "repeats": 0.84,
        "short": -0.81,
        "sign": -0.23,
        "words": 0.03,
    },
}
"""Log odds that theirs is wrong: that the paper has what we read, lacks what only they have."""

MOST_LOG_ODDS = 6.0
"""Confidence of a glyph says no more than that (0.25 % wrong)."""


@dataclass(frozen=True)
class Judgement:
    """A verdict, its probability, and the reasons in words."""

    verdict: Verdict
    probability: float
    reasons: tuple[str, ...]


def features(evidence: Evidence, ours: str, theirs: str) -> dict[str, float]:
    """Return the evidence as numbers by `FEATURES`; 0 says nothing either way."""
    doubt = evidence.doubt
    sure = 0.0 if doubt is None else max(-MOST_LOG_ODDS, min(MOST_LOG_ODDS, _log_odds(1.0 - doubt)))
    number = all(any(letter.isdigit() for letter in text) for text in (ours, theirs) if text)
    letters = sum(letter.isalnum() for letter in ours + theirs)
    return {
        "bias": 1.0,
        "sure": sure,
        "votes": evidence.votes or 0.0,
        "no votes": float(evidence.votes is None),
        "lexicon": float(evidence.known_ours) - float(evidence.known_theirs and evidence.kind is Kind.BOTH),
        "both known": float(evidence.kind is Kind.BOTH and evidence.known_ours and evidence.known_theirs),
        "none known": float(evidence.kind is Kind.BOTH and not evidence.known_ours and not evidence.known_theirs),
        "seen ours": float(evidence.seen_ours > 0),
        "seen theirs": float(evidence.seen_theirs > 0),
        "alike": float(evidence.alike),
        "one letter": float(evidence.distance == 1),
        "far": math.log2(max(1, evidence.distance)),
        "number": float(number),
        "sure number": sure * number,
        "no room": 0.0 if evidence.room is None else 1.0 - min(1.0, evidence.room),
        "marks": float(evidence.marks),
        "beside": float(evidence.beside),
        "repeats": float(evidence.repeats),
        "short": float(0 < letters <= 2),
        "sign": float(letters == 0),
        "rarity": evidence.rarity,
        "fragment": float(evidence.fragment),
        "words": math.log2(max(1, evidence.words)),
    }


def judged(evidence: Evidence, ours: str, theirs: str) -> Judgement:
    """Return the verdict on a difference that no rule decides."""
    named = features(evidence, ours, theirs)
    weights = WEIGHTS[evidence.kind]
    theirs_wrong = 1.0 / (1.0 + math.exp(-sum(weights.get(name, 0.0) * value for name, value in named.items())))
    low, high = UNDECIDED
    reasons = reasons_for(evidence, ours, theirs)
    if low < theirs_wrong < high:
        return Judgement(Verdict.UNDECIDED, max(theirs_wrong, 1.0 - theirs_wrong), reasons)
    if theirs_wrong <= low:
        return Judgement(Verdict.READING_ERROR, 1.0 - theirs_wrong, reasons)
    return Judgement(_theirs_wrong(evidence), theirs_wrong, reasons)


def by_rule(verdict: Verdict, *reasons: str) -> Judgement:
    """Return a verdict that needs no weighing."""
    return Judgement(verdict, CERTAIN, reasons)


def _theirs_wrong(evidence: Evidence) -> Verdict:
    if evidence.kind is Kind.OURS:
        return Verdict.MISSING_IN_TRANSCRIPTION
    if evidence.kind is Kind.THEIRS and not evidence.repeats:
        return Verdict.MISSING_IN_SCAN
    return Verdict.TRANSCRIPTION_ERROR


def _log_odds(probability: float) -> float:
    bounded = min(1 - 1e-6, max(1e-6, probability))
    return math.log(bounded / (1 - bounded))


def reasons_for(evidence: Evidence, ours: str, theirs: str) -> tuple[str, ...]:
    """Return in words what speaks for either reading."""
    found = [*_of_reading(evidence, ours, theirs), *_of_paper(evidence, theirs), *_of_words(evidence, ours, theirs)]
    return tuple(found) or ("nothing speaks for either reading",)


def _of_reading(evidence: Evidence, ours: str, theirs: str) -> list[str]:
    found = []
    if evidence.doubt is not None:
        how = "sure" if evidence.doubt < 0.05 else "fairly sure" if evidence.doubt < 0.15 else "unsure"
        found.append(f"the engine is {how} of “{ours}” ({1 - evidence.doubt:.0%})")
    if evidence.votes is not None:
        nearer = f"“{ours}”" if ours else "leaving it out"
        other = f"“{theirs}”" if theirs else "leaving it out"
        if evidence.votes > 0:
            found.append(f"read again from other preparations, the line supports {nearer}")
        elif evidence.votes < 0:
            found.append(f"read again from other preparations, the line supports {other}")
        else:
            found.append("read again from other preparations, the line supports neither more")
    if evidence.alike:
        found.append("the two look alike in worn type")
    return found


def _of_paper(evidence: Evidence, theirs: str) -> list[str]:
    found = []
    if evidence.room is not None:
        if evidence.room < 0.5:
            found.append(f"the scan has no room for “{theirs}” there")
        elif evidence.room >= 0.9:
            found.append(f"the scan has room for “{theirs}” there: it may have been overlooked")
    if evidence.marks:
        found.append("there are marks in that place that were not read as text")
    if evidence.repeats:
        found.append("the same words stand beside it: written twice by mistake")
    return found


def _of_words(evidence: Evidence, ours: str, theirs: str) -> list[str]:
    found = []
    if evidence.kind is Kind.BOTH and evidence.known_ours != evidence.known_theirs:
        known, unknown = (ours, theirs) if evidence.known_ours else (theirs, ours)
        found.append(f"the lexicon knows “{known}”, not “{unknown}”")
    elif evidence.kind is Kind.OURS and not evidence.known_ours:
        found.append(f"the lexicon does not know “{ours}”")
    if evidence.seen_ours != evidence.seen_theirs and (evidence.seen_ours or evidence.seen_theirs):
        often = ours if evidence.seen_ours > evidence.seen_theirs else theirs
        found.append(f"the document has “{often}” elsewhere")
    return found
