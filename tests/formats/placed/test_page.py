"""PAGE XML: valid, the diplomatic text to the character, and all that a page's document knows of it."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, settings
from lxml import etree

from ocr_pipeline.compare.load import vocabularies
from ocr_pipeline.formats.placed.page import FORMAT, NAMESPACE
from ocr_pipeline.formats.xml_text import xml_text
from ocr_pipeline.languages.registry import known_languages
from ocr_pipeline.records import (
    Alternative,
    Mark,
    MarkKind,
    PageState,
    RankedBy,
    Reason,
    RegionKind,
    Resolution,
    ResolutionOrigin,
    SetApart,
    SetApartCause,
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
from tests.support.schemas import SCHEMAS, errors, needs_schemas
from tests.support.table_pages import page_in_regions

FULL = "эта строка заполнена до самого правого края листа бумаги"
SCHEMA = "page-2019-07-15.xsd"
IN = {"p": NAMESPACE}


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


def test_regions_are_told_by_what_they_are_and_read_in_their_order():
    pages = typed_page("1", "- 5 -", "     " + FULL, FULL, "     " + FULL), typed_page("2", "- 6 -", FULL, FULL)
    root, _ = written(*pages)
    assert found(root, "//p:TextRegion/@type") == ["page-number", "paragraph", "paragraph"]
    assert found(root, "//p:RegionRefIndexed/@regionRef") == found(root, "//p:TextRegion/@id")


def test_a_table_has_its_cells_at_their_places():
    root, _ = written(page_in_regions("1", "сверху", [["Год", "План"], ["1950", ""]]))
    table = found(root, "//p:TableRegion")[0]
    assert (table.get("rows"), table.get("columns")) == ("2", "2")
    roles = found(table, "p:TextRegion/p:Roles/p:TableCellRole")
    assert [(role.get("rowIndex"), role.get("columnIndex")) for role in roles] == [("0", "0"), ("0", "1"), ("1", "0")]
    assert found(table, "p:TextRegion/p:TextLine/p:TextEquiv/p:Unicode/text()") == ["Год", "План", "1950"]


def test_labels_stand_beside_their_picture():
    line = typed_line("рис. 1", 1)
    root, content = written(replace(typed_page("1"), lines=(line,), regions=(a_region(RegionKind.PICTURE),)))
    assert found(root, "//p:Page/p:ImageRegion/@id") == ["r1"]
    assert found(root, "//p:Page/p:TextRegion/@custom") == ["structure {type:label;}"]
    assert found(root, "//p:RegionRefIndexed/@regionRef") == ["r1", "r1p1"]
    assert text_of(content) == "рис. 1"


def test_glyphs_have_confidences_and_what_else_they_may_be():
    page = typed_page("1", "эа")
    word = page.lines[0].words[0]
    first = replace(
        word.glyphs[0],
        confidence=0.75,
        alternatives=(Alternative(text="з", probability=0.2),),
        ranked_by=RankedBy.LANGUAGE_MODEL,
    )
    line = replace(page.lines[0], words=(replace(word, glyphs=(first, word.glyphs[1])),))
    root, _ = written(replace(page, lines=(line,)))
    glyph = found(root, "//p:Glyph")[0]
    readings = [(one.get("index"), one.get("conf"), one[0].text) for one in found(glyph, "p:TextEquiv")]
    assert readings == [("0", "0.75", "э"), ("1", "0.2", "з")]
    assert glyph.get("comments") == "ranked by: language model"
    assert found(root, "//p:Word/p:TextEquiv/@conf") == ["0.9"]


def test_marks_are_styles_of_words_or_of_the_glyphs_that_have_them():
    page = typed_page("1", "дело x2")
    box = page.lines[0].words[1].glyphs[1].box
    marks = tuple(
        Mark(kind=kind, box=box, line=0, first_word=word, last_word=word)
        for kind, word in ((MarkKind.WAVY, 0), (MarkKind.OVERSTRUCK, 0), (MarkKind.RAISED, 1))
    )
    root, _ = written(replace(page, marks=marks))
    (style,) = found(root, "//p:Word/p:TextStyle")
    assert dict(style.attrib) == {"underlined": "true", "underlineStyle": "other", "strikethrough": "true"}
    assert found(root, "//p:Glyph[@id='w1_2_2']/p:TextStyle/@superscript") == ["true"]


def test_other_layers_of_a_line_are_further_readings_of_it():
    root, _ = written(typed_page("1", FULL + " необ-", "ходимости в I953 году"))
    readings = [(one.get("comments"), one[0].text) for one in found(root, "//p:TextLine/p:TextEquiv")]
    assert readings == [
        (None, FULL + " необ-"),
        ("clean text", FULL + " необ"),
        (None, "ходимости в I953 году"),
        ("reading text", "ходимости в 1953 году"),
    ]


def test_halves_of_a_word_are_joined_and_say_what_it_is():
    root, _ = written(typed_page("1", FULL + " необ-", "ходимости " + FULL))
    (join,) = found(root, "//p:Relation")
    assert (join.get("type"), join.get("comments")) == ("join", "необходимости")
    assert found(join, "*/@regionRef") == ["w1_10", "w2_1"]
    assert found(root, "//p:Word[@id='w2_1']/@comments") == ["the second half of: необходимости"]


def test_a_page_on_its_side_says_how_to_turn_it_and_a_region_where_it_is_turned_otherwise():
    lines = typed_line(FULL, 1, ON_ITS_SIDE), typed_line(FULL, 3, region=1)
    regions = a_region(RegionKind.TEXT, type=TypeKind.TYPED), a_region(RegionKind.TEXT, quarter_turns=1)
    page = replace(typed_page("1", to_scan=ON_ITS_SIDE), state=PageState.DONE, lines=lines, regions=regions)
    root, _ = written(page)
    assert found(root, "//p:Page/@orientation") == ["90"]
    assert found(root, "//p:TextRegion/@orientation") == ["0"]
    assert found(root, "//p:TextRegion/@production") == ["typewritten"]


def test_of_a_skewed_page_outlines_are_skewed():
    root, _ = written(typed_page("1", FULL, to_scan=SKEWED))
    (line,) = found(root, "//p:TextLine/p:Coords/@points")
    (left, first), (right, second), *_ = [tuple(map(int, pair.split(","))) for pair in line.split()]
    assert (second - first) / (right - left) == pytest.approx(-0.0175, abs=0.002)


def test_the_scan_is_named_as_it_is_come_by_whatever_is_in_its_name():
    name = "../мои сканы/a & <b>\n\x01.png"
    root, _ = written(typed_page("1 ю/&", FULL), way=lambda _page: name)
    (page,) = found(root, "//p:Page")
    assert page.get("imageFilename") == xml_text(name)
    assert (page.get("imageWidth"), page.get("imageHeight")) == ("2000", "3000")
    assert root.get("pcGtsId") == "p_1_ю__"


def test_a_resolution_is_told_in_pixels_an_inch():
    page = typed_page("1", FULL)
    resolution = Resolution(dpi=300, origin=ResolutionOrigin.FILE)
    root, _ = written(replace(page, scan=replace(page.scan, resolution=resolution)))
    assert found(root, "//p:Page/@imageXResolution") == ["300"]


def test_a_page_that_failed_says_so_and_why():
    root, content = written(replace(failed_page("1"), reasons=(Reason(code="ScanBroken", message="cut off"),)))
    facts = {(one.get("name"), one.get("value")) for one in found(root, "//p:MetadataItem")}
    assert {("state", "failed"), ("reason", "ScanBroken: cut off")} <= facts
    assert found(root, "//p:Page/*") == []
    assert text_of(content) == ""


def test_a_blank_page_is_called_blank():
    assert found(written(typed_page("1"))[0], "//p:Page/@type") == ["blank"]


def test_steps_name_the_program_its_version_and_the_settings():
    root, _ = written(typed_page("1", FULL))
    steps = found(root, "//p:MetadataItem[@type='processingStep']")
    assert [step.get("name") for step in steps] == ["preparation", "recognition", "cleaning"]
    labels = {(one.get("type"), one.get("value")) for one in found(steps[1], "p:Labels/p:Label")}
    assert {("ocr_pipeline", "0.1.0"), ("engine", "typescript"), ("split_spreads", "True")} <= labels


def test_what_was_set_apart_is_a_region_that_is_not_read():
    line = typed_line("КОПИЯ", 9)
    apart = SetApart(words=line.words, box=line.box, cause=SetApartCause.MARK)
    root, content = written(replace(typed_page("1", FULL), set_apart=(apart,)))
    assert found(root, "//p:GraphicRegion/@comments") == ["read as: КОПИЯ (most likely no typing)"]
    assert text_of(content) == FULL


def test_equal_pages_are_equal_bytes():
    assert written(typed_page("1", FULL))[1] == written(typed_page("1", FULL))[1]


@needs_schemas
def test_every_language_with_a_record_has_a_name_that_the_schema_knows():
    (names,) = etree.parse(str(SCHEMAS / SCHEMA)).iterfind(".//{*}simpleType[@name='LanguageSimpleType']")
    known = {one.get("value") for one in names.iter("{*}enumeration")}
    assert {language.title for language in known_languages().values() if language.tag != "und"} <= known
