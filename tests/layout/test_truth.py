"""The truth of page layouts says nothing impossible, and its frame is that of the scans."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ocr_pipeline.records import ScanSource
from ocr_pipeline.scans import open_scan

FILES = sorted((Path(__file__).parent / "truth").glob("*.json"))
KINDS = {"text", "table", "picture", "formula", "margin", "footnote", "number"}
FIELDS = {"kind", "turned", "box", "text"}
MEGAPIXELS = 100.0


def name_of(file):
    return file.stem


@pytest.fixture(params=FILES, ids=name_of)
def truth(request):
    """The truth of one page."""
    return json.loads(request.param.read_text(encoding="utf-8"))


def test_there_is_truth_of_tables_turned_blocks_and_columns():
    pages = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in FILES}
    regions = [(name, region) for name, page in pages.items() for region in page["regions"]]
    assert len({name for name, region in regions if region["kind"] == "table"}) >= 10
    assert {name for name, region in regions if region["turned"]} == {"lvov-04-R", "lvov-05-L"}
    assert "columns-newspaper" in pages


def test_the_page_is_named_and_remarked_on(truth):
    assert set(truth) == {"scan", "frame", "side", "size", "regions", "note"}
    assert truth["side"] in {"L", "R", "whole"}
    assert truth["frame"] >= 0
    assert truth["note"]


def test_each_region_lies_on_its_page(truth):
    width, height = truth["size"]
    # Half a spread holds the page, with room for a fold that is not in the middle.
    least, most = {"L": (0, 0.6 * width), "R": (0.4 * width, width), "whole": (0, width)}[truth["side"]]
    for region in truth["regions"]:
        left, top, right, bottom = region["box"]
        assert least <= left < right <= most, region
        assert 0 <= top < bottom <= height, region


def test_each_region_has_a_known_kind_and_a_text(truth):
    for region in truth["regions"]:
        assert region["kind"] in KINDS
        assert region["turned"] in {0, 90, 180, 270}
        assert set(region) == FIELDS | ({"rows"} if region["kind"] == "table" else set())
        lines = region["text"].split("\n")
        assert len(lines) <= 6
        assert all(line and line == line.strip() for line in lines)


def test_the_rows_of_a_table_have_equally_many_cells_and_none_is_empty(truth):
    for region in truth["regions"]:
        rows = region.get("rows", [])
        assert len({len(row) for row in rows}) <= 1
        assert all(any(row) for row in rows)
        assert all(cell == " ".join(cell.split()) for row in rows for cell in row)
        assert bool(rows) == (region["kind"] == "table")


def test_the_boxes_are_in_the_frame_of_the_scan_and_hold_ink(truth, shared):
    path = shared / "scans" / truth["scan"]
    scan = open_scan(ScanSource(path=path, frame=truth["frame"]), MEGAPIXELS, None)
    assert [scan.pixels.shape[1], scan.pixels.shape[0]] == truth["size"]
    for region in truth["regions"]:
        left, top, right, bottom = region["box"]
        inside = scan.pixels[top:bottom, left:right]
        assert int(inside.max()) - int(inside.min()) > 30, region
