"""Marks of items: numbers, letters and dashes before an item of a list, and which of them follow one another."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from ocr_pipeline.text.reading.numerals import as_figures, as_misread, as_roman

ITEM = regex.compile(r"(?:[\dIlЗО]{1,2}(?:\.[\dIlЗВО]{1,2})*[.)]|(?:\p{L}|6)/|\p{L}[.)]|[-–—•*]|§)\s")
"""What stands before an item of a list; machines without brackets have `а/` for `а)`, and engines 6 for `б`."""

_MARK = regex.compile(
    r"(?P<number>[\dIlЗВО]{1,2}(?:\.[\dIlЗВО]{1,2})*)(?P<close>[.)/])(?:\s|(?=\p{Lu}\p{Ll}))"
    r"|(?P<letter>\p{L})(?P<ends>[.)/])\s|(?P<bullet>[-–—•*])\s"
)
_FIGURE = regex.compile(r"[\dIl]")
_LOOKS_LIKE = {"В": 3, "З": 3}
"""Letters that machines without the figure, and engines, have for it."""

_READ_FOR_LETTERS = {"6": "б", "3": "з"}
"""Figures that engines give for letters."""

_ALPHABET = "абвгдежзиклмнопрстуфхцчшщэюя"
"""The letters that count items, without those that no one counts by (`й`, `ъ`, `ы`, `ь`, `ё`)."""


@dataclass(frozen=True)
class Ordinal:
    """The mark of an item: its form (what closes it, how many numbers it has, or the dash), and the values that it may
    have: a `В.` may be the third letter or a misread 3. `above` are the numbers before the last one, as typed."""

    form: str
    values: frozenset[tuple[str, int]]
    above: str = ""

    @property
    def levels(self) -> int:
        """Return how many numbers it has: 2 of `2.1.`, 0 of a letter or a dash."""
        return int(self.form[1:]) if self.form[1:].isdigit() else 0

    def is_followed_by(self, other: Ordinal) -> bool:
        """Return whether the other is the next of the same list."""
        if self.form[0] in _BULLETS or other.form[0] in _BULLETS:
            return self.form == other.form
        return self._is_of_one_list_with(other) and any((how, value + 1) in other.values for how, value in self.values)

    def is_before(self, other: Ordinal) -> bool:
        """Return whether the other is a further one of the same list, though some between them be missing."""
        return self._is_of_one_list_with(other) and any(
            how == other_how and value < greater for how, value in self.values for other_how, greater in other.values
        )

    def _is_of_one_list_with(self, other: Ordinal) -> bool:
        return self.form[0] == other.form[0] and (not self.levels or not other.levels or self.levels == other.levels)


_BULLETS = "-–—•*"


def ordinal_of(text: str) -> Ordinal | None:
    """Return the mark with which a text begins as items do, else None."""
    found = _MARK.match(text)
    if found is None:
        return None
    if found["bullet"]:
        return Ordinal(str(found["bullet"]), frozenset())
    number, letter = found["number"] or "", found["letter"] or found["number"] or ""
    *above, last = number.split(".")
    values = {("number", value) for value in _numbers(last)} if number else set()
    if number and not above and (roman := as_roman(last)) is not None:
        values.add(("roman", roman))
    if len(letter) == 1 and letter.casefold() in _ALPHABET:
        values.add(("letter", _ALPHABET.index(letter.casefold())))
    elif len(letter) == 1 and letter.isascii() and letter.isalpha():
        values.add(("latin", ord(letter.casefold()) - ord("a")))
    if number in _READ_FOR_LETTERS:
        values.add(("letter", _ALPHABET.index(_READ_FOR_LETTERS[number])))
    close = str(found["close"] or found["ends"])
    return Ordinal(f"{close}{len(above) + 1 if number else 0}", frozenset(values), ".".join(above))


def _numbers(typed: str) -> set[int]:
    found = {as_figures(typed), as_misread(typed), _LOOKS_LIKE.get(typed)}
    return {one for one in found if one is not None}


def begins_with_figures(text: str) -> bool:
    """Return whether the mark of an item is a number in figures, not a letter alone that may be an initial."""
    found = _MARK.match(text)
    return bool(found and found["number"] and (_FIGURE.search(found["number"]) or "." in found["number"]))
