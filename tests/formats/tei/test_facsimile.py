"""Places on the scans: surfaces, zones of lines and doubtful words, and the address of a scan."""

from __future__ import annotations

import pytest
from lxml import etree

from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.tei.document import tei
from ocr_pipeline.formats.tei.facsimile import address
from ocr_pipeline.records import (
    Box,
    Gap,
    InkKind,
    InkLedger,
    InkRow,
    RegionKind,
    SetApart,
    SetApartCause,
    Side,
    replace,
)
from ocr_pipeline.text import clean_document
from tests.support.placed_pages import LEVEL, ON_ITS_SIDE, SKEWED, a_region, typed_line, typed_page
from tests.support.table_pages import page_in_regions
from tests.support.typed_documents import SCAN, a_page

FULL = "эта строка заполнена до самого правого края листа бумаги"

PAGE = a_page("0001", ("Ким Ир Сен", "вновь заявил"))


def written(*pages, way=lambda _page: "../scans/a b.png"):
    document = clean_document("d", pages)
    return etree.fromstring(tei(Material(document, pages, way=way)))


@pytest.mark.parametrize(
    ("way", "frame", "uri"),
    [
        ("../дело 7/a:b?.png", 0, "../%D0%B4%D0%B5%D0%BB%D0%BE%207/a%3Ab%3F.png"),
        ("<i>\n.tif", 2, "%3Ci%3E%0A.tif"),
        ("a\udcff.png", 0, "a%FF.png"),
        ("a.pdf", 2, "a.pdf#page=3"),
        ("s3://bucket/a%20b.png", 0, "s3://bucket/a%20b.png"),
    ],
)
def test_the_address_of_a_scan_is_a_uri(way, frame, uri):
    assert address(way, frame) == uri


def test_each_line_leads_to_its_place_on_the_scan():
    root = written(PAGE)
    (surface,) = root.iter("{*}surface")
    assert (surface.get("lrx"), surface.get("lry"), surface[0].get("url")) == ("2000", "3000", "../scans/a%20b.png")
    zones = {zone.get("{http://www.w3.org/XML/1998/namespace}id"): zone for zone in root.iter("{*}zone")}
    for line, begins in zip(PAGE.lines, root.iter("{*}lb"), strict=True):
        zone = zones[begins.get("facs").removeprefix("#")]
        found = Box(left=zone.get("ulx"), top=zone.get("uly"), right=zone.get("lrx"), bottom=zone.get("lry"))
        assert found == line.box


def test_coordinates_are_rounded_outwards_and_stay_on_the_scan():
    line = replace(PAGE.lines[0], box=Box(left=-3.5, top=1.2, right=2000.7, bottom=3.1))
    (zone,) = (zone for zone in written(replace(PAGE, lines=(line,))).iter("{*}zone"))
    assert [zone.get(side) for side in ("ulx", "uly", "lrx", "lry")] == ["0", "1", "2000", "4"]


def test_a_line_on_a_skewed_page_has_its_outline_and_one_on_a_level_page_the_box_alone():
    assert not list(written(PAGE).iterfind(".//{*}zone[@points]"))
    page = typed_page("1", FULL, FULL, to_scan=SKEWED)
    for zone in written(page).iterfind(".//{*}zone[@type='line']"):
        corners = [tuple(map(int, one.split(","))) for one in zone.get("points").split()]
        (left, upper), (right, upper_right), *_ = corners
        assert upper_right < upper
        assert int(zone.get("ulx")) <= left < right <= int(zone.get("lrx"))


def test_a_line_over_the_cells_of_a_table_is_one_place():
    page = page_in_regions("1", "сверху", [["Год", "План"], ["1950", ""]])
    turned = replace(page, preparation=typed_page("2", FULL, to_scan=SKEWED).preparation)
    lines = list(written(turned).iterfind(".//{*}zone[@type='line']"))
    assert len(lines) == len(page.lines)
    assert all(zone.get("points") for zone in lines)


def test_what_is_turned_says_so():
    for to_scan, clockwise in ((LEVEL, None), (ON_ITS_SIDE, "270")):
        (sheet,) = written(typed_page("1", FULL, to_scan=to_scan)).iterfind(".//{*}zone[@type='page']")
        assert sheet.get("rotate") == clockwise
    region = a_region(RegionKind.TEXT, quarter_turns=3)
    page = replace(typed_page("1"), lines=(typed_line(FULL, 1, ON_ITS_SIDE),), regions=(region,))
    assert [zone.get("rotate") for zone in written(page).iterfind(".//{*}zone[@type='text']")] == ["270"]


def test_both_sides_of_a_spread_are_surfaces_of_one_scan():
    pages = [
        replace(a_page(name, ("Ким",)), scan=replace(SCAN, side=side))
        for name, side in (("1L", Side.LEFT), ("1R", Side.RIGHT))
    ]
    root = written(*pages)
    assert [surface.get("n") for surface in root.iter("{*}surface")] == ["1L", "1R"]
    assert len(list(root.iter("{*}bibl"))) == 1


def test_what_no_one_typed_is_a_gap_and_what_is_a_stamp_a_zone_of_its_own():
    line = replace(PAGE.lines[0], gaps=(Gap(before=1, box=PAGE.lines[0].box), Gap(before=3, box=PAGE.lines[0].box)))
    stamp = SetApart(words=line.words[:1], box=line.box, cause=SetApartCause.MARK)
    root = written(replace(PAGE, lines=(line, *PAGE.lines[1:]), set_apart=(stamp,)))
    (paragraph, *_) = root.iterfind(".//{*}body//{*}p")
    assert [gap.tail.strip() for gap in root.iter("{*}gap")] == ["Ир Сен", ""]
    assert "Ким Ир Сен" in " ".join("".join(paragraph.itertext()).split())
    (note,) = root.iterfind(".//{*}zone[@type='set-apart']/{*}note")
    assert note.text == "Ким"


def test_ink_that_no_one_read_is_a_zone_and_says_what_it_looks_like():
    rows = tuple(
        InkRow(kind=kind, mm2=50, box=Box(left=100, top=100, right=300, bottom=200))
        for kind in (InkKind.STAMP, InkKind.HANDWRITING, InkKind.UNREAD, InkKind.LINE)
    )
    root = written(replace(typed_page("1", FULL), ink=InkLedger(rows=rows)))
    found = {zone.get("type"): zone[0].text for zone in root.iterfind(".//{*}zone") if zone.find("{*}note") is not None}
    assert list(found) == ["stamp", "handwriting", "unread"]
    assert "50.0 mm²" in found["stamp"]


def test_a_page_whose_record_is_gone_has_its_text_and_no_place():
    document = clean_document("d", [PAGE])
    root = etree.fromstring(tei(Material(document, [])))
    assert not list(root.iter("{*}facsimile"))
    assert [line.get("facs") for line in root.iter("{*}lb")] == [None, None]
