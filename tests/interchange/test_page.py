"""PAGE XML: lines in reading order."""

from __future__ import annotations

from ocr_pipeline.compare.load.recognized import content
from ocr_pipeline.interchange.page import page_file
from ocr_pipeline.interchange.xml import parsed

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
