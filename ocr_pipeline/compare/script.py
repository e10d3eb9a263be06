"""In which letters a text is: a transcription in others than its document's is of another language."""

from __future__ import annotations

import regex

from ocr_pipeline.compare.messages import Message, message_of

LEAST_LETTERS = 40
"""Letters that a text needs for its script to be recognized: a stamp or a name in other letters is less."""

MOST = 0.8
"""Share of the letters that must be of one script; Russian telegrams with foreign names have more."""

_SCRIPTS = {
    "Cyrillic": regex.compile(r"\p{Script=Cyrillic}"),
    "Latin": regex.compile(r"\p{Script=Latin}"),
    "Hangul": regex.compile(r"\p{Script=Hangul}"),
    "Chinese": regex.compile(r"\p{Script=Han}"),
}
_LETTER = regex.compile(r"\p{L}")


def script_of(text: str) -> str | None:
    """Return the script of most letters of a text; None where there are few, or of several."""
    letters = len(_LETTER.findall(text))
    if letters < LEAST_LETTERS:
        return None
    return next((name for name, one in _SCRIPTS.items() if len(one.findall(text)) >= MOST * letters), None)


def other_language(ours: str, theirs: str) -> Message | None:
    """Return what to tell a person where a transcription is in another script than what was read, else None."""
    read, transcribed = script_of(ours), script_of(theirs)
    if read is None or transcribed is None or read == transcribed:
        return None
    return message_of("other-language", ours=read, theirs=transcribed)
