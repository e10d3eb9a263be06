"""One page read: what the engine reads, sorted by triage, led back to the pixels of the scan, made into records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError

from ocr_pipeline.errors import EngineBabbled
from ocr_pipeline.recognize.across import ReadAcross, read_across
from ocr_pipeline.recognize.engine import Engine, EngineReading
from ocr_pipeline.recognize.expected_error import Evidence, doubt_of, expected_error, is_wordless, no_text
from ocr_pipeline.recognize.known_words import Knows, known_letters, knows_nothing, ranked
from ocr_pipeline.recognize.ledger import account_for
from ocr_pipeline.recognize.measures import FEW_GLYPHS, glyph_count, letter_count, line_confidence, pitch_of_words
from ocr_pipeline.recognize.page_warnings import page_warnings, stood_in
from ocr_pipeline.recognize.printed_lines import sort_printed_lines
from ocr_pipeline.recognize.reading import ReadLine
from ocr_pipeline.recognize.recording import recorded
from ocr_pipeline.recognize.tesseract.overlong import without_overlong_glyphs
from ocr_pipeline.recognize.triage import Triaged, sort_lines
from ocr_pipeline.recognize.twice import without_places_read_twice
from ocr_pipeline.recognize.typed_grid import type_of
from ocr_pipeline.recognize.typed_marks.find import find_marks
from ocr_pipeline.records import (
    InkLedger,
    Mark,
    PageImage,
    PageState,
    Reason,
    ReasonCode,
    Region,
    SetApart,
    SetApartCause,
    TextLine,
    TypeKind,
)

READABLE = 0.5
"""Share of what the engine read on a page that must be text for the page to pass without a warning; under it, a page
with fewer than `FEW_GLYPHS` of text is unreadable: so many pass by chance among noise."""

SURE_ALONE = 0.9
"""Mean glyph confidence of a line that is text whatever surrounds it: noise on typed pages has at most 0.85."""

NO_TEXT_AT_ALL = 0.6
"""Error expected for the lack of words from which a page is unreadable: at much doubt under a twentieth of the letters
stand in words."""

NOISE_DOUBT = 0.45
"""Share of the glyphs expected wrong from which a page is noise, whatever words it has."""

WORDLESS_DOUBT = 0.2
"""The same where hardly a letter stands in a word: handwriting read as figures and strokes has 0.27 and more, a page
out of focus 0.36; the worst faxes, carbons and small copies that have text 0.12 to 0.16, and words (`manuals`, and
pages of `novosibirsk` and `setun70` made worse)."""

BLANK_INK_MM2 = 1.0
"""Ink, mm², under which a page is blank: five typed letters have more, dust that the speck filter left has less."""

MOST_WORDS = 50_000
"""Words above which an engine's reading is a flood: a page of a broadsheet in small type has fewer than 10,000. The
records of a flood of a million would fill the memory."""

NO_INK = InkLedger()


@dataclass(frozen=True)
class PageReading:
    """What was read on a page: its state, lines, marks on their words, what is set apart (boxes on the scan)."""

    state: PageState
    lines: tuple[TextLine, ...] = ()
    set_apart: tuple[SetApart, ...] = ()
    marks: tuple[Mark, ...] = ()
    reasons: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()
    ink: InkLedger = NO_INK
    expected_cer: float | None = None
    """Share of the page's characters expected to be wrong or missing; 1 where it is unreadable."""
    doubt: float | None = None
    """Share of the characters that were read expected to be wrong, by their confidences alone."""
    letters: int = 0
    known_letters: int | None = None
    """Of the letters, those in words that the language knows; None where it has no lexicon."""
    regions: tuple[Region, ...] = ()
    type: TypeKind | None = None
    """How its letters were made; None where there are too few to tell."""
    evidence: Evidence | None = None
    """What tells how well it was read; None where nothing was."""
    marks_apart: int = 0
    """How many marks were set apart as no typing."""
    mostly_noise: bool = False
    """Whether most of what the engine read is no text."""
    engine_warnings: tuple[Reason, ...] = ()
    """Those of the warnings that are the engine's."""
    gutter: float | None = None
    """x, prepared pixels, of a gap between two blocks of text that were read across, over which no words stand; None
    where there is none."""

    def judged_by(self, evidence: Evidence, language: str) -> PageReading:
        """Return the reading with what `evidence` tells of it: the error to expect, and what a person should know."""
        said = page_warnings(evidence, self.ink, language, self.marks_apart, mostly_noise=self.mostly_noise)
        return replace(
            self,
            warnings=(*self.engine_warnings, *said, *stood_in(self.lines)),
            expected_cer=expected_error(evidence),
            doubt=evidence.mean_doubt if evidence.read else None,
            letters=evidence.letters,
            known_letters=evidence.known,
            evidence=evidence,
        )

    @staticmethod
    def failed(reason: Reason) -> PageReading:
        """Return the reading of a page on which the engine failed."""
        return PageReading(PageState.FAILED, reasons=(reason,))


