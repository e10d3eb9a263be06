"""Whether a part of a page lies on its side: its reading turned is that of text, and a better one than as it stands."""

from __future__ import annotations

from collections.abc import Callable

from ocr_pipeline.recognize.page import PageReading
from ocr_pipeline.records import PageState

LEAST_READ = 20
"""Characters that are read turned; a caption has more."""

TEXT_DOUBT = 0.25
"""Mean doubt of the characters up to which they are text: worn tables have 0.2 (`lvov` 88), tables and drawings read on
their side 0.34 and more."""

CLEARLY_BETTER = 0.1
"""How much lower the doubt must be than as the part stands."""

KNOWN_TIMES = 2.0
"""How many times as many letters in known words tell as well."""


def is_text_on_its_side(turned: PageReading, as_it_stands: Callable[[], PageReading]) -> bool:
    """Return whether `turned`, the reading of a part of a page turned by a quarter, is the upright one.

    `as_it_stands` reads the part as it is; it is asked only where the turned reading may be text.
    """
    if not _may_be_text(turned):
        return False
    other = as_it_stands()
    if not _may_be_text(other):
        return True
    known, known_other = turned.known_letters or 0, other.known_letters or 0
    better = (other.doubt or 0.0) - (turned.doubt or 0.0) >= CLEARLY_BETTER
    return (better and known >= known_other) or known >= max(LEAST_READ, KNOWN_TIMES * known_other)


def _may_be_text(reading: PageReading) -> bool:
    read = reading.evidence.read if reading.evidence else 0
    few_doubts = reading.doubt is not None and reading.doubt <= TEXT_DOUBT
    return reading.state is PageState.DONE and read >= LEAST_READ and few_doubts
