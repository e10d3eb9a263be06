"""Page furniture: which lines of a document belong to its pages and not to its text, and what its pages tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ocr_pipeline.languages import DEFAULT
from ocr_pipeline.records import EditKind, NumberSource, PageNumber, Remark
from ocr_pipeline.text.furniture.absent import MissingPages
from ocr_pipeline.text.furniture.candidates import candidates
from ocr_pipeline.text.furniture.catchwords import catchwords
from ocr_pipeline.text.furniture.pagenumbers import Numbered, number_pages
from ocr_pipeline.text.furniture.running_headers import running_lines
from ocr_pipeline.text.text_layout import LaidLine, TextLayout


@dataclass(frozen=True)
class Furniture:
    """The lines that are page furniture (by the place where they start: kind and reason), each page's number, and the
    numbers that no page bears."""

    lines: dict[int, tuple[EditKind, str]]
    numbers: tuple[Numbered | None, ...]
    remarks: tuple[Remark, ...]
    missing: tuple[MissingPages, ...] = ()


def find_furniture(layout: TextLayout, language: str = DEFAULT) -> Furniture:
    """Return the furniture of a document in a language, as Tesseract names it."""
    lines: dict[int, tuple[EditKind, str]] = {}
    marks: dict[str, LaidLine] = {}
    for running in running_lines(layout, language):
        kind = EditKind.HEADER if running.at_top else EditKind.FOOTER
        for line in running.lines:
            lines[line.start] = kind, running.reason
            if running.mark:
                marks.setdefault(line.text.casefold(), line)
    taken = frozenset(lines)
    offered = [candidates(layout, page, taken, language) for page in range(len(layout.pages))]
    numbers = number_pages(offered, layout.steps, infer_hidden=not layout.paged_by_marks)
    for numbered in numbers:
        for line in numbered.lines if numbered else ():
            lines[line.start] = EditKind.PAGE_NUMBER, _number_reason(numbered)
    for line in catchwords(layout, frozenset(lines), language):
        lines[line.start] = EditKind.CATCHWORD, "catchword: the next page begins with it"
    missing: list[MissingPages] = []
    remarks = (*_remarks(layout, numbers, missing), *_marked(layout, marks.values()))
    return Furniture(lines, numbers, remarks, tuple(missing))


def _marked(layout: TextLayout, lines: Iterable[LaidLine]) -> Iterator[Remark]:
    """Yield a remark on marks of secrecy and of copies that go with the furniture: they tell something of the paper."""
    for line in lines:
        yield Remark(
            code="marked",
            message=f"its pages are marked “{line.text}”",
            pages=(layout.pages[line.page].id,),
            start=line.start,
            end=line.end,
        )


def _number_reason(numbered: Numbered | None) -> str:
    if numbered is None:
        raise ValueError("a page number's lines without a number")
    number = numbered.number
    if number.source is NumberSource.SEEN:
        return f"page number {number.number} at the edge of the page"
    return f"page number {number.number} by its neighbours, typed or read as {number.typed}"


def _remarks(layout: TextLayout, numbers: Sequence[Numbered | None], missing: list[MissingPages]) -> Iterator[Remark]:
    """Yield what the numbers tell of the pages; numbers that no page bears are added to `missing`."""
    # What was inferred or repaired tells of its neighbours, which tell it themselves.
    known = [
        (page, one.number)
        for page, one in enumerate(numbers)
        if one is not None and one.number.source is NumberSource.SEEN
    ]
    reverse = _reversed_runs(known)
    for first, last in reverse:
        yield Remark(
            code="pages-reversed",
            message=f"pages {known[first][1].number}-{known[last][1].number} lie in reverse order",
            pages=(layout.pages[known[first][0]].id, layout.pages[known[last][0]].id),
        )
    inside = {at for first, last in reverse for at in range(first, last)}
    swapped = {
        page
        for (page, one), (_, other) in pairwise(known)
        if other.number == one.number - 1 and NumberSource.SEEN is one.source is other.source
    }
    for at, ((page, one), (after, other)) in enumerate(pairwise(known)):
        if at in inside or any(step.new_series for step in layout.steps[page + 1 : after + 1]):
            continue
        ids = layout.pages[page].id, layout.pages[after].id
        step = other.number - one.number
        if one.roman != other.roman:
            yield Remark(
                code="numbering-changes",
                message=f"page numbers change from {one.number} (Roman {one.roman}) to {other.number}",
                pages=ids,
            )
        elif page in swapped:
            yield Remark(
                code="pages-swapped", message=f"page {one.number} stands before page {other.number}", pages=ids
            )
        elif page - 1 in swapped or after in swapped:
            continue
        elif step == 0:
            yield Remark(code="page-doubled", message=f"two pages have the number {one.number}", pages=ids)
        elif step > after - page:
            wide = [layout.pages[at].id for at in range(page, after + 1) if at in layout.wide]
            named = step == sum(way.pages for way in layout.steps[page + 1 : after + 1])
            supported = named or (_supported(known[: at + 1]) and _supported(known[:at:-1]))
            gap = MissingPages(page, after, one.number + 1, other.number - 1, doubtful=bool(wide) or not supported)
            missing.append(gap)
            yield Remark(code="pages-missing", message=_missing(gap, wide, supported=supported), pages=ids)
        elif step < 0:
            yield Remark(code="numbers-go-back", message=f"page {other.number} follows page {one.number}", pages=ids)


def _reversed_runs(known: Sequence[tuple[int, PageNumber]]) -> list[tuple[int, int]]:
    """Return the runs of three pages or more whose numbers count down, as the indices of their first and last."""
    steps = [other.number - one.number == -1 for (_, one), (_, other) in pairwise(known)]
    runs = []
    for down, group in groupby(range(len(steps)), key=lambda at: steps[at]):
        places = list(group)
        if down and len(places) >= 2:
            runs.append((places[0], places[-1] + 1))
    return runs


def _supported(run: Sequence[tuple[int, PageNumber]]) -> bool:
    """Return whether the last number of some pages is believed: it is that of its page's place, or another number of
    the run is in step with it. One that stands alone, at an end of the document or between two gaps, may be misread."""
    page, number = run[-1]
    return number.number == page + 1 or any(one.number - other == number.number - page for other, one in run[:-1])


def _missing(gap: MissingPages, wide: Sequence[str], *, supported: bool) -> str:
    """Return what is said of pages that are missing; `wide` are the pages beside that are as wide as two."""
    numbers = f"page {gap.first}" if gap.first == gap.last else f"pages {gap.first}-{gap.last}"
    if gap.between:
        lie = "page lies" if gap.between == 1 else "pages lie"
        message = f"not all of {numbers} are here: {gap.between} {lie} between that may be any of them"
    else:
        message = f"{numbers} {_is(gap.last - gap.first + 1)} missing"
    if wide:
        message += f"; {' and '.join(wide)} {_is(len(wide))} as wide as two pages, and may hold "
        message += "one of them" if gap.first == gap.last or len(wide) == 1 else "some of them"
    if not supported:
        message += ", or a number beside is misread: no other is in step with it"
    return message


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