def read_image(
    engine: Engine, image: PageImage, language: str, seconds: float, knows: Knows = knows_nothing
) -> PageReading:
    """Return what `engine` reads on a page. Raises `PageError` where the engine fails, `MissingError`.

    `knows` tells the language's words: among readings that the engine has nearly as much support for, they come first,
    unless the engine has ranked them itself.
    """
    if is_blank(image):
        reason = Reason(code=ReasonCode.BLANK, message="nothing is typed on this page")
        return PageReading(PageState.BLANK, reasons=(reason,), ink=account_for(image, (), ()).ledger)
    found = engine.read(image, language, seconds)
    _refuse_nonsense(found)
    try:
        return _page_reading(found, image, language, knows)
    except ValidationError as error:
        # Only an engine can have made what no record holds, such as an empty word.
        raise EngineBabbled(detail=str(error.errors()[0]["msg"])) from error


def _refuse_nonsense(found: EngineReading) -> None:
    """Raise `EngineBabbled` for what is no reading, a flood, lines without words, words without letters or with halves
    of them, and confidences that are none."""
    if not isinstance(found, EngineReading):
        raise EngineBabbled(detail=f"no reading, but {type(found).__name__}")
    if (words := sum(len(line.words) for line in (*found.lines, *found.set_apart))) > MOST_WORDS:
        raise EngineBabbled(detail=f"{words} words on a page")
    for line in (*found.lines, *found.set_apart):
        if not line.words:
            raise EngineBabbled(detail="a line without words")
        for word in line.words:
            if not word.text.strip():
                raise EngineBabbled(detail="a word without letters")
            if any("\ud800" <= letter <= "\udfff" for letter in word.text):
                raise EngineBabbled(detail=f"text that is no UTF-8: {word.text!a}")
            confidences = (word.confidence, *(glyph.confidence for glyph in word.glyphs))
            if not all(0.0 <= confidence <= 1.0 for confidence in confidences):
                raise EngineBabbled(detail=f"a confidence that is not from 0 to 1, of {word.text!r}")


def _page_reading(found: EngineReading, image: PageImage, language: str, knows: Knows) -> PageReading:
    """Return what the reading of an engine amounts to."""
    outvoted = _apart(SetApartCause.OUTVOTED, found.set_apart, image)
    if not found.lines:
        message = "no line of text was found: a picture, or a page with marks only"
        reason = Reason(code=ReasonCode.NO_TEXT, message=message)
        return _unreadable(reason, outvoted, found, image)
    kind = found.type or type_of(found.lines, pitch_of_words(found.lines))
    if kind is TypeKind.PRINTED:
        triaged = sort_printed_lines([without_overlong_glyphs(line) for line in found.lines], knows)
    else:
        triaged = sort_lines(found.lines)
    mostly_noise = glyph_count(triaged.text) < READABLE * glyph_count((*triaged.text, *triaged.noise))
    if mostly_noise:
        triaged = _sure_by_itself(triaged)
    marks_apart = (*triaged.noise, *triaged.parts)
    if mostly_noise and glyph_count(triaged.text) < FEW_GLYPHS and not _is_sure(triaged.text):
        confidence = max(line_confidence(line) for line in found.lines)
        message = f"what the engine read is noise, not text (best line at {confidence:.0%} confidence)"
        set_apart = (*_apart(SetApartCause.MARK, (*triaged.text, *marks_apart), image), *outvoted)
        return _unreadable(Reason(code=ReasonCode.NOISE, message=message), set_apart, found, image)
    # Among what is text alone: noise on a line must not cost the line its letters.
    lines, twice = without_places_read_twice(triaged.text if found.ranked else ranked(triaged.text, knows))
    marks = find_marks(image, lines)
    accounts = account_for(image, lines, marks)
    across = read_across(lines, pitch_of_words(lines))
    evidence = evidence_of(lines, accounts.ledger, across, knows)
    own = [line for line in lines if line.read_by is None]
    if found.of_type_alone and type_of(own, pitch_of_words(own)) is TypeKind.PRINTED:
        evidence = replace(evidence, print_as_type=glyph_count(own))
    hopeless = _hopeless(evidence, language)
    if hopeless is not None:
        marked = _apart(SetApartCause.MARK, (*lines, *marks_apart), image)
        return _unreadable(hopeless, (*marked, *outvoted, *_apart(SetApartCause.OUTVOTED, twice, image)), found, image)
    reading = PageReading(
        PageState.DONE,
        lines=recorded(lines, image.to_scan, accounts.gaps),
        set_apart=(
            *_apart(SetApartCause.MARK, marks_apart, image),
            *outvoted,
            *_apart(SetApartCause.OUTVOTED, twice, image),
        ),
        marks=marks,
        ink=accounts.ledger,
        type=kind,
        marks_apart=len(marks_apart),
        mostly_noise=mostly_noise,
        engine_warnings=found.warnings,
        gutter=across.gutter if across and not across.crossed else None,
    )
    return reading.judged_by(evidence, language)


