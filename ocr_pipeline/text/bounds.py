"""Where documents begin among the pages of one folder, and where one goes on in another: proposals, with reasons.

A typist begins a document on a new page: with page number 1, with a heading that says what it is (`Телеграмма`), with
its number (`№ 333`), behind the signature of the one before. What says so is told, and nothing is parted by it unasked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from ocr_pipeline.languages import languages_of
from ocr_pipeline.records import Block, BlockKind, Document, NumberSource, PageNumber, PageState, Remark
from ocr_pipeline.text.layers import Layer, layer_text
from ocr_pipeline.text.text_layout import LaidLine, TextLayout

SEVERAL, ELSEWHERE = "documents-in-folder", "goes-on-in"
"""The codes of the remarks."""

HEAD_LINES = 8
"""Lines at the top of a page in which a document's heading and number stand: marks of secrecy come before them."""

LONGEST_HEADING = 60
"""Characters of the line of such a heading: running text may begin with the same word."""

_NUMBER = regex.compile(
    r"(?:(?:[ВвИи]х|[Ии]сх)\.?\s?)?(?:№{1,2}|N[oо°]?\.?)\s?[\dIlЗО][\dIlЗО/,–\s-]{0,12}(?:/?\s?\p{L}{1,3})?\.?"
)
_SENTENCE_END = regex.compile(r"[.!?…:;][\"»“)]*\s*$")
_GOES_ON = regex.compile(r"[\"«„(]?\p{Ll}")
_SPACED_LETTERS = regex.compile(r"\p{L}(?:\s\p{L}){3,}")


def beginnings(
    layout: TextLayout,
    body: Sequence[LaidLine],
    numbers: Sequence[PageNumber | None],
    blocks: Sequence[Block],
    language: str,
) -> Iterator[Remark]:
    """Yield one remark where several documents seem to lie in a folder: its pages are those at which they begin.

    `body` are the lines without page furniture, `numbers` those of the pages. A text without scans is one document.
    """
    if layout.without_images:
        return
    tops = _tops(body)
    found = [(page, reasons) for page in tops if page and (reasons := _reasons(page, tops, numbers, blocks, language))]
    if not found:
        return
    first = min(tops)
    places = [layout.pages[first].id, *(f"{layout.pages[page].id} ({', '.join(reasons)})" for page, reasons in found)]
    yield Remark(
        code=SEVERAL,
        message=f"{len(places)} documents seem to lie here; they begin with the pages {', '.join(places)}",
        pages=tuple(layout.pages[page].id for page in (first, *(page for page, _ in found))),
    )


def documents_in(document: Document) -> tuple[range, ...]:
    """Return the pages (from 0) of each document that seems to lie in one; the whole where nothing says so."""
    starts = next((remark.pages for remark in document.remarks if remark.code == SEVERAL), ())
    ids = [page.id for page in document.pages]
    cuts = sorted({0, *(ids.index(page) for page in starts[1:])})
    return tuple(range(start, end) for start, end in zip(cuts, [*cuts[1:], len(ids)], strict=True))


def goes_on_in(one: Document, other: Document) -> Remark | None:
    """Return the remark that a document goes on in another one; None where nothing says so.

    It does where its last page number is followed by the first one of the other, and its text ends within a sentence
    that goes on there in small letters: of folders side by side, numbers alone follow one another by chance.
    """
    read = [page for page in one.pages if page.state is PageState.DONE]
    following = [page for page in other.pages if page.state is PageState.DONE]
    if not read or not following:
        return None
    last, first = read[-1].number, following[0].number
    text, after = layer_text(one, Layer.CLEAN), layer_text(other, Layer.CLEAN)
    if last is None or first is None or first.number != last.number + 1 or first.roman != last.roman:
        return None
    if not text or _SENTENCE_END.search(text[-4:]) or not _GOES_ON.match(after):
        return None
    return Remark(
        code=ELSEWHERE,
        message=f"page {last.number} ends within a sentence, and {other.name} begins with page {first.number}",
        pages=(read[-1].id,),
    )


def _tops(body: Sequence[LaidLine]) -> dict[int, list[LaidLine]]:
    """Return the first lines of each page that has some."""
    tops: dict[int, list[LaidLine]] = {}
    for line in body:
        lines = tops.setdefault(line.page, [])
        if len(lines) < HEAD_LINES and not line.set_off:
            lines.append(line)
    return {page: lines for page, lines in tops.items() if lines}


def _reasons(
    page: int,
    tops: dict[int, list[LaidLine]],
    numbers: Sequence[PageNumber | None],
    blocks: Sequence[Block],
    language: str,
) -> tuple[str, ...]:
    """Return what says that a document begins with a page; nothing where it is too little."""
    one = _starts_again(page, numbers)
    heading, number = _heading(tops[page], language), _number(tops[page])
    told = (one and "a new page number 1", heading and f"the heading {heading}", number and f"the number {number}")
    reasons = tuple(reason for reason in told if reason)
    if one or (heading and number):
        return reasons
    if not reasons:
        return ()
    before = [block for block in blocks if block.end <= tops[page][0].start]
    if before and before[-1].kind is BlockKind.SIGNATURE:
        return (*reasons, "behind a signature")
    top = tops[min(tops)]
    of_one_kind = bool(heading and _heading(top, language)) or bool(number and _number(top))
    return reasons if of_one_kind and before and _is_ended(before[-1], tops[page][0]) else ()


def _starts_again(page: int, numbers: Sequence[PageNumber | None]) -> bool:
    """Return whether the page numbers begin again with a page: it has number 1, or shows none, and the next has 2."""
    here, after = numbers[page], numbers[page + 1] if page + 1 < len(numbers) else None
    if not any(number is not None and number.source is NumberSource.SEEN for number in numbers[:page]):
        return False
    if here is not None and here.source is NumberSource.SEEN:
        return here.number == 1
    is_first = here is None or here.source is NumberSource.INFERRED
    return is_first and after is not None and after.source is NumberSource.SEEN and after.number == 2


def _heading(lines: Sequence[LaidLine], language: str) -> str | None:
    for line in lines:
        text = _SPACED_LETTERS.sub(lambda found: found[0].replace(" ", ""), line.text)
        found = _headings(language).match(text)
        if found and len(text) <= LONGEST_HEADING and (text.isupper() or _is_short(text, found)):
            return str(found[0])
    return None


def _is_short(text: str, found: regex.Match[str]) -> bool:
    """Return whether a heading begins with a capital and says no more than its kind, its number or its place."""
    rest = text[found.end() :].strip(" .:")
    return text[0].isupper() and not _SENTENCE_END.search(text) and len(rest.split()) <= 3


@lru_cache(maxsize=8)
def _headings(language: str) -> regex.Pattern[str]:
    words = languages_of(language).pattern(lambda one: one.furniture.documents)
    return regex.compile(rf"(?i){words}(?!\p{{L}})")


def _number(lines: Sequence[LaidLine]) -> str | None:
    return next((line.text for line in lines if _NUMBER.fullmatch(line.text)), None)


def _is_ended(before: Block, line: LaidLine) -> bool:
    """Return whether the block before a line does not run on into it."""
    return before.end < line.start
