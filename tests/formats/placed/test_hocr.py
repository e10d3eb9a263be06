"""hOCR 1.2: well-formed, the same to a browser, the diplomatic text to the character, properties as specified."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, settings
from lxml import html

from ocr_pipeline.formats.placed.hocr import FORMAT, NAMESPACE
from ocr_pipeline.formats.xml_text import xml_text
from ocr_pipeline.records import (
    Cell,
    CellWords,
    Mark,
    MarkKind,
    Reason,
    RegionKind,
    Resolution,
    ResolutionOrigin,
    replace,
)
from tests.support.placed_pages import (
    ON_ITS_SIDE,
    SKEWED,
    UPSIDE_DOWN,
    a_region,
    documents,
    failed_page,
    leaf_written,
    typed_line,
    typed_page,
)
from tests.support.table_pages import page_in_regions

FULL = "эта строка заполнена до самого правого края листа бумаги"
IN = {"h": NAMESPACE}


written = partial(leaf_written, FORMAT)


def found(root, path):
    return root.xpath(path, namespaces=IN)


def text_of(root):
    """The words of each line, as every reader of hOCR has them."""
    lines = root.iterfind(".//h:span[@class='ocr_line']", IN)
    return "\n".join(
        " ".join("".join(word.itertext()) for word in line.iterfind("h:span[@class='ocrx_word']", IN)) for line in lines
    )


def properties(element):
    parts = (part.strip().partition(" ") for part in element.get("title").split(";"))
    return {name: value for name, _, value in parts}


@settings(max_examples=40)
@given(documents(tables=False))
def test_the_diplomatic_text_comes_back_to_the_character(pages):
    for place, page in enumerate(pages):
        root, _ = written(*pages, place=place)
        assert text_of(root) == xml_text(page.text)


@settings(max_examples=40)
@given(documents())
def test_the_words_of_tables_come_back(pages):
    for place, page in enumerate(pages):
        root, _ = written(*pages, place=place)
        assert sorted(text_of(root).split()) == sorted(xml_text(page.text).split())


@settings(max_examples=25)
@given(documents())
def test_each_character_has_its_box_and_its_confidence(pages):
    for place in range(len(pages)):
        root, _ = written(*pages, place=place)
        for word in found(root, "//h:span[@class='ocrx_word']"):
            told, length = properties(word), len("".join(word.itertext()))
            assert len(told["bbox"].split()) == 4
            if "x_bboxes" in told:
                assert (len(told["x_bboxes"].split()), len(told["x_confs"].split())) == (4 * length, length)


def test_a_browser_that_reads_html_sees_the_same():
    page = replace(typed_page("1", FULL), regions=(a_region(RegionKind.TEXT), a_region(RegionKind.PICTURE)))
    root, content = written(page)
    seen = html.fromstring(content.partition(b"\n")[2])
    for kind in ("ocr_page", "ocr_carea", "ocr_image", "ocr_line", "ocrx_word"):
        path = f".//*[@class='{kind}']"
        assert [one.get("id") for one in seen.iterfind(path)] == [one.get("id") for one in root.iterfind(path)]
    assert [len(image) for image in seen.iterfind(".//*[@class='ocr_image']")] == [0]


def test_the_page_says_its_scan_its_size_and_its_numbers():
    pages = typed_page("1", "- 5 -", FULL), typed_page("2", FULL, FULL), typed_page("3", "- 7 -", FULL)
    resolution = Resolution(dpi=300, origin=ResolutionOrigin.FILE)
    page = replace(pages[1], scan=replace(pages[1].scan, resolution=resolution))
    root, _ = written(pages[0], page, pages[2], place=1)
    (element,) = found(root, "//h:div[@class='ocr_page']")
    assert properties(element) == {
        "image": '"../scans/a.png"',
        "bbox": "0 0 2000 3000",
        "ppageno": "1",
        "scan_res": "300 300",
    }
    root, _ = written(pages[0], page, pages[2], place=2)
    assert properties(*found(root, "//h:div[@class='ocr_page']"))["lpageno"] == "7"
    assert (root.get("lang"), element.get("lang")) == ("ru", "ru")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("../мои сканы/a & <b>; c.png", '"../../мои сканы/a & <b>; c.png"'),
        ('a"b.png', "'../a\"b.png'"),
        ("/a\"b'c\x01.png", "'/a\"b%27c\ufffd.png'"),
    ],
)
def test_the_scan_is_named_as_it_is_come_by_whatever_is_in_its_name(path, expected):
    root, _ = written(typed_page("1", FULL), way=lambda _page: path)
    (element,) = found(root, "//h:div[@class='ocr_page']")
    assert element.get("title").startswith(f"image {expected}; bbox ")


def test_the_head_says_what_made_it_what_it_uses_and_how_the_page_went():
    root, _ = written(replace(failed_page("1"), reasons=(Reason(code="ScanBroken", message="cut off"),)))
    meta = {one.get("name"): one.get("content") for one in found(root, "//h:meta[@name]")}
    assert meta["ocr-system"] == "ocr_pipeline 0.1.0"
    assert {"ocr_page", "ocr_line", "ocrx_word"} <= set(meta["ocr-capabilities"].split())
    assert (meta["x-state"], meta["x-reason"], meta["ocr-scripts"]) == ("failed", "ScanBroken: cut off", "Cyrl")
    assert found(root, "//h:span") == []


def test_furniture_is_called_what_it_is():
    pages = typed_page("1", "- 5 -", FULL), typed_page("2", "- 6 -", FULL)
    root, _ = written(*pages)
    assert found(root, "//h:div[@class='ocr_pageno']//h:span[@class='ocrx_word'][2]/text()") == ["5"]


def test_a_baseline_is_told_from_the_lower_left_corner_of_its_line():
    root, _ = written(typed_page("1", "рано утром"))
    (line,) = found(root, "//h:span[@class='ocr_line']")
    slope, offset = map(float, properties(line)["baseline"].split())
    # The letter р reaches eight pixels below the baseline.
    assert (slope, offset) == (0, -8)
    assert float(properties(line)["x_size"]) == 32
    skewed, _ = written(typed_page("1", FULL, to_scan=SKEWED))
    (line,) = found(skewed, "//h:span[@class='ocr_line']")
    assert float(properties(line)["baseline"].split()[0]) == pytest.approx(-0.0175, abs=0.002)
    assert "poly" in properties(line)


@pytest.mark.parametrize(("to_scan", "angle"), [(ON_ITS_SIDE, "90"), (UPSIDE_DOWN, "180")])
def test_text_that_is_turned_says_how_far(to_scan, angle):
    root, _ = written(typed_page("1", FULL, to_scan=to_scan))
    (line,) = found(root, "//h:span[@class='ocr_line']")
    assert properties(line)["textangle"] == angle
    assert "baseline" not in properties(line)


def test_marks_are_markup_of_words_or_of_their_characters():
    page = typed_page("1", "дело x2y")
    box = page.lines[0].words[1].glyphs[1].box
    marks = tuple(
        Mark(kind=kind, box=box, line=0, first_word=word, last_word=word)
        for kind, word in ((MarkKind.UNDERLINED, 0), (MarkKind.OVERSTRUCK, 0), (MarkKind.RAISED, 1))
    )
    root, _ = written(replace(page, marks=marks))
    first, second = found(root, "//h:span[@class='ocrx_word']")
    assert found(first, "h:u/h:s/text()") == ["дело"]
    assert (second.text, found(second, "h:sup/text()"), second[0].tail) == ("x", ["2"], "y")
    assert text_of(root) == page.text


def test_a_table_is_one_of_html_empty_cells_and_spans_included():
    root, _ = written(page_in_regions("1", "сверху", [["Год", "План"], ["1950", ""]]))
    (table,) = found(root, "//h:table[@class='ocr_table']")
    assert [len(found(row, "h:td")) for row in found(table, "h:tr")] == [2, 2]
    assert ["".join(cell.itertext()).split() for cell in found(table, "h:tr/h:td")] == [["Год"], ["План"], ["1950"], []]


def test_cells_that_span_leave_no_room_beside_them_and_cells_on_each_other_lose_no_word():
    line = typed_line("один два три", 1)
    words = [CellWords(line=0, first_word=at, last_word=at) for at in range(3)]
    wide = Cell(row=0, column=0, column_span=2, words=(words[0],))
    twice = [Cell(row=1, column=0, words=(words[at],)) for at in (1, 2)]
    region = a_region(RegionKind.TABLE, rows=2, columns=2, cells=(wide, *twice))
    root, _ = written(replace(typed_page("1"), lines=(line,), regions=(region,)))
    (table,) = found(root, "//h:table")
    assert [[cell.get("colspan") for cell in found(row, "h:td")] for row in found(table, "h:tr")] == [["2"], [None] * 2]
    assert sorted(text_of(root).split()) == ["два", "один", "три"]


def test_what_a_table_has_beside_its_cells_stands_before_or_behind_it():
    page = page_in_regions("1", [["Год"], ["1950"], ["1951"]])
    (region,) = page.regions
    root, _ = written(replace(page, regions=(replace(region, cells=region.cells[1:2]),)))
    assert text_of(root) == "Год\n1950\n1951"
    assert [one.get("class") for one in found(root, "//h:div[@class='ocr_page']/*")] == [
        "ocr_carea",
        "ocr_table",
        "ocr_carea",
    ]


def test_a_region_is_as_large_as_its_lines():
    page = replace(typed_page("1", "нет"), regions=(a_region(RegionKind.TEXT),))
    assert found(written(page)[0], "//h:div[@class='ocr_carea']/@title") == ["bbox 100 60 156 84"]
