"""The page that a file makes: every line of it, at its place on the scan, and what the ink of the scan says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ocr_pipeline.interchange.pages import FilePage
from ocr_pipeline.recognize.file.place import Scale, lacks_confidences, led
from ocr_pipeline.recognize.file.regions import regions_of
from ocr_pipeline.recognize.file.tables import PlacedLine
from ocr_pipeline.recognize.known_words import Knows, knows_nothing
from ocr_pipeline.recognize.ledger import account_for
from ocr_pipeline.recognize.measures import pitch_of_words
from ocr_pipeline.recognize.page import PageReading, evidence_of, is_blank
from ocr_pipeline.recognize.recording import recorded
from ocr_pipeline.recognize.regions.ink_by_region import ink_by_region
from ocr_pipeline.recognize.typed_grid import type_of
from ocr_pipeline.recognize.typed_marks.find import find_marks
from ocr_pipeline.records import Affine, Area, Mark, MarkKind, PageImage, PageState, Reason, ReasonCode
from ocr_pipeline.records import replace as changed


@dataclass(frozen=True)
class OnScan:
    """A page of a file on its scan: its lines, its scale, and the scan's width and height in pixels."""

    page: FilePage
    lines: tuple[PlacedLine, ...]
    scale: Scale
    size: tuple[int, int]


def page_reading(on_scan: OnScan, image: PageImage, language: str, knows: Knows = knows_nothing) -> PageReading:
    """Return the reading of a page: what its file says, all of it; `image` is that of the scan, or of its side.

    The ink that no line covers is in the ledger and among the warnings, as on a page that was read here; marks on words
    are those of the file, or, where it has none, those seen in the pixels.
    """
    lines = [placed.line for placed in on_scan.lines]
    if not lines:
        return _without_lines(image)
    here = led(lines, image.to_scan.inverse())
    kind = type_of(here, pitch_of_words(here))
    marks = tuple(_stated(on_scan.lines)) or find_marks(image, here)
    accounts = account_for(image, here, marks)
    regions, of_lines = regions_of(on_scan.page, on_scan.lines, on_scan.scale, *on_scan.size, kind)
    # The boxes are the file's own, not led there and back; gaps are seen on the image.
    records = recorded(lines, Affine.identity())
    gaps = (line.gaps for line in recorded(here, image.to_scan, accounts.gaps))
    known = tuple(
        changed(line, gaps=seen, region=region) for line, seen, region in zip(records, gaps, of_lines, strict=True)
    )
    reading = PageReading(
        PageState.DONE,
        lines=known,
        marks=marks,
        regions=regions,
        ink=ink_by_region(accounts.ledger, known, regions, image),
        type=kind,
        engine_warnings=(UNSURE,) if lacks_confidences(on_scan.page) else (),
    )
    return reading.judged_by(evidence_of(here, accounts.ledger, None, knows), language)


UNSURE = Reason(
    code=ReasonCode.CONFIDENCE_UNSTATED,
    message="the file does not say how sure its program was: every word counts as sure, and the error that is expected "
    "is that of the ink in no line alone",
)


def _without_lines(image: PageImage) -> PageReading:
    """Return the reading of a page of which the file has no line: blank, unless there is ink."""
    if is_blank(image):
        reason = Reason(code=ReasonCode.BLANK, message="nothing is typed on this page")
        return PageReading(PageState.BLANK, reasons=(reason,), ink=account_for(image, (), ()).ledger)
    reason = Reason(code=ReasonCode.NO_TEXT, message="no line of text is in the file of this page, though it has ink")
    return PageReading(PageState.UNREADABLE, reasons=(reason,), ink=account_for(image, (), ()).ledger, expected_cer=1.0)


def _stated(lines: Sequence[PlacedLine]) -> Iterator[Mark]:
    """Yield the marks that the file states, one for each run of words that have it."""
    for number, line in enumerate(lines):
        for kind in MarkKind:
            flags = [kind in marks for marks in line.marks]
            for is_marked, run in groupby(range(len(flags)), key=flags.__getitem__):
                if is_marked:
                    words = list(run)
                    area = Area.enclosing(line.line.words[word].box for word in words)
                    box = area.on_scan(Affine.identity())
                    yield Mark(kind=kind, box=box, line=number, first_word=words[0], last_word=words[-1])
