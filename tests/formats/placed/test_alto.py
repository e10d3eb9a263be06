"""ALTO 4.4: valid, the diplomatic text to the character, hyphens with both halves of their words."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, settings

from ocr_pipeline.compare.load import vocabularies
from ocr_pipeline.formats.placed.alto import FORMAT, NAMESPACE
from ocr_pipeline.formats.xml_text import xml_text
from ocr_pipeline.records import (
    Alternative,
    Glyph,
    Mark,
    MarkKind,
    Reason,
    RegionKind,
    Side,
    TypeKind,
    replace,
)
from tests.support.placed_pages import (
    ON_ITS_SIDE,
    SKEWED,
    a_region,
    documents,
    failed_page,
    leaf_written,
    material_of,
    typed_line,
    typed_page,
)
from tests.support.schemas import errors, needs_schemas
from tests.support.table_pages import page_in_regions

FULL = "эта строка заполнена до самого правого края листа бумаги"
SCHEMA = "alto-4-4.xsd"
IN = {"a": NAMESPACE}


written = partial(leaf_written, FORMAT)


def found(root, path):
    return root.xpath(path, namespaces=IN)


def text_of(content):
    return vocabularies.content(content, "a.xml").text


@needs_schemas
@settings(max_examples=40)
@given(documents())
def test_whatever_is_on_the_pages_their_files_are_valid(pages):
    material = material_of(*pages)
    for place, page in enumerate(pages):
        assert errors(SCHEMA, FORMAT.leaf(material, place, page)) == ""


@settings(max_examples=40)
@given(documents(tables=False))
def test_the_diplomatic_text_comes_back_to_the_character(pages):
    material = material_of(*pages)
    for place, page in enumerate(pages):
        assert text_of(FORMAT.leaf(material, place, page)) == xml_text(page.text)


@settings(max_examples=40)
@given(documents())
def test_the_words_of_tables_come_back_in_their_order(pages):
    material = material_of(*pages)
    for place, page in enumerate(pages):
        assert text_of(FORMAT.leaf(material, place, page)).split() == xml_text(page.text).split()


def test_a_hyphen_is_one_and_both_halves_say_their_word_over_lines_and_pages():
    pages = (
        typed_page("1", "- 5 -", FULL + " необ-", "ходимости " + FULL, FULL + " встре-"),
        typed_page("2", "- 6 -", "чи " + FULL),
    )
    (first, content), (second, _) = (written(*pages, place=place) for place in (0, 1))
    halves = [
        (one.get("CONTENT"), one.get("SUBS_TYPE"), one.get("SUBS_CONTENT"))
        for root in (first, second)
        for one in found(root, "//a:String[@SUBS_TYPE]")
    ]
    assert halves == [
        ("необ", "HypPart1", "необходимости"),
        ("ходимости", "HypPart2", "необходимости"),
        ("встре", "HypPart1", "встречи"),
        ("чи", "HypPart2", "встречи"),
    ]
    assert found(first, "//a:HYP/@CONTENT") == ["-", "-"]
    assert text_of(content) == pages[0].text


def test_a_hyphen_has_its_place_and_its_string_ends_before_it():
    root, _ = written(typed_page("1", FULL + " необ-", "ходимости " + FULL))
    (hyphen,) = found(root, "//a:HYP")
    half = hyphen.getprevious()
    assert int(half.get("HPOS")) + int(half.get("WIDTH")) <= int(hyphen.get("HPOS"))
    assert len(half.get("CC").split()) == len("необ")
    without, _ = written(typed_page("1", FULL + " необ-", "ходимости " + FULL, glyphs=False))
    assert found(without, "//a:HYP/@HPOS") == []


@pytest.mark.parametrize(("first", "second"), [("необходи -", "мости"), ("I941-", "I945"), ("и/", "или")])
def test_halves_are_two_or_none_whatever_stands_between_them(first, second):
    page = typed_page("1", f"{FULL} {first}", f"{second} {FULL}")
    root, content = written(page)
    halves = found(root, "//a:String/@SUBS_TYPE")
    assert halves in ([], ["HypPart1", "HypPart2"])
    assert len(set(found(root, "//a:String/@SUBS_CONTENT"))) == len(halves) // 2
    assert text_of(content) == page.text


def test_a_hyphen_that_was_read_as_a_word_parts_two_halves():
    root, _ = written(typed_page("1", f"{FULL} необходи -", f"мости {FULL}"))
    assert found(root, "//a:String[@SUBS_CONTENT='необходимости']/@CONTENT") == ["необходи", "мости"]


def test_page_numbers_stand_in_the_margins_and_are_read_where_they_are_typed():
    pages = [typed_page(str(number), FULL, FULL, f"- {number} -") for number in (5, 6, 7)]
    root, content = written(*pages, place=1)
    assert [space.tag.rpartition("}")[2] for space in found(root, "//a:Page/*")] == ["BottomMargin", "PrintSpace"]
    assert found(root, "//a:BottomMargin//a:String/@CONTENT") == ["-", "6", "-"]
    assert found(root, "//a:ElementRef/@REF")[-1] == found(root, "//a:BottomMargin/a:TextBlock/@ID")[0]
    assert (found(root, "//a:Page/@PRINTED_IMG_NR"), found(root, "//a:Page/@PHYSICAL_IMG_NR")) == (["6"], ["2"])
    assert text_of(content) == pages[1].text


def test_a_number_that_no_one_typed_is_not_printed():
    pages = typed_page("1", "- 5 -", FULL), typed_page("2", FULL, FULL), typed_page("3", "- 7 -", FULL)
    root, _ = written(*pages, place=1)
    assert found(root, "//a:Page/@PRINTED_IMG_NR") == []
    assert "page-number: 6" in found(root, "//a:processingStepDescription/text()")


def test_styles_are_those_that_alto_has_and_the_rest_are_tags():
    page = typed_page("1", "дело x2 слово")
    box = page.lines[0].words[1].glyphs[1].box
    marks = tuple(
        Mark(kind=kind, box=box, line=0, first_word=word, last_word=word)
        for kind, word in (
            (MarkKind.UNDERLINED, 0),
            (MarkKind.OVERSTRUCK, 0),
            (MarkKind.RAISED, 1),
            (MarkKind.LETTER_SPACED, 2),
        )
    )
    root, _ = written(replace(page, marks=marks))
    assert found(root, "//a:String/@STYLE") == ["strikethrough underline"]
    labels = {one.get("ID"): one.get("LABEL") for one in found(root, "//a:OtherTag")}
    assert [labels[one] for one in found(root, "//a:String/@TAGREFS")] == ["raised in part", "letter-spaced"]


def test_glyphs_have_confidences_and_variants_of_three_characters_at_most():
    page = typed_page("1", "эа")
    word = page.lines[0].words[0]
    others = tuple(Alternative(text=text, probability=0.1) for text in ("з", "abcd", "rn"))
    first = replace(word.glyphs[0], confidence=0.5, alternatives=others)
    line = replace(page.lines[0], words=(replace(word, glyphs=(first, word.glyphs[1])),))
    root, _ = written(replace(page, lines=(line,)))
    assert found(root, "//a:Glyph/@GC") == ["0.5", "0.9"]
    assert found(root, "//a:Glyph/a:Variant/@CONTENT") == ["з", "rn"]
    assert found(root, "//a:String/@CC") == ["4 1"]
    assert found(root, "//a:String/@WC") == ["0.9"]


@pytest.mark.parametrize(("text", "glyphs"), [("е\u0301", ["\u0435\u0301"]), ("и\u0306", ["й"])])
def test_a_glyph_of_several_characters_is_composed_or_its_word_has_none(text, glyphs):
    page = typed_page("1", "а")
    word = page.lines[0].words[0]
    glyph = Glyph(text=text, box=word.box, confidence=0.9)
    line = replace(page.lines[0], words=(replace(word, text=text, glyphs=(glyph,)),))
    root, content = written(replace(page, lines=(line,)))
    assert found(root, "//a:Glyph/@CONTENT") == [one for one in glyphs if len(one) == 1]
    assert text_of(content) == text


def test_a_table_is_a_composed_block_whose_cells_say_their_row_and_column():
    root, _ = written(page_in_regions("1", "сверху", [["Год", "План"], ["1950", ""]]))
    (table,) = found(root, "//a:ComposedBlock[@TYPE='table']")
    labels = {one.get("ID"): (one.get("TYPE"), one.get("LABEL")) for one in found(root, "//a:LayoutTag")}
    cells = [[labels[name] for name in one.split()] for one in found(table, "a:TextBlock/@TAGREFS")]
    assert cells[2] == [("kind", "cell"), ("row", "2"), ("column", "1")]


def test_a_picture_is_an_illustration_and_its_labels_stand_beside_it():
    line = typed_line("рис. 1", 1)
    root, content = written(replace(typed_page("1"), lines=(line,), regions=(a_region(RegionKind.PICTURE),)))
    assert found(root, "//a:PrintSpace/a:Illustration/@TYPE") == ["picture"]
    assert text_of(content) == "рис. 1"


def test_a_page_on_its_side_is_rotated_and_its_lines_run_upwards():
    root, _ = written(typed_page("1", FULL, to_scan=ON_ITS_SIDE))
    assert found(root, "//a:Page/@ROTATION") == ["90"]
    assert found(root, "//a:TextBlock/@BASEDIRECTION") == ["btt"]
    (baseline,) = found(root, "//a:TextLine/@BASELINE")
    (left, first), (right, last) = [tuple(map(int, pair.split(","))) for pair in baseline.split()]
    assert abs(left - right) <= 1
    assert first > last


def test_a_block_that_is_turned_otherwise_than_its_page_says_so():
    region = a_region(RegionKind.TEXT, quarter_turns=3, type=TypeKind.TYPED)
    lines = (typed_line(FULL, 1, ON_ITS_SIDE),)
    root, _ = written(replace(typed_page("1"), lines=lines, regions=(region,)))
    assert (found(root, "//a:Page/@ROTATION"), found(root, "//a:TextBlock/@ROTATION")) == (["0"], ["90"])
    assert found(root, "//a:TextBlock/@STYLEREFS") == ["style_typed"]


def test_of_a_skewed_page_lines_have_their_shape_and_of_a_level_one_the_box_is_enough():
    assert found(written(typed_page("1", FULL, to_scan=SKEWED))[0], "//a:TextLine/a:Shape/a:Polygon")
    assert not found(written(typed_page("1", FULL))[0], "//a:Shape")


def test_the_scan_is_named_as_it_is_come_by_whatever_is_in_its_name():
    name = "../мои сканы/a & <b>\n\x01.png"
    root, _ = written(typed_page("1 ю/&", FULL), way=lambda _page: name)
    assert found(root, "//a:fileName/text()") == [xml_text(name)]
    assert found(root, "//a:fileIdentifier/text()") == ["ab"]
    assert found(root, "//a:MeasurementUnit/text()") == ["pixel"]


def test_a_page_that_failed_says_so_and_why():
    root, content = written(replace(failed_page("1"), reasons=(Reason(code="ScanBroken", message="cut off"),)))
    assert found(root, "//a:Page/@QUALITY_DETAIL") == ["failed; ScanBroken: cut off"]
    assert found(root, "//a:TextBlock") == []
    assert text_of(content) == ""


def test_a_page_says_its_language_its_side_and_how_sure_it_is():
    page = typed_page("1", FULL, language="rus+eng")
    root, _ = written(replace(page, scan=replace(page.scan, side=Side.LEFT)))
    (element,) = found(root, "//a:Page")
    told = [element.get(name) for name in ("LANG", "OTHERLANGS", "POSITION", "ACCURACY", "PC")]
    assert told == ["ru", "en", "Left", "99", "0.99"]


def test_steps_name_the_program_its_version_and_the_settings():
    root, _ = written(typed_page("1", FULL))
    assert found(root, "//a:processingCategory/text()") == [
        "preOperation",
        "contentGeneration",
        "postOperation",
        "other",
    ]
    assert set(found(root, "//a:softwareName/text()")) == {"ocr_pipeline"}
    assert "engine=typescript" in found(root, "//a:processingStepSettings/text()")[1]
