"""What of a document and of its transcription is scored: the text as typed, without furniture and without an editor."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from ocr_pipeline.compare.profile import Profile
from ocr_pipeline.compare.records import Scores, Span, Transcription
from ocr_pipeline.compare.score.layers import score
from ocr_pipeline.compare.spans import without
from ocr_pipeline.records import Document, Edit, EditKind, replace
from ocr_pipeline.text import applied
from ocr_pipeline.text.text_layout import LINE_BREAK, PAGE_BREAK

_FURNITURE = frozenset((EditKind.PAGE_NUMBER, EditKind.HEADER, EditKind.FOOTER, EditKind.CATCHWORD))
_DASHES = "-–—"
"""What the number of a page is typed between; other page marks are an editor's."""


def scores(
    document: Document,
    transcription: Transcription,
    page_order: Sequence[int],
    editorial: Sequence[Span],
    profile: Profile,
) -> Scores:
    """Return the scores of the diplomatic text against the transcription without the `editorial` stretches of it.

    Our pages are taken in `page_order`. Page numbers count where the transcription has them; where it has none, page
    furniture is left out of ours, too, and page marks that nobody typed (`//`, `[с. 5]`) are left out of theirs.
    """
    numbers_typed = any(mark.typed[:1] in _DASHES for mark in transcription.marks)
    left_out = [*editorial, *(mark.place for mark in transcription.marks if mark.typed[:1] not in _DASHES)]
    parts = _pages(document, with_furniture=numbers_typed)
    reading = LINE_BREAK.join(parts[page] for page in page_order)
    return score(reading.replace(PAGE_BREAK, LINE_BREAK), without(transcription.text, left_out), profile)


def _pages(document: Document, *, with_furniture: bool) -> list[str]:
    """Return the diplomatic text of each page."""
    furniture: defaultdict[int, list[Edit]] = defaultdict(list)
    if not with_furniture:
        starts = [span.start for span in document.pages]
        for edit in document.edits:
            if edit.kind in _FURNITURE:
                page = bisect_right(starts, edit.start) - 1
                furniture[page].append(replace(edit, start=edit.start - starts[page]))
    return [
        applied(document.diplomatic[span.start : span.end], furniture[page]) for page, span in enumerate(document.pages)
    ]
