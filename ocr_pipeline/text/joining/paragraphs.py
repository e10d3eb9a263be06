"""Whether two lines that follow each other run on, begin a new paragraph, or keep their line break."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

import regex

from ocr_pipeline.languages import DEFAULT, languages_of
from ocr_pipeline.text.joining.contents import contents_entries
from ocr_pipeline.text.joining.ordinals import ITEM
from ocr_pipeline.text.text_layout import Frame, LaidLine, Measures

INDENT_CHARACTERS = 2.0
"""An indent is at least so many characters; typists used three to five."""

SHORT_CHARACTERS = 12.0
"""A line that stops so many characters before the right edge did not stop for want of room: the longest word that a
typist would rather move than break has about as many letters."""

GAP_LINES = 1.6
"""A distance of so many line distances, or more, is a blank line."""

WIDE_GAP = 3.0
"""Characters: so far apart stand the columns of a table, words of a line do not."""

NARROW = 36.0
"""Characters: text set narrower than that is a form, a card, an address; typed columns of prose have 55 to 70."""

SET_RIGHT = 0.35
"""Share of the text's width at which a line begins that is set to the right: an address, a signature."""

VERSE_LINES = 4
"""Lines in a row that begin with a capital and differ in length: fewer happen in prose."""

VERSE_RAGGED = 3.0
"""Characters by which the lengths of lines of verse differ at least; full lines of prose differ less."""

VERSE_REST = 8.0
"""Characters before the right edge at which a line of verse without punctuation at its end stops; prose goes on."""

VERSE_ENDED = 2 / 3
"""Share of the lines of verse that end so: some run on into the next."""

ROW, VERSE = "a row of a table", "a line of verse or of a list"
ENTRY, ENTRY_GOES_ON = "an entry of the contents", "an entry of the contents goes on"
"""Why a line keeps its break, or, within an entry, does not."""

HANGING = 1.5
"""Characters by which a line may miss the column of an item's text and still hang below it."""

_NUMBERED = regex.compile(r"\d{1,2}[.)]\s\p{Lu}\p{Ll}")
_VERSE_START = regex.compile(r"[\"«„(]?\p{Lu}")
_GAP = regex.compile(r"\S[ \u00a0]{3,}\S|\t")
_BEGINS_LINE = regex.compile(r"[\"«(]?\p{Lu}|\p{Ll}{1,5}\.\s?\p{Lu}")
"""A capital, or an abbreviation before one (`тов. Молотову`)."""

_ENDS_PHRASE = regex.compile(r"[.,!?…:;—-][\"»“)]*$")
_ENDS_SENTENCE = regex.compile(r"[.!?…:;][\"»“)]*$")


@lru_cache(maxsize=8)
def heading_words(language: str) -> regex.Pattern[str]:
    """Return how headings begin that a word shows: `Глава 3`, `Приложение № 2`."""
    words = languages_of(language).pattern(lambda one: one.joining.heading)
    return regex.compile(rf"{words}\s(?:№\s?)?[\dIVXПШУХ]+\b\W*\s*(?:\p{{Lu}}|$)")


@lru_cache(maxsize=8)
def _abbreviated(language: str) -> regex.Pattern[str]:
    return regex.compile(languages_of(language).pattern(lambda one: one.joining.abbreviation) + "$")


class Meeting(StrEnum):
    """How two lines meet: they run on; a line ends within a block, or at the end of one, as its neighbours will tell;
    a block ends; what stands between them stays within a block."""

    RUN_ON = "run-on"
    PARAGRAPH = "paragraph"
    LINE = "line"
    WITHIN = "within"


def kept_lines(lines: Sequence[LaidLine], measures: dict[Frame, Measures]) -> dict[int, str]:
    """Return the lines (by the place where they start) that are rows of a table, verse, or contents, and which."""
    kept = {line.start: ENTRY if begins else ENTRY_GOES_ON for line, begins in contents_entries(lines)}
    rows = [line.start not in kept and _columns(line, measures[line.frame]) >= 1 for line in lines]
    for at, row in enumerate(lines):
        if rows[at] and not (_in_prose(lines, at, measures) and _is_alone(lines, rows, at)):
            kept[row.start] = ROW
    run: list[LaidLine] = []
    for line in (*lines, None):
        # A line of capitals is a heading above the verse, or below it.
        may_be = line is not None and line.start not in kept and not line.text.isupper()
        begins = may_be and line is not None and _VERSE_START.match(line.text)
        if begins and line is not None and (not run or line.page == run[-1].page):
            run.append(line)
            continue
        if len(run) >= VERSE_LINES and _ragged(run, measures) and _ended(run, measures):
            kept |= {one.start: VERSE for one in _without_prose(run, line, measures)}
        run = [line] if line is not None and begins else []
    return kept


