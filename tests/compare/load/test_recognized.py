"""ALTO XML: lines of strings, hyphens as typed."""

from __future__ import annotations

from ocr_pipeline.compare.load import recognized
from ocr_pipeline.interchange import alto
from ocr_pipeline.interchange.xml import parsed


def read(*pages):
    markup = f'<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout>{"".join(pages)}</Layout></alto>'
    return recognized.content(alto.page_file(parsed(markup.encode(), "a")))


def page(*lines, number=""):
    inside = "".join(f"<TextLine>{line}</TextLine>" for line in lines)
    printed = f' PRINTED_IMG_NR="{number}"' if number else ""
    return f"<Page{printed}><PrintSpace><TextBlock>{inside}</TextBlock></PrintSpace></Page>"


def test_strings_have_spaces_between_them():
    found = read(
        page('<String CONTENT="Ким"/><SP/><String CONTENT="Ир"/><String CONTENT="Сен"/>', '<String CONTENT="да"/>')
    )
    assert found.text == "Ким Ир Сен\nда"
    assert found.lines_are_lines


FIRST = '<String CONTENT="необ" SUBS_TYPE="HypPart1" SUBS_CONTENT="необходимо"/>'
SECOND = '<String CONTENT="ходимо" SUBS_TYPE="HypPart2" SUBS_CONTENT="необходимо"/>'


def test_a_hyphen_is_as_typed():
    assert read(page(FIRST + '<HYP CONTENT="-"/>', SECOND)).text == "необ-\nходимо"


def test_a_hyphenated_word_that_shows_no_hyphen_stays_whole():
    assert read(page(FIRST, SECOND + '<SP/><String CONTENT="да"/>')).text == "необходимо\nда"


def block(*lines):
    return f"<TextBlock>{''.join(f'<TextLine>{line}</TextLine>' for line in lines)}</TextBlock>"


def test_a_word_hyphenated_across_blocks_or_pages_stays_whole_once():
    after = SECOND + '<SP/><String CONTENT="да"/>'
    blocks = f"<Page><PrintSpace>{block(FIRST)}{block(after)}</PrintSpace></Page>"
    assert read(blocks).text == "необходимо\nда"
    assert (
        read(page(FIRST), page('<String CONTENT="-"/><SP/><String CONTENT="2"/>', after)).text == "необходимо\n- 2\nда"
    )


def test_another_word_s_second_half_is_no_half_of_this_one():
    other = '<String CONTENT="говоры" SUBS_TYPE="HypPart2" SUBS_CONTENT="переговоры"/>'
    assert read(page(FIRST, other)).text == "необходимо\nговоры"
    assert read(page(FIRST, '<String CONTENT="ходимо" SUBS_TYPE="HypPart2"/><String CONTENT="да"/>')).text == (
        "необходимо\nда"
    )


def test_margins_stand_where_a_reader_meets_them():
    margins = "".join(
        f'<{name}><TextBlock><TextLine><String CONTENT="{name}"/></TextLine></TextBlock></{name}>'
        for name in ("TopMargin", "BottomMargin", "PrintSpace")
    )
    assert read(f"<Page>{margins}</Page>").text == "TopMargin\nPrintSpace\nBottomMargin"


def test_pages_are_marked_and_have_the_printed_number():
    found = read(page('<String CONTENT="а"/>', number="97"), page('<String CONTENT="б"/>'))
    assert [(mark.place.start, mark.number) for mark in found.marks] == [(0, 97), (2, None)]
