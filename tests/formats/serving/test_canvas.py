"""Canvases: the scan in its size, the text at its place, the sides of a spread apart, what fails kept."""

from __future__ import annotations

import re
from dataclasses import replace as with_

import pytest
from hypothesis import given, settings

from ocr_pipeline.formats.serving.canvas import UNKNOWN_SIZE, Canvases, painted
from ocr_pipeline.formats.serving.leaves import leaves, of_several
from ocr_pipeline.records import Affine, Page, Preparation, Reason, Side, replace
from ocr_pipeline.settings import Writing
from tests.support.placed_pages import HEIGHT, ON_ITS_SIDE, WIDTH, documents, failed_page, material_of, typed_page

BASE = "https://archive.example/iiif/3"
PLACE = re.compile(r"#xywh=(\d+),(\d+),(\d+),(\d+)$")
SIDE = 1500
"""Pixels across of the prepared image of a side of a spread."""


def canvases_of(*pages, base=None, **fields):
    material = with_(material_of(*pages), writing=Writing(iiif_base=base), **fields)
    found = leaves(material, with_lines=True)
    writer = Canvases(material, of_several(found))
    return [writer.canvas(one) for one in painted(found)]


def body_of(canvas):
    (page,) = canvas["items"]
    (painting,) = page["items"]
    assert painting["target"] == canvas["id"]
    return painting["body"]


def lines_of(canvas):
    """The lines of a canvas: text, and place as left, top, width, height."""
    for page in canvas.get("annotations", []):
        for one in page["items"]:
            assert one["motivation"] == "supplementing"
            assert one["target"].startswith(canvas["id"] + "#")
            yield one["body"]["value"], tuple(map(int, PLACE.search(one["target"]).groups()))


def spread() -> list[Page]:
    """The two sides of a scan of twice the width, whose prepared images meet at 1490 and 1510."""
    sides = []
    for name, side, left in (("1L", Side.LEFT, -10), ("1R", Side.RIGHT, 1510)):
        to_scan = Affine(xx=1, xy=0, x0=left, yx=0, yy=1, y0=0)
        page = typed_page(name, f"строка {name}", to_scan=to_scan)
        made = Preparation(quarter_turns=0, skew_degrees=0, dpi=300, width=SIDE, height=HEIGHT, to_scan=to_scan)
        scan = replace(page.scan, side=side, width=2 * SIDE, height=HEIGHT)
        sides.append(replace(page, scan=scan, preparation=made))
    return sides


def test_a_canvas_is_as_large_as_its_scan_and_named_by_the_number_on_it():
    (canvas,) = canvases_of(typed_page("1", "- 12 -", "эта строка есть"))
    assert (canvas["width"], canvas["height"], canvas["label"]) == (WIDTH, HEIGHT, {"none": ["12"]})
    (other,) = canvases_of(typed_page("скан 1", "эта строка есть"))
    assert other["label"] == {"none": ["скан 1"]}


def test_lines_are_at_their_places_on_the_scan_in_their_language():
    (canvas,) = canvases_of(typed_page("1", "один два", "<b>&\"'"))
    assert list(lines_of(canvas)) == [("один два", (100, 60, 156, 32)), ("<b>&\"'", (100, 120, 116, 24))]
    body = canvas["annotations"][0]["items"][0]["body"]
    assert (body["type"], body["language"], body["format"]) == ("TextualBody", "ru", "text/plain")


def test_a_page_read_on_its_side_lies_as_its_scan_lies():
    (canvas,) = canvases_of(typed_page("1", "один два", to_scan=ON_ITS_SIDE))
    ((_, (left, _, width, height)),) = lines_of(canvas)
    assert (canvas["width"], canvas["height"]) == (WIDTH, HEIGHT)
    assert (left, height > width) == (60, True)


def test_without_a_base_the_image_is_the_file_by_its_way():
    (canvas,) = canvases_of(typed_page("1"), way=lambda _page: "../мои сканы/a #1.png")
    body = body_of(canvas)
    assert body["id"] == "../%D0%BC%D0%BE%D0%B8%20%D1%81%D0%BA%D0%B0%D0%BD%D1%8B/a%20%231.png"
    assert (body["type"], body["format"], body["width"], body["height"]) == ("Image", "image/png", WIDTH, HEIGHT)
    assert "service" not in body


def test_with_a_base_the_image_is_served():
    body = body_of(canvases_of(typed_page("1"), base=BASE)[0])
    assert body["id"] == f"{BASE}/scans%2Fa.png/full/max/0/default.jpg"
    assert body["service"] == [{"id": f"{BASE}/scans%2Fa.png", "type": "ImageService3", "profile": "level1"}]