def judge_meeting(
    above: LaidLine,
    below: LaidLine,
    measures: Mapping[Frame, Measures],
    kept: Mapping[int, str],
    language: str = DEFAULT,
) -> tuple[Meeting, str]:
    """Return how `above` and `below` meet, and why. `measures` holds those of both lines' frames."""
    at, here = measures[above.frame], measures[below.frame]
    indent = (below.place.left - here.left) / here.pitch
    rest = (at.right - above.place.right) / at.pitch
    if kept.get(below.start) == ENTRY_GOES_ON:
        return Meeting.RUN_ON, ENTRY_GOES_ON
    if ENTRY in (kept.get(above.start), kept.get(below.start)) or kept.get(above.start) == ENTRY_GOES_ON:
        return (Meeting.LINE, ENTRY) if below.start in kept else (Meeting.PARAGRAPH, "the contents end")
    if above.frame == below.frame and here.line_distance > 0:
        gap = (below.place.bottom - above.place.bottom) / here.line_distance
        if gap >= GAP_LINES:
            return Meeting.PARAGRAPH, f"a gap of {gap:.1f} line distances"
    for line in (above, below):
        other = below if line is above else above
        if line.start in kept and (other.start in kept or kept[line.start] == ROW):
            return Meeting.LINE, kept[line.start]
    if heading_words(language).match(below.text):
        return Meeting.PARAGRAPH, "a heading"
    if here.width < NARROW and below.text[0].isupper():
        return Meeting.LINE, "lines so short are no running text"
    if _set_right(above, at) and (
        _BEGINS_LINE.match(below.text) if _set_right(below, here) else not below.text[0].islower()
    ):
        return Meeting.LINE, "lines set to the right are no running text"
    item = ITEM.match(below.text)
    above_indented = (above.place.left - at.left) / at.pitch >= INDENT_CHARACTERS
    if not item and rest < SHORT_CHARACTERS and _hangs(above, below, here):
        return Meeting.RUN_ON, "the line above is full, and this one hangs below the text of its item"
    if indent >= INDENT_CHARACTERS and not (above_indented and _aligned(above, below, here)):
        return Meeting.PARAGRAPH, f"indented by {indent:.0f} characters"
    begins = _NUMBERED.match(below.text) and not _abbreviated(language).search(above.text)
    if item and (begins or _ENDS_SENTENCE.search(above.text) or rest >= SHORT_CHARACTERS):
        return Meeting.LINE, f"an item of a list: {item[0].strip()}"
    if rest >= SHORT_CHARACTERS:
        return Meeting.LINE, f"the line above ends {rest:.0f} characters before the margin"
    return Meeting.RUN_ON, "the line above is full"


def judge_unwrapped(above: LaidLine, below: LaidLine) -> tuple[Meeting, str]:
    """Return how two lines meet in a text whose lines are paragraphs: only where a page parts them may they run on."""
    continues = above.page != below.page and not _ENDS_SENTENCE.search(above.text) and below.text[0].islower()
    if continues:
        return Meeting.RUN_ON, "the sentence goes on after the page break"
    blank = above.page == below.page and below.place.bottom - above.place.bottom >= GAP_LINES
    if blank or above.page != below.page:
        return Meeting.PARAGRAPH, "each line of this text is a paragraph"
    return Meeting.LINE, "each line of this text is a paragraph"


def _ended(lines: Sequence[LaidLine], measures: dict[Frame, Measures]) -> bool:
    """Return whether most lines end as verse does, with punctuation or well before the edge, not full as prose."""
    here = measures[lines[0].frame]
    ended = (
        (here.right - line.place.right) / here.pitch >= VERSE_REST or bool(_ENDS_PHRASE.search(line.text))
        for line in lines
    )
    return sum(ended) >= VERSE_ENDED * len(lines)


