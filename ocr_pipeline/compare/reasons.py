"""The evidence on a difference, in words: what a person reads beside a verdict.

Each reason says what is known and no more; all but one are weighed, too. That marks stand in a gap is said for a
person to look at: no page measured tells what it is worth.
"""

from __future__ import annotations

from ocr_pipeline.compare.evidence import Evidence, Kind


def reasons_for(evidence: Evidence, ours: str, theirs: str) -> tuple[str, ...]:
    """Return in words what speaks for either reading."""
    found = [*_of_reading(evidence, ours, theirs), *_of_paper(evidence, theirs), *_of_words(evidence, ours, theirs)]
    return tuple(found) or ("nothing speaks for either reading",)


def _of_reading(evidence: Evidence, ours: str, theirs: str) -> list[str]:
    found = []
    if evidence.doubt is not None:
        how = "sure" if evidence.doubt < 0.05 else "fairly sure" if evidence.doubt < 0.15 else "unsure"
        found.append(f"the engine is {how} of “{ours}” ({1 - evidence.doubt:.0%})")
    if evidence.votes is not None:
        nearer = f"“{ours}”" if ours else "leaving it out"
        other = f"“{theirs}”" if theirs else "leaving it out"
        if evidence.votes > 0:
            found.append(f"read again from other preparations, the line supports {nearer}")
        elif evidence.votes < 0:
            found.append(f"read again from other preparations, the line supports {other}")
        else:
            found.append("read again from other preparations, the line supports neither more")
    if evidence.alike:
        found.append("the two look alike in worn type")
    return found


def _of_paper(evidence: Evidence, theirs: str) -> list[str]:
    found = []
    if evidence.room is not None:
        if evidence.room < 0.5:
            found.append(f"the scan has no room for “{theirs}” there")
        elif evidence.room >= 0.9:
            found.append(f"the scan has room for “{theirs}” there: it may have been overlooked")
    if evidence.marks:
        found.append("there are marks in that place that were not read as text")
    if evidence.repeats:
        found.append("the same words stand beside it: written twice by mistake")
    return found


def _of_words(evidence: Evidence, ours: str, theirs: str) -> list[str]:
    found = []
    if evidence.kind is Kind.BOTH and evidence.known_ours != evidence.known_theirs:
        known, unknown = (ours, theirs) if evidence.known_ours else (theirs, ours)
        found.append(f"the lexicon knows “{known}”, not “{unknown}”")
    elif evidence.kind is Kind.OURS and not evidence.known_ours:
        found.append(f"the lexicon does not know “{ours}”")
    if evidence.seen_ours != evidence.seen_theirs and (evidence.seen_ours or evidence.seen_theirs):
        often = ours if evidence.seen_ours > evidence.seen_theirs else theirs
        # What was counted is each word by itself, so of a passage no more than that can be said.
        one = len(often.split()) == 1
        found.append(f"the document has “{often}” elsewhere" if one else "its words stand elsewhere in the document")
    return found
