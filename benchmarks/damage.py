"""Transcriptions damaged as editors damage them, with what was done and where: from one seed, the same again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import regex

from ocr_pipeline.compare.records import Verdict


class Slip(StrEnum):
    """What an editor did."""

    WORD_LEFT_OUT = "word left out"
    LINE_LEFT_OUT = "line left out"
    DIGIT = "digit changed"
    NAME = "name changed"
    WORD = "word changed"
    DOUBLED = "word doubled"
    ADDED = "word added"
    NEGATION = "negation dropped"
    MODERNIZED = "spelling modernized"
    STOP_LEFT_OUT = "stop or comma left out"
    STOP_ADDED = "comma added"


RIGHT = {
    Slip.WORD_LEFT_OUT: {Verdict.MISSING_IN_TRANSCRIPTION},
    Slip.LINE_LEFT_OUT: {Verdict.MISSING_IN_TRANSCRIPTION},
    Slip.DIGIT: {Verdict.TRANSCRIPTION_ERROR},
    Slip.NAME: {Verdict.TRANSCRIPTION_ERROR},
    Slip.WORD: {Verdict.TRANSCRIPTION_ERROR},
    Slip.DOUBLED: {Verdict.TRANSCRIPTION_ERROR, Verdict.MISSING_IN_SCAN},
    Slip.ADDED: {Verdict.MISSING_IN_SCAN},
    Slip.NEGATION: {Verdict.MISSING_IN_TRANSCRIPTION},
    Slip.MODERNIZED: {Verdict.CONVENTION, Verdict.TRANSCRIPTION_ERROR},
    Slip.STOP_LEFT_OUT: {Verdict.MISSING_IN_TRANSCRIPTION},
    Slip.STOP_ADDED: {Verdict.MISSING_IN_SCAN},
}
"""The verdicts that say rightly what was done."""

_WORD = regex.compile(r"(?<![\p{L}\p{N}-])\p{L}{4,}(?![\p{L}\p{N}-])")
_NUMBER = regex.compile(r"(?<![\p{L}\p{N}])(?<!^-\s?)\d+(?![\p{L}])", regex.MULTILINE)
_NAME = regex.compile(r"(?<=[\p{Ll},] )\p{Lu}\p{Ll}{3,}(?![\p{L}-])")
_NOT = regex.compile(r"(?<![\p{L}-])(?:не|not|no) (?=\p{L})")
_STOP = regex.compile(r"(?<=\p{L}{3})[.,](?=\s)")
_OLD = (("ё", "е"), ("to-day", "today"), ("Rumania", "Romania"), ("despatch", "dispatch"), ("endeavor", "endeavour"))
_OTHER_WORDS = {
    "rus": ("весьма", "также", "совершенно", "всегда", "теперь", "особенно", "обычно"),
    "eng": ("very", "also", "always", "now", "quite", "especially", "rather"),
}


@dataclass(frozen=True)
class Damage:
    """One slip: its kind, the characters of the damaged text that it fills (none where it left something out), and
    what stood there before."""

    slip: Slip
    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True)
class _Change:
    slip: Slip
    start: int
    end: int
    after: str


def damaged(truth: str, language: str, count: int, seed: int) -> tuple[str, tuple[Damage, ...]]:
    """Return the text with up to `count` slips, none nearer than 25 characters to another, and the slips in order.

    The kinds take turns, in an order of their own for each seed: few slips are of any kind.
    """
    rng = random.Random(seed)
    changes: list[_Change] = []
    kinds = list(Slip)
    rng.shuffle(kinds)
    for _ in range(count * 8):
        if len(changes) == count:
            break
        change = _MAKERS[kinds[len(changes) % len(kinds)]](truth, language, rng)
        if change is None or truth[change.start : change.end] == change.after:
            kinds = kinds[1:] + kinds[:1] if len(kinds) > 1 else kinds
            continue
        if all(change.start > other.end + 25 or change.end < other.start - 25 for other in changes):
            changes.append(change)
    pieces, slips, place, shift = [], [], 0, 0
    for change in sorted(changes, key=lambda one: one.start):
        pieces += [truth[place : change.start], change.after]
        start = change.start + shift
        before = truth[change.start : change.end]
        slips.append(Damage(change.slip, start, start + len(change.after), before, change.after))
        shift += len(change.after) - len(before)
        place = change.end
    return "".join((*pieces, truth[place:])), tuple(slips)


def _chosen(pattern: regex.Pattern[str], text: str, rng: random.Random) -> regex.Match[str] | None:
    found = list(pattern.finditer(text))
    return rng.choice(found) if found else None


def _word_left_out(text: str, _language: str, rng: random.Random) -> _Change | None:
    word = _chosen(_WORD, text, rng)
    if word is None or text[word.end() : word.end() + 1] != " ":
        return None
    return _Change(Slip.WORD_LEFT_OUT, word.start(), word.end() + 1, "")


def _line_left_out(text: str, _language: str, rng: random.Random) -> _Change | None:
    lines = [found for found in regex.finditer(r"[^\n]+\n", text) if len(found[0]) > 25]
    if len(lines) < 4:
        return None
    line = rng.choice(lines[1:-1])
    if text[line.end() - 2 : line.end() - 1] == "-" or text[: line.start()].rstrip("\n").endswith("-"):
        return None
    return _Change(Slip.LINE_LEFT_OUT, line.start(), line.end(), "")


def _digit(text: str, _language: str, rng: random.Random) -> _Change | None:
    number = _chosen(_NUMBER, text, rng)
    if number is None:
        return None
    at = rng.randrange(len(number[0]))
    digit = rng.choice([one for one in "0123456789" if one != number[0][at]])
    return _Change(Slip.DIGIT, number.start(), number.end(), number[0][:at] + digit + number[0][at + 1 :])


def _letter_changed(word: str, rng: random.Random) -> str:
    """Return a word with one letter, not the first, changed for another of the same sort."""
    at = rng.randrange(1, len(word))
    sorts = ("аеиоуыэюя", "бвгджзйклмнпрстфхцчшщьъё", "aeiouy", "bcdfghjklmnpqrstvwxz")
    sort = next((sort for sort in sorts if word[at] in sort), word)
    choices = [letter for letter in sort if letter != word[at]]
    return word[:at] + rng.choice(choices) + word[at + 1 :] if choices else word


def _name(text: str, _language: str, rng: random.Random) -> _Change | None:
    name = _chosen(_NAME, text, rng)
    return _Change(Slip.NAME, name.start(), name.end(), _letter_changed(name[0], rng)) if name else None


def _word(text: str, _language: str, rng: random.Random) -> _Change | None:
    """An editor's eye takes one word for another of the text that begins alike, or misspells it."""
    word = _chosen(_WORD, text, rng)
    if word is None:
        return None
    others = [one[0] for one in _WORD.finditer(text) if one[0] != word[0] and one[0][:3] == word[0][:3]]
    after = rng.choice(others) if others and rng.random() < 0.5 else _letter_changed(word[0], rng)
    return _Change(Slip.WORD, word.start(), word.end(), after)


