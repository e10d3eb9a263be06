"""The sections of a document, one below the other, as its headings have them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocr_pipeline.formats.running.headings import Heading, headings
from ocr_pipeline.formats.running.walk import parts
from ocr_pipeline.records import Document


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it: its title, its first and last page (from 0), the sections within it."""

    title: str
    first: int
    last: int
    inner: tuple[Section, ...]

    @property
    def pages(self) -> range:
        """Return the numbers of its pages, from 0."""
        return range(self.first, self.last + 1)


def sections(document: Document) -> tuple[Section, ...]:
    """Return the sections of a document in their order. What stands before the first heading is in none."""
    return tuple(_sections(document, list(headings(parts(document))), len(document.diplomatic)))


def _sections(document: Document, found: Sequence[Heading], end: int) -> Iterator[Section]:
    """Yield the sections that headings begin, the last of which goes to `end` in the diplomatic text.

    A heading that is deeper than the first one of its kind is within that; levels left out are no sections.
    """
    at = 0
    while at < len(found):
        after = at + 1
        while after < len(found) and found[after].level > found[at].level:
            after += 1
        stop = found[after].start if after < len(found) else end
        last = _last_page(document, found[at], stop)
        yield Section(found[at].text, found[at].page, last, tuple(_sections(document, found[at + 1 : after], stop)))
        at = after


def _last_page(document: Document, heading: Heading, stop: int) -> int:
    """Return the page on which the last block ends of those that stand from a heading to a place of the text."""
    number = bisect_right(document.blocks, stop - 1, key=lambda block: block.start) - 1
    place = max(document.blocks[number].end - 1, heading.start)
    return max(heading.page, bisect_right(document.pages, place, key=lambda page: page.start) - 1)
