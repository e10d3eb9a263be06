"""The line-long segments of a comparison: stretches of the truth, each with the stretch of the reading beside it.

The two texts are aligned once, as typed. They are cut where the alignment sets white space beside white space and words
of two letters or more stand around it in both: there neither letter-spacing nor a number nor a divided word goes on, so
a segment can be folded, and forgiven, by itself, and the errors of the segments add up to those of the alignment.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex
from rapidfuzz.distance import Postfix, Prefix

from ocr_pipeline.compare.score.rates import Block, Clusters, aligned_blocks, as_characters, folded, graphemes

LINE = 60
"""Characters of the truth in a segment, at least: a typed line, 10 to the inch on a sheet of 210 mm with margins. The
truth's own lines are no measure: those of a transcription are paragraphs, or wrapped at will."""

_MARK = "\x00"
_CLEAN = regex.compile(r"(?<=\p{L}{2})\s+(?=\p{L}{2})")


@dataclass(frozen=True)
class Segment:
    """A stretch of our text and of theirs, as they stand, and both folded."""

    ours: str
    theirs: str
    our_folded: str
    their_folded: str


@dataclass(frozen=True)
class SegmentedTexts:
    """The grapheme clusters of two texts, folded; their alignment (theirs first); the segments."""

    ours: Clusters
    theirs: Clusters
    blocks: tuple[Block, ...]
    segments: tuple[Segment, ...]


def segmented(ours: str, theirs: str) -> SegmentedTexts:
    """Return the alignment of a reading with the truth, as typed, and its segments: one where nothing can be cut."""
    our_text, their_text = _Marked.of(ours), _Marked.of(theirs)
    our_encoded, their_encoded = as_characters(our_text.folded, their_text.folded)
    our_line, their_line = our_encoded.replace(_MARK, " "), their_encoded.replace(_MARK, " ")
    blocks = aligned_blocks(their_line, our_line)
    cuts = list(_cuts(blocks, _places(their_encoded), _places(our_encoded)))
    our_pieces = our_text.pieces([cut for _, cut in cuts])
    their_pieces = their_text.pieces([cut for cut, _ in cuts])
    segments = tuple(
        Segment(ours[0], theirs[0], ours[1], theirs[1]) for ours, theirs in zip(our_pieces, their_pieces, strict=True)
    )
    return SegmentedTexts(_clusters(our_text, our_line), _clusters(their_text, their_line), tuple(blocks), segments)


def core(segment: Segment) -> tuple[str, str]:
    """Return our and their text of a segment without the like words at its ends, but one or more beside what differs.

    They are cut off where segments are cut, so that the core, folded or not, has the errors of the segment.
    """
    ours, theirs = segment.ours, segment.theirs
    like = Prefix.similarity(ours, theirs)
    spaces = [found.span() for found in _CLEAN.finditer(theirs, 0, like)]
    start = spaces[-2][1] if len(spaces) > 1 else 0
    ours, theirs = ours[start:], theirs[start:]
    like = Postfix.similarity(ours, theirs)
    spaces = [found.span() for found in _CLEAN.finditer(theirs, len(theirs) - like)]
    cut = len(theirs) - spaces[1][0] if len(spaces) > 1 else 0
    return ours[: len(ours) - cut], theirs[: len(theirs) - cut]


@dataclass(frozen=True)
class _Marked:
    """A text in NFC; the spans of white space where it may be cut; the text folded, with marks at these places."""

    text: str
    spaces: tuple[tuple[int, int], ...]
    folded: str

    @classmethod
    def of(cls, text: str) -> _Marked:
        text = unicodedata.normalize("NFC", text).replace(_MARK, " ")
        spaces = tuple(found.span() for found in _CLEAN.finditer(text))
        return cls(text, spaces, folded(_CLEAN.sub(_MARK, text)))

    def pieces(self, cuts: Sequence[int]) -> Iterator[tuple[str, str]]:
        """Yield the pieces between cuts (ranks of the spaces), as they stand and folded."""
        folded_at = _places(self.folded)
        start = folded_start = 0
        for cut in cuts:
            end, next_start = self.spaces[cut]
            yield self.text[start:end], self.folded[folded_start : folded_at[cut]].replace(_MARK, " ")
            start, folded_start = next_start, folded_at[cut] + 1
        yield self.text[start:], self.folded[folded_start:].replace(_MARK, " ")


def _clusters(text: _Marked, line: str) -> Clusters:
    """Return the clusters of a folded text, of which `line` has one character each."""
    return line if len(line) == len(text.folded) else graphemes(text.folded.replace(_MARK, " "))


def _places(text: str) -> list[int]:
    return [found.start() for found in re.finditer(_MARK, text)]


def _cuts(blocks: Sequence[Block], their_marks: list[int], our_marks: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the ranks of the marks, theirs and ours, between segments."""
    our_ranks = {at: rank for rank, at in enumerate(our_marks)}
    before = 0
    for block in blocks:
        if not block.alike:
            continue
        rank = bisect_left(their_marks, max(block.start, before + LINE))
        while rank < len(their_marks) and their_marks[rank] < block.end:
            at = their_marks[rank]
            ours = our_ranks.get(at - block.start + block.read_start)
            if ours is not None:
                yield rank, ours
                before = at
            rank = rank + 1 if ours is None else bisect_left(their_marks, before + LINE)
