"""The report: one HTML file that needs nothing else, for a person to go through the variants."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from ocr_pipeline.compare.locate.upright_frame import Frame, frame_of, upright
from ocr_pipeline.compare.messages import ReportLanguage, percent, worded
from ocr_pipeline.compare.records import Category, Comparison, Place, Variant, Verdict
from ocr_pipeline.languages import DEFAULT, language_tag
from ocr_pipeline.records import Box, Page
from ocr_pipeline.report import pictures as limits
from ocr_pipeline.report.images import ImageProblem, PageImages
from ocr_pipeline.report.labels import LABELS
from ocr_pipeline.report.marked_readings import Part, marked_readings
from ocr_pipeline.report.order import ranked
from ocr_pipeline.report.pictures import LineKey, Pictures, by_id, shown_places, take_pictures
from ocr_pipeline.report.strips import Picture, share
from ocr_pipeline.report.templates import as_json, rendered

CONTEXT = 60
"""Characters shown to each side of a reading, at most."""

_SHARE_UNITS = 10_000
"""Places on small pages are whole numbers of this share of their sides: half a pixel of the largest picture."""


@dataclass(frozen=True)
class _StripView:
    """A place of a variant: the strip that shows it and where on it, or why there is none."""

    page: int | None
    page_id: str
    line: int
    key: str = ""
    picture: Picture | None = None
    first: bool = False
    mark: Box | None = None
    absent: str = ""


@dataclass(frozen=True)
class _VariantView:
    """A variant as the template shows it. `places` are [page, line, left, top, right, bottom] for the whole page."""

    variant: Variant
    ours: tuple[Part, ...]
    theirs: tuple[Part, ...]
    before: str
    after: str
    their_before: str
    their_after: str
    strips: tuple[_StripView, ...]
    more_lines: int
    places: list[list[int]]

    @property
    def pages(self) -> str:
        """Return the pages the variant is on, between spaces."""
        return " ".join(dict.fromkeys(str(place[0]) for place in self.places))

    @property
    def places_json(self) -> str:
        """Return the places as JSON."""
        return json.dumps(self.places, separators=(",", ":"))


@dataclass(frozen=True)
class _Counts:
    """How many variants there are of each verdict and category; rows and columns that are empty are left out."""

    verdicts: tuple[Verdict, ...]
    categories: tuple[Category, ...]
    cells: Mapping[tuple[Category | None, Verdict | None], int]


def report_html(
    comparison: Comparison,
    pages: Sequence[Page],
    images: PageImages,
    language: ReportLanguage,
    text_language: str = DEFAULT,
) -> str:
    """Return the report as one HTML file that asks nothing of any server; `language` is that which it opens in.

    `text_language`, as Tesseract names it, is that of the texts compared: a browser reads them aloud in it.
    `pages` are those of the document, in its order; `images` gives their scans. Where a scan can't be had, its strips
    are missing, the report says so, and the rest is as it would be.
    """
    variants = ranked(comparison)
    pictures = take_pictures(variants, pages, images)
    return rendered(
        "comparison",
        title=f"{comparison.document} – {comparison.transcription.name}",
        language=language,
        filters={
            "worded": partial(_sentence, language=language),
            "percent": partial(_percent, language=language),
            "shown": _shown,
            "visible": _visible,
        },
        script=True,
        t=partial(_label, language=language),
        comparison=comparison,
        text_language=language_tag(text_language),
        labels=as_json(LABELS),
        labels_of=LABELS[language],
        variants=_views(comparison, variants, pages, pictures),
        variant_pages=_pages_with_variants(variants, pages),
        counts=_counts(variants),
        pages=pages,
        page_index=by_id(pages),
        page_data=as_json([_page_data(page, pictures.pages.get(index)) for index, page in enumerate(pages)]),
        small_pages=sorted(pictures.pages.items()),
        problems=_problems(pages, pictures),
        pictures=pictures,
        most_strips_beyond=limits.STRIPS_BEYOND,
        most_page_pictures=limits.PAGE_PICTURES,
    )


def _label(key: str, tag: str = "span", *, language: ReportLanguage) -> Markup:
    """Return a label in an element that the page's script can put into the other language."""
    return Markup("<{0} data-t='{1}'>{2}</{0}>").format(tag, key, LABELS[language][key])


def _sentence(sentence: str, *, language: ReportLanguage) -> Markup:
    """Return a reason or a note in an element that has both languages for the page's script."""
    russian, english = worded(sentence, "ru"), worded(sentence, "en")
    if russian == english:
        return Markup("<span>{}</span>").format(sentence)
    shown = russian if language == "ru" else english
    return Markup("<span data-ru='{}' data-en='{}'>{}</span>").format(russian, english, shown)


def _percent(value: float, digits: int = 1, *, language: ReportLanguage) -> Markup:
    """Return a share as a percentage in an element that the page's script can write as the other language does."""
    return Markup("<data value='{:.6g}' data-digits='{}'>{}</data>").format(
        value, digits, percent(value, digits, language)
    )


