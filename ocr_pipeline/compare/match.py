"""Which transcription of a folder belongs to which document: that which shares most of its words with it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from ocr_pipeline.compare.tokens import tokens_of

SHARED = 0.2
"""Share of the pairs of words of the shorter text that both must have: two papers of one series share a tenth, a paper
badly read and its transcription half."""

LEAST = 5
"""Pairs of words that a text must have to be told from others."""

Fingerprint = frozenset[tuple[str, str]]


def fingerprint(text: str) -> Fingerprint:
    """Return the pairs of neighbouring words of a text, by their keys."""
    return frozenset(pairwise(token.key for token in tokens_of(text) if token.is_word))


def best_match(text: Fingerprint, others: Mapping[str, Fingerprint]) -> str | None:
    """Return the name of the text that shares most with `text`; None where none shares enough."""
    found = [(likeness(text, other), name) for name, other in others.items()]
    best = max(found, default=(0.0, ""))
    return best[1] if best[0] >= SHARED else None


def likeness(one: Fingerprint, other: Fingerprint) -> float:
    """Return the share of the pairs of the shorter text that the other has, 0 to 1; 0 for texts of next to no words."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter >= LEAST else 0.0
