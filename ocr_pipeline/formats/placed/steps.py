"""How a page was come by, in words: the steps of its reading, and what a person should know of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.placed.parts import PlacedPage
from ocr_pipeline.languages import UNKNOWN_TAG, languages_of
from ocr_pipeline.languages.record import Language
from ocr_pipeline.records import Document, NumberSource, Page, PageState
from ocr_pipeline.text.page_marks import number_text
from ocr_pipeline.version import PROGRAM

CREATED = "1970-01-01T00:00:00Z"
"""What stands where a format demands a time: the records hold none, so that equal results are equal bytes."""


_NO_NAME = re.compile(r"[^A-Za-z0-9_.\-А-Яа-яЁё]")


class StepKind(StrEnum):
    """What is done in a step."""

    PREPARATION = "preparation"
    RECOGNITION = "recognition"
    CLEANING = "cleaning"


@dataclass(frozen=True)
class Step:
    """A step: what it is, what was done, and with what settings."""

    kind: StepKind
    description: str
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def settings_text(self) -> str:
        """Return the settings as a text, empty where there are none."""
        return "; ".join(f"{name}={value}" for name, value in self.settings.items())


def page_name(page: Page) -> str:
    """Return a page's id as XML can have it for a name: what may stand in none is an underscore."""
    return "p_" + _NO_NAME.sub("_", page.id)


def program_of(document: Document) -> tuple[str, str]:
    """Return the program that made a document, and its version."""
    name, _, version = (document.provenance.program if document.provenance else PROGRAM).rpartition(" ")
    return (name, version) if name else (version, "")


def steps_of(material: Material, placed: PlacedPage) -> Iterator[Step]:
    """Yield the steps by which a page was read, in their order; of one that failed, those that were done."""
    page, provenance = placed.page, material.document.provenance
    if (made := page.preparation) is not None:
        done = [f"turned by {90 * made.quarter_turns} degrees"] if made.quarter_turns else []
        done += [f"levelled by {made.skew_degrees:.2f} degrees", "cropped, flattened, made black and white"]
        settings = {
            "quarter-turns": str(made.quarter_turns),
            "skew-degrees": f"{made.skew_degrees:.3f}",
            "dpi": f"{made.dpi:.6g}",
            "width": str(made.width),
            "height": str(made.height),
        }
        yield Step(StepKind.PREPARATION, ", ".join(done), settings)
    if page.state is PageState.FAILED:
        return
    settings = {"engine": page.engine, "language": page.language or (provenance.language if provenance else "")}
    if provenance is not None:
        settings |= {name: str(value) for name, value in provenance.settings.items() if name not in settings}
    yield Step(
        StepKind.RECOGNITION,
        "lines, words and characters read",
        {name: value for name, value in settings.items() if value},
    )
    yield Step(StepKind.CLEANING, "page furniture told apart, words joined over the ends of lines and pages")


def facts_of(material: Material, placed: PlacedPage) -> Iterator[tuple[str, str]]:
    """Yield what is known of a page beside its text: names and values, a name as often as it has values."""
    page, number = placed.page, placed.span.number
    yield "document", material.document.name
    yield "page", page.id
    yield "state", page.state.value
    yield from (("reason", f"{one.code}: {one.message}") for one in page.reasons)
    yield from (("warning", f"{one.code}: {one.message}") for one in page.warnings)
    if page.expected_cer is not None:
        yield "expected-character-error-rate", f"{page.expected_cer:.4f}"
    if page.ink.unread_characters:
        yield "unread-characters", f"{page.ink.unread_characters:.0f}"
    if number is not None:
        yield "page-number", number_text(number)
        yield "page-number-source", number.source.value
        yield "page-number-confidence", f"{number.confidence:.2f}"
        if number.typed is not None:
            yield "page-number-typed", number.typed
    if page.scan.sha256:
        yield "scan-sha256", page.scan.sha256
    yield "scan-frame", str(page.scan.frame)
    yield "scan-side", page.scan.side.value
    if page.key:
        yield "page-key", page.key


def printed_number(placed: PlacedPage) -> str | None:
    """Return the number that stands on a page; None for one without, whatever its neighbours say."""
    number = placed.span.number
    return None if number is None or number.source is NumberSource.INFERRED else number_text(number)


def languages_read(material: Material, placed: PlacedPage) -> tuple[Language, ...]:
    """Return the languages in which a page was read, as far as anything is known of them."""
    provenance = material.document.provenance
    names = placed.page.language or (provenance.language if provenance else "")
    return tuple(one for one in languages_of(names).named if one.tag != UNKNOWN_TAG) if names else ()
