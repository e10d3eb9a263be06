"""Verdicts on differences whose cause is known: how many right, how well calibrated, with intervals by page."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from damage import RIGHT, Damage, Slip

from ocr_pipeline.compare.records import Verdict

BLAMING = (Verdict.TRANSCRIPTION_ERROR, Verdict.MISSING_IN_TRANSCRIPTION, Verdict.MISSING_IN_SCAN)
"""Verdicts that say that theirs is wrong."""

RULES = (Verdict.CONVENTION, Verdict.EDITORIAL)
"""Verdicts that rules give."""

BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)

RESAMPLED = 2000
"""Draws of pages for an interval."""


@dataclass(frozen=True)
class JudgedVariant:
    """What the comparison makes of a variant: page, verdict, its probability, that theirs is wrong, weight in ranking.

    `slip` is what it shows. `share` is 1 over the copies of its page: what was misread is the same in each of them.
    """

    page: str
    verdict: Verdict
    probability: float
    wrong: float
    rank: float
    slip: Damage | None
    share: float

    @property
    def right(self) -> bool:
        """Return whether the verdict is right: who is right, not how it came about. Undecided is never counted."""
        if self.verdict in RULES:
            return self.slip is None or self.slip.slip is Slip.MODERNIZED
        return (self.verdict in BLAMING) == (self.slip is not None)


@dataclass(frozen=True)
class Copy:
    """A damaged copy of a page: its slips, and the verdicts on its variants."""

    page: str
    slips: tuple[Damage, ...]
    judged: tuple[JudgedVariant, ...]
    share: float


def damages(copies: Sequence[Copy]) -> str:
    """Return the table of damages by kind: done, reported, judged rightly, and that among the first in rank."""
    done, reported, right, first = (Counter[Slip]() for _ in range(4))
    for copy in copies:
        ranked = sorted(copy.judged, key=lambda one: -one.rank)
        rank = {id(one): at for at, one in enumerate(ranked)}
        for slip in copy.slips:
            shown = [one for one in copy.judged if one.slip is slip]
            good = [one for one in shown if one.verdict in RIGHT[slip.slip]]
            done[slip.slip] += 1
            reported[slip.slip] += bool(shown)
            right[slip.slip] += bool(good)
            first[slip.slip] += any(rank[id(one)] < 2 * len(copy.slips) for one in good)
    stops = {Slip.STOP_LEFT_OUT, Slip.STOP_ADDED}
    rows = [(str(slip), {slip}) for slip in Slip] + [("all but stops", {*Slip} - stops), ("all", {*Slip})]
    lines = ["| damage | done | reported | verdict right | right and among the first |", "|---|---:|---:|---:|---:|"]
    for name, kinds in rows:
        count, *parts = (sum(one[kind] for kind in kinds) for one in (done, reported, right, first))
        if count:
            lines.append(f"| {name} | {count} | {' | '.join(f'{part / count:.1%}' for part in parts)} |")
    return "\n".join(lines)


def false_blame(copies: Sequence[Copy]) -> str:
    """Return how often a page is blamed for what we misread, by any verdict that blames it, with the interval."""
    pages: defaultdict[str, float] = defaultdict(float)
    for copy in copies:
        blamed = sum(one.verdict in BLAMING and one.slip is None for one in copy.judged)
        pages[copy.page] += blamed * copy.share
    values = np.array(list(pages.values()))
    low, high = _interval(values, np.ones_like(values))
    return f"{values.mean():.2f} a page ({low:.2f} to {high:.2f})"


def brier(copies: Sequence[Copy]) -> float:
    """Return the mean squared error of the probability that theirs is wrong, undecided ones and all."""
    some = [one for one in _all(copies) if one.verdict not in RULES]
    total = sum(one.share * (one.wrong - (one.slip is not None)) ** 2 for one in some)
    return total / max(1e-9, sum(one.share for one in some))


def by_verdict(copies: Sequence[Copy]) -> str:
    """Return the calibration of each verdict; of the undecided, of the probability that theirs is wrong."""
    rows: list[tuple[str, Callable[[JudgedVariant], bool]]] = [
        (str(verdict), partial(_has, (verdict,))) for verdict in (Verdict.READING_ERROR, Verdict.UNDECIDED, *BLAMING)
    ]
    rows.append(("**all that blame the transcription**", lambda one: one.verdict in BLAMING))
    rows.append((f"{Verdict.CONVENTION} (a rule)", lambda one: one.verdict is Verdict.CONVENTION))
    return _table("verdict", rows, copies)


def by_probability(copies: Sequence[Copy]) -> str:
    """Return the reliability table: stated probability beside the share that is right, for both directions."""
    rows: list[tuple[str, Callable[[JudgedVariant], bool]]] = []
    for name, verdicts in (("reading error", (Verdict.READING_ERROR,)), ("blames the transcription", BLAMING)):
        for low, high in pairwise(BINS[1:]):
            rows.append(
                (
                    f"{name}, {low:.2f}-{high:.2f}",
                    partial(_has, verdicts, low=low, high=high),
                )
            )
    return _table("stated", rows, copies)


def _has(verdicts: Sequence[Verdict], one: JudgedVariant, *, low: float = 0.0, high: float = 1.0) -> bool:
    """Return whether the verdict is one of these, its probability from `low` to below `high`, 1 included."""
    return one.verdict in verdicts and low <= one.probability < high + (high == 1.0)


def _table(title: str, rows: Sequence[tuple[str, Callable[[JudgedVariant], bool]]], copies: Sequence[Copy]) -> str:
    pages = sorted({copy.page for copy in copies})
    lines = [f"| {title} | a page | mean stated | right | 95 % |", "|---|---:|---:|---:|---:|"]
    for name, chosen in rows:
        counts, stated, right = (np.zeros(len(pages)) for _ in range(3))
        for one in _all(copies):
            if chosen(one):
                at = pages.index(one.page)
                undecided = one.verdict is Verdict.UNDECIDED
                counts[at] += one.share
                stated[at] += one.share * (one.wrong if undecided else one.probability)
                right[at] += one.share * ((one.slip is not None) if undecided else one.right)
        total = counts.sum()
        if total:
            low, high = _interval(right, counts)
            a_page = f"{total / len(pages):.2f}"
            mean, share = stated.sum() / total, right.sum() / total
            lines.append(f"| {name} | {a_page} | {mean:.3f} | {share:.3f} | {low:.2f} to {high:.2f} |")
    return "\n".join(lines)


def _all(copies: Sequence[Copy]) -> list[JudgedVariant]:
    return [one for copy in copies for one in copy.judged]


def _interval(parts: np.ndarray, wholes: np.ndarray) -> tuple[float, float]:
    """Return the 95 % interval of a ratio over pages: what is on one page is not independent, pages are."""
    rng = random.Random(1)
    drawn = np.array([rng.choices(range(len(parts)), k=len(parts)) for _ in range(RESAMPLED)])
    sums = wholes[drawn].sum(axis=1)
    ratios = parts[drawn].sum(axis=1)[sums > 0] / sums[sums > 0]
    low, high = np.quantile(ratios, (0.025, 0.975))
    return float(low), float(high)
