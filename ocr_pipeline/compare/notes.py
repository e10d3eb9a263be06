"""Notes on a comparison as a whole: texts that are empty or of another document, page order, remarks, missing ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ocr_pipeline.compare.align.collation import Collation
from ocr_pipeline.compare.messages import Message, message_of, remarked
from ocr_pipeline.compare.records import Coverage, Span
from ocr_pipeline.records import Remark

OTHER_DOCUMENT = 0.15
"""Coverage under which a transcription is of another document: two telegrams of one series share up to a tenth of their
words in runs of three; of the same document, the worst page read at 100 dpi has 0.8."""

MISSING_WORDS = 12
"""Words of the transcription before or behind all that was read that are worth a note: a line, and not a signature."""


def of_one_document(coverage: Coverage) -> bool:
    """Return whether two texts share enough to be of one document."""
    return max(coverage.ours, coverage.theirs) >= OTHER_DOCUMENT


def alignment_notes(
    collation: Collation, coverage: Coverage, rescans: Mapping[int, int], page_ids: Sequence[str]
) -> Iterator[Message]:
    """Yield what a person must know of the alignment; `rescans` maps a page scanned again to the one it repeats."""
    if not collation.theirs.tokens:
        yield message_of("transcription-empty")
    elif not collation.ours.tokens:
        yield message_of("nothing-read")
    elif not of_one_document(coverage):
        yield message_of("other-document", share=round(max(coverage.ours, coverage.theirs), 4))
    order = collation.page_order
    if list(order) != sorted(order):
        yield message_of("page-order", pages=", ".join(page_ids[page] for page in order))
    for page, first in rescans.items():
        yield message_of("page-again", page=page_ids[page], first=page_ids[first])


def remark_notes(of_scans: Sequence[Remark], of_transcription: Sequence[Remark]) -> Iterator[Message]:
    """Yield what the cleaning remarked on either text."""
    for one in of_scans:
        yield remarked("scans", one.code, one.message, one.pages)
    for one in of_transcription:
        yield remarked("transcription", one.code, one.message, one.pages)


def separators_note(text: str, separators: Sequence[Span]) -> Message:
    """Return the note on what the transcription writes between the cells of tables, and is not compared."""
    signs = sorted({text[span.start] if span.end == span.start + 1 else "---" for span in separators})
    return message_of("cells-separated", signs=" ".join(signs), count=len(separators))


def missing_notes(missing: Mapping[str, int]) -> Iterator[Message]:
    """Yield a note for either end of the transcription where so many words that a page may be missing were not read."""
    for where, words in missing.items():
        if words >= MISSING_WORDS:
            yield message_of(f"missing-{where}", count=words)