@pytest.mark.parametrize("base", [None, BASE])
def test_the_sides_of_a_spread_are_canvases_that_show_parts_of_one_image(base):
    left, right = canvases_of(*spread(), base=base)
    assert left["width"] == right["width"] == SIDE
    assert body_of(left)["source"] == body_of(right)["source"]
    selectors = [body_of(one)["selector"] for one in (left, right)]
    if base:
        assert [one["region"] for one in selectors] == [f"0,0,{SIDE},{HEIGHT}", f"{SIDE},0,{SIDE},{HEIGHT}"]
    else:
        assert [one["value"] for one in selectors] == [f"xywh=0,0,{SIDE},{HEIGHT}", f"xywh={SIDE},0,{SIDE},{HEIGHT}"]


def test_a_side_of_a_page_in_a_pdf_is_served_in_hundredths_for_its_pixels_are_the_server_s_choice():
    sides = [replace(page, scan=replace(page.scan, path="../a.pdf")) for page in spread()]
    regions = [body_of(one)["selector"]["region"] for one in canvases_of(*sides, base=BASE)]
    assert regions == ["pct:0,0,50,100", "pct:50,0,50,100"]


def test_text_on_a_side_is_placed_from_the_corner_of_the_side():
    left, right = canvases_of(*spread())
    assert [place[0] for _, place in (*lines_of(left), *lines_of(right))] == [90, 110]


def test_a_frame_of_a_file_of_several_is_served_or_linked_for_it_is_no_image_by_itself():
    page = typed_page("1", "строка")
    frame = replace(page, scan=replace(page.scan, path="../a.pdf", frame=2))
    (served,) = canvases_of(frame, base=BASE)
    assert body_of(served)["service"][0]["id"] == f"{BASE}/a.pdf;3"
    (canvas,) = canvases_of(frame)
    assert canvas["items"][0]["items"] == []
    assert [(one["id"], one["type"]) for one in canvas["rendering"]] == [("../a.pdf#page=3", "Text")]
    assert [text for text, _ in lines_of(canvas)] == ["строка"]


@pytest.mark.parametrize("base", [None, BASE])
def test_a_page_that_failed_and_one_without_a_record_keep_their_canvases_and_say_why(base):
    failed = replace(failed_page("2"), reasons=(Reason(code="ScanBroken", message="cut off"),))
    pages = typed_page("1", "строка"), failed, typed_page("3", "строка")
    found = canvases_of(*pages, base=base, pages=pages[:2])
    assert [canvas["id"].rpartition("/")[2] for canvas in found] == ["1", "2", "3"]
    assert [canvas.get("summary") for canvas in found] == [
        None,
        {"en": ["failed; ScanBroken: cut off"]},
        {"en": ["its record is lost"]},
    ]
    assert [(canvas["width"], canvas["height"]) for canvas in found[1:]] == [UNKNOWN_SIZE[2:]] * 2
    assert [one["id"] for one in found[1]["rendering"]] == ["a%20%26%20b.png"]
    assert found[1]["items"][0]["items"] == found[2]["items"][0]["items"] == []


def test_a_blank_page_shows_its_scan_and_says_that_it_is_blank():
    (canvas,) = canvases_of(typed_page("1"))
    assert canvas["summary"] == {"en": ["blank"]}
    assert body_of(canvas)["type"] == "Image"
    assert "annotations" not in canvas


def test_files_of_a_page_are_linked_where_they_stand_beside():
    page = typed_page("1 ю", "строка")
    there = {"pages/1 ю.alto.xml", "pages/1 ю.page.xml", "pages/1 ю.hocr", "pages/1 ю.txt"}
    (canvas,) = canvases_of(page, beside=there.__contains__)
    assert [one["id"] for one in canvas["seeAlso"]] == [
        f"pages/1%20%D1%8E.{name}" for name in ("alto.xml", "page.xml", "hocr")
    ]
    assert [one["format"] for one in canvas["rendering"]] == ["text/plain"]
    assert not {"seeAlso", "rendering"} & set(canvases_of(page)[0])


@settings(max_examples=40)
@given(documents())
def test_every_line_is_there_within_its_canvas_and_no_two_things_have_one_address(pages):
    found = canvases_of(*pages)
    assert len(found) == len(pages)
    for canvas, page in zip(found, pages, strict=True):
        lines = list(lines_of(canvas))
        assert " ".join(text for text, _ in lines).split() == page.text.split()
        for _, (left, top, width, height) in lines:
            assert min(left, top) >= 0
            assert min(width, height) >= 1
            assert left + width <= canvas["width"]
            assert top + height <= canvas["height"]
    addresses = [one["id"] for canvas in found for page in canvas.get("annotations", []) for one in page["items"]]
    assert len(set(addresses)) == len(addresses)
