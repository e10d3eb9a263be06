"""The verdict on a difference: who is right, how likely, and why in words.

What a named equivalence makes alike is a convention, what an editor added is an addition: rules say so. For the rest
`model` gives the probability that theirs is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

from ocr_pipeline.compare.judge.additions import MARKED
from ocr_pipeline.compare.judge.evidence import DifferenceKind, Evidence
from ocr_pipeline.compare.judge.model import DEFAULT_PRIOR, Prior, theirs_wrong
from ocr_pipeline.compare.judge.reasons import reasons_for
from ocr_pipeline.compare.messages import Message, message_of
from ocr_pipeline.compare.records import Verdict

UNDECIDED = (0.4, 0.6)
"""Probabilities that theirs is wrong between which nothing is decided."""

CERTAIN = 0.98
"""What is stated for a verdict of a rule. Conventions are measured (`benchmarks/README.md`); additions of an editor are
not, no page with truth has any: there it is a name for "a rule says so", no calibrated probability."""


@dataclass(frozen=True)
class Judgement:
    """A verdict, its probability, and the reasons in words."""

    verdict: Verdict
    probability: float
    reasons: tuple[Message, ...]


def judged(evidence: Evidence, ours: str, theirs: str, prior: Prior = DEFAULT_PRIOR) -> Judgement:
    """Return the verdict on a difference that no rule decides, where slips are as frequent as `prior` says."""
    wrong = theirs_wrong(evidence, ours, theirs, prior)
    return Judgement(verdict_of(evidence, wrong), max(wrong, 1.0 - wrong), reasons_for(evidence, ours, theirs))


def judged_by_rule(forgiven_by: str | None, addition: str | None) -> Judgement | None:
    """Return the verdict that a rule gives, None where the evidence must be weighed.

    `forgiven_by` names the equivalence that forgives the difference, `addition` is the code of what an editor added.
    """
    if addition == MARKED:
        return by_rule(Verdict.EDITORIAL, message_of(MARKED))
    if forgiven_by:
        return by_rule(Verdict.CONVENTION, message_of("same-but", forgiven=forgiven_by))
    if addition:
        return by_rule(Verdict.EDITORIAL, message_of(addition))
    return None


def by_rule(verdict: Verdict, *reasons: Message) -> Judgement:
    """Return a verdict that needs no weighing."""
    return Judgement(verdict, CERTAIN, reasons)


def verdict_of(evidence: Evidence, wrong: float) -> Verdict:
    """Return the verdict on a difference where `wrong` is the probability that theirs is wrong."""
    low, high = UNDECIDED
    if wrong <= low:
        return Verdict.READING_ERROR
    if wrong < high:
        return Verdict.UNDECIDED
    if evidence.kind is DifferenceKind.OURS:
        return Verdict.MISSING_IN_TRANSCRIPTION
    if evidence.kind is DifferenceKind.THEIRS and not evidence.repeats:
        return Verdict.MISSING_IN_SCAN
    return Verdict.TRANSCRIPTION_ERROR
