"""The evidence on a difference, in words: what a person reads beside a verdict.

Each reason says what is known and no more; all but one are weighed, too. That marks stand in a gap is said for a
person to look at: no page measured tells what it is worth.
"""

from __future__ import annotations

from ocr_pipeline.compare.judge.evidence import DifferenceKind, Evidence
from ocr_pipeline.compare.messages import Message, message_of


def reasons_for(evidence: Evidence, ours: str, theirs: str) -> tuple[Message, ...]:
    """Return in words what speaks for either reading."""
    found = [*_of_reading(evidence, ours, theirs), *_of_paper(evidence, theirs), *_of_words(evidence, ours, theirs)]
    return tuple(found) or (message_of("nothing"),)


def _of_reading(evidence: Evidence, ours: str, theirs: str) -> list[Message]:
    found = []
    if evidence.doubt is not None:
        how = "sure" if evidence.doubt < 0.05 else "fairly-sure" if evidence.doubt < 0.15 else "unsure"
        found.append(message_of(f"engine-{how}", ours=ours, chance=round(1 - evidence.doubt, 4)))
    if evidence.votes is not None:
        found.append(
            message_of("reread-neither") if evidence.votes == 0 else _supported(ours if evidence.votes > 0 else theirs)
        )
    if evidence.alike:
        found.append(message_of("look-alike"))
    return found


def _supported(reading: str) -> Message:
    return message_of("reread-supports", reading=reading) if reading else message_of("reread-supports-nothing")


def _of_paper(evidence: Evidence, theirs: str) -> list[Message]:
    found = []
    if evidence.room is not None:
        if evidence.room < 0.5:
            found.append(message_of("no-room", theirs=theirs))
        elif evidence.room >= 0.9:
            found.append(message_of("room", theirs=theirs))
    if evidence.marks:
        found.append(message_of("marks"))
    if evidence.repeats:
        found.append(message_of("repeated"))
    return found


def _of_words(evidence: Evidence, ours: str, theirs: str) -> list[Message]:
    found = []
    if evidence.kind is DifferenceKind.BOTH and evidence.known_ours != evidence.known_theirs:
        known, unknown = (ours, theirs) if evidence.known_ours else (theirs, ours)
        found.append(message_of("lexicon-knows", known=known, unknown=unknown))
    elif evidence.kind is DifferenceKind.OURS and not evidence.known_ours:
        found.append(message_of("lexicon-not", ours=ours))
    if evidence.seen_ours != evidence.seen_theirs and (evidence.seen_ours or evidence.seen_theirs):
        often = ours if evidence.seen_ours > evidence.seen_theirs else theirs
        # What was counted is each word by itself, so of a passage no more than that can be said.
        one = len(often.split()) == 1
        found.append(message_of("elsewhere", words=often) if one else message_of("words-elsewhere"))
    return found
