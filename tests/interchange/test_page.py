"""PAGE XML: lines in reading order."""

from __future__ import annotations

import pytest

from ocr_pipeline.compare.load.recognized import content
from ocr_pipeline.interchange.page import page_file
from ocr_pipeline.interchange.xml import parsed
from ocr_pipeline.records import Area, MarkKind, RegionKind

NAMESPACE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"


def line(text, custom=""):
    return f'<TextLine custom="{custom}"><TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine>'


def region(name, *lines, custom=""):
    return f'<TextRegion id="{name}" custom="{custom}">{"".join(lines)}</TextRegion>'


def read(inside):
    markup = f'<PcGts xmlns="{NAMESPACE}"><Page primaryLanguage="Russian">{inside}</Page></PcGts>'
    return content(page_file(parsed(markup.encode(), "a")))


def test_lines_are_lines_as_they_stand():
    found = read(region("r1", line("первая"), line("вторая")) + region("r2", line("третья")))
    assert found.text == "первая\nвторая\nтретья"
    assert found.lines_are_lines
    assert found.metadata.language == "Russian"


def test_the_reading_order_counts_and_what_it_leaves_out_comes_last():
    order = (
        '<ReadingOrder><OrderedGroup><RegionRefIndexed index="1" regionRef="r1"/><UnorderedGroupIndexed index="0">'
        '<RegionRef regionRef="r2"/><RegionRef regionRef="нет"/></UnorderedGroupIndexed></OrderedGroup></ReadingOrder>'
    )
    found = read(order + region("r0", line("c")) + region("r1", line("b")) + region("r2", line("a")))
    assert found.text == "a\nb\nc"
    assert "1 region outside the reading order put last" in found.notes


def test_the_order_of_transkribus_counts_where_there_is_no_other():
    found = read(
        region("r1", line("b"), custom="readingOrder {index:1;}")
        + region(
            "r2",
            line("d", "readingOrder {index:1;}"),
            line("a", "readingOrder {index:0;}"),
            custom="readingOrder {index:0;}",
        )
    )
    assert found.text == "a\nd\nb"


def test_words_and_regions_have_text_of_their_own_where_lines_have_none():
    words = "".join(f"<Word><TextEquiv><Unicode>{word}</Unicode></TextEquiv></Word>" for word in ("две", "части"))
    whole = '<TextRegion id="r2"><TextEquiv><Unicode>целый\nабзац</Unicode></TextEquiv></TextRegion>'
    assert read(region("r1", f"<TextLine>{words}</TextLine>") + whole).text == "две части\nцелый\nабзац"


def test_the_reading_with_the_lowest_index_is_the_text():
    readings = (
        '<TextEquiv index="1"><Unicode>б</Unicode></TextEquiv><TextEquiv index="0"><Unicode>а</Unicode></TextEquiv>'
    )
    assert read(region("r1", f"<TextLine>{readings}</TextLine>")).text == "а"


def coords(*corners):
    return f'<Coords points="{" ".join(f"{x},{y}" for x, y in corners)}"/>'


SQUARE = coords((10, 20), (40, 20), (40, 25), (10, 25))
OF_2010 = "<Coords>" + "".join(f'<Point x="{x}" y="{y}"/>' for x, y in ((10, 20), (40, 20), (40, 25))) + "</Coords>"


def pages(inside, namespace=NAMESPACE, attributes='imageWidth="100" imageHeight="200"'):
    markup = f'<PcGts xmlns="{namespace}"><Page {attributes}>{inside}</Page></PcGts>'
    return page_file(parsed(markup.encode(), "a")).pages[0]


@pytest.mark.parametrize(
    "version", ["2009-03-16", "2010-03-19", "2013-07-15", "2016-07-15", "2017-07-15", "2018-07-15", "2019-07-15"]
)
@pytest.mark.parametrize("place", [SQUARE, OF_2010], ids=["listed", "elements"])
def test_any_version_gives_words_with_places_and_confidences(version, place):
    word = f'<Word>{place}<TextEquiv conf="0.5"><Unicode>да</Unicode></TextEquiv></Word>'
    found = pages(
        f'<TextRegion id="r">{place}<TextLine>{place}{word}</TextLine></TextRegion>',
        NAMESPACE.replace("2019-07-15", version),
    )
    (line,) = found.lines
    assert (found.width, found.height) == (100, 200)
    assert (line.text, line.words[0].confidence) == ("да", 0.5)
    assert line.words[0].box == line.box == found.regions[0].box == Area(10, 20, 40, 25)


