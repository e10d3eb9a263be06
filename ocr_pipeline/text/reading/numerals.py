"""Numerals as typewriters write them: figures with letters for missing keys, Roman numbers with Cyrillic ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

TYPED_FOR_DIGITS = "IlОOЗ"
LETTERS_FOR_DIGITS = str.maketrans(TYPED_FOR_DIGITS, "11003")
"""What a machine without the digit key types for it: I or l for 1, О for 0, З for 3."""

_SEEN_FOR = {
    "0": "ОоOoСсCcQD",
    "1": "IІl|!ТтГг[]i",
    "2": "Zz",
    "3": "ЗзЭэ",
    "4": "ЧчА",
    "5": "Ss",
    "6": "Бб",
    "8": "ВвB",
    "9": "gq",
}

MISREAD_DIGITS = str.maketrans({letter: digit for digit, letters in _SEEN_FOR.items() for letter in letters})
"""Letters that engines have been seen to give for digits: `-То-` for 10, `~S-` for 8, `-б-` for 6 (lvov, setun70,
ehri). The choice where a letter could be two digits is the likelier; the costs in `mismatch` leave room for the other.
"""

ROMAN_KEYS = str.maketrans(
    {"П": "II", "Ш": "III", "У": "V", "Х": "X", "М": "M", "С": "C", "І": "I", "l": "I", "1": "I"}
)
"""Roman numbers typed with Cyrillic keys."""

_ROMAN = re.compile(r"(?=.)M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_STEPS = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)

DASHES = r"[-‐‑–—−_~=]"
"""A dash, or what engines make of one (`~4—`, `_ 84 -`, `~6=` on the pages of ehri and lvov)."""

_DASHED = re.compile(r"[-‐‑–—−]{1,2}\s?([0-9IlОOЗ]{1,5})\s?[-‐‑–—−]{1,2}")

ALIKE = frozenset(map(frozenset, ("35", "38", "58", "56", "68", "60", "80", "17", "14", "27", "49", "90")))
"""Digits that worn type makes look alike."""

ALIKE_COST, OTHER_COST, LENGTH_COST = 1.8, 2.0, 1.8
"""What a digit read for a like one, for another, and one lost or added cost, in the unit of `pagenumbers`."""


def as_figures(typed: str) -> int | None:
    """Return the number that figures with letters for missing keys spell (`I0I9` is 1019), else None."""
    figures = typed.translate(LETTERS_FOR_DIGITS)
    return int(figures) if figures.isascii() and figures.isdigit() and len(figures) <= 6 else None


@lru_cache(maxsize=65536)
def as_misread(typed: str) -> int | None:
    """Return the number that is typed if letters stand for the digits that engines take for them, else None."""
    figures = typed.translate(MISREAD_DIGITS)
    has_digit = any(letter.isdigit() for letter in typed)
    return as_figures(figures) if has_digit else None


def dashed_value(text: str) -> int | None:
    """Return the number that stands between dashes if `text` is nothing else (`- 1019 -`), else None."""
    found = _DASHED.fullmatch(text)
    return as_figures(found[1]) if found else None


@lru_cache(maxsize=65536)
def as_roman(typed: str) -> int | None:
    """Return the number that Roman figures spell, typed with Latin or Cyrillic keys (`ХП` is 12), else None."""
    letters = typed.upper().translate(ROMAN_KEYS) if typed.isupper() or typed.islower() else typed.translate(ROMAN_KEYS)
    if not _ROMAN.fullmatch(letters):
        return None
    values = [_ROMAN_VALUES[letter] for letter in letters]
    after = (*values[1:], 0)
    return sum(-value if value < next_value else value for value, next_value in zip(values, after, strict=True))


def to_roman(number: int) -> str:
    """Return `number`, 1 to 3999, in Roman figures."""
    written = []
    for value, letters in _ROMAN_STEPS:
        count, number = divmod(number, value)
        written.append(letters * count)
    return "".join(written)


@lru_cache(maxsize=65536)
def mismatch(typed: str, number: int) -> float:
    """Return how far what is typed is from a number: 0 if it spells it, else the cost of the misread characters."""
    if as_figures(typed) == number:
        return 0.0
    return _distance(typed.translate(MISREAD_DIGITS), str(number))


@dataclass(frozen=True)
class Confusion:
    """A figure `true` that is read as the figure `read`."""

    read: str
    true: str

    def undone(self, typed: str) -> int | None:
        """Return the number that is typed where each `read` stands for `true`; None where there is none."""
        return as_figures(typed.translate(LETTERS_FOR_DIGITS).replace(self.read, self.true))


@lru_cache(maxsize=65536)
def confused(typed: str, number: int, along: Confusion) -> bool:
    """Return whether a number is read so for one confusion alone, in one figure of it or several."""
    seen, meant = typed.translate(LETTERS_FOR_DIGITS), str(number)
    return len(seen) == len(meant) and all(
        mine == other or (mine, other) == (along.read, along.true) for mine, other in zip(seen, meant, strict=True)
    )


def confusion_between(typed: str, number: int) -> Confusion | None:
    """Return the one confusion of figures by which a number is read so; None where there is none, or another cause."""
    seen, meant = typed.translate(LETTERS_FOR_DIGITS), str(number)
    if len(seen) != len(meant) or not (seen.isascii() and seen.isdigit()):
        return None
    differing = {(mine, other) for mine, other in zip(seen, meant, strict=True) if mine != other}
    return Confusion(*differing.pop()) if len(differing) == 1 else None


def _distance(first: str, second: str) -> float:
    row = [LENGTH_COST * column for column in range(len(second) + 1)]
    for at, mine in enumerate(first, 1):
        before, row[0] = row[0], LENGTH_COST * at
        for column, other in enumerate(second, 1):
            changed = before + _swap_cost(mine, other)
            before, row[column] = row[column], min(changed, row[column] + LENGTH_COST, row[column - 1] + LENGTH_COST)
    return row[-1]


def _swap_cost(mine: str, other: str) -> float:
    if mine == other:
        return 0.0
    return ALIKE_COST if frozenset((mine, other)) in ALIKE else OTHER_COST
