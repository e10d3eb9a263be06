"""What speaks for either reading of a difference: the engine's doubt, the paper, other readings, lexicon, document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from ocr_pipeline.compare.align.collation import Collation
from ocr_pipeline.compare.align.differences import Difference
from ocr_pipeline.compare.judge.page_evidence import doubt, has_marks, places_of, room
from ocr_pipeline.compare.judge.word_evidence import look_alike, mostly_known, repeated, times_seen
from ocr_pipeline.compare.locate.places import PageLocator
from ocr_pipeline.compare.records import Place
from ocr_pipeline.languages import Lexicon


class DifferenceKind(StrEnum):
    """Which side has words."""

    BOTH = "replaced"
    OURS = "only ours"
    THEIRS = "only theirs"


@dataclass(frozen=True)
class Evidence:
    """What is known of a difference. None where it cannot be known.

    `doubt`: 1 less the confidence of the least sure of our glyphs that differ, of a passage 1 less their mean. `votes`:
    other readings of the line that are nearer to ours less those nearer to theirs, over all of them, -1 to 1. `room`:
    free space on paper, over what their words need. `marks`: whether marks that are no text stand there. `beside`:
    whether the words next to it differ, too. `known_*`: whether the words are in the lexicon (numbers are). `seen_*`:
    how often the document has these words elsewhere. `distance`: characters that differ. `alike`: whether they look
    alike in worn type. `repeats`: whether their words are those next to them.
    """

    kind: DifferenceKind
    places: tuple[Place, ...] = ()
    doubt: float | None = None
    votes: float | None = None
    room: float | None = None
    marks: bool = False
    beside: bool = False
    known_ours: bool = True
    known_theirs: bool = True
    seen_ours: int = 0
    seen_theirs: int = 0
    distance: int = 0
    alike: bool = False
    repeats: bool = False


def gathered(
    differences: Sequence[Difference], collation: Collation, locator: PageLocator, lexicon: Lexicon
) -> Iterator[Evidence]:
    """Yield what is known of each difference without reading any line again."""
    counts = Counter(token.key for token in collation.ours.tokens)
    unequal = [pair for pair in collation.pairs if not pair.same]
    ours_unequal = {at for pair in unequal for at in range(pair.our_first, pair.our_end)}
    theirs_unequal = {at for pair in unequal for at in range(pair.their_first, pair.their_end)}
    for one in differences:
        mine = [token.text.casefold() for token in collation.ours.tokens[one.our_first : one.our_end]]
        other = [token.text.casefold() for token in collation.theirs.tokens[one.their_first : one.their_end]]
        kind = DifferenceKind.BOTH if mine and other else DifferenceKind.OURS if mine else DifferenceKind.THEIRS
        places = places_of(one, collation, locator)
        yield Evidence(
            kind=kind,
            places=places,
            doubt=doubt(one, collation, locator),
            room=room(one, places, collation, locator) if kind is DifferenceKind.THEIRS else None,
            marks=kind is DifferenceKind.THEIRS and has_marks(places, locator),
            beside=bool(
                {one.our_first - 1, one.our_end} & ours_unequal or {one.their_first - 1, one.their_end} & theirs_unequal
            ),
            known_ours=mostly_known(mine, lexicon),
            known_theirs=mostly_known(other, lexicon),
            seen_ours=times_seen(mine, counts, itself=1),
            seen_theirs=times_seen(other, counts, itself=0),
            distance=Levenshtein.distance("".join(mine), "".join(other)),
            alike=look_alike(" ".join(mine), " ".join(other)),
            repeats=kind is DifferenceKind.THEIRS and repeated(one, collation),
        )
