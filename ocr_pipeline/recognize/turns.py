"""Which of two readings of a page, as it lies and upside down, is that of the page upright.

Both are looked at on one footing. Words that the language has are the clearest evidence: of letters read upside down
none come out. Where there are few words (figures, formulas, names), letters that have only one way up tell: the engine
is sure of them upright, and not upside down.
"""

from __future__ import annotations

from ocr_pipeline.recognize.expected_error import DOUBTED
from ocr_pipeline.recognize.page import PageReading
from ocr_pipeline.records import PageState

SURE_OF_TURN = 0.93
"""Mean glyph confidence of a page's text under which it may be upside down: text read upside down gives words of
look-alike letters at 0.7 to 0.88, text read upright 0.97 and more (`setun70` s03R and the sample's second page, turned
and as they are; Tesseract alone, and both readers)."""

CLEAR_LETTERS = 12
"""Letters in words of the language that one reading must have more than the other to be the upright one: three words.
Of `manuals` and `setun70` upside down none had one (`benchmarks/turns.py`)."""

CLEAR_SHARE = 3.0
"""How many times as many letters in words of the language the upright reading has."""

FEW_KNOWN = 0.15
"""Share of a page's letters that stand in words of the language under which the page may be upside down however sure
the engine is: text has half and more, worn text a quarter."""

NOISY = DOUBTED[1]
"""Mean doubt from which what is read without words may be noise altogether."""

CLEARLY_SURER = 0.05
"""How much lower the doubt of the upright reading is where no words tell."""


def may_be_upside_down(reading: PageReading) -> bool:
    """Return whether a page should be read upside down as well."""
    if reading.state is PageState.UNREADABLE:
        return True
    if reading.doubt is None:
        return False
    few_known = reading.known_letters is not None and reading.known_letters < FEW_KNOWN * reading.letters
    return few_known or 1.0 - reading.doubt < SURE_OF_TURN


def is_upside_down(reading: PageReading, turned: PageReading) -> bool | None:
    """Return whether `turned`, the same page turned by 180 degrees, is the upright one; None where it stays open.

    A turn is taken against the scan's own orientation by clear evidence alone.
    """
    read, other = reading.state is PageState.DONE, turned.state is PageState.DONE
    if not other:
        return False if read else None
    known, known_turned = reading.known_letters or 0, turned.known_letters or 0
    if known_turned >= known + CLEAR_LETTERS and known_turned >= CLEAR_SHARE * known:
        return True
    if known >= known_turned + CLEAR_LETTERS and known >= CLEAR_SHARE * known_turned:
        return False
    if not read:
        return True if _sure(turned) else None
    surer = (reading.doubt or 0.0) - (turned.doubt or 0.0)
    if surer >= CLEARLY_SURER and _sure(turned):
        return True
    return False if -surer >= CLEARLY_SURER or _sure(reading) else None


def may_be_text(reading: PageReading) -> bool:
    """Return whether a page that is unreadable the other way up is better read so than not at all."""
    return reading.state is PageState.DONE and reading.doubt is not None and reading.doubt < NOISY


def _sure(reading: PageReading) -> bool:
    return reading.doubt is not None and 1.0 - reading.doubt >= SURE_OF_TURN
