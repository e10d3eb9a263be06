"""One page read: the engine's lines, sorted by the gate, led back to the pixels of the scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr_pipeline.recognize.engine import Engine, ReadByOne
from ocr_pipeline.recognize.triage import FEW_GLYPHS, expected_error_rate, line_confidence, sort_lines
from ocr_pipeline.recognize.typed_marks.find import find_marks
from ocr_pipeline.recognize.words import Knows, ranked
from ocr_pipeline.records import Affine, Mark, PageImage, PageState, Reason, TextLine

READABLE = 0.5
"""Share of what the engine read on a page that must be text for the page to pass without a warning; under it, a page
with fewer than `FEW_GLYPHS` of text is unreadable: so many pass by chance among noise."""

SURE_ALONE = 0.9
"""Mean glyph confidence of a line that is text whatever surrounds it: noise on typed pages has at most 0.85."""

SURE_OF_TURN = 0.93
"""Mean glyph confidence of a page's text under which it may be upside down: text read upside down gives words of
look-alike letters at 0.7 to 0.88, text read upright 0.97 and more (`setun70` s03R and the sample's second page, turned
and as they are; Tesseract alone, and both readers)."""


@dataclass(frozen=True)
class Reading:
    """What was read on a page: its state, lines, marks on their words, what is set apart (boxes on the scan)."""

    state: PageState
    lines: tuple[TextLine, ...] = ()
    doubtful: tuple[TextLine, ...] = ()
    marks: tuple[Mark, ...] = ()
    reasons: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()
    expected_cer: float | None = None

    @staticmethod
    def failed(reason: Reason) -> Reading:
        """Return the reading of a page on which the engine failed."""
        return Reading(PageState.FAILED, reasons=(reason,))

    @property
    def doubtful_turn(self) -> bool:
        """Return whether the page may have been read upside down."""
        if self.state is PageState.UNREADABLE:
            return True
        return self.expected_cer is not None and 1.0 - self.expected_cer < SURE_OF_TURN

    @property
    def weight(self) -> float:
        """Return how much was read, as the number of glyphs expected to be right beyond what noise gives."""
        glyphs = sum(len(word.text) for line in self.lines for word in line.words)
        return glyphs * max(0.0, 1.0 - NOISE_WEIGHT * (self.expected_cer or 0.0))


NOISE_WEIGHT = 5.0
"""Right glyphs that one wrong glyph outweighs when two turns of a page are compared: a fifth of the glyphs expected
wrong, as in text read upside down, is worth nothing."""


MUCH_DOUBT = 0.25
"""Share of the glyphs expected wrong from which a page is hardly read: worn pages have 0.02 to 0.1, a Russian one read
as English 0.3 and more."""


def knows_nothing(_word: str) -> bool:
    """Return that no word is known: for a language without a lexicon."""
    return False


def read_image(
    engine: Engine, image: PageImage, language: str, seconds: float, knows: Knows = knows_nothing
) -> Reading:
    """Return what `engine` reads on a page. Raises `PageError` where the engine fails, `MissingError`.

    `knows` tells the language's words: among readings that the engine has nearly as much support for, they come first.
    """
    if _is_blank(image):
        return Reading(PageState.BLANK, reasons=(Reason(code="Blank", message="nothing is typed on this page"),))
    try:
        found = engine.read(image, language, seconds)
    except ReadByOne as half:
        reading = _reading_of(half.lines, image, language, knows)
        return replace(reading, warnings=(Reason.of(half), *reading.warnings))
    return _reading_of(found, image, language, knows)


def _reading_of(found: Sequence[TextLine], image: PageImage, language: str, knows: Knows) -> Reading:
    """Return what the lines that an engine found on a page amount to."""
    if not found:
        reason = Reason(code="NoText", message="no line of text was found: a picture, or a page with marks only")
        return Reading(PageState.UNREADABLE, reasons=(reason,))
    sorted_lines = sort_lines(found)
    lines, doubtful = ranked(sorted_lines.text, knows), sorted_lines.doubtful
    read, set_apart = _glyph_count(lines), _glyph_count(doubtful)
    mostly_noise = read < READABLE * (read + set_apart)
    if mostly_noise:
        # Measured against noise, noise looks like the page's own; only what is sure by itself stays.
        doubtful = (*doubtful, *(line for line in lines if line_confidence(line) < SURE_ALONE))
        lines = tuple(line for line in lines if line_confidence(line) >= SURE_ALONE)
    if mostly_noise and _glyph_count(lines) < FEW_GLYPHS:
        confidence = max(line_confidence(line) for line in found)
        reason = Reason(
            code="Noise",
            message=f"what the engine read is noise, not text (best line at {confidence:.0%} confidence)",
        )
        doubtful = _in_scan((*lines, *doubtful), image.to_scan)
        return Reading(PageState.UNREADABLE, doubtful=doubtful, reasons=(reason,))
    warnings: tuple[Reason, ...] = ()
    if doubtful:
        how_many = "1 mark was" if len(doubtful) == 1 else f"{len(doubtful)} marks were"
        message = f"{how_many} set apart as no typing (stamp, handwriting or stain)"
        warnings = (Reason(code="MarksSetApart", message=message),)
    if mostly_noise:
        message = "most of this page could not be read: a table on its side, a drawing, or worn type"
        warnings = (Reason(code="MostlyUnread", message=message), *warnings)
    doubt = expected_error_rate(lines)
    if doubt is not None and doubt > MUCH_DOUBT:
        message = f"{doubt:.0%} of this page is doubtful: worn type, or another language than `{language}`"
        warnings = (Reason(code="MuchDoubt", message=message), *warnings)
    return Reading(
        PageState.DONE,
        lines=_in_scan(lines, image.to_scan),
        doubtful=_in_scan(doubtful, image.to_scan),
        marks=find_marks(image, lines),
        warnings=warnings,
        expected_cer=doubt,
    )


BLANK_INK_MM2 = 1.0
"""Ink, mm², under which a page is blank: five typed letters have more, dust that the speck filter left has less."""


def _is_blank(image: PageImage) -> bool:
    ink = int((image.binary == 0).sum())
    return ink * (25.4 / image.dpi) ** 2 < BLANK_INK_MM2


def _glyph_count(lines: Sequence[TextLine]) -> int:
    return sum(len(word.text) for line in lines for word in line.words)


def _in_scan(lines: Sequence[TextLine], to_scan: Affine) -> tuple[TextLine, ...]:
    """Return the lines with every box led from the prepared image to the scan."""
    return tuple(
        line.model_copy(
            update={
                "box": to_scan.apply_box(line.box),
                "words": tuple(
                    word.model_copy(
                        update={
                            "box": to_scan.apply_box(word.box),
                            "glyphs": tuple(
                                glyph.model_copy(update={"box": to_scan.apply_box(glyph.box)}) for glyph in word.glyphs
                            ),
                        }
                    )
                    for word in line.words
                ),
            }
        )
        for line in lines
    )