def _doubled(text: str, _language: str, rng: random.Random) -> _Change | None:
    word = _chosen(_WORD, text, rng)
    return _Change(Slip.DOUBLED, word.end(), word.end(), f" {word[0]}") if word else None


def _added(text: str, language: str, rng: random.Random) -> _Change | None:
    word = _chosen(_WORD, text, rng)
    if word is None or text[word.end() : word.end() + 1] != " ":
        return None
    return _Change(Slip.ADDED, word.end(), word.end(), f" {rng.choice(_OTHER_WORDS[language])}")


def _negation(text: str, _language: str, rng: random.Random) -> _Change | None:
    found = _chosen(_NOT, text, rng)
    return _Change(Slip.NEGATION, found.start(), found.end(), "") if found else None


def _modernized(text: str, _language: str, rng: random.Random) -> _Change | None:
    pairs = [pair for pair in _OLD if pair[0] in text]
    if not pairs:
        return None
    old, new = rng.choice(pairs)
    found = _chosen(regex.compile(rf"\p{{L}}*{old}\p{{L}}*"), text, rng)
    if found is None:
        return None
    return _Change(Slip.MODERNIZED, found.start(), found.end(), found[0].replace(old, new, 1))


def _stop_left_out(text: str, _language: str, rng: random.Random) -> _Change | None:
    stop = _chosen(_STOP, text, rng)
    return _Change(Slip.STOP_LEFT_OUT, stop.start(), stop.end(), "") if stop else None


def _stop_added(text: str, _language: str, rng: random.Random) -> _Change | None:
    word = _chosen(_WORD, text, rng)
    if word is None or text[word.end() : word.end() + 1] != " ":
        return None
    return _Change(Slip.STOP_ADDED, word.end(), word.end(), ",")


_MAKERS: dict[Slip, Callable[[str, str, random.Random], _Change | None]] = {
    Slip.WORD_LEFT_OUT: _word_left_out,
    Slip.LINE_LEFT_OUT: _line_left_out,
    Slip.DIGIT: _digit,
    Slip.NAME: _name,
    Slip.WORD: _word,
    Slip.DOUBLED: _doubled,
    Slip.ADDED: _added,
    Slip.NEGATION: _negation,
    Slip.MODERNIZED: _modernized,
    Slip.STOP_LEFT_OUT: _stop_left_out,
    Slip.STOP_ADDED: _stop_added,
}
