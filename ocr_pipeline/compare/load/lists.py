"""The numbers of lists as a browser and Word write them: figures, letters, Roman numerals."""

from __future__ import annotations

from ocr_pipeline.text.reading.numerals import to_roman

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
"""Word passes over ё, й, ъ, ы and ь."""

_HIGHEST_ROMAN = 3999
_HIGHEST_LETTER = 780
"""Beyond thirty letters, as Word doubles them, a number is no letter."""


def latin_letters(number: int) -> str:
    """Return a number as HTML counts with letters: a to z, then aa, ab."""
    letters = ""
    while number > 0:
        number, letter = divmod(number - 1, len(_LATIN))
        letters = _LATIN[letter] + letters
    return letters


def doubled_letters(number: int, *, russian: bool = False) -> str:
    """Return a number as Word counts with letters: a to z, then aa, bb; figures where it is beyond letters."""
    alphabet = _RUSSIAN if russian else _LATIN
    if not 0 < number <= _HIGHEST_LETTER:
        return str(number)
    times, letter = divmod(number - 1, len(alphabet))
    return alphabet[letter] * (times + 1)


def roman(number: int) -> str:
    """Return a number as a Roman numeral in capitals, figures where there is none."""
    return to_roman(number) if 0 < number <= _HIGHEST_ROMAN else str(number)
