"""Makes the language models that the reader ranks its readings by, from the frequency lists of `wordfreq`.

    python -m training.language_model [FOLDER]

Letters: sequences of up to `ORDER` letters, with Witten-Bell smoothing (Witten and Bell, "The zero-frequency problem",
IEEE Transactions on Information Theory 37(4), 1991), the rarest left out and their share given back to the shorter
sequence (Katz, "Estimation of probabilities from sparse data", IEEE Transactions on ASSP 35(3), 1987).
"""

from __future__ import annotations

import argparse
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import wordfreq

from ocr_pipeline.recognize.typescript.rank import language_model as model

LISTS = {"rus": ("ru", re.compile("[а-яё]+")), "eng": ("en", re.compile("[a-z]+"))}
"""The list of each language, and what of it is a word of its letters."""

WORDS, SEQUENCES = 220_000, 150_000
"""Words and sequences of letters that a model keeps: 2 MB a language."""

ALL_KEPT = 3
"""Letters of sequences of which a model keeps all."""

LEARNED_WORDS = 300_000
"""Words from which the sequences are learned."""

POWER = 0.7
"""Of a word's frequency, its weight among the sequences: an unknown word is more like rare ones than common ones."""

NOVELTY = 20.0
"""How many times more often something unseen follows a sequence than the count of what was seen says: the words of a
list are given once each."""

MILLION = 1e8


def frequencies(language: str) -> dict[str, float]:
    """Return the share of each word in small letters, ё written е, the most common first."""
    tag, pattern = LISTS[language]
    shares: dict[str, float] = defaultdict(float)
    for word, share in wordfreq.get_frequency_dict(tag, "large").items():
        if pattern.fullmatch(word):
            shares[word.replace("ё", "е")] += share
    total = sum(shares.values())
    return {word: share / total for word, share in sorted(shares.items(), key=lambda one: -one[1])}


def counted(words: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Return how often each letter follows each sequence of fewer than `ORDER` letters."""
    counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for word, share in list(words.items())[:LEARNED_WORDS]:
        weight = (share * MILLION) ** POWER
        text = model.BEGIN * (model.ORDER - 1) + word + model.END
        for place in range(model.ORDER - 1, len(text)):
            for length in range(model.ORDER):
                counts[text[place - length : place]][text[place]] += weight
    return counts


def smoothed(counts: Mapping[str, Mapping[str, float]], kept: int) -> dict[str, tuple[float, float]]:
    """Return for each sequence kept the logarithms of its last letter's probability after the rest, and of the share
    that what is not kept after it has, as times what follows the sequence without its first letter."""
    alphabet = len(counts[""])
    seen = sorted(
        ((weight, before + letter) for before, after in counts.items() for letter, weight in after.items()),
        key=lambda one: (len(one[1]) > ALL_KEPT, -one[0], one[1]),
    )
    sequences = {sequence for _, sequence in seen[:kept]}
    # What is kept has its beginnings: they say what follows.
    for sequence in list(sequences):
        sequences |= {sequence[:length] for length in range(1, len(sequence))}
    probability: dict[str, float] = {}
    left: dict[str, float] = {"": 1.0}

    def of(before: str, letter: str) -> float:
        found = probability.get(before + letter)
        if found is not None:
            return found
        return left.get(before, 1.0) * (of(before[1:], letter) if before else 1 / alphabet)

    by_length: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for sequence in sorted(sequences):
        by_length[len(sequence) - 1][sequence[:-1]].append(sequence[-1])
    for length in sorted(by_length):
        for before, letters in by_length[length].items():
            after = counts.get(before, {})
            total = sum(after.values())
            seen_share = total / (total + len(after) * NOVELTY) if total else 0.0
            own = {
                letter: seen_share * (after.get(letter, 0.0) / total if total else 0.0)
                + (1 - seen_share) * (of(before[1:], letter) if before else 1 / alphabet)
                for letter in letters
            }
            below = sum(of(before[1:], letter) if before else 1 / alphabet for letter in letters)
            probability |= {before + letter: share for letter, share in own.items()}
            left[before] = max(1e-6, 1 - sum(own.values())) / max(1e-6, 1 - below)
    return {
        sequence: (math.log(max(share, 1e-12)), math.log(left.get(sequence, 1.0)))
        for sequence, share in probability.items()
    }


def write(path: Path, words: Iterable[tuple[str, float]], sequences: Mapping[str, tuple[float, float]]) -> None:
    """Write a model (see `rank.model`)."""
    word_keys = sorted({model.key_of(word): math.log(share) for word, share in reversed(list(words))}.items())
    sequence_keys = sorted({model.key_of(sequence): logs for sequence, logs in sequences.items()}.items())
    np.savez_compressed(
        path,
        words=np.array([key for key, _ in word_keys], np.uint32),
        word_logs=_quantized(log for _, log in word_keys),
        sequences=np.array([key for key, _ in sequence_keys], np.uint32),
        sequence_logs=_quantized(logs[0] for _, logs in sequence_keys),
        left_logs=_quantized(logs[1] - model.LEFT_MOST for _, logs in sequence_keys),
    )


def _quantized(logs: Iterable[float]) -> np.ndarray:
    steps = np.round(-np.array(list(logs)) / model.STEP)
    return np.clip(steps, 0, 255).astype(np.uint8)


def main() -> None:
    """Write the model of each language."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, nargs="?", default=Path(model.__file__).parent)
    given = parser.parse_args()
    for language in LISTS:
        words = frequencies(language)
        path = given.folder / f"{language}.npz"
        write(path, list(words.items())[:WORDS], smoothed(counted(words), SEQUENCES))
        print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