def test_the_resolution_is_stated_by_the_inch_or_by_the_centimetre():
    stated = 'imageXResolution="{}" imageYResolution="{}" imageResolutionUnit="{}"'
    assert pages("", attributes=stated.format(300, 300, "PPI")).dpi == 300
    assert pages("", attributes=stated.format(100, 100, "PPCM")).dpi == pytest.approx(254)
    assert pages("", attributes=stated.format(300, 300, "other")).dpi is None


def test_glyphs_have_their_other_readings():
    readings = "".join(
        f'<TextEquiv index="{index}" conf="{conf}"><Unicode>{text}</Unicode></TextEquiv>'
        for index, conf, text in ((1, 0.2, "л"), (0, 0.8, "д"))
    )
    found = pages(f"<TextRegion><TextLine><Word><Glyph>{SQUARE}{readings}</Glyph></Word></TextLine></TextRegion>")
    (word,) = found.lines[0].words
    assert (word.text, word.box) == ("д", Area(10, 20, 40, 25))
    assert (word.glyphs[0].text, word.glyphs[0].confidence, word.glyphs[0].alternatives) == ("д", 0.8, (("л", 0.2),))


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ('<TextRegion type="marginalia">{}</TextRegion>', RegionKind.MARGIN),
        ('<TextRegion type="footnote">{}</TextRegion>', RegionKind.FOOTNOTE),
        ('<TextRegion type="page-number">{}</TextRegion>', RegionKind.TEXT),
        ("<GraphicRegion>{}</GraphicRegion>", RegionKind.PICTURE),
        ("<MathsRegion>{}</MathsRegion>", RegionKind.FORMULA),
        ("<TableRegion><TextRegion>{}</TextRegion></TableRegion>", RegionKind.TEXT),
    ],
)
def test_regions_are_of_the_kind_that_their_type_says(markup, kind):
    (region,) = pages(markup.format(line("а"))).regions
    assert region.kind is kind


@pytest.mark.parametrize(
    "cell",
    [
        '<TextRegion>{2}<Roles><TableCellRole rowIndex="{0}" columnIndex="{1}"/></Roles></TextRegion>',
        '<TableCell row="{0}" col="{1}" rowSpan="1" colSpan="1">{2}</TableCell>',
    ],
    ids=["2019", "Transkribus"],
)
def test_the_cells_of_a_table_come_row_by_row(cell):
    cells = "".join(cell.format(row, column, line(f"{row}{column}")) for column in (0, 1) for row in (0, 1))
    found = pages(f"<TableRegion>{cells}</TableRegion>")
    assert [one.text for one in found.lines] == ["00", "01", "10", "11"]
    assert found.regions[0].kind is RegionKind.TABLE
    assert [(one.cell.row, one.cell.column) for one in found.lines] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_a_text_without_lines_has_a_share_of_its_region_for_each_of_them():
    text = f"<TextRegion>{SQUARE}<TextEquiv><Unicode>первая\nвторая</Unicode></TextEquiv></TextRegion>"
    assert [one.box for one in pages(text).lines] == [Area(10, 20, 40, 22.5), Area(10, 22.5, 40, 25)]


def test_styles_of_lines_and_words_are_marks():
    style = '<TextStyle underlined="true" letterSpaced="false"/>'
    word = f"<Word>{SQUARE}<TextEquiv><Unicode>а</Unicode></TextEquiv>{{}}</Word>"
    found = pages(
        f"<TextRegion><TextLine>{word.format(style)}{word.format('')}</TextLine>"
        f"<TextLine>{word.format('')}{style}</TextLine></TextRegion>"
    )
    assert [[set(one.marks) for one in each.words] for each in found.lines] == [
        [{MarkKind.UNDERLINED}, set()],
        [{MarkKind.UNDERLINED}],
    ]


def test_by_how_much_text_is_turned_is_stated_of_the_page_and_of_regions():
    found = pages(
        f'<TextRegion orientation="-90">{line("а")}</TextRegion><TextRegion>{line("б")}</TextRegion>',
        attributes='orientation="89.5"',
    )
    assert (found.rotation, [one.rotation for one in found.regions]) == (89.5, [-90, None])
