"""The share of a page's characters that is expected to be wrong: what was read with doubt, out of order, or not at all.

The doubt of the glyphs alone says nothing of lines that were not found, of a page read upside down, where noise is read
with confidence, and of two pages read across: the ink, the words and the places of the lines do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocr_pipeline.recognize.reading import ReadLine

TORN = 0.75
"""Share of the characters of lines read across a gutter that count as wrong, as Levenshtein's distance counts them:
measured on pages laid side by side (`benchmarks/expected_error.py`)."""

OF_PRINT = 0.07
"""Share of the characters of print that a reader for type of one pitch has wrong, spaces most of all, however sure it
is: 6.7 to 7.0 % on pages in columns and without (`benchmarks/printed.py`)."""

WORDLESS = 0.15
"""Share of a page's letters in words of its language under which it may be no text of the language: text has half and
more, letters read upside down 0 to 0.03."""

CHANCE = 0.2
"""Share of a page's letters that may stand in words by chance: handwriting read as type and flow charts drawn by hand
(`manuals`) have up to 0.16; the worst carbons, faxes and small copies that have text 0.22 and more."""

NO_TEXT = 0.85
"""Error of a page without any word, on which there is doubt: pages forced upside down have 0.82 to 0.87
(`benchmarks/expected_error.py`)."""

DOUBTED = (0.05, 0.12)
"""Mean doubt of the glyphs from which having no words counts, and from which it does in full: figures and codes have no
words either, and are read with a doubt of 0.01 to 0.05; noise, and pages forced upside down, have 0.12 and more
(`benchmarks/expected_error.py`)."""

LEAST_LETTERS = 40
"""Letters from which it tells that none of them is in a word."""


@dataclass(frozen=True)
class Evidence:
    """What tells how well a page was read.

    `read` is how many characters were read, `doubt` how many of them are expected wrong by their confidences, `unread`
    how many the unread ink would hold; `across` is the share of the characters read across a gutter; `letters` how many
    of the characters are letters, and `known` how many of these stand in words of the language, None where it has no
    lexicon; `print_as_type` how many characters of print a reader for type read.
    """

    read: int
    doubt: float
    unread: float
    across: float = 0.0
    letters: int = 0
    known: int | None = None
    print_as_type: int = 0

    @property
    def mean_doubt(self) -> float:
        """Return the share of the characters that were read expected to be wrong; 0 where none were."""
        return self.doubt / self.read if self.read else 0.0


def doubt_of(lines: Sequence[ReadLine]) -> float:
    """Return how many characters are expected to be wrong, from their calibrated confidences.

    Where an engine gives no glyphs, each character is as sure as its word.
    """
    return sum(1.0 - glyph.confidence for line in lines for word in line.words for glyph in word.letters())


def expected_error(page: Evidence) -> float | None:
    """Return the share of the characters of a page that is expected to be wrong, 0 to 1; None where it has none."""
    characters = page.read + page.unread
    if not characters:
        return None
    of_print = OF_PRINT * page.print_as_type / page.read if page.read else 0.0
    of_read = max(page.mean_doubt, no_text(page), TORN * page.across, of_print)
    return min(1.0, (of_read * page.read + page.unread) / characters)


def is_wordless(page: Evidence) -> bool:
    """Return whether few letters stand in a word, on a page that has few letters among what was read as well."""
    return page.known is not None and page.known <= CHANCE * max(page.letters, LEAST_LETTERS)


def no_text(page: Evidence) -> float:
    """Return the error that is expected of letters for the lack of words of the language among them."""
    if page.known is None or page.letters < LEAST_LETTERS:
        return 0.0
    lacking = 1.0 - page.known / page.letters / WORDLESS
    doubted = (page.mean_doubt - DOUBTED[0]) / (DOUBTED[1] - DOUBTED[0])
    return NO_TEXT * max(0.0, lacking) * min(1.0, max(0.0, doubted))
