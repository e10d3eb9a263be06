"""How likely a transcription is wrong where it differs from our reading: evidence, and how often people slip.

The odds that theirs is wrong are a product. One factor is what the evidence says, whoever transcribed: a logistic model
for words that differ, one for words that only we have, one for words that only they have. The other is how many
differences there are to expect of either cause: slips of this transcription, misreadings of these pages. Both are
estimated for the document at hand from its own differences (the EM algorithm of Saerens, Latinne and Decaestecker,
"Adjusting the outputs of a classifier to new a priori probabilities", 2002), starting from, and held by, what is known
of transcriptions and pages in general: a careful edition is not accused as often as a careless one.

`benchmarks/compare.py --fit` fits the model on transcriptions damaged as people damage them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ocr_pipeline.compare.judge.evidence import DifferenceKind, Evidence

SLIPS = 3.0
"""Slips in 1,000 words that a transcription is expected to have: the published transcriptions of `ehri` have 9 known
ones in 2,700 words. A careful edition has fewer, a draft more."""

SLIPS_HELD = 0.1
"""Thousands of words that this expectation weighs as much as: of 0.03, 0.1, 0.3 and 1 the one with which pages of 0, 1,
3 and 12 slips are judged best, all in all. Held harder, a page with many slips is taken for one with few."""

MISREAD_HELD = 0.3
"""Thousands of words that the usual number of misreadings weighs as much as: a page."""

SLIP_SHARES: Mapping[DifferenceKind, float] = {
    DifferenceKind.BOTH: 0.4,
    DifferenceKind.OURS: 0.35,
    DifferenceKind.THEIRS: 0.25,
}
"""Which slips people make: words changed, left out, added. Guessed: no counted list of slips is at hand."""

STEPS = 50
"""Steps of the estimate at most; ten are usual."""

MOST_LOG_ODDS = 6.0
"""Confidence of a glyph says no more than that (0.25 % wrong)."""

USUAL_LOG_ODDS = 3.0
"""Log odds of a glyph that comes without a confidence: 95 % right, as on a page read passably."""

PASSAGE_WORDS, PASSAGE_LOG_ODDS = 4, 4.0
"""Words in a row, most of them known, that stand on the paper however faint their letters are, and the log odds then:
noise gives a known word of three letters or more once in thirty."""

LEANING: Mapping[DifferenceKind, tuple[str, ...]] = {
    DifferenceKind.BOTH: ("sure", "votes", "known ours", "unknown theirs", "seen ours", "unlike", "alone"),
    DifferenceKind.OURS: ("sure", "votes", "known ours", "seen ours", "alone"),
    DifferenceKind.THEIRS: ("votes", "no room", "repeats", "alone"),
}
"""Evidence by which theirs is the likelier to be wrong the more of it there is: no weight of these is below 0."""

DESCRIBING = ("bias", "number", "sign", "short", "far")
"""What a difference is about: weights of any sign, for slips and misreadings are not of the same words."""


@dataclass(frozen=True)
class Model:
    """What evidence weighs, by kind and name, in log odds; and how many misreadings 1,000 words usually have."""

    weights: Mapping[DifferenceKind, Mapping[str, float]]
    misread: Mapping[DifferenceKind, float]


@dataclass(frozen=True)
class Prior:
    """How many differences of either cause there are in 1,000 words of a transcription: slips, misreadings by kind."""

    slips: float
    misread: Mapping[DifferenceKind, float]

    def log_odds(self, kind: DifferenceKind) -> float:
        """Return the log odds that a difference of a kind is a slip, before any evidence."""
        return math.log(max(_LEAST, self.slips * SLIP_SHARES[kind])) - math.log(max(_LEAST, self.misread[kind]))


_LEAST = 1e-6

MODEL = Model(
    weights={
        DifferenceKind.BOTH: {
            "bias": -6.46,
            "number": 2.34,
            "sign": -1.79,
            "short": 0.26,
            "far": 0.25,
            "sure": 1.14,
            "known ours": 1.02,
            "unknown theirs": 2.84,
            "seen ours": 1.38,
            "unlike": 1.36,
            "alone": 0.86,
        },
        DifferenceKind.OURS: {
            "bias": -4.42,
            "number": -1.78,
            "sign": -1.54,
            "short": -1.2,
            "sure": 1.59,
            "known ours": 0.09,
            "seen ours": 0.81,
            "alone": 1.79,
        },
        DifferenceKind.THEIRS: {
            "bias": -2.43,
            "number": 1.69,
            "sign": -0.61,
            "short": -2.97,
            "far": 0.17,
            "no room": 1.2,
            "repeats": 1.33,
            "alone": 3.11,
        },
    },
    misread={DifferenceKind.BOTH: 47.0, DifferenceKind.OURS: 12.4, DifferenceKind.THEIRS: 5.5},
)
"""As `benchmarks/compare.py --fit` prints it for the readings of Tesseract alone. On those of both readers they name
more of the slips, and blame more, than weights fitted on them (`benchmarks/README.md`)."""

DEFAULT_PRIOR = Prior(SLIPS, MODEL.misread)
"""Where nothing is known of the document."""


def features(evidence: Evidence, ours: str, theirs: str) -> dict[str, float]:
    """Return the evidence as numbers, by the names of `LEANING` and `DESCRIBING`; 0 says nothing either way."""
    doubt = evidence.doubt
    sure = USUAL_LOG_ODDS if doubt is None else max(-MOST_LOG_ODDS, min(MOST_LOG_ODDS, _log_odds(1.0 - doubt)))
    if evidence.known_ours and len(ours.split()) >= PASSAGE_WORDS:
        sure = max(sure, PASSAGE_LOG_ODDS)
    letters = sum(letter.isalnum() for letter in ours + theirs)
    named = {
        "sure": sure,
        "votes": evidence.votes or 0.0,
        "known ours": float(evidence.known_ours),
        "unknown theirs": float(not evidence.known_theirs),
        "seen ours": float(evidence.seen_ours > 0),
        "unlike": float(not evidence.alike),
        "no room": 0.0 if evidence.room is None else 1.0 - min(1.0, evidence.room),
        "repeats": float(evidence.repeats),
        "alone": float(not evidence.beside),
        "bias": 1.0,
        "number": float(all(_is_number(text) for text in (ours, theirs) if text)),
        "sign": float(letters == 0),
        "short": float(0 < letters <= 2),
        "far": math.log2(max(1, evidence.distance)),
    }
    return {name: named[name] for name in (*DESCRIBING, *LEANING[evidence.kind])}


def theirs_wrong(evidence: Evidence, ours: str, theirs: str, prior: Prior, model: Model = MODEL) -> float:
    """Return the probability that theirs is wrong: that the paper has what we read, or lacks what only they have."""
    return _probability(_log_odds_of(evidence, ours, theirs, model) + prior.log_odds(evidence.kind))


def estimated(
    found: Sequence[tuple[Evidence, str, str]], words: int, slips: float = SLIPS, model: Model = MODEL
) -> Prior:
    """Return how many slips and misreadings a transcription of `words` words has, by its differences.

    `found` are those that no rule decides: the evidence, our words, theirs. `slips` is what is expected before anything
    is known of the transcription, in 1,000 words.
    """
    thousands = words / 1000.0
    prior = Prior(slips, model.misread)
    odds = [(one[0].kind, _log_odds_of(*one, model)) for one in found]
    counts = Counter(kind for kind, _ in odds)
    for _ in range(STEPS):
        blamed = dict.fromkeys(DifferenceKind, 0.0)
        for kind, log_odds in odds:
            blamed[kind] += _probability(log_odds + prior.log_odds(kind))
        better = Prior(
            (sum(blamed.values()) + slips * SLIPS_HELD) / (thousands + SLIPS_HELD),
            {
                kind: (counts[kind] - blamed[kind] + model.misread[kind] * MISREAD_HELD) / (thousands + MISREAD_HELD)
                for kind in DifferenceKind
            },
        )
        settled = abs(better.slips - prior.slips) < 0.001 * (prior.slips + _LEAST)
        prior = better
        if settled:
            break
    return prior


def _is_number(text: str) -> bool:
    """Return whether a word holds figures; a passage with a number in it is a passage."""
    return len(text.split()) == 1 and any(letter.isdigit() for letter in text)


def _log_odds_of(evidence: Evidence, ours: str, theirs: str, model: Model) -> float:
    """Return how much the evidence speaks against theirs, in log odds."""
    weights = model.weights[evidence.kind]
    return sum(weights.get(name, 0.0) * value for name, value in features(evidence, ours, theirs).items())


def _log_odds(probability: float) -> float:
    bounded = min(1 - 1e-6, max(1e-6, probability))
    return math.log(bounded / (1 - bounded))


def _probability(log_odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-700.0, min(700.0, log_odds))))
