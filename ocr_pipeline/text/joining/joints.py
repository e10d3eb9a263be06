"""How two lines meet: what becomes of the white space between them, and of the hyphen before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from ocr_pipeline.records import Edit, EditKind, RegionKind, Remark
from ocr_pipeline.text.document_lexicon import DocumentLexicon
from ocr_pipeline.text.joining.hyphens import Break, judge_break
from ocr_pipeline.text.joining.paragraphs import Meeting, judge_meeting, judge_unwrapped
from ocr_pipeline.text.keep import Keep
from ocr_pipeline.text.text_layout import LINE_BREAK, LaidLine, TextLayout

_HYPHEN_END = regex.compile(r"\w\s?[-‐‑¬]$")


@dataclass(frozen=True)
class Joint:
    """Where the line `above` meets the line `below`; one of them is None at either end of the text.

    `written` takes the place of the white space between them; None: it stays. `hyphen` says what becomes of the hyphen.
    Where `meeting` leaves open whether a block ends, `written` is what stands there if it does not.
    """

    above: LaidLine | None
    below: LaidLine | None
    written: str | None
    kind: EditKind
    reason: str
    hyphen: Break | None = None
    meeting: Meeting = Meeting.RUN_ON


@dataclass(frozen=True)
class Surroundings:
    """What decides how the lines of a document meet, beside the two lines themselves.

    `furniture` and `catchwords`: where lines start that are page furniture, and which of those taken out are
    catchwords; `kept`: where lines start that are rows of a table or of verse, and which. `absent` are the notes that
    stand before a page, of pages that are not there, `tables` the number of the table in which lines stand, by where
    they start, and `uncertain` the pages before which some may be missing.
    """

    layout: TextLayout
    language: str
    lexicon: DocumentLexicon
    furniture: frozenset[int]
    catchwords: tuple[int, ...]
    kept: Mapping[int, str]
    keep: frozenset[Keep]
    absent: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    tables: Mapping[int, int] = field(default_factory=dict)
    uncertain: frozenset[int] = frozenset()

    def notes(self, above: LaidLine | None, below: LaidLine | None) -> tuple[str, ...]:
        """Return the notes that stand between two lines, or between one and an end of the text."""
        return tuple(note for page in self._between(above, below) for note in self.absent.get(page, ()))

    def may_lack(self, above: LaidLine, below: LaidLine) -> bool:
        """Return whether pages may be missing between two lines."""
        return any(page in self.uncertain for page in self._between(above, below))

    def _between(self, above: LaidLine | None, below: LaidLine | None) -> range:
        """Return the pages (from 0) before which the text breaks between two lines."""
        return range(above.page + 1 if above else 0, (below.page if below else len(self.layout.pages)) + 1)


def joints(body: Sequence[LaidLine], around: Surroundings) -> Iterator[Joint]:
    """Yield how the lines of the body meet, in their order, the two ends of the text among them."""
    yield _end(None, body[0] if body else None, around)
    for above, below in pairwise(body):
        yield _joint(above, below, around)
    if body:
        yield _end(body[-1], None, around)


def joint_edits(found: Iterable[Joint], layout: TextLayout, gone: Sequence[tuple[int, int]]) -> Iterator[Edit]:
    """Yield the edits on the white space between lines, and on the hyphens before it.

    `gone` are the places (start, end), in order, of what is taken out of the text: the white space around each is
    edited piece by piece.
    """
    at = 0
    for joint in found:
        start = joint.above.end if joint.above else 0
        end = joint.below.start if joint.below else len(layout.text)
        pieces, position = [], start
        while at < len(gone) and gone[at][1] <= end:
            pieces.append((position, gone[at][0]))
            position = gone[at][1]
            at += 1
        pieces.append((position, end))
        # Where no page has any text, what is said of them stands at the one place that there is.
        filled = [(first, last) for first, last in pieces if last > first] or pieces[-1:]
        yield from _edits(joint, layout.text, filled)


def overlaps(found: Iterable[Joint], layout: TextLayout) -> Iterator[Remark]:
    """Yield a remark for each word whose halves share letters across a page break and are left apart."""
    for joint in found:
        if joint.hyphen and joint.hyphen.overlap and joint.above and joint.below:
            pages = tuple(dict.fromkeys(layout.pages[line.page].id for line in (joint.above, joint.below)))
            yield Remark(
                code="overlap",
                message=joint.hyphen.reason,
                pages=pages,
                start=joint.above.start,
                end=joint.below.end,
            )


def _end(above: LaidLine | None, below: LaidLine | None, around: Surroundings) -> Joint:
    ends = Meeting.PARAGRAPH
    if Keep.LINES in around.keep:
        return Joint(above, below, None, EditKind.PAGE_JOIN, "", meeting=ends)
    if notes := around.notes(above, below):
        parts = (*([""] if above else []), *notes, *([""] if below else []))
        return Joint(above, below, PARAGRAPH_BREAK.join(parts), EditKind.PAGES_ABSENT, ABSENT, meeting=ends)
    return Joint(above, below, "", EditKind.PAGE_JOIN, "no text on this side of the break", meeting=ends)


ABSENT = "pages that are not there, or were not read"
PARAGRAPH_BREAK = LINE_BREAK * 2


def _joint(above: LaidLine, below: LaidLine, around: Surroundings) -> Joint:
    layout, keep = around.layout, around.keep
    across = above.page != below.page
    if across and (notes := around.notes(above, below)):
        if Keep.LINES in keep:
            return Joint(above, below, None, EditKind.PAGE_JOIN, ABSENT, meeting=Meeting.PARAGRAPH)
        written = PARAGRAPH_BREAK.join(("", *notes, ""))
        return Joint(above, below, written, EditKind.PAGES_ABSENT, ABSENT, meeting=Meeting.PARAGRAPH)
    if across and around.may_lack(above, below):
        return _paragraph(above, below, "pages may be missing here", keep)
    if above.start in around.furniture or below.start in around.furniture:
        return _line(above, below, "page furniture stands on a line of its own", keep)
    rows = layout.typed_rows
    if above.start in rows and rows[above.start] == rows.get(below.start):
        return _line(above, below, "rows of a table", keep)
    tables = around.tables.get(above.start), around.tables.get(below.start)
    if tables != (None, None):
        if tables[0] == tables[1]:
            return Joint(above, below, None, EditKind.LINE_JOIN, "lines of one table", meeting=Meeting.WITHIN)
        return _paragraph(above, below, "a table begins or ends", keep)
    if (above.set_off or below.set_off) and (across or not _in_one_region(above, below)):
        return _paragraph(above, below, "a label, a note or a footnote is set off", keep)
    if above.set_off is RegionKind.PICTURE:
        return _line(above, below, "labels of a picture", keep)
    hyphen = None
    if Keep.HYPHENS not in keep:
        hyphen = judge_break(above.text, below.text, around.lexicon, across_pages=across, language=around.language)
    if hyphen and hyphen.overlap:
        return _line(above, below, hyphen.reason, keep, hyphen)
    if hyphen and hyphen.joined:
        return Joint(above, below, "", EditKind.PAGE_JOIN if across else EditKind.HYPHEN, hyphen.reason, hyphen)
    if Keep.HYPHENS in keep and _HYPHEN_END.search(above.text):
        return _line(above, below, "hyphens are kept", keep)
    inline = layout.inline_breaks[above.page : below.page]
    if any(start == above.end for start, _ in inline):
        return Joint(above, below, "", EditKind.PAGE_JOIN, "a page break inside a word")
    meeting, reason = _meeting(above, below, around, within_line=bool(inline))
    if meeting is Meeting.LINE:
        return _line(above, below, reason, keep, meeting=meeting)
    if meeting is Meeting.PARAGRAPH:
        return _paragraph(above, below, reason, keep)
    if Keep.LINES in keep:
        return Joint(above, below, None, EditKind.LINE_JOIN, reason)
    return Joint(above, below, " ", EditKind.PAGE_JOIN if across else EditKind.LINE_JOIN, reason)


def _in_one_region(above: LaidLine, below: LaidLine) -> bool:
    return above.source is not None and below.source is not None and above.source.region == below.source.region


def _paragraph(above: LaidLine, below: LaidLine, reason: str, keep: frozenset[Keep]) -> Joint:
    written = None if Keep.LINES in keep else PARAGRAPH_BREAK
    kind = EditKind.LINE_JOIN if Keep.LINES in keep else EditKind.PARAGRAPH
    return Joint(above, below, written, kind, reason, meeting=Meeting.PARAGRAPH)


def _meeting(above: LaidLine, below: LaidLine, around: Surroundings, *, within_line: bool) -> tuple[Meeting, str]:
    """Return whether two lines run on, and why; `within_line`: a page break stands between them, within one line."""
    layout = around.layout
    if above.page != below.page and any(above.end <= place < below.start for place in around.catchwords):
        return Meeting.RUN_ON, "the catchword says that the text goes on"
    if within_line:
        return Meeting.RUN_ON, "a page break within a line"
    if layout.unwrapped or layout.inline_breaks:
        return judge_unwrapped(above, below)
    return judge_meeting(above, below, layout.measures, around.kept, around.language)


def _line(
    above: LaidLine,
    below: LaidLine,
    reason: str,
    keep: frozenset[Keep],
    hyphen: Break | None = None,
    *,
    meeting: Meeting = Meeting.WITHIN,
) -> Joint:
    """Return a joint that keeps the line break, and in a text without images the indent behind it."""
    if Keep.LINES in keep:
        return Joint(above, below, None, EditKind.LINE_JOIN, reason, hyphen, meeting)
    across = above.page != below.page
    indent = "" if across else " " * round(below.place.left) if below.source is None else ""
    kind = EditKind.PAGE_JOIN if across else EditKind.LINE_JOIN
    return Joint(above, below, LINE_BREAK + indent, kind, reason, hyphen, meeting)


def _edits(joint: Joint, text: str, pieces: Sequence[tuple[int, int]]) -> Iterator[Edit]:
    above, below, hyphen = joint.above, joint.below, joint.hyphen
    if hyphen and above and hyphen.drop_last:
        start = above.end - hyphen.drop_last
        yield Edit(kind=EditKind.HYPHEN, start=start, before=text[start : above.end], after="", reason=hyphen.reason)
    if hyphen and below and hyphen.drop_first:
        before = text[below.start : below.start + hyphen.drop_first]
        yield Edit(kind=EditKind.HYPHEN, start=below.start, before=before, after="", reason=hyphen.reason)
    if joint.written is None:
        return
    for index, (start, end) in enumerate(pieces):
        before, after = text[start:end], joint.written if index == 0 else ""
        if before != after:
            yield Edit(kind=joint.kind, start=start, before=before, after=after, reason=joint.reason)
