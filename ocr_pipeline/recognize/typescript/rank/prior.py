"""How likely a typed word is before it is looked at: its letters by the language model, the rest by tables.

A typed word is what stands between two spaces: runs of letters, of figures, and marks. It is given in shapes
(`glyphs.alphabet`), as the net reads it: A and А are one. Likelihoods are natural logarithms of probabilities; those of
the tables are set by hand, for what counts are ratios of ten and more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from ocr_pipeline.languages import Language, Script, languages_of, load_lexicon
from ocr_pipeline.recognize.typescript.glyphs.alphabet import ROMAN, in_latin, only_cyrillic, only_latin
from ocr_pipeline.recognize.typescript.rank.language_model import LanguageModel, language_model

PUNCTUATION = {
    ".": -2.3, ",": -1.9, "-": -3.0, "—": -3.5, '"': -4.5, "(": -4.5, ")": -4.5, ":": -4.5, ";": -5.5, "/": -5.5,
    "!": -5.0, "?": -6.0, "[": -5.0, "]": -5.0,
}  # fmt: skip
"""Punctuation marks beside a word."""

OTHER_MARK = -7.0
"""Any other mark."""

FIGURE, FIGURES_BEGIN = -2.4, -1.5
"""Each figure, and that figures begin."""

LETTER_BESIDE_FIGURE = -4.0
"""Letters and figures in one typed word, without a mark between."""

CASES = ((str.islower, -0.15), (str.istitle, -2.2), (str.isupper, -3.0))
"""Small letters, a capital before small letters, capitals alone."""

MIXED_CASE = -12.0
"""Capitals and small letters in any other order."""

ONE_TYPED_I, NUMERAL = -6.5, -9.0
"""`I` by itself is the figure 1 or a numeral; letters that make a Roman numeral."""

FOREIGN, FOREIGN_LETTER = -8.0, -3.2
"""A word in another script: that there is one, and each letter of it, all alike."""

BOTH_SCRIPTS_LETTER = -7.0
"""Each letter of what is a word in no script."""

AMID, AMID_STOP, FIRST_STOP = -3.0, -1.5, -3.5
"""A mark between two letters or figures where none belongs; a full stop or comma there, typed without its space; one
that ends something, before the word that it should follow."""

SET_OFF = -3.5
"""A mark that ends a sentence, alone, after the last word of a line: typists set `!` and `?` off by a space."""

HYPHENATED = -1.6
"""A word is parted at the end of its line: of lines of typescript, a fifth."""

LEAST_LETTERS = 3
"""Letters from which a run is known by the list of words, whatever its case: among shorter ones nearly every string is
a word, an initial, or an abbreviation."""

HYPHENS = "-—"
ENDS_SENTENCE = "!?"
ENDS_SOMETHING = ".,:;)?]"
BETWEEN_WORDS = ".,-—/"


@dataclass(frozen=True)
class Beside:
    """What stands beside a typed word and tells of it.

    `before` are the letters before the hyphen at the end of the line above, where the word begins a line; `after` the
    letters with which the line below begins, where it ends one; `ends_line` says that it ends a line, and that a letter
    ends the word before it.
    """

    before: str = ""
    after: str = ""
    ends_line: bool = False


ALONE = Beside()


def runs(typed: str) -> list[str]:
    """Return the runs of a typed word: letters together, figures together, marks one by one."""
    if typed.isalpha():
        return [typed]
    found: list[str] = []
    for kind, of_kind in groupby(typed, key=_kind):
        letters = "".join(of_kind)
        found += [letters] if kind else list(letters)
    return found


def _kind(letter: str) -> int:
    return 1 if letter.isalpha() else 2 if letter.isdigit() else 0


def prior_of(language: str) -> Prior | None:
    """Return the prior of a language by its Tesseract name, of several the first one's; None where it has no model.

    It remembers the words it was asked for, so it is made for one page.
    """
    first = languages_of(language).first
    model = language_model(first.name)
    return None if model is None else Prior(model, first, load_lexicon(language).knows)


class Prior:
    """The prior of typed words of a language."""

    def __init__(self, model: LanguageModel, language: Language, knows: Callable[[str], bool]) -> None:
        """Take the language, its model, and what tells further words of it."""
        self._more = knows
        self._model = model
        self._cyrillic = language.script is not Script.LATIN
        self._logs: dict[str, float] = {}
        self._known: dict[str, bool] = {}
        self._runs: dict[str, list[str]] = {}

    def of_typed_word(self, typed: str, beside: Beside = ALONE) -> float:
        """Return how likely a typed word is."""
        parts = self._parts(typed)
        joined = _is_joined(parts, beside)
        total = 0.0
        for place, part in enumerate(parts):
            previous = parts[place - 1] if place else ""
            if part.isalpha():
                total += self._letters(_whole(parts, place, beside)) + LETTER_BESIDE_FIGURE * previous.isdigit()
            elif part.isdigit():
                total += FIGURE * len(part) + FIGURES_BEGIN
                total += LETTER_BESIDE_FIGURE * (previous.isalpha() and previous != "I")
            elif len(parts) == 1 and beside.ends_line and part in ENDS_SENTENCE:
                total += SET_OFF
            elif not (joined and place == len(parts) - 1):
                total += _mark(part, parts, place)
        if joined:
            total += HYPHENATED
        elif beside.after:
            # What a hyphen would join stands by itself.
            total += self._letters(beside.after)
        return total

    def knows(self, typed: str, beside: Beside = ALONE, seen: str = "") -> bool:
        """Return whether all letters of a typed word stand in words of the language.

        `seen` is the word as the image alone is read, of as many characters: letters that stand between the same marks
        there are as good as known. No word is made by another case of its letters alone, where its case was one that
        words have: names are words. Initials and abbreviations of one or two letters are none.
        """
        return self._knows(typed, beside, _placed(self._parts(seen)))

    def which_known(self, typed: Sequence[str], beside: Beside, seen: str) -> list[bool]:
        """Return which of the readings of a word are known, see `knows`."""
        of_image = _placed(self._parts(seen))
        return [self._knows(one, beside, of_image) for one in typed]

    def _knows(self, typed: str, beside: Beside, of_image: Mapping[int, str]) -> bool:
        parts = self._parts(typed)
        begin = 0
        for number, part in enumerate(parts):
            was = of_image.get(begin, "")
            begin += len(part)
            if not part.isalpha() or part in (was, "I"):
                continue
            letters = _whole(parts, number, beside)
            if len(letters) < LEAST_LETTERS and (not letters.islower() or parts[number + 1 : number + 2] == ["."]):
                return False
            if part.lower() == was.lower() and _case(was) != MIXED_CASE:
                return False
            if not self._knows_letters(letters):
                return False
        return True

    def _parts(self, typed: str) -> list[str]:
        parts = self._runs.get(typed)
        if parts is None:
            parts = self._runs[typed] = runs(typed)
        return parts

    def _knows_letters(self, run: str) -> bool:
        known = self._known.get(run)
        if known is None:
            word = run if self._cyrillic else in_latin(run)
            known = self._known[run] = self._model.knows(_folded(word)) or self._more(word)
        return known

    def _letters(self, run: str) -> float:
        log = self._logs.get(run)
        if log is None:
            log = self._logs[run] = self._of_letters(run)
        return log

    def _of_letters(self, run: str) -> float:
        if run == "I":
            return ONE_TYPED_I
        letters = set(run)
        if letters <= ROMAN and letters & set("IV"):
            return NUMERAL
        own, other = (only_cyrillic, only_latin) if self._cyrillic else (only_latin, only_cyrillic)
        if other(letters):
            each = BOTH_SCRIPTS_LETTER if own(letters) else FOREIGN_LETTER
            return FOREIGN + each * len(run) + _case(run)
        word = run if self._cyrillic else in_latin(run)
        return self._model.log_probability(_folded(word)) + _case(word)


def _placed(parts: Sequence[str]) -> dict[int, str]:
    """Return runs by the places at which they begin."""
    begins = accumulate((len(part) for part in parts), initial=0)
    return dict(zip(begins, parts, strict=False))


def _is_joined(parts: Sequence[str], beside: Beside) -> bool:
    """Return whether a hyphen at the end of a word joins it with the line below."""
    return bool(beside.after) and len(parts) > 1 and parts[-1] in HYPHENS and parts[-2].isalpha()


def _whole(parts: Sequence[str], place: int, beside: Beside) -> str:
    """Return a run of letters with what belongs to it on the line above and on the one below."""
    before = beside.before if place == 0 else ""
    after = beside.after if place == len(parts) - 2 and _is_joined(parts, beside) else ""
    return before + parts[place] + after


def _mark(mark: str, parts: Sequence[str], place: int) -> float:
    first, last = place == 0, place == len(parts) - 1
    log = PUNCTUATION.get(mark, OTHER_MARK)
    if not first and not last:
        if mark not in BETWEEN_WORDS and parts[place - 1].isalnum() and parts[place + 1].isalnum():
            log += AMID
        elif mark in ".,":
            log += AMID_STOP
    if (first and mark in ENDS_SOMETHING) or (last and mark == "("):
        log += FIRST_STOP
    return log


def _folded(word: str) -> str:
    return word.lower().replace("ё", "е")


def _case(word: str) -> float:
    if len(word) == 1 and word.isupper():
        return CASES[1][1]
    return next((log for is_so, log in CASES if is_so(word)), MIXED_CASE)
