"""The numbers that Word puts before paragraphs by itself: they stand on paper, and nowhere in the paragraphs' text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from lxml import etree

from ocr_pipeline.compare.load.lists import doubled_letters, roman
from ocr_pipeline.interchange.xml import attribute, children, named

LEVELS = 9
"""Levels of a list in Office Open XML."""

DASHES = frozenset("-‐‑–—−*")
"""Marks of list items that a typewriter has as well; the others (`•`, a square) are ornaments of the program."""

_LONGEST_CHAIN = 20
"""Styles that rest on one another; more are a circle."""

_PLACE = re.compile(r"%([1-9])")

_FIGURES: Mapping[str, Callable[[int], str]] = {
    "decimalZero": "{:02d}".format,
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": lambda number: doubled_letters(number).upper(),
    "lowerLetter": doubled_letters,
    "russianUpper": lambda number: doubled_letters(number, russian=True).upper(),
    "russianLower": partial(doubled_letters, russian=True),
    "none": lambda _number: "",
}
"""The forms of numbers by their names in the file; all others are shown as figures."""


@dataclass(frozen=True)
class _Level:
    """A level of a list: where it begins, how its numbers look, and after which level it begins again (0: never)."""

    start: int
    form: str
    text: str
    gap: str
    restart: int
    legal: bool
    style: str


@dataclass
class _Abstract:
    """A list as its lists share it: its levels, and how far each is counted (None: not begun)."""

    levels: dict[int, _Level]
    link: str
    counted: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass
class _List:
    """A list: the abstract one it counts in, and the levels that it begins anew or that look otherwise in it."""

    abstract: str
    starts: dict[int, int]
    levels: dict[int, _Level]


@dataclass(frozen=True)
class _Style:
    """What a style of paragraphs says: which list and level, and the style that it rests on."""

    based_on: str
    number: str
    level: str


class WordLists:
    """The lists of a DOCX; gives each paragraph, in their order, what Word puts before it."""

    def __init__(self, numbering: etree._Element | None = None, styles: etree._Element | None = None) -> None:
        """Take the roots of the parts `numbering` and `styles`, as far as the file has them."""
        self._abstracts: dict[str, _Abstract] = {}
        self._lists: dict[str, _List] = {}
        self._styles: dict[str, _Style] = {}
        self._default = ""
        if numbering is not None:
            for one in named(numbering, "abstractNum"):
                self._abstracts[attribute(one, "abstractNumId")] = _Abstract(_levels(one), _value(one, "numStyleLink"))
            for one in named(numbering, "num"):
                self._lists[attribute(one, "numId")] = _list(one)
        for one in named(styles, "style") if styles is not None else ():
            if attribute(one, "type") == "paragraph":
                self._styles[attribute(one, "styleId")] = _style(one)
                if attribute(one, "default") in ("1", "true"):
                    self._default = attribute(one, "styleId")
            elif attribute(one, "type") == "numbering":
                self._styles.setdefault(attribute(one, "styleId"), _style(one))

    def before(self, paragraph: etree._Element) -> str:
        """Return what stands before a paragraph, with the space behind it; empty where it is of no list."""
        properties = next(iter(children(paragraph, "pPr")), None)
        style = (_value(properties, "pStyle") if properties is not None else "") or self._default
        number, level = self._number(properties, style)
        found = self._lists.get(number)
        abstract = self._abstract(found.abstract) if found else None
        if found is None or abstract is None:
            return ""
        at = self._level(level, style, abstract)
        levels = abstract.levels | found.levels
        if at not in levels:
            return ""
        _count(abstract.counted, at, found.starts, levels)
        shown = levels[at]
        if shown.form == "bullet":
            return f"{shown.text}{shown.gap}" if shown.text in DASHES else ""

        def figures(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            form = "decimal" if shown.legal or other not in levels else levels[other].form
            return _FIGURES.get(form, str)(abstract.counted[other] or 0)

        text = _PLACE.sub(figures, shown.text)
        return f"{text}{shown.gap}" if text.strip() else ""

    def _number(self, properties: etree._Element | None, style: str) -> tuple[str, str]:
        """Return the list and the level (empty where it is not said) of a paragraph: its own, or its style's."""
        own = children(properties, "numPr") if properties is not None else []
        number, level = (_value(own[0], "numId"), _value(own[0], "ilvl")) if own else ("", "")
        for _ in range(_LONGEST_CHAIN):
            known = self._styles.get(style)
            if number or known is None:
                break
            number, level, style = known.number, level or known.level, known.based_on
        return number, level

    def _abstract(self, name: str) -> _Abstract | None:
        """Return an abstract list, the one that its style names where it has no levels of its own."""
        found = self._abstracts.get(name)
        if found is not None and found.link and not found.levels and found.link in self._styles:
            linked = self._lists.get(self._styles[found.link].number)
            return self._abstracts.get(linked.abstract) if linked else None
        return found

    @staticmethod
    def _level(level: str, style: str, abstract: _Abstract) -> int:
        if level:
            return _whole(level, 0)
        return next((at for at, one in abstract.levels.items() if style and one.style == style), 0)


def _count(counted: list[int | None], at: int, starts: dict[int, int], levels: Mapping[int, _Level]) -> None:
    """Count a paragraph of the level `at`; `starts`, where its list begins anew, are used up."""
    before = counted[at]
    if at in starts:
        counted[at] = starts.pop(at)
    elif before is None:
        counted[at] = levels[at].start
    else:
        counted[at] = before + 1
    for higher in range(at):
        if counted[higher] is None and higher in levels:
            counted[higher] = levels[higher].start
    for deeper in range(at + 1, LEVELS):
        # Level 3 begins again after any level above it, unless it names the one, counted from 1, or 0 for never.
        restart = levels[deeper].restart if deeper in levels else -1
        if restart < 0 or at < restart:
            counted[deeper] = None


def _levels(holder: etree._Element) -> dict[int, _Level]:
    found = {}
    for one in children(holder, "lvl"):
        at = _whole(attribute(one, "ilvl"), -1)
        if 0 <= at < LEVELS:
            found[at] = _Level(
                start=_whole(_value(one, "start"), 0),
                form=_value(one, "numFmt") or "decimal",
                text=_value(one, "lvlText"),
                gap="" if _value(one, "suff") == "nothing" else " ",
                restart=_whole(_value(one, "lvlRestart"), -1),
                legal=bool(children(one, "isLgl")) and _value(one, "isLgl", "1") in ("1", "true", "on"),
                style=_value(one, "pStyle"),
            )
    return found


def _list(element: etree._Element) -> _List:
    starts: dict[int, int] = {}
    levels: dict[int, _Level] = {}
    for override in children(element, "lvlOverride"):
        at = _whole(attribute(override, "ilvl"), -1)
        if children(override, "startOverride") and 0 <= at < LEVELS:
            starts[at] = _whole(_value(override, "startOverride"), 1)
        levels |= _levels(override)
    return _List(_value(element, "abstractNumId"), starts, levels)


def _style(element: etree._Element) -> _Style:
    numbers = [number for properties in children(element, "pPr") for number in children(properties, "numPr")]
    number = numbers[0] if numbers else None
    return _Style(
        based_on=_value(element, "basedOn"),
        number="" if number is None else _value(number, "numId"),
        level="" if number is None else _value(number, "ilvl"),
    )


def _value(element: etree._Element, name: str, default: str = "") -> str:
    """Return the value of the child of that name, `default` where it has none."""
    found = children(element, name)
    return attribute(found[0], "val") or default if found else ""


def _whole(text: str, default: int) -> int:
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 7 else default
