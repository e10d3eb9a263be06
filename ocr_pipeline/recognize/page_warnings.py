"""What a person should know of a page that was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ocr_pipeline.recognize.expected_error import Evidence, no_text
from ocr_pipeline.records import InkKind, InkLedger, Reason, ReasonCode, TextLine

MUCH_DOUBT = 0.25
"""Share of the glyphs expected wrong from which a page is hardly read: worn pages have 0.02 to 0.1, a Russian one read
as English 0.3 and more."""

FEW_UNREAD, MUCH_UNREAD = 3.0, 0.01
"""Characters, and share of what was read, that unread ink would hold from which it is said: a stroke of a pen beside
the text is as much as two or three."""


def page_warnings(
    evidence: Evidence, ledger: InkLedger, language: str, marks_apart: int, *, mostly_noise: bool
) -> Iterable[Reason]:
    """Yield what a person should know of a page that was read, the gravest first."""
    if evidence.across:
        message = (
            "the lines go across a gap between two blocks of text: two pages that were taken for one, or columns. "
            f"About {evidence.across:.0%} of the text stands in such lines, and its order is wrong."
        )
        yield Reason(code=ReasonCode.READ_ACROSS, message=message)
    if no_text(evidence) > MUCH_DOUBT:
        message = f"hardly a word of `{language}` is in what was read: another language, or the page lies otherwise"
        yield Reason(code=ReasonCode.NO_WORDS, message=message)
    elif evidence.mean_doubt > MUCH_DOUBT:
        message = (
            f"{evidence.mean_doubt:.0%} of this page is doubtful: worn type, or another language than `{language}`"
        )
        yield Reason(code=ReasonCode.MUCH_DOUBT, message=message)
    if evidence.print_as_type:
        message = (
            f"{evidence.print_as_type} characters are print, which a reader for type has read: words run together, and "
            "more is wrong than it is unsure of. Tesseract reads print, if it is installed (`ocr-pipeline doctor`), "
            f"not left out by --engine, and `{language}` is the language."
        )
        yield Reason(code=ReasonCode.PRINT_AS_TYPE, message=message)
    if mostly_noise:
        message = "most of this page could not be read: a table on its side, a drawing, or worn type"
        yield Reason(code=ReasonCode.MOSTLY_UNREAD, message=message)
    if evidence.unread > max(FEW_UNREAD, MUCH_UNREAD * evidence.read):
        message = (
            f"about {evidence.unread:.0f} characters were not read: {ledger.of(InkKind.UNREAD):.0f} mm² of ink is like "
            "type and in no line (`ink` in the page's record says where)"
        )
        yield Reason(code=ReasonCode.UNREAD_INK, message=message)
    if marks_apart:
        how_many = "1 mark was" if marks_apart == 1 else f"{marks_apart} marks were"
        message = f"{how_many} set apart as no typing (stamp, handwriting or stain)"
        yield Reason(code=ReasonCode.MARKS_SET_APART, message=message)


def stood_in(lines: Sequence[TextLine]) -> Iterable[Reason]:
    """Yield how much of a page was read by another reader than its own."""
    readers = Counter(line.read_by for line in lines if line.read_by is not None)
    for reader, count in sorted(readers.items()):
        how_many = "all lines were" if count == len(lines) else f"{count} of {len(lines)} lines were"
        message = (
            f"{how_many} read by {reader}: print, or what the program's own reader was unsure of. It gives what is "
            "likely, not always what is typed (1 for I): compare these lines with the scan"
        )
        yield Reason(code=ReasonCode.STOOD_IN, message=message)
