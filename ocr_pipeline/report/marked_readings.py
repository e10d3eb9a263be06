"""Which characters of two readings differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex
from rapidfuzz.distance import Levenshtein

LEAST_ALIKE = 0.5
"""Share of the longer reading that must be alike for marks on single characters: below, they say nothing to an eye."""

LONGEST_COMPARED = 2000
"""Grapheme clusters; longer readings are stretches that one side lacks, and are marked whole."""


@dataclass(frozen=True)
class Part:
    """A piece of a reading, and whether the other reading lacks it."""

    text: str
    differs: bool


def marked_readings(ours: str, theirs: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Return both readings in parts that join to them; what is alike in both is the same text in both.

    Grapheme clusters are compared, so an accent is never marked without its letter.
    """
    one, other = regex.findall(r"\X", ours), regex.findall(r"\X", theirs)
    longest = max(len(one), len(other))
    if not one or not other or longest > LONGEST_COMPARED:
        return _whole(ours), _whole(theirs)
    steps = Levenshtein.opcodes(one, other)
    if sum(step.src_end - step.src_start for step in steps if step.tag == "equal") < LEAST_ALIKE * longest:
        return _whole(ours), _whole(theirs)
    return (
        _joined(one, [(step.src_start, step.src_end, step.tag != "equal") for step in steps]),
        _joined(other, [(step.dest_start, step.dest_end, step.tag != "equal") for step in steps]),
    )


def _whole(text: str) -> tuple[Part, ...]:
    return (Part(text, differs=True),) if text else ()


def _joined(clusters: Sequence[str], stretches: Sequence[tuple[int, int, bool]]) -> tuple[Part, ...]:
    parts: list[Part] = []
    for start, end, differs in stretches:
        text = "".join(clusters[start:end])
        if not text:
            continue
        if parts and parts[-1].differs == differs:
            parts[-1] = Part(parts[-1].text + text, differs)
        else:
            parts.append(Part(text, differs))
    return tuple(parts)