def _unreadable(reason: Reason, set_apart: tuple[SetApart, ...], found: EngineReading, image: PageImage) -> PageReading:
    """Return the reading of a page of which nothing is text."""
    return PageReading(
        PageState.UNREADABLE,
        set_apart=set_apart,
        reasons=(reason,),
        warnings=found.warnings,
        ink=account_for(image, (), ()).ledger,
        expected_cer=1.0,
    )


def _apart(cause: SetApartCause, lines: Sequence[ReadLine], image: PageImage) -> tuple[SetApart, ...]:
    """Return what is no part of the text, as records."""
    return tuple(
        SetApart(cause=cause, words=line.words, box=line.box, block=line.block)
        for line in recorded(lines, image.to_scan)
    )


SURE_GLYPHS = 8
"""Glyphs of a sure line that stands as the only one of its page: a word, a heading."""


def _is_sure(lines: Sequence[ReadLine]) -> bool:
    """Return whether a line is text however few there are."""
    return any(glyph_count([line]) >= SURE_GLYPHS and line_confidence(line) >= SURE_ALONE for line in lines)


def _sure_by_itself(triaged: Triaged) -> Triaged:
    """Return a page of noise with only those lines as text that are sure by themselves.

    Measured against noise, noise looks like the page's own.
    """
    sure = [line_confidence(line) >= SURE_ALONE for line in triaged.text]
    return replace(
        triaged,
        text=tuple(line for line, is_sure in zip(triaged.text, sure, strict=True) if is_sure),
        noise=(*triaged.noise, *(line for line, is_sure in zip(triaged.text, sure, strict=True) if not is_sure)),
    )


def evidence_of(lines: Sequence[ReadLine], ledger: InkLedger, across: ReadAcross | None, knows: Knows) -> Evidence:
    """Return what tells how well the lines of a page were read; `across` is what was read across a gutter, if any."""
    return Evidence(
        read=glyph_count(lines),
        doubt=doubt_of(lines),
        unread=ledger.unread_characters,
        across=across.share if across else 0.0,
        letters=letter_count(lines),
        known=None if knows is knows_nothing else known_letters(lines, knows),
    )


def _hopeless(evidence: Evidence, language: str) -> Reason | None:
    """Return why what was read is no text at all; None where it may be."""
    if no_text(evidence) >= NO_TEXT_AT_ALL:
        message = (
            f"hardly a word of `{language}` is in what was read: another language, handwriting, or a page that lies "
            "otherwise than its lines seem to"
        )
        return Reason(code=ReasonCode.NO_WORDS, message=message)
    if evidence.mean_doubt > (WORDLESS_DOUBT if is_wordless(evidence) else NOISE_DOUBT):
        message = f"what the engine read is noise, not text ({evidence.mean_doubt:.0%} of it is doubtful)"
        return Reason(code=ReasonCode.NOISE, message=message)
    return None


def is_blank(image: PageImage) -> bool:
    """Return whether a prepared page has so little ink that nothing can be typed on it."""
    ink = int((image.binary == 0).sum())
    return ink * image.pixel_mm2 < BLANK_INK_MM2
