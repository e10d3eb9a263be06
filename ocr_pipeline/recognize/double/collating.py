"""Two readings of a page become one.

Where the readers agree the text is nearly always right: such a glyph has no alternatives, but what it was read as
before it was ranked. Where they differ, the better supported reading stands, less sure than either alone, with the
other as its first alternative: a space where the other reader has nothing. The second reader is made for print: where
the two differ often, it is believed less. What stands nowhere in the text, not as an alternative either, is set apart.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby, pairwise

import numpy as np

from ocr_pipeline.recognize.double.pairing import (
    Character,
    CharacterPair,
    characters_of,
    paired_characters,
    paired_lines,
)
from ocr_pipeline.recognize.double.printed import is_printed, is_printed_line
from ocr_pipeline.recognize.engine import EngineReading
from ocr_pipeline.recognize.measures import pitch_of_words
from ocr_pipeline.recognize.reading import Choice, ReadGlyph, ReadLine, ReadWord, alphanumeric
from ocr_pipeline.recognize.tesseract.overlong import without_overlong_glyphs
from ocr_pipeline.recognize.typescript.glyphs.alphabet import CLASSES
from ocr_pipeline.records import Area, TypeKind

MOST_SURE = 0.998
"""Highest confidence, 0 to 1, of a reader that is weighed against the other: none is right always."""

UNSEEN = 0.9
"""Probability that there is no glyph where a reader has none and the other one has: measured on the differences of the
two on `setun70` s02L."""

LONE_LINE = 0.8
"""Mean confidence from which a line that the second reader alone has is text; the first one finds every typed line."""


def collated_readings(first: EngineReading, second: EngineReading) -> EngineReading:
    """Return two readings of a page as one; boxes of both in the same upright frame.

    Print is the second reader's: what the first one has at no place of its is set apart.
    """
    if is_printed(first.lines, second.lines):
        return printed_reading(first, second)
    cell = _cell(first.lines) or _cell(second.lines)
    pitch = pitch_of_words(first.lines)
    pairing = paired_lines(first.lines, second.lines)
    rows = [
        ([first.lines[number] for number in row.first], [second.lines[number] for number in row.second])
        for row in pairing.rows
    ]
    pairs_of = [_paired(characters_of(one), characters_of(other), cell) if one and other else () for one, other in rows]
    trust = _trust(chain.from_iterable(pairs_of))
    lines: list[ReadLine] = []
    set_apart = [second.lines[number] for number in pairing.left_out]
    for (one, other), pairs in zip(rows, pairs_of, strict=True):
        if not one:
            kept, others = lone_lines([_believed_line(line, trust) for line in other])
            lines += kept
            set_apart += others
        elif not other:
            lines += one
        elif is_printed_line(one, other, pitch):
            lines += map(without_overlong_glyphs, other)
        else:
            standing, outvoted = _one_line(pairs, trust, cell)
            lines += standing
            set_apart += outvoted
    return EngineReading(
        tuple(lines),
        (*first.set_apart, *second.set_apart, *set_apart),
        (*first.warnings, *second.warnings),
    )


def printed_reading(first: EngineReading, second: EngineReading) -> EngineReading:
    """Return the reading of the second reader, and set apart what the first one has beside it."""
    rows = paired_lines(first.lines, second.lines).rows
    unseen = [first.lines[number] for row in rows if not row.second for number in row.first]
    return EngineReading(
        second.lines,
        (*first.set_apart, *second.set_apart, *unseen),
        (*first.warnings, *second.warnings),
        TypeKind.PRINTED,
    )


AGREEING, SAID_BEFORE = 0.97, 50
"""Share of the glyphs on which the readers agree where the second one's confidences hold (`benchmarks/reader.py`, real
pages); and how many glyphs of a page that is worth, since a page of few glyphs says little."""


def _trust(pairs: Iterable[CharacterPair]) -> float:
    """Return by what the odds of the second reader are multiplied on this page, 1 at most.

    Its confidences were measured on legible pages. On carbon copies it is as sure and often wrong: the root of the odds
    of the share on which the two agree made the fewest errors there of several powers, and changed nothing on real
    pages (`training/LOG.md`).
    """
    same = [same_shape(one.text, other.text) for one, other in pairs if one and other and one.glyph and other.glyph]
    share = (sum(same) + AGREEING * SAID_BEFORE) / (len(same) + SAID_BEFORE)
    return min(1.0, math.sqrt(_odds(share) / _odds(AGREEING)))


def _confidence(line: ReadLine) -> float:
    return statistics.fmean(word.confidence for word in line.words)


def lone_lines(lines: Iterable[ReadLine]) -> tuple[list[ReadLine], list[ReadLine]]:
    """Return lines that the second reader alone has, as far as they are text, and the rest."""
    parted = [([line], []) if _is_lone_text(line) else _sure_words(line) for line in lines]
    return [line for kept, _ in parted for line in kept], [line for _, others in parted for line in others]


def _is_lone_text(line: ReadLine) -> bool:
    return _confidence(line) >= LONE_LINE and bool(alphanumeric(line.words))


def _sure_words(line: ReadLine) -> tuple[list[ReadLine], list[ReadLine]]:
    """Return a line of the second reader alone as what it is sure of, and the rest; each is one line, or none.

    Beside what is drawn by hand the first reader may see no line of type at all.
    """
    sure = [
        word.confidence >= LONE_WORD and len(word.text) >= LONE_LETTERS and any(map(str.isalnum, word.text))
        for word in line.words
    ]
    kept = [word for word, is_sure in zip(line.words, sure, strict=True) if is_sure]
    others = [word for word, is_sure in zip(line.words, sure, strict=True) if not is_sure]
    return [ReadLine.of(kept)] if kept else [], [ReadLine.of(others)] if others else []


LONE_WORD, LONE_LETTERS = 0.98, 3
"""Confidence and length of a word that is text in a line that the second reader alone has, and is not sure of: noise
makes shorter ones as well."""


def _cell(lines: Sequence[ReadLine]) -> float:
    """Return the usual distance of neighbouring glyphs; by their size where none has a neighbour; 0 without glyphs."""
    rows = [characters_of([line]) for line in lines]
    steps = [after.x - before.x for row in rows for before, after in pairwise(row) if before.glyph and after.glyph]
    if steps:
        return statistics.median(steps)
    boxes = [character.glyph.box for row in rows for character in row if character.glyph]
    sizes = [max(WIDE * box.width, TALL * box.height) for box in boxes]
    return max(sizes, default=0.0)


WIDE, TALL = 1.2, 0.7
"""A cell over the width of a wide glyph, and over the height of a capital."""


def same_shape(one: str, other: str) -> bool:
    """Return whether two characters are the same on paper: А of either script, every quotation mark."""
    return one == other or (one in CLASSES and CLASSES.get(one) == CLASSES.get(other))


def _paired(first: Sequence[Character], second: Sequence[Character], cell: float) -> tuple[CharacterPair, ...]:
    same = np.array([[same_shape(one.text, other.text) for other in second] for one in first])
    return tuple(
        (first[one] if one is not None else None, second[other] if other is not None else None)
        for one, other in paired_characters(first, second, same.reshape(len(first), len(second)), cell)
    )


def _one_line(pairs: Sequence[CharacterPair], trust: float, cell: float) -> tuple[list[ReadLine], list[ReadLine]]:
    """Return what stands of a row of type, and what does not; `trust` multiplies the odds of the second reader.

    Each is one line, or none. `cell` is the usual distance of neighbouring glyphs.
    """
    standing: list[Character] = []
    outvoted: list[Character] = []
    of_second_alone: set[int] = set()
    kept = _partner_of_a_dash(pairs)
    for silent, stretch in groupby(pairs, key=lambda pair: pair[1] is None):
        of_stretch = list(stretch)
        # A reader that is silent over a stretch did not look there; that is no evidence against each glyph.
        unseen = silent and sum(mine is not None and mine.glyph is not None for mine, _ in of_stretch) >= SILENCE
        for mine, theirs in of_stretch:
            if unseen:
                stands, falls = mine, None
            elif partner := next((one for one in kept if one in (mine, theirs)), None):
                stands, falls = _lone(partner, EVEN)
            else:
                stands, falls = _chosen(mine, _believed(theirs, trust), trust)
            if stands is not None:
                if mine is None:
                    of_second_alone.add(len(standing))
                standing.append(stands)
            # Glyphs that fall side by side make a word; one that stands between them parts them.
            outvoted.append(falls or Character(" ", 0.0))
    return list(_line(_in_gaps(standing, of_second_alone), cell)), list(_line(outvoted, cell))


EVEN = 0.5
"""Probability that there is no second dash where one reader sees it, and both see the first: page numbers on the shared
scans have both or none."""

MOST_FIGURES = 4
"""Figures of a page number."""

FIGURES = frozenset("0123456789IlОO")
"""Characters that stand for figures; machines lack 0 and 1."""


def _partner_of_a_dash(pairs: Sequence[CharacterPair]) -> tuple[Character, ...]:
    """Return the dash at one end of a page number that one reader alone sees, the other end having one.

    With it comes the space between it and the figures, where that reader alone has one.
    """
    glyphs = [pair for pair in pairs if any(one is not None and one.glyph is not None for one in pair)]
    if not LEAST_OF_NUMBER <= len(glyphs) <= MOST_FIGURES + 2:
        return ()
    if not all(any(one is not None and one.text in FIGURES for one in pair) for pair in glyphs[1:-1]):
        return ()
    for end, other, inwards in ((glyphs[0], glyphs[-1], 1), (glyphs[-1], glyphs[0], -1)):
        seen = [one for one in end if one is not None]
        if len(seen) == 1 and _is_dash(seen[0]) and any(one is not None and _is_dash(one) for one in other):
            beside = [one for one in pairs[pairs.index(end) + inwards] if one is not None]
            return (*seen, *beside) if len(beside) == 1 and beside[0].glyph is None else (seen[0],)
    return ()


LEAST_OF_NUMBER = 3
"""Glyphs of the shortest page number between dashes."""


def _is_dash(character: Character) -> bool:
    return same_shape(character.text, "-") or character.text in "—–"


def _in_gaps(characters: Sequence[Character], of_second_alone: Collection[int]) -> Iterator[Character]:
    """Yield the characters, the boxes of punctuation that the second reader alone has cut to the gap it stands in.

    Its boxes are estimates, and may reach over the letters beside: `pressure, as` with a comma as wide as ` as`.
    """
    for number, character in enumerate(characters):
        glyph = character.glyph
        if glyph is None or number not in of_second_alone or glyph.text.isalnum():
            yield character
            continue
        before = next((one.glyph for one in reversed(characters[:number]) if one.glyph), None)
        after = next((one.glyph for one in characters[number + 1 :] if one.glyph), None)
        left = max(glyph.box.left, before.box.right) if before else glyph.box.left
        right = min(glyph.box.right, after.box.left) if after else glyph.box.right
        in_gap = replace(glyph, box=replace(glyph.box, left=left, right=right))
        yield replace(character, glyph=in_gap) if left < right else character


SILENCE = 3
"""Glyphs side by side that the second reader alone does not see, from which it is silent there: single ones are noise,
or missed, three in a row are a word."""


def _believed(character: Character | None, trust: float) -> Character | None:
    """Return a character of the second reader with the odds of its glyph multiplied by `trust`."""
    if character is None or character.glyph is None or trust == 1.0:
        return character
    return replace(character, glyph=_believed_glyph(character.glyph, trust))


def _believed_glyph(glyph: ReadGlyph, trust: float) -> ReadGlyph:
    return replace(glyph, confidence=_from_odds(trust * _odds(glyph.confidence)))


def _believed_line(line: ReadLine, trust: float) -> ReadLine:
    """Return a line of the second reader with the odds of its glyphs multiplied by `trust`."""
    if trust == 1.0:
        return line
    return ReadLine.of(
        [ReadWord.of([_believed_glyph(glyph, trust) for glyph in word.letters()]) for word in line.words]
    )


def _chosen(
    mine: Character | None, theirs: Character | None, trust: float
) -> tuple[Character | None, Character | None]:
    """Return the character that stands, None where most likely there is none, and the one that falls without a trace.

    `trust` weighs the second reader's silence.
    """
    if mine is None:
        if theirs is None or theirs.glyph is None:
            return None, None
        return _lone(theirs, UNSEEN)
    if theirs is None:
        return _lone(mine, _from_odds(trust * _odds(UNSEEN)))
    if mine.glyph is None or theirs.glyph is None:
        # One has a space where the other has a glyph: the glyph's own confidence decides.
        seen, space = (theirs, mine) if mine.glyph is None else (mine, theirs)
        if seen.glyph is None:
            return mine, None
        if seen.glyph.confidence < 0.5:
            return space, seen
        return _beside_nothing(seen, seen.glyph, seen.glyph.confidence), None
    if same_shape(mine.text, theirs.text):
        surest = _agreed(mine.glyph.confidence, theirs.glyph.confidence)
        agreed = replace(mine.glyph, confidence=surest, alternatives=_as_seen(mine.glyph, surest))
        return Character(mine.text, mine.x, agreed), None
    mine_right = _share(mine.glyph.confidence, theirs.glyph.confidence)
    if mine_right >= 0.5:
        return Character(mine.text, mine.x, _contested(mine.glyph, theirs.text, mine_right, mine.glyph.box)), None
    # What the first reader takes for a letter of another language can hardly be one of this language.
    share = min(1 - mine_right, _support(mine.glyph))
    return Character(theirs.text, mine.x, _contested(theirs.glyph, mine.text, share, mine.glyph.box)), None


def _as_seen(glyph: ReadGlyph, surest: float) -> tuple[Choice, ...]:
    """Return what the image alone was read as where something has ranked another reading before it; else nothing."""
    if glyph.ranked_by is None or not glyph.alternatives:
        return ()
    first = glyph.alternatives[0]
    return (replace(first, probability=min(first.probability, 1 - surest)),)


def _support(glyph: ReadGlyph) -> float:
    """Return the probability of all that a reader thinks possible: the rest are letters of other alphabets."""
    return glyph.confidence + sum(choice.probability for choice in glyph.alternatives)


def _lone(seen: Character, none: float) -> tuple[Character | None, Character | None]:
    """Return a character that one reader alone has: as what stands if it outweighs the other's silence, or what falls.

    The silence is right with probability `none`. The first reader tells spaces better: one that it alone has stands.
    """
    if seen.glyph is None:
        return seen, None
    share = _share(seen.glyph.confidence, none)
    return (_beside_nothing(seen, seen.glyph, share), None) if share >= 0.5 else (None, seen)


def _beside_nothing(seen: Character, glyph: ReadGlyph, share: float) -> Character:
    """Return a glyph with that confidence, and with nothing as its first alternative."""
    nothing = Choice(text=" ", probability=1 - share)
    return replace(seen, glyph=replace(glyph, confidence=share, alternatives=(nothing, *glyph.alternatives)))


def _contested(best: ReadGlyph, other: str, share: float, box: Area) -> ReadGlyph:
    """Return the glyph that stands at `box`, right by `share`, with what the other reader has as an alternative."""
    # Another reading takes from a glyph's confidence, and never adds to it.
    share = min(share, best.confidence)
    others = tuple(choice for choice in best.alternatives if not same_shape(choice.text, other))
    return replace(best, confidence=share, box=box, alternatives=(Choice(text=other, probability=1 - share), *others))


def _share(one: float, other: float) -> float:
    """Return the probability that the first of two readings of one place is right, where one of them is."""
    return _odds(one) / (_odds(one) + _odds(other))


def _odds(confidence: float) -> float:
    kept = min(MOST_SURE, max(1 - MOST_SURE, confidence))
    return kept / (1 - kept)


def _from_odds(odds: float) -> float:
    return odds / (1 + odds)


def _agreed(one: float, other: float) -> float:
    """Return the confidence in what two readers agree on.

    Were their errors independent, their doubts would multiply; they share the picture, so half of the lesser doubt
    stays, and a twentieth of the greater one. Of several such rules this one had most errors among the least sure
    glyphs of the real pages, by little (`benchmarks/reader.py --only doubt`; chosen on them).
    """
    lesser, greater = sorted((1 - one, 1 - other))
    return 1 - 0.5 * lesser - 0.05 * greater


PARTED = 2.0
"""Paper between two glyphs, in cells, over which no word goes: within letter-spaced ones it is 1.2. Where a glyph of
one reader stands for the other's space, no space is left to part the columns of a table."""


def _line(characters: Iterable[Character], cell: float) -> Iterator[ReadLine]:
    """Yield the line of the glyphs among these characters, where there is one."""
    words: list[list[ReadGlyph]] = []
    after_space = True
    for character in characters:
        glyph = character.glyph
        if glyph is None:
            after_space = True
        elif after_space or glyph.box.left - words[-1][-1].box.right > PARTED * cell:
            words.append([glyph])
            after_space = False
        else:
            words[-1].append(glyph)
    if words:
        yield ReadLine.of([ReadWord.of(word) for word in words])
