"""ALTO XML of any version: lines, words, places, confidences, marks and regions as the file has them."""

from __future__ import annotations

import pytest

from ocr_pipeline.errors import OcrFileBroken
from ocr_pipeline.interchange.alto import page_file
from ocr_pipeline.interchange.pages import Unit
from ocr_pipeline.interchange.xml import parsed
from ocr_pipeline.records import Area, MarkKind, RegionKind

NAMESPACES = [
    "",
    ' xmlns="http://schema.ccs-gmbh.com/ALTO"',
    *(f' xmlns="http://www.loc.gov/standards/alto/ns-v{version}#"' for version in (2, 3, 4)),
]
PLACE = 'HPOS="10" VPOS="20" WIDTH="30" HEIGHT="5"'


def read(layout, before="", namespace=NAMESPACES[-1]):
    return page_file(parsed(f"<alto{namespace}>{before}<Layout>{layout}</Layout></alto>".encode(), "a", OcrFileBroken))


def page(inside, attributes='WIDTH="100" HEIGHT="200"'):
    return f"<Page {attributes}><PrintSpace>{inside}</PrintSpace></Page>"


def block(*lines, attributes=""):
    return f"<TextBlock {attributes}>{''.join(f'<TextLine>{line}</TextLine>' for line in lines)}</TextBlock>"


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_any_version_gives_words_with_places_and_confidences(namespace):
    (found,) = read(page(block(f'<String CONTENT="да" {PLACE} WC="0.5"/>')), namespace=namespace).pages
    (line,) = found.lines
    assert (found.width, found.height, found.unit) == (100, 200, Unit.PIXEL)
    assert (line.text, line.words[0].confidence) == ("да", 0.5)
    assert line.words[0].box == line.box == Area(10, 20, 40, 25)


@pytest.mark.parametrize(
    ("stated", "unit"), [("pixel", Unit.PIXEL), ("mm10", Unit.TENTH_OF_MM), ("inch1200", Unit.INCH_1200)]
)
def test_the_unit_is_the_file_s(stated, unit):
    described = f"<Description><MeasurementUnit>{stated}</MeasurementUnit></Description>"
    assert read(page(block('<String CONTENT="а"/>')), described).pages[0].unit is unit


def test_each_page_of_a_file_is_a_page():
    one, other = read(page(block('<String CONTENT="а"/>')) + page(block('<String CONTENT="б"/>'))).pages
    assert [line.text for line in (*one.lines, *other.lines)] == ["а", "б"]


def test_a_hyphen_has_its_place_beside_its_word():
    hyphen = '<HYP CONTENT="-" HPOS="42" VPOS="20" WIDTH="4"/>'
    (line,) = read(page(block(f'<String CONTENT="пере" {PLACE} SUBS_TYPE="HypPart1"/>{hyphen}'))).pages[0].lines
    assert (line.text, line.hyphen, line.hyphen_box) == ("пере-", "-", Area(42, 20, 46, 25))
    assert line.words[0].part == 1


def test_glyphs_have_what_else_they_may_be():
    glyph = f'<Glyph CONTENT="д" {PLACE} GC="0.9"><Variant CONTENT="л" VC="0.1"/></Glyph>'
    (word,) = read(page(block(f'<String CONTENT="д" {PLACE}>{glyph}</String>'))).pages[0].lines[0].words
    assert (word.glyphs[0].text, word.glyphs[0].confidence, word.glyphs[0].alternatives) == ("д", 0.9, (("л", 0.1),))


def test_underlining_is_a_mark_stated_by_the_word_or_by_its_style():
    styles = '<Styles><TextStyle ID="u" FONTSTYLE="bold underline"/></Styles>'
    words = '<String CONTENT="а" STYLE="underline"/><String CONTENT="б" STYLEREFS="u"/><String CONTENT="в"/>'
    (line,) = read(page(block(words)), styles).pages[0].lines
    assert [bool(MarkKind.UNDERLINED in word.marks) for word in line.words] == [True, True, False]


def test_pictures_notes_in_the_margin_and_tagged_blocks_are_regions_of_their_kind():
    tags = '<Tags><OtherTag ID="m" LABEL="MarginTextZone"/></Tags>'
    inside = (
        block('<String CONTENT="а"/>')
        + block('<String CONTENT="б"/>', attributes='TAGREFS="m"')
        + f"<ComposedBlock><Illustration {PLACE}/></ComposedBlock>"
    )
    (found,) = read(page(inside), tags).pages
    assert [region.kind for region in found.regions] == [RegionKind.TEXT, RegionKind.MARGIN, RegionKind.PICTURE]
    assert [line.region for line in found.lines] == [0, 1]


def test_a_reading_order_counts_and_what_it_leaves_out_comes_last():
    order = '<ReadingOrder><OrderedGroup><ElementRef REF="2"/><ElementRef REF="1"/></OrderedGroup></ReadingOrder>'
    blocks = "".join(block(f'<String CONTENT="{name}"/>', attributes=f'ID="{name}"') for name in "312")
    assert [line.text for line in read(order + page(blocks)).pages[0].lines] == ["2", "1", "3"]


def test_an_outline_gives_the_place_of_what_has_no_box():
    shape = '<Shape><Polygon POINTS="1,2 5,2 5,9 1,9"/></Shape>'
    markup = page(f'<TextBlock>{shape}<TextLine>{shape}<String CONTENT="а б"/></TextLine></TextBlock>')
    (found,) = read(markup).pages
    assert found.lines[0].box == found.regions[0].box == Area(1, 2, 5, 9)
    assert found.regions[0].outline == ((1, 2), (5, 2), (5, 9), (1, 9))


@pytest.mark.parametrize("number", ["", "x", "nan", "inf", "1e999", "-", "1,5"])
def test_a_number_that_is_none_is_as_if_not_stated(number):
    (found,) = read(page(block(f'<String CONTENT="а" HPOS="{number}"/>'), f'WIDTH="{number}"')).pages
    assert (found.width, found.lines[0].words[0].box) == (None, None)


def test_the_program_that_read_the_pages_is_named():
    steps = "".join(
        f"<processingSoftware><softwareName>{name}</softwareName><softwareVersion>1</softwareVersion></processingSoftware>"
        for name in ("first", "tesseract")
    )
    assert read(page(""), f"<Description>{steps}</Description>").software == "tesseract 1"


def test_by_how_much_text_is_turned_is_stated_of_the_page_and_of_blocks():
    blocks = block('<String CONTENT="а"/>', attributes='ROTATION="-90"') + block('<String CONTENT="б"/>')
    (found,) = read(page(blocks, 'ROTATION="89.5"')).pages
    assert (found.rotation, [region.rotation for region in found.regions]) == (89.5, [-90, None])
