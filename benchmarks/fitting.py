"""The fit of the model of `compare/judge/model.py`: logistic regression; no evidence speaks against its meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocr_pipeline.compare.judge.evidence import DifferenceKind, Evidence
from ocr_pipeline.compare.judge.model import DESCRIBING, LEANING, SLIP_SHARES, Model, features

RIDGE = 1.0
"""Weight of the squares in the fit: keeps features that hardly occur from growing without bound."""

STEPS = 200

LEAST_WEIGHT = 0.05
"""Log odds under which a weight is left out: no such piece of evidence would change a verdict."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """A difference whose cause is known, and how much it counts: 1 over the copies of its page that were compared."""

    evidence: Evidence
    ours: str
    theirs: str
    wrong: bool
    weight: float


def fitted(cases: Sequence[Case], words: float) -> Model:
    """Return the model of differences in `words` words of truth, copies not counted.

    How many of the cases are slips is put into the fit as it is, beside the evidence, so that what is fitted is what
    the evidence says whatever the number of slips.
    """
    weights, misread = {}, {}
    slips = sum(case.weight for case in cases if case.wrong)
    for kind in DifferenceKind:
        some = [case for case in cases if case.evidence.kind is kind]
        names = (*DESCRIBING, *LEANING[kind])
        x = np.array([[features(one.evidence, one.ours, one.theirs)[name] for name in names] for one in some])
        y = np.array([one.wrong for one in some], dtype=float)
        w = np.array([one.weight for one in some])
        # A copy more of the same pages is no more evidence, but rare kinds of slips need the copies to occur at all.
        w = w * len(w) / w.sum()
        mine = float(sum(one.weight for one in some if not one.wrong))
        offset = np.log(max(1e-6, slips * SLIP_SHARES[kind]) / max(0.5, mine))
        found = _regression(x, y, w, offset, np.array([name in LEANING[kind] for name in names]))
        weights[kind] = {
            name: round(float(value), 2)
            for name, value in zip(names, found, strict=True)
            if abs(value) >= LEAST_WEIGHT or name == "bias"
        }
        misread[kind] = round(1000.0 * mine / words, 1)
    return Model(weights, misread)


def _regression(x: Numbers, y: Numbers, w: Numbers, offset: float, leaning: npt.NDArray[np.bool_]) -> Numbers:
    """Return the weights that fit best; those of `leaning` are not below 0 (Newton's method, projected)."""
    found = np.zeros(x.shape[1])

    def cost(weights: Numbers) -> float:
        z = x @ weights + offset
        return float((w * (np.logaddexp(0.0, z) - y * z)).sum() + RIDGE / 2 * (weights**2).sum())

    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-(x @ found + offset)))
        slope = x.T @ (w * (p - y)) + RIDGE * found
        free = ~(leaning & (found <= 0) & (slope > 0))
        hessian = (x[:, free].T * (w * p * (1 - p))) @ x[:, free] + RIDGE * np.eye(int(free.sum()))
        step = np.zeros_like(found)
        step[free] = np.linalg.solve(hessian, slope[free])
        length = 1.0
        while length > 1e-6:
            better = found - length * step
            better[leaning] = np.maximum(0.0, better[leaning])
            if cost(better) <= cost(found):
                break
            length /= 2
        else:
            break
        settled = float(np.abs(better - found).max()) < 1e-7
        found = better
        if settled:
            break
    return found