_SIGNS = str.maketrans({" ": "␣", "\n": "⏎", "\f": "␌", "\r": "␍", "\t": "→", "\u00a0": "⍽", "\u00ad": "‧"})
_NO_SPACE = dict.fromkeys(_SIGNS)


def _shown(part: Part) -> str:
    """Return a part's text; where it differs and is nothing but space, that space made visible."""
    return _visible(part.text) if part.differs and not part.text.translate(_NO_SPACE) else part.text


def _visible(text: str) -> str:
    return text.translate(_SIGNS)


def _counts(variants: Sequence[Variant]) -> _Counts:
    cells: Counter[tuple[Category | None, Verdict | None]] = Counter()
    for variant in variants:
        for category in (variant.category, None):
            for verdict in (variant.verdict, None):
                cells[category, verdict] += 1
    return _Counts(
        verdicts=tuple(verdict for verdict in Verdict if cells[None, verdict]),
        categories=tuple(category for category in Category if cells[category, None]),
        cells=cells,
    )


def _pages_with_variants(variants: Sequence[Variant], pages: Sequence[Page]) -> list[int]:
    indices = by_id(pages)
    found = {indices.get(place.page_id) for variant in variants for place in variant.places}
    return sorted(index for index in found if index is not None)


def _problems(pages: Sequence[Page], pictures: Pictures) -> list[tuple[ImageProblem, str]]:
    return [
        (problem, ", ".join(pages[index].id for index, found in pictures.problems.items() if found is problem))
        for problem in ImageProblem
        if problem in pictures.problems.values()
    ]


def _page_data(page: Page, picture: Picture | None) -> dict[str, object]:
    frame = frame_of(page)
    return {
        "id": page.id,
        "width": picture.width if picture else 0,
        "height": picture.height if picture else 0,
        "lines": [[line.text, *_on_page(line.box, frame)] for line in page.lines],
    }


def _on_page(box: Box, frame: Frame) -> list[int]:
    whole = Box(left=0, top=0, right=max(1.0, frame.width), bottom=max(1.0, frame.height))
    part = share(upright(box, frame), whole)
    return [round(_SHARE_UNITS * side) for side in (part.left, part.top, part.right, part.bottom)]


def _views(
    comparison: Comparison, variants: Sequence[Variant], pages: Sequence[Page], pictures: Pictures
) -> list[_VariantView]:
    given: set[LineKey] = set()
    indices = by_id(pages)
    return [_view(comparison, variant, pages, indices, pictures, given) for variant in variants]


def _view(
    comparison: Comparison,
    variant: Variant,
    pages: Sequence[Page],
    indices: Mapping[str, int],
    pictures: Pictures,
    given: set[LineKey],
) -> _VariantView:
    ours, theirs = marked_readings(variant.ours, variant.theirs)
    text, span = comparison.transcription.text, variant.their_span
    places = shown_places(variant)
    return _VariantView(
        variant=variant,
        ours=ours,
        theirs=theirs,
        before=_end_of(variant.before),
        after=_start_of(variant.after),
        their_before=_end_of(text[max(0, span.start - CONTEXT) : span.start]),
        their_after=_start_of(text[span.end : span.end + CONTEXT]),
        strips=tuple(_strip_view(place, indices.get(place.page_id), pages, pictures, given) for place in places),
        more_lines=len(variant.places) - len(places),
        places=[
            [index, place.line, *_on_page(place.box, frame_of(pages[index]))]
            for place in variant.places
            if (index := indices.get(place.page_id)) is not None
        ],
    )


def _end_of(text: str) -> str:
    """Return the last words of `text`, at most `CONTEXT` characters, with an ellipsis where it may have been cut."""
    if len(text) < CONTEXT:
        return text
    kept = text[-CONTEXT:]
    words = kept.partition(" ")[2]
    return f"…{words or kept}"


def _start_of(text: str) -> str:
    """Return the first words of `text`, as `_end_of` does the last."""
    if len(text) < CONTEXT:
        return text
    kept = text[:CONTEXT]
    words = kept.rpartition(" ")[0]
    return f"{words or kept}…"


def _strip_view(
    place: Place, index: int | None, pages: Sequence[Page], pictures: Pictures, given: set[LineKey]
) -> _StripView:
    """Return the view of a place on the page of `index`; `given` are the strips in the file so far, added to."""
    if index is None:
        return _StripView(None, place.page_id, place.line, absent="no-place")
    picture = pictures.strips.get((index, place.line))
    if picture is None:
        problem = pictures.problems.get(index)
        return _StripView(index, place.page_id, place.line, absent=f"strip.{problem or 'limit'}")
    first = (index, place.line) not in given
    given.add((index, place.line))
    return _StripView(
        index,
        place.page_id,
        place.line,
        key=f"strip-{index}-{place.line}",
        picture=picture,
        first=first,
        mark=share(upright(place.box, frame_of(pages[index])), picture.region),
    )
