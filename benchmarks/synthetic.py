"""Synthetic documents with known truth: typed pages of common Russian words, their page numbers, and what befalls them.

Everything is drawn from one seed. What a line is, is known beside it (`Role`), so that what the text stage takes out
can be counted by kind.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

import numpy as np
import wordfreq

from ocr_pipeline.records import Box, Page, PageState, ScanRef, Side, TextLine, Word

PITCH, DISTANCE, WIDTH = 20, 60, 62
"""Pixels a character, pixels a line, characters a line."""

SCAN = ScanRef(path="a.png", frame=0, side=Side.WHOLE, sha256="", width=2000, height=3000, resolution=None)

FORMS = ("- {} -", "-{}-", "— {} —", "стр. {}", "{}/{total}", "{}.", "{}")
ROMAN_FORMS = ("- {} -", "-{}-", "— {} —", "{}.", "{}")
ROMANS = ("I", "П", "Ш", "IУ", "У", "УI", "УП", "УШ")
TRAITS = (
    "plain",
    "roman preface",
    "misreads in a row",
    "pages with nothing but a number",
    "numbering restarts",
    "first page unnumbered",
    "leaf numbers in the corner",
    "running header",
    "decoys near the edge",
    "a figure misread all along",
)
SIZES = (5, 8, 12, 20, 40, 80, 150)
LONGEST, LONG_SHARE = 400, 0.03
MOST_TROUBLED = 0.2

MISREAD = {"1": "I", "0": "О", "3": "З", "6": "б", "8": "В", "5": "S", "4": "Ч", "7": "?", "2": "Z", "9": "g"}


class Role(StrEnum):
    """What a line of a synthetic page is."""

    BODY = "body line"
    NUMBER = "page number"
    DECOY = "decoy"
    EDGE_DECOY = "decoy near the edge"
    LEAF = "leaf number"
    HEADER = "running header"


@dataclass(frozen=True)
class Sheet:
    """One page: its lines with their roles ('' is an empty line), its true number, and what befell the number.

    `read` is what is read in its place all along, if anything.
    """

    lines: tuple[tuple[str, Role], ...]
    number: int
    roman: bool = False
    fate: str = "clean"
    read: str = ""


@dataclass(frozen=True)
class SyntheticDocument:
    """A document, the form of its numbers, where they stand, and what is special about it."""

    seed: int
    form: str
    at_top: bool
    trait: str
    sheets: tuple[Sheet, ...]

    def pages(self) -> tuple[Page, ...]:
        """Return the document as an engine would hand it on."""
        return tuple(
            typed_page(f"{index:04d}", [text for text, _ in sheet.lines]) for index, sheet in enumerate(self.sheets)
        )


def typed_page(name: str, lines: Sequence[str]) -> Page:
    """Return a page of lines on a grid of one pitch; empty ones leave a gap."""
    typed = tuple(_typed(line, row) for row, line in enumerate(lines) if line.strip())
    return Page(id=name, scan=SCAN, state=PageState.DONE if typed else PageState.BLANK, lines=typed)


def _typed(text: str, row: int) -> TextLine:
    words, column = [], len(text) - len(text.lstrip())
    for word in text.split():
        left, top = 100 + PITCH * column, DISTANCE * row
        box = Box(left=left, top=top, right=left + PITCH * len(word), bottom=top + DISTANCE // 2)
        words.append(Word(text=word, box=box, confidence=1.0))
        column += len(word) + 1
    return TextLine(words=tuple(words), box=Box.around(np.vstack([word.box.corners() for word in words])))


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """Return common words and how often each is drawn: as the rank in a language has it."""
    words = [word for word in wordfreq.top_n_list("ru", 6000) if word.isalpha() and word >= "а"]
    return words, [1 / (rank + 10) for rank in range(len(words))]


def prose(rng: random.Random, count: int) -> list[str]:
    """Return so many lines of paragraphs with indents, short last lines, and words broken at line ends."""
    words, weights = _vocabulary()
    lines: list[str] = []
    while len(lines) < count:
        line = "     "
        for word in rng.choices(words, weights, k=rng.randint(8, 70)):
            if len(line) + len(word) <= WIDTH:
                line += word + " "
                continue
            room = WIDTH - len(line) - 1
            cut = min(room, len(word) - 3)
            if cut >= 3:
                lines.append(f"{line}{word[:cut]}-")
                line = word[cut:] + " "
            else:
                lines.append(line.rstrip())
                line = word + " "
        lines.append(line.rstrip() + ".")
    return lines[:count]


def synthetic_document(seed: int, form: str, at_top: bool, trait: str) -> SyntheticDocument:
    """Return the document of a seed."""
    rng = random.Random(seed)
    count = LONGEST if rng.random() < LONG_SHARE else rng.choice(SIZES)
    sheets = _numbered(rng, form, trait, count)
    header = " ".join(prose(rng, 1)[0].split()[:5]).capitalize() if trait == "running header" else ""
    leaf = rng.randint(1, 150)
    total = max(sheet.number for sheet in sheets)
    dressed = [
        _dressed(rng, sheet, form.replace("{total}", str(total)), at_top, trait, header, leaf + index)
        for index, sheet in enumerate(sheets)
    ]
    return SyntheticDocument(seed, form, at_top, trait, tuple(_with_gaps(dressed)))


def _numbered(rng: random.Random, form: str, trait: str, count: int) -> list[Sheet]:
    """Return pages without lines: their true numbers and fates."""
    troubled = rng.uniform(0, MOST_TROUBLED)
    if trait == "a figure misread all along":
        troubled = 0.0
    sheets: list[Sheet] = []
    number = rng.randint(1, 1200)
    if trait == "roman preface" and form in ROMAN_FORMS:
        sheets += [Sheet((), at + 1, roman=True) for at in range(min(len(ROMANS), max(2, count // 4)))]
        number = 1
    if trait == "first page unnumbered":
        sheets, number = [Sheet((), 1, fate="title page")], 2
    run = range(0)
    if trait == "misreads in a row" and count >= 8:
        start = rng.randint(2, count - 6)
        run = range(start, start + rng.randint(3, 5))
    along: dict[int, str] = {}
    if trait == "a figure misread all along":
        along = _misread_along(rng, number, count)
    restart = rng.randint(count // 3, 2 * count // 3) if trait == "numbering restarts" else -1
    while len(sheets) < count:
        at = len(sheets)
        inner = 0 < at < count - 1
        fate = "clean"
        if rng.random() < troubled:
            fate = rng.choice(("misread", "hidden", "missing", "doubled"))
        if at in run:
            fate = "misread in a row"
        if at in along:
            fate = "misread all along"
        if at == restart:
            number, fate = 1, "clean"
        if fate == "missing" and at:
            number += rng.randint(1, 3)
        if (fate == "hidden" and not inner) or (fate == "missing" and not at):
            fate = "clean"
        if fate == "doubled" and at >= count - 1:
            fate = "clean"
        read = along.get(at, "")
        sheets += [Sheet((), number, fate=fate, read=read)] * (2 if fate == "doubled" else 1)
        number += 1
    return sheets


def _misread_along(rng: random.Random, first: int, count: int) -> dict[int, str]:
    """Return what is read on pages (from 0) of a run of 2 to 30, whose numbers have a figure that is read as another.

    It is the same one all along, of a hand or a machine that makes the two alike.
    """
    read, true = rng.choice([pair for one, other in ALIKE for pair in ((one, other), (other, one))])
    length = min(count - 2, rng.randint(2, 30))
    # Where no page before or after is read rightly, nothing could tell.
    start = rng.randint(1, count - length - 1)
    numbers = {at: str(first + at) for at in range(start, start + length)}
    return {at: number.replace(true, read) for at, number in numbers.items() if true in number}


ALIKE = tuple((pair[0], pair[1]) for pair in ("35", "38", "56", "68", "60", "17", "14", "27", "49", "90"))
"""Figures that are taken for one another."""


def _with_gaps(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the pages, those without a number marked where the numbers beside them leave room for several."""
    shown = [index for index, sheet in enumerate(sheets) if sheet.fate not in ("hidden", "title page")]
    marked = list(sheets)
    for index, sheet in enumerate(sheets):
        if sheet.fate == "hidden":
            before = max((other for other in shown if other < index), default=index)
            after = min(other for other in shown if other > index)
            if sheets[after].number - sheets[before].number != after - before:
                marked[index] = replace(sheet, fate="hidden beside a gap")
    return marked