def _is_alone(lines: Sequence[LaidLine], rows: Sequence[bool], at: int) -> bool:
    """Return whether no row above or below a line has a gap where it has one."""
    beside = [lines[other] for other in (at - 1, at + 1) if 0 <= other < len(lines) and rows[other]]
    mine = list(_gaps(lines[at]))
    return not any(
        min(right, end) - max(left, start) > (right - left) / 2
        for line in beside
        for start, end in _gaps(line)
        for left, right in mine
    )


def _gaps(line: LaidLine) -> Iterator[tuple[float, float]]:
    """Yield where the widest gaps of a line on a scan begin and end, in pixels from its left edge on the page."""
    if line.source is None:
        return
    boxes = [word.box for word in line.source.words]
    gaps = [(before.right, after.left) for before, after in itertools.pairwise(boxes)]
    widest = max((right - left for left, right in gaps), default=0)
    for left, right in gaps:
        if right - left >= widest / 2:
            yield left, right


def _in_prose(lines: Sequence[LaidLine], at: int, measures: dict[Frame, Measures]) -> bool:
    """Return whether a line is full, and the one above it, and it goes on in small letters: a gap in it is no column.

    Something drawn in by hand may have stood there.
    """
    line = lines[at]
    here = measures[line.frame]
    above = lines[at - 1] if at and lines[at - 1].frame == line.frame else None
    if line.source is None or above is None or not line.text[0].islower():
        return False
    return all((here.right - one.place.right) / here.pitch < SHORT_CHARACTERS for one in (above, line))


def _without_prose(
    run: Sequence[LaidLine], following: LaidLine | None, measures: dict[Frame, Measures]
) -> Sequence[LaidLine]:
    """Return a run of lines of verse without the first line of the prose behind it: one that is full and whose sentence
    goes on in small letters."""
    last = run[-1]
    rest = (measures[last.frame].right - last.place.right) / measures[last.frame].pitch
    goes_on = following is not None and following.text[0].islower() and following.page == last.page
    return run[:-1] if goes_on and rest < SHORT_CHARACTERS and not _ENDS_PHRASE.search(last.text) else run


def _set_right(line: LaidLine, measures: Measures) -> bool:
    return line.place.left - measures.left >= SET_RIGHT * (measures.right - measures.left) > 0


def _hangs(above: LaidLine, below: LaidLine, measures: Measures) -> bool:
    """Return whether a line stands under the first word behind the mark of the item above it."""
    item = ITEM.match(above.text)
    if item is None or above.frame != below.frame:
        return False
    if above.source is None:
        text = above.place.left + item.end()
    else:
        mark = len(item[0].split())
        text = above.source.words[mark].box.left - above.source.words[0].box.left + above.place.left
    return abs(below.place.left - text) <= HANGING * measures.pitch


def _aligned(above: LaidLine, below: LaidLine, measures: Measures) -> bool:
    return abs(above.place.left - below.place.left) < INDENT_CHARACTERS * measures.pitch


def has_columns(text: str) -> bool:
    """Return whether a line of a text without image has columns: wide gaps or tabs."""
    return bool(_GAP.search(text))


def _columns(line: LaidLine, measures: Measures) -> int:
    """Return how many wide gaps a line has."""
    if line.source is None:
        return len(_GAP.findall(line.text))
    boxes = [word.box for word in line.source.words]
    wide = [
        gap
        for before, after in itertools.pairwise(boxes)
        if (gap := after.left - before.right) >= WIDE_GAP * measures.pitch
    ]
    if not wide:
        return 0
    # Between letter-spaced words the gaps are as much wider as their letters stand apart.
    own = statistics.median(word.box.width / len(word.text) for word in line.source.words)
    return sum(gap >= WIDE_GAP * own for gap in wide)


def _ragged(lines: Sequence[LaidLine], measures: dict[Frame, Measures]) -> bool:
    pitch = measures[lines[0].frame].pitch
    rights = [line.place.right / pitch for line in lines]
    return max(rights) - min(rights) >= VERSE_RAGGED
