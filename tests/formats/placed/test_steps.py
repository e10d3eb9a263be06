"""How a page was come by, and what is known of it beside its text."""

from __future__ import annotations

from ocr_pipeline.formats.placed.parts import placed_page
from ocr_pipeline.formats.placed.steps import (
    StepKind,
    facts_of,
    languages_read,
    printed_number,
    program_of,
    steps_of,
)
from ocr_pipeline.records import Reason, replace
from ocr_pipeline.version import __version__
from tests.support.placed_pages import failed_page, material_of, typed_page

FULL = "эта строка заполнена до самого правого края листа бумаги"


def laid(*pages, place=0, **more):
    material = material_of(*pages, **more)
    return material, placed_page(material, place, pages[place])


def test_the_steps_say_what_was_done_with_what():
    steps = list(steps_of(*laid(typed_page("1", FULL))))
    assert [step.kind for step in steps] == [StepKind.PREPARATION, StepKind.RECOGNITION, StepKind.CLEANING]
    assert steps[0].settings["dpi"] == "300"
    assert steps[1].settings == {"engine": "typescript", "language": "rus", "split_spreads": "True"}


def test_a_page_that_failed_does_not_say_that_it_was_read():
    assert list(steps_of(*laid(failed_page("1")))) == []
    prepared = replace(failed_page("1"), preparation=typed_page("1", FULL).preparation)
    assert [step.kind for step in steps_of(*laid(prepared))] == [StepKind.PREPARATION]


def test_without_provenance_it_is_this_program():
    material, placed = laid(failed_page("1"), provenance=None)
    assert program_of(material.document) == ("ocr_pipeline", __version__)
    assert languages_read(material, placed) == ()


def test_the_facts_are_state_reasons_number_and_scan():
    page = replace(failed_page("1"), reasons=(Reason(code="ScanBroken", message="cut off"),))
    facts = list(facts_of(*laid(page)))
    assert ("state", "failed") in facts
    assert ("reason", "ScanBroken: cut off") in facts
    assert ("scan-side", "whole") in facts


def test_a_number_that_is_typed_is_printed_and_one_that_is_inferred_is_not():
    pages = typed_page("1", "- 5 -", FULL), typed_page("2", FULL, FULL), typed_page("3", "- 7 -", FULL)
    printed = [printed_number(laid(*pages, place=place)[1]) for place in range(3)]
    assert printed == ["5", None, "7"]
    facts = dict(facts_of(*laid(*pages, place=1)))
    assert (facts["page-number"], facts["page-number-source"]) == ("6", "inferred")


def test_languages_of_which_nothing_is_known_are_left_out():
    material, placed = laid(replace(typed_page("1", FULL), language="rus+xyz+eng"))
    assert [language.tag for language in languages_read(material, placed)] == ["ru", "en"]
