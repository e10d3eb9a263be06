"""Which transcription of a folder belongs to which document: that which has most of the document's words."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from ocr_pipeline.compare.align.tokens import tokens_of

SHARED = 0.2
"""Share of the pairs of words of the shorter text that both must have: two papers of one series share a tenth, a paper
badly read and its transcription half. A threshold only: a scrap that quotes the document has all of its own pairs."""

LEAST = 5
"""Pairs of words that a text must have to be recognized among others."""

Fingerprint = frozenset[tuple[str, str]]


def fingerprint(text: str) -> Fingerprint:
    """Return the pairs of neighbouring words of a text, by their keys."""
    return frozenset(pairwise(token.key for token in tokens_of(text) if token.is_word))


def best_match(text: Fingerprint, others: Mapping[str, Fingerprint]) -> str | None:
    """Return the name of the text that covers most of `text`, of those that cover as much the shortest.

    None where none shares enough with it.
    """
    found = [
        (len(text & other), -len(other), name) for name, other in others.items() if likeness(text, other) >= SHARED
    ]
    return max(found)[2] if found else None


def likeness(one: Fingerprint, other: Fingerprint) -> float:
    """Return the share of the pairs of the shorter text that the other has, 0 to 1; 0 for texts of next to no words."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter >= LEAST else 0.0
