"""The whole of the cleaning: from the pages of a document to its text, as edits on the diplomatic layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ocr_pipeline.records import Document, Edit, EditKind, Page, Provenance
from ocr_pipeline.text.edits import in_order
from ocr_pipeline.text.furniture import page_number_edits, page_numbers
from ocr_pipeline.text.hyphens import judge_break
from ocr_pipeline.text.layout import LINE_BREAK, PAGE_BREAK, LaidLine, Layout, lay_out
from ocr_pipeline.text.paragraphs import Meeting, judge_meeting


def clean_document(name: str, pages: Sequence[Page], provenance: Provenance | None = None) -> Document:
    """Return the document of `pages` in their order; `text.applied(d.diplomatic, d.edits)` is its clean text."""
    layout = lay_out(pages)
    numbers = page_numbers(layout)
    furniture = tuple(page_number_edits(layout, numbers))
    number_lines = {number.line.start for number in numbers.values()}
    body = tuple(line for line in layout.lines if line.start not in number_lines)
    spans = tuple(
        span.model_copy(update={"number_as_typed": numbers[index].line.text, "number": numbers[index].number})
        if index in numbers
        else span
        for index, span in enumerate(layout.pages)
    )
    return Document(
        name=name,
        diplomatic=layout.text,
        pages=spans,
        edits=in_order((*furniture, *_joins(layout, body, furniture))),
        provenance=provenance,
    )


def _joins(layout: Layout, body: Sequence[LaidLine], furniture: Sequence[Edit]) -> Iterator[Edit]:
    """Yield the edits between each body line and the next, and on the breaks before the first and after the last."""
    removed = {place for edit in furniture for place in range(edit.start, edit.end)}

    def breaks(start: int, end: int) -> list[int]:
        return [place for place in range(start, end) if place not in removed]

    edges = ((0, body[0].start), (body[-1].end, len(layout.text))) if body else ((0, len(layout.text)),)
    for start, end in edges:
        for place in breaks(start, end):
            yield _break_edit(layout, place, "", EditKind.PAGE_JOIN, "no text on this side of the break")
    for above, below in pairwise(body):
        places = breaks(above.end, below.start)
        yield from _meeting(layout, above, below, places)


def _meeting(layout: Layout, above: LaidLine, below: LaidLine, places: Sequence[int]) -> Iterator[Edit]:
    across = above.page != below.page
    kind = EditKind.PAGE_JOIN if across else EditKind.LINE_JOIN
    hyphen = judge_break(above.text, below.text, across_pages=across)
    if hyphen is not None and hyphen.joined:
        written, reason = "", hyphen.reason
        if hyphen.drop_last:
            start = above.end - hyphen.drop_last
            yield Edit(
                kind=EditKind.HYPHEN,
                start=start,
                before=layout.text[start : above.end],
                after="",
                reason=reason,
            )
        if hyphen.drop_first:
            before = layout.text[below.start : below.start + hyphen.drop_first]
            yield Edit(kind=EditKind.HYPHEN, start=below.start, before=before, after="", reason=reason)
    else:
        meeting, reason = judge_meeting(above, below, layout.measures)
        if hyphen is not None:
            meeting, reason = Meeting.LINE, hyphen.reason
        match meeting:
            case Meeting.RUN_ON:
                written = " "
            case Meeting.PARAGRAPH:
                written, kind = LINE_BREAK * 2, EditKind.PARAGRAPH
            case Meeting.LINE:
                written = LINE_BREAK
    for place, replacement in zip(places, (written, *("" for _ in places[1:])), strict=True):
        if layout.text[place] != replacement:
            yield _break_edit(layout, place, replacement, kind, reason)


def _break_edit(layout: Layout, place: int, after: str, kind: EditKind, reason: str) -> Edit:
    before = layout.text[place]
    if before not in (LINE_BREAK, PAGE_BREAK):
        raise ValueError(f"no line or page break at {place} of the diplomatic text")
    return Edit(kind=kind, start=place, before=before, after=after, reason=reason)