def _misread(rng: random.Random, number: int) -> str:
    digits = list(str(number))
    at = rng.randrange(len(digits))
    digits[at] = rng.choice((MISREAD[digits[at]], rng.choice("0123456789")))
    return "".join(digits)


def _dressed(rng: random.Random, sheet: Sheet, form: str, at_top: bool, trait: str, header: str, leaf: int) -> Sheet:
    """Return the page with its lines."""
    misread = sheet.fate in ("misread", "misread in a row")
    typed = sheet.read or (_misread(rng, sheet.number) if misread else str(sheet.number))
    if sheet.roman:
        typed = ROMANS[sheet.number - 1]
    lines: list[tuple[str, Role]] = []
    if not (trait == "pages with nothing but a number" and rng.random() < 0.1):
        lines = [(line, Role.BODY) for line in prose(rng, rng.randint(10, 32))]
        if rng.random() < 0.2:
            lines.insert(rng.randint(4, len(lines) - 4), (_decoy(rng), Role.DECOY))
        if trait == "decoys near the edge" and rng.random() < 0.2:
            lines.insert(rng.choice((1, 2, len(lines) - 2, len(lines) - 1)), (_decoy(rng), Role.EDGE_DECOY))
    number = [(" " * 28 + form.format(typed), Role.NUMBER)] if sheet.fate not in ("hidden", "title page") else []
    top = [(" " * 57 + str(leaf), Role.LEAF)] if trait == "leaf numbers in the corner" else []
    if header:
        read = header if rng.random() < 0.8 else _misprinted(rng, header)
        top.append((" " * 10 + read, Role.HEADER))
    if at_top:
        top += number
    top += [("", Role.BODY)] if top else []
    foot = [("", Role.BODY), *number] if not at_top and number else []
    return replace(sheet, lines=(*top, *lines, *foot))


def _decoy(rng: random.Random) -> str:
    form = rng.choice(("- {} -", "{}.", "{}", "стр. {}"))
    return " " * rng.choice((0, 5, 28)) + form.format(rng.randint(1, 1400))


def _misprinted(rng: random.Random, text: str) -> str:
    letters = list(text)
    letters[rng.randrange(len(letters))] = rng.choice("абвгдежзик")
    return "".join(letters)
