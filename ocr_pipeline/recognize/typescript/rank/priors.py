"""How likely a typed word is before it is looked at: its letters by the language model, the rest by tables.

A typed word is what stands between two spaces: runs of letters, of figures, and marks. It is given in shapes
(`glyphs.alphabet`), as the net reads it: A and А are one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from ocr_pipeline.languages import Language, Script, languages_of, load_lexicon
from ocr_pipeline.recognize.typescript.glyphs.alphabet import in_latin, only_cyrillic, only_latin
from ocr_pipeline.recognize.typescript.rank.model import WordModel, model_of

PUNCTUATION = {
    ".": -2.3, ",": -1.9, "-": -3.0, "—": -3.5, '"': -4.5, "(": -4.5, ")": -4.5, ":": -4.5, ";": -5.5, "/": -5.5,
    "!": -5.0, "?": -6.0, "[": -5.0, "]": -5.0,
}  # fmt: skip
"""Logarithms of the probabilities of punctuation marks beside a word."""

OTHER_MARK = -7.0

FIGURE, FIGURES_BEGIN = -2.4, -1.5
"""Of each figure, and that figures begin."""

LETTER_BESIDE_FIGURE = -4.0
"""Letters and figures in one typed word, without a mark between."""

CASES = ((str.islower, -0.15), (str.istitle, -2.2), (str.isupper, -3.0))
MIXED_CASE = -12.0

ONE_TYPED_I, NUMERAL = -6.5, -9.0
"""`I` by itself is the figure 1 or a numeral; letters that make a Roman numeral."""

FOREIGN, FOREIGN_LETTER = -8.0, -3.2
"""A word in another script: that there is one, and each letter of it, all alike."""

BOTH_SCRIPTS_LETTER = -7.0
"""Each letter of what is a word in no script."""

AMID, AMID_STOP, FIRST_STOP = -3.0, -1.5, -3.5
"""A mark between two letters or figures where none belongs; a full stop or comma there, typed without its space; one
that ends something, before the word."""

HYPHENATED = -1.6
"""A word is parted at the end of its line: of lines of typescript, a fifth."""

HYPHENS = "-—"
ENDS_SOMETHING = ".,:;)?]"
BETWEEN_WORDS = ".,-—/"

_ROMAN = frozenset("IVXLCDMХСМ")


def runs(typed: str) -> list[str]:
    """Return the runs of a typed word: letters together, figures together, marks one by one."""
    found: list[str] = []
    for kind, of_kind in groupby(typed, key=_kind):
        letters = "".join(of_kind)
        found += [letters] if kind else list(letters)
    return found


def _kind(letter: str) -> int:
    return 1 if letter.isalpha() else 2 if letter.isdigit() else 0


def prior_of(language: str) -> Prior | None:
    """Return the prior of a language by its Tesseract name, of several the first one's; None where it has no model."""
    first = languages_of(language).first
    model = model_of(first.name)
    return None if model is None else Prior(model, first, load_lexicon(language).knows)


class Prior:
    """The prior of typed words of a language."""

    def __init__(self, model: WordModel, language: Language, knows: Callable[[str], bool]) -> None:
        """Take the language, its model, and what tells further words of it."""
        self._more = knows
        self._model = model
        self._cyrillic = language.script is not Script.LATIN

    def of_typed_word(self, typed: str, before: str = "", after: str = "") -> float:
        """Return the logarithm of the probability of a typed word.

        `before` are the letters before the hyphen at the end of the line above, where this word begins a line; `after`
        the letters with which the line below begins, where it ends one.
        """
        parts = runs(typed)
        total = 0.0
        joined = bool(after) and len(parts) > 1 and parts[-1] in HYPHENS and parts[-2].isalpha()
        for place, part in enumerate(parts):
            first, last = place == 0, place == len(parts) - 1
            previous = "" if first else parts[place - 1]
            if part.isalpha():
                letters = before + part if first else part
                if joined and place == len(parts) - 2:
                    total += self._letters(letters + after) + HYPHENATED
                else:
                    total += self._letters(letters)
                total += LETTER_BESIDE_FIGURE * previous.isdigit()
            elif part.isdigit():
                total += FIGURE * len(part) + FIGURES_BEGIN
                total += LETTER_BESIDE_FIGURE * (previous.isalpha() and previous != "I")
            elif not (joined and last):
                total += self._mark(part, parts, place)
        if after and not joined:
            # What the hyphen would join stands by itself.
            total += self._letters(after)
        return total

    def knows(self, typed: str, before: str = "", after: str = "") -> bool:
        """Return whether all letters of a typed word stand in words of the language."""
        parts = runs(typed)
        for place, part in enumerate(parts):
            if not part.isalpha():
                continue
            letters = before + part if place == 0 else part
            if after and place == len(parts) - 2 and parts[-1] in HYPHENS:
                letters += after
            word = letters if self._cyrillic else in_latin(letters)
            if not self._model.knows(word.lower().replace("ё", "е")) and not self._more(word):
                return False
        return True

    def _mark(self, mark: str, parts: Sequence[str], place: int) -> float:
        first, last = place == 0, place == len(parts) - 1
        log = PUNCTUATION.get(mark, OTHER_MARK)
        if not first and not last:
            if mark not in BETWEEN_WORDS and parts[place - 1].isalnum() and parts[place + 1].isalnum():
                log += AMID
            elif mark in ".,":
                log += AMID_STOP
        if first and mark in ENDS_SOMETHING:
            log += FIRST_STOP
        if last and mark == "(":
            log += FIRST_STOP
        return log

    def _letters(self, run: str) -> float:
        if run == "I":
            return ONE_TYPED_I
        if set(run) <= _ROMAN and set(run) & set("IV"):
            return NUMERAL
        letters = set(run)
        foreign = only_latin(letters) if self._cyrillic else only_cyrillic(letters)
        if foreign:
            of_one_script = not (only_cyrillic(letters) if self._cyrillic else only_latin(letters))
            each = FOREIGN_LETTER if of_one_script else BOTH_SCRIPTS_LETTER
            return FOREIGN + each * len(run) + _case(run)
        word = run if self._cyrillic else in_latin(run)
        return self._model.log_probability(word.lower().replace("ё", "е")) + _case(word)


def _case(word: str) -> float:
    if len(word) == 1 and word.isupper():
        return CASES[1][1]
    return next((log for is_so, log in CASES if is_so(word)), MIXED_CASE)
