"""The evidence on a difference, in words: what a person reads beside a verdict.

Each reason says what is known and no more; all but one are weighed, too. That marks stand in a gap is said for a
person to look at: no page measured tells what it is worth.
"""

from __future__ import annotations

from ocr_pipeline.compare.judge.evidence import Evidence, Kind
from ocr_pipeline.compare.messages import Said, said


def reasons_for(evidence: Evidence, ours: str, theirs: str) -> tuple[Said, ...]:
    """Return in words what speaks for either reading."""
    found = [*_of_reading(evidence, ours, theirs), *_of_paper(evidence, theirs), *_of_words(evidence, ours, theirs)]
    return tuple(found) or (said("nothing"),)


def _of_reading(evidence: Evidence, ours: str, theirs: str) -> list[Said]:
    found = []
    if evidence.doubt is not None:
        how = "sure" if evidence.doubt < 0.05 else "fairly-sure" if evidence.doubt < 0.15 else "unsure"
        found.append(said(f"engine-{how}", ours=ours, chance=round(1 - evidence.doubt, 4)))
    if evidence.votes is not None:
        found.append(
            said("reread-neither") if evidence.votes == 0 else _supported(ours if evidence.votes > 0 else theirs)
        )
    if evidence.alike:
        found.append(said("look-alike"))
    return found


def _supported(reading: str) -> Said:
    return said("reread-supports", reading=reading) if reading else said("reread-supports-nothing")


def _of_paper(evidence: Evidence, theirs: str) -> list[Said]:
    found = []
    if evidence.room is not None:
        if evidence.room < 0.5:
            found.append(said("no-room", theirs=theirs))
        elif evidence.room >= 0.9:
            found.append(said("room", theirs=theirs))
    if evidence.marks:
        found.append(said("marks"))
    if evidence.repeats:
        found.append(said("repeated"))
    return found


def _of_words(evidence: Evidence, ours: str, theirs: str) -> list[Said]:
    found = []
    if evidence.kind is Kind.BOTH and evidence.known_ours != evidence.known_theirs:
        known, unknown = (ours, theirs) if evidence.known_ours else (theirs, ours)
        found.append(said("lexicon-knows", known=known, unknown=unknown))
    elif evidence.kind is Kind.OURS and not evidence.known_ours:
        found.append(said("lexicon-not", ours=ours))
    if evidence.seen_ours != evidence.seen_theirs and (evidence.seen_ours or evidence.seen_theirs):
        often = ours if evidence.seen_ours > evidence.seen_theirs else theirs
        # What was counted is each word by itself, so of a passage no more than that can be said.
        one = len(often.split()) == 1
        found.append(said("elsewhere", words=often) if one else said("words-elsewhere"))
    return found
