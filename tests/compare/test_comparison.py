"""A document beside a transcription: variants with verdicts, editorial additions, pages, conventions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_pipeline.compare.comparison import compare
from ocr_pipeline.compare.load.load import load_transcription
from ocr_pipeline.compare.profile import load_profile
from ocr_pipeline.compare.records import Category, Span, Verdict
from ocr_pipeline.records import Provenance
from ocr_pipeline.text import applied, clean_document
from tests.support.table_pages import page_in_regions
from tests.support.typed_documents import PITCH, TEXT, a_page, compared, only


def test_the_text_itself_as_transcription_has_no_variant():
    found = compared([a_page("1")], "\n".join(TEXT))
    assert found.variants == ()
    assert found.scores.layers[0].cer.errors == 0
    assert (found.coverage.ours, found.coverage.theirs) == (1.0, 1.0)


def test_a_changed_number_is_a_transcription_error_at_its_place_on_paper():
    variant = only(compared([a_page("1", confidence=0.997)], "\n".join(TEXT).replace("300", "800")))
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


ROWS = (("Название", "План", "Факт"), ("железо", "12", "13"), ("уголь", "", "461"))


@pytest.mark.parametrize(
    "written",
    [
        lambda rows: "\n".join("\t".join(row) for row in rows),
        lambda rows: "\n".join(" | ".join(row) for row in rows),
        lambda rows: "\n".join(";".join(row) for row in rows),
        lambda rows: "\n".join(["| " + " | ".join(rows[0]) + " |", "|---|---|---|", *map("|".join, rows[1:])]),
    ],
    ids=["tabs", "strokes", "semicolons", "Markdown"],
)
def test_what_stands_between_the_cells_of_a_table_is_no_variant(written):
    page = page_in_regions("1", *TEXT, ROWS)
    found = compared([page], "\n".join([*TEXT, "", written(ROWS)]))
    assert found.variants == ()
    assert found.scores.layers[-1].cer.errors == 0


def test_a_figure_that_differs_in_a_table_of_strokes_is_the_only_variant_and_the_signs_are_noted():
    page = page_in_regions("1", *TEXT, ROWS)
    rows = "\n".join(" | ".join(row) for row in ROWS).replace("461", "467")
    found = compared([page], "\n".join([*TEXT, "", rows]))
    variant = only(found)
    assert (variant.ours, variant.theirs) == ("461", "467")
    assert found.transcription.text[variant.their_span.start : variant.their_span.end] == "467"
    assert "what stands between the cells of tables is not compared: 6 separators (|)" in found.notes


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


SECOND = (
    "Обязанности министра иностранных дел временно исполняет Ли Дон Ген.",
    "Китайских друзей проинформирует посол.",
)


def test_an_omitted_paragraph_is_one_passage_even_where_it_holds_a_number():
    variant = only(compared([a_page("1")], "\n".join(TEXT[:3])))
    assert (variant.ours, variant.theirs) == (TEXT[3], "")
    assert (variant.category, variant.verdict) == (Category.STRETCH, Verdict.MISSING_IN_TRANSCRIPTION)


def test_a_word_added_next_to_a_date_is_not_about_the_date():
    variant = only(compared([a_page("1")], "\n".join(TEXT).replace("29 марта", "29 марта утром")))
    assert (variant.theirs, variant.category) == ("утром", Category.WORD)


def test_a_changed_day_is_about_the_date():
    variant = only(compared([a_page("1")], "\n".join(TEXT).replace("29 марта", "23 марта")))
    assert (variant.ours, variant.theirs) == ("29", "23")
    assert (variant.category, variant.verdict) == (Category.DATE, Verdict.TRANSCRIPTION_ERROR)


def test_a_year_that_only_the_transcription_has_is_about_the_date():
    variant = only(compared([a_page("1")], "\n".join(TEXT).replace("29 марта", "29 марта 1953")))
    assert (variant.ours, variant.theirs, variant.category) == ("", "1953", Category.DATE)


def test_a_name_changed_by_a_letter_is_a_transcription_error():
    variant = only(compared([a_page("1")], "\n".join(TEXT).replace("Паньмыньчжоне", "Паньмыньчжуне")))
    assert (variant.category, variant.verdict) == (Category.NAME, Verdict.TRANSCRIPTION_ERROR)


def test_a_name_changed_for_another_is_two_variants_of_a_name():
    found = compared([a_page("1")], "\n".join(TEXT).replace("Паньмыньчжоне", "Пекине"))
    assert {(variant.ours, variant.theirs) for variant in found.variants} == {("Паньмыньчжоне", ""), ("", "Пекине")}
    assert {variant.category for variant in found.variants} == {Category.NAME}


def test_a_doubled_word_is_written_twice_by_mistake():
    variant = only(compared([a_page("1")], "\n".join(TEXT).replace("полностью", "полностью полностью")))
    assert (variant.ours, variant.theirs, variant.verdict) == ("", "полностью", Verdict.TRANSCRIPTION_ERROR)
    assert any("twice" in reason for reason in variant.reasons)


@pytest.mark.parametrize(
    ("typed", "now"), [("итти", "идти"), ("попрежнему", "по-прежнему"), ("повидимому", "по-видимому")]
)
def test_a_modernized_spelling_is_one_variant_of_spelling(typed, now):
    lines = (TEXT[0].replace("вновь", typed), *TEXT[1:])
    variant = only(compared([a_page("1", lines)], "\n".join(TEXT).replace("вновь", now)))
    assert (variant.ours, variant.theirs, variant.category) == (typed, now, Category.SPELLING)


def test_a_transcription_of_one_page_of_two_tells_the_page_it_lacks():
    found = compared([a_page("1"), a_page("2", SECOND)], "\n".join(TEXT))
    assert found.pages_without_transcription == ("2",)
    assert found.coverage.theirs == 1.0
    assert 0.5 < found.coverage.ours < 0.8
    assert {place.page_id for variant in found.variants for place in variant.places} == {"2"}
    assert {variant.verdict for variant in found.variants} == {Verdict.MISSING_IN_TRANSCRIPTION}
    assert not found.notes


def test_a_page_missing_in_the_scans_is_told_from_an_editors_note():
    more = " ".join(f"слово{number} {'дом' if number % 2 else 'сад'}" for number in range(60))
    comparison = compared([a_page("1")], "\n".join((*TEXT, "", more)))
    variant = only(comparison)
    assert (variant.category, variant.verdict) == (Category.STRETCH, Verdict.MISSING_IN_SCAN)
    assert any("a page may be missing" in note for note in comparison.notes)


@pytest.mark.parametrize(
    ("before", "between"),
    [
        ("[с. 5] ", " [с. 6] "),
        ("", " // "),
        ("|5| ", " |6| "),
        ("/л. 5/ ", " /л. 5 об./ "),
        ("", "\f"),
        ("- 5 -\n", "\n- 6 -\n"),
    ],
)
def test_page_marks_of_a_transcription_are_no_variants(before, between, tmp_path):
    file = tmp_path / "t.txt"
    file.write_text(f"{before}{' '.join(TEXT)}{between}{' '.join(SECOND)}", encoding="utf-8")
    transcription = load_transcription(file)
    pages = [a_page("1", ("- 5 -", *TEXT)), a_page("2", ("- 6 -", *SECOND))]
    document = clean_document("d", pages, Provenance(program="", engine="", language="rus"))
    found = compare(document, transcription, lambda index: pages[index], load_profile(), language="rus")
    assert found.variants == ()
    assert found.scores.layers[0].cer.errors == 0


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "utf-16", "utf-8-sig"])
def test_the_encoding_of_a_transcription_is_no_difference(encoding, tmp_path):
    file = tmp_path / "t.txt"
    file.write_bytes("\n".join(TEXT).encode(encoding))
    pages = [a_page("1")]
    document = clean_document("d", pages, Provenance(program="", engine="", language="rus"))
    found = compare(document, load_transcription(file), lambda index: pages[index], load_profile(), language="rus")
    assert found.variants == ()
    assert found.scores.layers[0].cer.errors == 0


def test_a_transcription_in_another_language_is_said_to_be_of_another_document():
    found = compared(
        [a_page("1")], "During the second meeting on 29 March Kim Il Sung stated again that he fully agreed with it."
    )
    assert found.variants == ()
    assert found.pages_without_transcription == ("1",)
    other_document, other_language = found.notes
    assert "another document: they share 0.0%" in other_document
    assert "Latin letters, where Cyrillic ones were read" in other_language


def test_an_empty_reading_has_a_defined_result():
    found = compared([a_page("1", ())], "\n".join(TEXT))
    assert found.variants == ()
    assert found.notes == ("nothing was read on the scans",)
    assert found.scores.layers[0].cer.rate == 1.0


@pytest.mark.parametrize("word", ["Секретно", "Копия верна"])
def test_a_paper_of_a_word_or_two_is_compared(word):
    found = compared([a_page("1", (word,))], word)
    assert found.notes == ()
    assert found.pages_without_transcription == ()
    assert found.coverage.ours == 1.0


WORDS = st.sampled_from([*(word for line in TEXT for word in line.split()), "№", "«да»", "III", "Ш", "еще", "ещё"])


@settings(max_examples=25)
@given(st.lists(WORDS, max_size=6), st.lists(st.tuples(st.integers(0, 38), WORDS), max_size=5), st.booleans())
def test_nothing_is_lost_between_the_variants(added, changes, swapped):
    words = [word for line in TEXT for word in line.split()]
    for at, word in changes:
        words[at % len(words)] = word
    pages = [a_page("1"), a_page("2", SECOND)]
    text = " ".join((*SECOND, *words, *added) if swapped else (*words, *added, *SECOND))
    found = compared(pages, text)
    document = clean_document("d", pages)
    ours = applied(document.diplomatic, document.edits)
    sides = {
        "ours": (ours, [variant.our_span for variant in found.variants if variant.ours]),
        "theirs": (text, [variant.their_span for variant in found.variants if variant.theirs]),
    }
    alike = {name: sorted(_outside(text, spans)) for name, (text, spans) in sides.items()}
    assert alike["ours"] == alike["theirs"]
    assert [variant.number for variant in found.variants] == list(range(1, len(found.variants) + 1))


def _outside(text, spans):
    """The characters of a text that are in no span; no two spans share one."""
    places = [place for span in spans for place in range(span.start, span.end)]
    assert len(places) == len(set(places))
    inside = set(places)
    return [character for place, character in enumerate(text) if place not in inside and not character.isspace()]


def test_a_note_on_missing_pages_is_no_variant_and_counts_nowhere():
    numbered = [a_page(str(number), (f"- {number} -", *TEXT)) for number in (4, 5, 8, 9)]
    found = compared(numbered, "\n".join(TEXT * 4))
    assert found.variants == ()
    assert found.scores.layers[1].cer.errors == 0


TELEGRAM = (
    "Встречен в Пекине послом тчк Передал зпт что согласен тчк К вашему",
    "нр 333 сообщаю двтч переговоры идут успешно тчк Завтра встречаюсь",
    "скб вторично скб с премьером тире министром тчк Подробности почтой",
)
EDITED = (
    "Встречен в Пекине послом. Передал, что согласен. К вашему № 333 сообщаю: переговоры идут успешно. "
    "Завтра встречаюсь (вторично) с премьером — министром. Подробности почтой"
)


def test_telegraph_words_against_the_marks_of_an_edition_are_a_convention():
    found = compared([a_page("1", TELEGRAM)], EDITED)
    assert {variant.category for variant in found.variants} == {Category.CONVENTION}
    assert {variant.verdict for variant in found.variants} == {Verdict.CONVENTION}
    as_typed, *_, convention_neutral = found.scores.layers
    assert as_typed.cer.errors > 20
    assert convention_neutral.cer.errors == 0


def test_a_wrong_mark_for_a_telegraph_word_is_an_error():
    found = compared([a_page("1", TELEGRAM)], EDITED.replace("послом.", "послом?"))
    left = [(one.ours, one.theirs) for one in found.variants if one.category is not Category.CONVENTION]
    assert sorted(left) == [("", "?"), ("тчк", "")]
