"""The shapes that a typewriter strikes, and the letters they stand for in a language.

А typed on a Russian machine and A typed on an American one are the same picture. So the net tells shapes, and the word
and the language of the page say which script a shape belongs to.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby

from ocr_pipeline.languages import Language, Script, languages_of

_CYRILLIC_CAPITALS = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
_CYRILLIC_SMALL = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_LATIN_CAPITALS = "DFGIJLNQRSUVWYZ"
_LATIN_SMALL = "bdfghijklmnqrstuvwz"
_FIGURES = "0123456789"
_SIGNS = ".,:;!?-—()[]/\"'«»№%+=*_§&$£°"

SHAPES = " " + _CYRILLIC_CAPITALS + _CYRILLIC_SMALL + _LATIN_CAPITALS + _LATIN_SMALL + _FIGURES + _SIGNS
"""The classes of the net in their order; before them stands the blank (class 0), so `SHAPES[k]` is class `k + 1`."""

BLANK = 0
"""The class of a place where no glyph has its middle."""

_TWINS = dict(zip("АВСЕНКМОРТХасеорху", "ABCEHKMOPTXaceopxy", strict=True))
"""Cyrillic letters and the Latin ones of the same shape."""

_SAME = {latin: cyrillic for cyrillic, latin in _TWINS.items()} | {
    "і": "i", "І": "I", "–": "—", "„": '"', "“": '"', "”": '"', "’": "'", "‘": "'", "`": "'",
}  # fmt: skip

CLASSES = {shape: number for number, shape in enumerate(SHAPES, start=1)} | {
    letter: SHAPES.index(shape) + 1 for letter, shape in _SAME.items()
}
"""The class of every character that can be typed: letters of the same shape have the same."""

_CYRILLIC_ONLY = frozenset(_CYRILLIC_CAPITALS + _CYRILLIC_SMALL) - frozenset(_TWINS)
_LATIN_ONLY = frozenset(_LATIN_CAPITALS + _LATIN_SMALL)
ROMAN = frozenset("IVXLCDM") | frozenset("ХСМ")
"""Roman numerals, those that are Cyrillic shapes too as these."""

_SPELLED = frozenset(SHAPES) | frozenset(_TWINS.values())


def missing_letters(language: Language) -> str:
    """Return the letters of a language, capitals and small, that the reader cannot give, as they stand in its alphabet.

    A letter that looks like another is none of them only if `spelled` makes it: Ukrainian `і` would be given as `i`.
    """
    return "".join(letter for letter in language.letters if not {letter, letter.upper()} <= _SPELLED)


def foreign(language: str) -> tuple[int, ...]:
    """Return the classes that a page of this language cannot have: on an English page the letters of Cyrillic alone.

    A page in a Cyrillic language has Latin words and Roman numerals, so nothing is foreign there.
    """
    if any(one.script is Script.CYRILLIC for one in languages_of(language).named):
        return ()
    return tuple(sorted(CLASSES[letter] for letter in _CYRILLIC_ONLY))


def spelled(shapes: str, language: str) -> str:
    """Return a line of shapes with each word in one script, as far as its shapes allow.

    A word with a letter that only one script has is of that script; one that has letters of both keeps each letter's
    own and takes the language's script for the rest. A word of shared shapes alone is of the language's script, unless
    what it stands with is Latin: the rest of `W.E.Peck`, the words before and after. `language` is a Tesseract name:
    `rus`, `eng`, `rus+eng`; the first one counts.
    """
    cyrillic = languages_of(language).first.script is not Script.LATIN
    tokens = shapes.split(" ")
    scripts = [_latin(token) for token in tokens]
    latin = [
        scripts[place] or (scripts[place] is None and not _is_numeral(token) and _among_latin(scripts, place))
        for place, token in enumerate(tokens)
    ]
    return " ".join(
        "".join(
            "".join(run) if not of_word else _in_script("".join(run), cyrillic=cyrillic and not of_latin)
            for of_word, run in groupby(token, key=str.isalpha)
        )
        for token, of_latin in zip(tokens, latin, strict=True)
    )


def _latin(token: str) -> bool | None:
    """Return whether what stands between two spaces is Latin; None where its letters do not tell: numerals are both."""
    letters = set(filter(str.isalpha, token))
    if letters & _CYRILLIC_ONLY:
        return False
    return True if letters & (_LATIN_ONLY - ROMAN) else None


def _among_latin(latin: Sequence[bool | None], place: int) -> bool:
    """Return whether the nearest words that tell their script, left and right, are Latin."""
    left = next((one for one in reversed(latin[:place]) if one is not None), True)
    right = next((one for one in latin[place + 1 :] if one is not None), True)
    return left and right and any(latin)


def _is_numeral(token: str) -> bool:
    """Return whether the letters of a token stand together and are those of Roman numerals."""
    runs = ["".join(run) for of_word, run in groupby(token, key=str.isalpha) if of_word]
    return len(runs) == 1 and set(runs[0]) <= ROMAN


def _in_script(word: str, *, cyrillic: bool) -> str:
    letters = set(word)
    only_cyrillic, only_latin = bool(letters & _CYRILLIC_ONLY), bool(letters & _LATIN_ONLY)
    if only_latin and not only_cyrillic and letters - set(_TWINS) <= {"I"} and cyrillic and not letters <= ROMAN:
        # `I` stands for 1 on Russian machines, in a word such as `РI`; a Roman numeral has nothing but numerals.
        only_latin = False
    if only_cyrillic == only_latin:
        only_latin = not cyrillic
    return "".join(_TWINS.get(letter, letter) for letter in word) if only_latin else word


def in_latin(shapes: str) -> str:
    """Return shapes with those that both scripts have as Latin letters."""
    return "".join(_TWINS.get(letter, letter) for letter in shapes)


def only_cyrillic(shapes: Collection[str]) -> bool:
    """Return whether one of the shapes is a letter that Cyrillic alone has."""
    return not _CYRILLIC_ONLY.isdisjoint(shapes)


def only_latin(shapes: Collection[str]) -> bool:
    """Return whether one of the shapes is a letter that Latin alone has."""
    return not _LATIN_ONLY.isdisjoint(shapes)
