"""A document beside a transcription: variants with verdicts, editorial additions, pages, conventions."""

from __future__ import annotations

import pytest

from ocr_pipeline.compare.comparison import compare
from ocr_pipeline.compare.load import load_transcription
from ocr_pipeline.compare.profile import load_profile
from ocr_pipeline.compare.records import Category, Span, Transcription, Verdict
from ocr_pipeline.records import Box, Glyph, Page, PageState, Provenance, ScanRef, Side, TextLine, Word
from ocr_pipeline.text import clean_document

SCAN = ScanRef(path="a.png", frame=0, side=Side.WHOLE, sha256="", width=2000, height=3000, resolution=None)
PITCH, DISTANCE = 20, 60
TEXT = (
    "Во время второй встречи 29 марта Ким Ир Сен вновь заявил, что",
    "он полностью согласен с предложением советского правительства",
    "и не считает нужным откладывать переговоры в Паньмыньчжоне.",
    "Потери корейской стороны составляют ежедневно около 300 человек.",
)


def line(text, row, confidence=0.99):
    words, column = [], 0
    for word in text.split():
        glyphs = tuple(
            Glyph(
                text=letter,
                box=Box(
                    left=100 + PITCH * (column + at),
                    top=DISTANCE * row,
                    right=100 + PITCH * (column + at + 1),
                    bottom=DISTANCE * row + 30,
                ),
                confidence=confidence,
            )
            for at, letter in enumerate(word)
        )
        box = Box(
            left=glyphs[0].box.left, top=glyphs[0].box.top, right=glyphs[-1].box.right, bottom=glyphs[0].box.bottom
        )
        words.append(Word(text=word, box=box, confidence=confidence, glyphs=glyphs))
        column += len(word) + 1
    box = Box(left=100, top=DISTANCE * row, right=words[-1].box.right, bottom=DISTANCE * row + 30)
    return TextLine(words=tuple(words), box=box)


def a_page(name, lines=TEXT, confidence=0.99):
    typed = tuple(line(text, row, confidence) for row, text in enumerate(lines))
    return Page(id=name, scan=SCAN, state=PageState.DONE, lines=typed)


def compared(pages, text, **fields):
    document = clean_document("d", pages, Provenance(program="", engine="", language="rus"))
    transcription = Transcription(name="t", text=text, format="plain text", **fields)
    return compare(document, transcription, lambda index: pages[index], load_profile(), language="rus")


def only(comparison):
    (variant,) = comparison.variants
    return variant


def test_the_text_itself_as_transcription_has_no_variant():
    found = compared([a_page("1")], "\n".join(TEXT))
    assert found.variants == ()
    assert found.scores.layers[0].cer.errors == 0
    assert (found.coverage.ours, found.coverage.theirs) == (1.0, 1.0)


def test_a_changed_number_is_a_transcription_error_at_its_place_on_paper():
    variant = only(compared([a_page("1")], "\n".join(TEXT).replace("300", "800")))
    assert (variant.ours, variant.theirs, variant.category) == ("300", "800", Category.NUMBER)
    assert variant.verdict is Verdict.TRANSCRIPTION_ERROR
    (place,) = variant.places
    column = TEXT[3].index("300")
    assert (place.page_id, place.line, place.box.left) == ("1", 3, 100 + PITCH * column)


def test_a_dropped_negation_is_missing_in_the_transcription_and_weighs_much():
    variant = only(compared([a_page("1")], "\n".join(TEXT).replace("не считает", "считает")))
    assert (variant.category, variant.verdict) == (Category.NEGATION, Verdict.MISSING_IN_TRANSCRIPTION)
    assert variant.weight > 5


def test_a_line_left_out_is_one_passage_missing_in_the_transcription():
    variant = only(compared([a_page("1")], "\n".join((TEXT[0], *TEXT[2:]))))
    assert variant.category is Category.STRETCH
    assert variant.verdict is Verdict.MISSING_IN_TRANSCRIPTION
    assert variant.ours == TEXT[1]


def test_what_the_engine_misread_is_a_reading_error():
    lines = (TEXT[0], TEXT[1].replace("правительства", "правнтельства"), *TEXT[2:])
    variant = only(compared([a_page("1", lines, 0.7)], "\n".join(TEXT)))
    assert (variant.ours, variant.verdict) == ("правнтельства", Verdict.READING_ERROR)


def test_headings_and_source_notes_of_an_editor_are_editorial():
    text = f"№ 333\n\nТелеграмма послов\n\n{chr(10).join(TEXT)}\n\nПеч. по: АП РФ. Ф. 3. Оп. 65. Л. 97. Подлинник."
    found = compared([a_page("1")], text)
    assert {variant.verdict for variant in found.variants} == {Verdict.EDITORIAL}
    assert next(variant.theirs for variant in found.variants) == "№ 333"


def test_what_an_editor_marks_as_added_is_editorial():
    text = "\n".join(TEXT).replace("встречи", "встречи [с послом]")
    at = text.index("[")
    found = compared([a_page("1")], text, editorial=(Span(start=at, end=at + len("[с послом]")),))
    assert {variant.verdict for variant in found.variants} == {Verdict.EDITORIAL}


def test_conventions_are_named():
    variant = only(
        compared(
            [a_page("1", ("согласен с ещё одним предложением советского правительства", *TEXT))],
            "\n".join(("согласен с еще одним предложением советского правительства", *TEXT)),
        )
    )
    assert variant.verdict is Verdict.CONVENTION
    assert variant.forgiven_by


def test_pages_in_another_order_are_said_and_do_not_wreck_the_rest():
    second = ("Обязанности министра иностранных дел временно исполняет Ли Дон Ген", "Китайских друзей проинформирует")
    found = compared([a_page("1"), a_page("2", second)], "\n".join((*second, *TEXT)))
    assert found.variants == ()
    assert any("another order" in note for note in found.notes)


def test_a_transcription_of_another_document_is_said_to_be_one():
    found = compared([a_page("1")], "Совсем иной документ о посевной кампании в Омской области и ремонте тракторов.")
    assert found.variants == ()
    assert any("another document" in note for note in found.notes)


def test_an_empty_transcription_has_a_defined_result():
    found = compared([a_page("1")], "")
    assert found.variants == ()
    assert any("empty" in note for note in found.notes)


def test_the_reference_telegram_beside_the_archives_page(shared):
    transcription = load_transcription(shared / "transcriptions" / "wilson-112123.txt", "rus")
    first, second = transcription.text.split("- 1020 -")
    pages = []
    for name, part in (("1", first), ("2", "- 1020 -" + second)):
        lines = [one.strip() for one in part.split("\n") if one.strip()]
        kept = [one for one in lines if not one.startswith(("№ 333", "Телеграмма дипл", "Печ. по"))]
        pages.append(a_page(name, kept))
    document = clean_document("telegram", pages, Provenance(program="", engine="", language="rus"))
    found = compare(document, transcription, lambda index: pages[index], load_profile(), language="rus")
    assert {variant.verdict for variant in found.variants} == {Verdict.EDITORIAL}
    assert not any("Pyongyang" in variant.theirs or "1020" in variant.theirs for variant in found.variants)
    assert any("указа- / за" in note for note in found.notes)


@pytest.mark.parametrize("glued", ["КимИр Сен", "Ким ИрСен"])
def test_glued_words_are_one_variant(glued):
    assert only(compared([a_page("1")], "\n".join(TEXT).replace("Ким Ир Сен", glued))).theirs in glued
