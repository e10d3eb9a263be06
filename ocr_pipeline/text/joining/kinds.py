"""What each unit of a text is, and which units are one block: by what they say, where they stand, what is beside them.

Each finder looks at the units that no earlier one has taken. What none takes is a paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from ocr_pipeline.languages import DEFAULT
from ocr_pipeline.records import BlockKind
from ocr_pipeline.text.joining.headings import goes_on, is_heading, mostly_capitals
from ocr_pipeline.text.joining.notes import begins_note
from ocr_pipeline.text.joining.ordinals import Ordinal, begins_with_figures, ordinal_of
from ocr_pipeline.text.joining.paragraphs import ENTRY, GAP_LINES, ROW, VERSE
from ocr_pipeline.text.joining.persons import address, is_office_and_name, signature
from ocr_pipeline.text.joining.units import Unit

REACH = 12
"""Units between two items of a list at most: their further paragraphs, and lists within them."""

VERSE_LETTERS = 18
"""Letters of a line of verse on average at least: shorter lines are names or headings."""

FIGURES_IN_VERSE = 0.2
"""Share of the lines of verse that hold a figure at most; of lists, more do."""

LONGEST_OF_LIST = 45
"""Characters of a line of a list without marks."""

Group = tuple[range, BlockKind, bool]
"""Units, what they are, and whether they are one block."""


@dataclass(frozen=True)
class Setting:
    """What is known of a text beside its units: its language, why lines keep their breaks (by where they start), and
    where lines start that are letter-spaced or underlined as a whole."""

    language: str = DEFAULT
    kept: Mapping[int, str] | None = None
    stressed: frozenset[int] = frozenset()

    def why(self, unit: Unit) -> str | None:
        """Return why the first line of a unit keeps its break."""
        return (self.kept or {}).get(unit.start)

    def is_stressed(self, unit: Unit) -> bool:
        """Return whether all lines of a unit are letter-spaced or underlined."""
        return all(line.start in self.stressed for line in unit.lines)


def kinds_of(units: Sequence[Unit], setting: Setting) -> list[tuple[BlockKind, bool]]:
    """Return the kind of each unit, and whether it goes on the block of the one before."""
    kinds: list[BlockKind | None] = [unit.fixed for unit in units]
    further = [False] * len(units)
    for find in (_contents, _verse, _headings, _items, _signatures, _rows, _addresses, _lists, _lines):
        for units_in, kind, as_one in find(units, kinds, setting):
            for at in units_in:
                kinds[at] = kind
                further[at] = as_one and at > units_in.start
    for at in range(1, len(units)):
        if kinds[at] is kinds[at - 1] and _is_of_one_note(units[at - 1], units[at]):
            further[at] = True
        if kinds[at] is None and kinds[at - 1] in _WITH_SENTENCES and _is_within_sentence(units[at - 1], units[at]):
            kinds[at - 1] = kinds[at - 1] or BlockKind.PARAGRAPH
            kinds[at], further[at] = kinds[at - 1], True
    return [(kind or BlockKind.PARAGRAPH, more) for kind, more in zip(kinds, further, strict=True)]


_WITH_SENTENCES = (None, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


def _is_of_one_note(above: Unit, below: Unit) -> bool:
    """Return whether two units that are set apart stand in one region, and no footnote begins with the second."""
    first, second = above.lines[-1].source, below.lines[0].source
    if not below.lines[0].set_off or first is None or second is None or first.region != second.region:
        return False
    is_footnote = below.fixed is BlockKind.FOOTNOTE
    return above.lines[-1].page == below.lines[0].page and not (is_footnote and begins_note(below.text))


def _is_within_sentence(above: Unit, below: Unit) -> bool:
    """Return whether a sentence goes on in a line that was begun early: the line stays, and so does the block."""
    if below.is_apart or below.unwrapped or _SENTENCE_END.search(above.text):
        return False
    return above.text.endswith(",") or below.text[0].islower() or below.text[0] == "("


def _contents(units: Sequence[Unit], _kinds: Sequence[BlockKind | None], setting: Setting) -> Iterator[Group]:
    for at, unit in enumerate(units):
        if setting.why(unit) == ENTRY:
            yield range(at, at + 1), BlockKind.CONTENTS, False


def _verse(units: Sequence[Unit], kinds: Sequence[BlockKind | None], setting: Setting) -> Iterator[Group]:
    for run in _runs(units, lambda at: kinds[at] is None and setting.why(units[at]) == VERSE):
        lines = [line for at in run for line in units[at].lines]
        letters = sum(letter.isalpha() for line in lines for letter in line.text)
        longest = max(len(line.text) for line in lines)
        figures = sum(any(sign.isdigit() for sign in line.text) for line in lines)
        if len(run) == 1 or (units[run.start].unwrapped and longest > LONGEST_OF_LIST):
            # A line alone is that of prose above the verse, or below it.
            continue
        if letters >= VERSE_LETTERS * len(lines) and figures <= FIGURES_IN_VERSE * len(lines):
            yield run, BlockKind.VERSE, True
        else:
            yield run, BlockKind.LIST_ITEM, False


def _headings(units: Sequence[Unit], kinds: Sequence[BlockKind | None], setting: Setting) -> Iterator[Group]:
    capitals = not mostly_capitals(units)
    at = 0
    while at < len(units):
        end = at + 1
        if kinds[at] is None and is_heading(
            units, at, language=setting.language, capitals=capitals, stressed=setting.is_stressed
        ):
            while end < len(units) and kinds[end] is None and goes_on(units[end - 1], units[end], capitals=capitals):
                end += 1
            if end < len(units):
                yield range(at, end), BlockKind.HEADING, True
        at = end


def _items(units: Sequence[Unit], kinds: Sequence[BlockKind | None], _setting: Setting) -> Iterator[Group]:
    """Yield the items of lists: those that another of the same list stands near; an initial is no mark."""
    marks = [
        (at, mark) for at, unit in enumerate(units) if kinds[at] is None and (mark := ordinal_of(unit.text)) is not None
    ]
    items: set[int] = set()
    for number, (at, mark) in enumerate(marks):
        for other, following in marks[number + 1 : number + 1 + REACH]:
            if other - at > REACH or any(kinds[between] is BlockKind.HEADING for between in range(at, other)):
                break
            follows = mark.is_followed_by(following) or (other == at + 1 and mark.is_before(following))
            if follows and not _are_names(units[at], units[other], mark):
                items |= {at, other}
                break
    for at in sorted(items):
        yield range(at, at + 1), BlockKind.LIST_ITEM, False


_INITIALS = regex.compile(r"\p{Lu}\.\s?(?:\p{Lu}\.\s?)?\p{Lu}[\p{L}-]+[.,]?(?:\s.{0,20})?$")


def _are_names(one: Unit, other: Unit, mark: Ordinal) -> bool:
    """Return whether both begin with initials, as in a list of names: `А. Иванов`, `Б. Петров`."""
    return not begins_with_figures(one.text) and bool(
        mark.form[0] == "." and _INITIALS.match(one.text) and _INITIALS.match(other.text)
    )


def _signatures(units: Sequence[Unit], kinds: Sequence[BlockKind | None], setting: Setting) -> Iterator[Group]:
    free = [kind is None for kind in kinds]
    rows = [False] * len(units)
    for run in _runs(units, lambda at: setting.why(units[at]) == ROW):
        for at in run:
            rows[at] = all(is_office_and_name(units[other]) for other in run)
    seen_text = False
    at = 0
    while at < len(units):
        seen_text = seen_text or units[at].is_prose or kinds[at] is BlockKind.LIST_ITEM
        found = signature(units, free, rows, at) if seen_text and free[at] else range(at, at)
        if found:
            yield found, BlockKind.SIGNATURE, True
        at = max(at + 1, found.stop)


def _rows(units: Sequence[Unit], kinds: Sequence[BlockKind | None], setting: Setting) -> Iterator[Group]:
    def is_row(at: int) -> bool:
        return kinds[at] is None and (setting.why(units[at]) == ROW or _has_separators(units[at]))

    for run in _runs(units, is_row):
        if len(run) > 1:
            yield run, BlockKind.TABLE, True


def _has_separators(unit: Unit) -> bool:
    """Return whether a line of a text whose lines are paragraphs is a row with its cells parted by strokes or
    semicolons."""
    if not unit.unwrapped or len(unit.lines) > 1:
        return False
    return any(stroke in unit.text for stroke in "|¦│") or unit.text.count(";") > 1


def _addresses(units: Sequence[Unit], kinds: Sequence[BlockKind | None], _setting: Setting) -> Iterator[Group]:
    """Yield what stands above the first running text and says to whom it goes, or from whom it comes."""
    free = [kind is None for kind in kinds]
    at = 0
    while at < len(units) and not _is_text(units[at]):
        found = address(units, free, at) if free[at] else range(at, at)
        if found:
            yield found, BlockKind.ADDRESS, True
        at = max(at + 1, found.stop)


def _is_text(unit: Unit) -> bool:
    return unit.is_prose and (unit.unwrapped or len(unit.lines) > 1)


def _lists(units: Sequence[Unit], kinds: Sequence[BlockKind | None], _setting: Setting) -> Iterator[Group]:
    """Yield lists without marks: short lines one below the other that are no sentences."""

    def is_listed(at: int) -> bool:
        unit = units[at]
        return kinds[at] is None and unit.is_short and len(unit.text) <= LONGEST_OF_LIST

    for run in _runs(units, is_listed):
        if len(run) > 1 and not any(_SENTENCE_END.search(units[at].text) for at in run[:-1]):
            yield run, BlockKind.LIST_ITEM, False


def _lines(units: Sequence[Unit], kinds: Sequence[BlockKind | None], _setting: Setting) -> Iterator[Group]:
    """Yield the lines of a text whose lines are paragraphs that no empty line parts, where empty lines part others."""
    gaps = (unit.gap for unit in units[1:])
    if not any(unit.unwrapped for unit in units) or not any(gap is not None and gap >= GAP_LINES for gap in gaps):
        return
    for run in _runs(units, lambda at: kinds[at] is None):
        if len(run) > 1:
            yield run, BlockKind.PARAGRAPH, True


_SENTENCE_END = regex.compile(r"[.!?:…][\"»)]*$")


def _runs(units: Sequence[Unit], belongs: Callable[[int], bool]) -> Iterator[range]:
    """Yield the runs of units that belong together, with nothing that parts blocks between them."""
    start: int | None = None
    for at in range(len(units) + 1):
        inside = at < len(units) and belongs(at)
        if start is not None and (not inside or units[at].is_apart):
            yield range(start, at)
            start = None
        if inside and start is None:
            start = at


def ends_block(above: tuple[BlockKind, bool], below: tuple[BlockKind, bool]) -> bool:
    """Return whether a blank line stands between two units: not within a block, nor between the items of a list or the
    entries of the contents."""
    if below[1]:
        return False
    return above[0] is not below[0] or below[0] not in (BlockKind.LIST_ITEM, BlockKind.CONTENTS)


def spans(units: Sequence[Unit], kinds: Sequence[tuple[BlockKind, bool]]) -> Iterator[tuple[BlockKind, int, int]]:
    """Yield the blocks that units make: what each is, and its start and end in the diplomatic text."""
    starts = [at for at, (_, more) in enumerate(kinds) if not more]
    for first, end in pairwise([*starts, len(units)]):
        yield kinds[first][0], units[first].start, units[end - 1].end
