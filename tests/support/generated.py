"""Generated Russian texts and readings of them, as an engine would misread."""

from __future__ import annotations

import random

import wordfreq

_WORDS = wordfreq.top_n_list("ru", 30_000)
_WEIGHTS = [wordfreq.word_frequency(word, "ru") for word in _WORDS]


def prose(length: int, seed: int) -> str:
    """Return some `length` characters of words in their usual frequencies, with punctuation and paragraphs."""
    chance = random.Random(seed)
    words = chance.choices(_WORDS, _WEIGHTS, k=length // 4)
    ends = chance.choices(["", ",", ".", "\n"], [80, 10, 8, 1], k=len(words))
    return " ".join(word + end for word, end in zip(words, ends, strict=True))[:length]


def misread(text: str, share: float, seed: int) -> str:
    """Return a reading of `text` with that share of wrong characters, in typed lines, some of them with hyphens."""
    chance = random.Random(seed)
    read: list[str] = []
    column = 0
    for character in text:
        luck = chance.random()
        column += 1
        if luck < share * 0.6:
            read.append(chance.choice("абвгдежзийклмноп"))
        elif luck < share * 0.8:
            continue
        elif luck < share:
            read.append(character + chance.choice(".,жи"))
        elif character == " " and column > 60:
            read.append("\n")
            column = 0
        elif column > 62 and character.isalpha() and read[-1].isalpha() and luck > 0.7:
            read.append("-\n" + character)
            column = 0
        else:
            read.append(character)
    return "".join(read)
