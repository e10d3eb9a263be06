"""Which pictures a report carries: strips by the rank of their variants, small pages, within limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ocr_pipeline.compare.locate.upright_frame import frame_of
from ocr_pipeline.compare.records import Place, Variant
from ocr_pipeline.records import Box, Page
from ocr_pipeline.report.images import ImageProblem, PageImages
from ocr_pipeline.report.strips import Picture, line_region, small_page, strip, typed_width

FIRST_VARIANTS = 500
"""Variants, by rank, all of whose strips are there."""

STRIPS_BEYOND = 1000
"""Strips beyond those of the first variants: with 4 KB each they bound the file."""

STRIPS_A_VARIANT = 6
"""An omitted page has forty lines; its first few show where it begins, the whole page shows the rest."""

PAGE_PICTURES = 200

LineKey = tuple[int, int]
"""Page (its place among the pages that are shown) and line."""


@dataclass(frozen=True, eq=False)
class Pictures:
    """The strips and small pages of a report; why a page has none; whether the limits left any out."""

    strips: Mapping[LineKey, Picture]
    pages: Mapping[int, Picture]
    problems: Mapping[int, ImageProblem]
    strips_left_out: bool
    pages_left_out: bool


@dataclass(frozen=True)
class _Plan:
    lines: dict[int, dict[int, Box]] = field(default_factory=dict)
    pages: set[int] = field(default_factory=set)
    strips_left_out: bool = False
    pages_left_out: bool = False


def by_id(pages: Sequence[Page]) -> dict[str, int]:
    """Return where each page stands among `pages`, by its id.

    `Place.page` counts the document's pages; pages whose records are missing are not among those that are shown.
    """
    return {page.id: index for index, page in enumerate(pages)}


def shown_places(variant: Variant) -> tuple[Place, ...]:
    """Return the places of a variant that get a strip of their own."""
    return variant.places[:STRIPS_A_VARIANT]


def take_pictures(variants: Sequence[Variant], pages: Sequence[Page], images: PageImages) -> Pictures:
    """Return the pictures for `variants`, in the order of their rank; each scan is asked for once, in page order."""
    plan = _plan(variants, pages)
    strips: dict[LineKey, Picture] = {}
    small: dict[int, Picture] = {}
    problems: dict[int, ImageProblem] = {}
    for index in sorted(plan.pages | plan.lines.keys()):
        page = pages[index]
        pixels = images.open(page)
        if pixels is None:
            problems[index] = images.problem(page) or ImageProblem.MISSING
            continue
        frame = frame_of(page)
        typed = typed_width((line.box for line in page.lines), frame)
        for line, box in plan.lines.get(index, {}).items():
            strips[index, line] = strip(pixels, frame, line_region(box, typed, frame))
        if index in plan.pages:
            small[index] = small_page(pixels, frame)
    return Pictures(strips, small, problems, plan.strips_left_out, plan.pages_left_out)


def _plan(variants: Sequence[Variant], pages: Sequence[Page]) -> _Plan:
    lines: dict[int, dict[int, Box]] = {}
    beyond = 0
    left_out = False
    indices = by_id(pages)
    ranked_pages: dict[int, None] = {}
    for rank, variant in enumerate(variants):
        for place in shown_places(variant):
            index = indices.get(place.page_id)
            if index is None:
                continue
            ranked_pages[index] = None
            of_page = lines.setdefault(index, {})
            if place.line in of_page:
                continue
            if rank >= FIRST_VARIANTS and beyond >= STRIPS_BEYOND:
                left_out = True
                continue
            beyond += rank >= FIRST_VARIANTS
            of_page[place.line] = place.line_box
    ranked_pages |= dict.fromkeys(range(len(pages)))
    shown = set(list(ranked_pages)[:PAGE_PICTURES])
    return _Plan(lines, shown, left_out, len(ranked_pages) > len(shown))
