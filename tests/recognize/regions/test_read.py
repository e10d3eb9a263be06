"""A page is read part by part: columns and what lies by themselves, each word once, and put together as it stands."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from ocr_pipeline.errors import EngineTimeout
from ocr_pipeline.layout import divide
from ocr_pipeline.recognize import EngineReading
from ocr_pipeline.recognize.reading import ReadGlyph, ReadLine, ReadWord
from ocr_pipeline.recognize.regions.read import read_page
from ocr_pipeline.records import Affine, Area, InkKind, Page, PageImage, PageState, RegionKind
from tests.support.divided_pages import on_its_side, picture, prose, rule, ruled_table, sheet
from tests.support.drawn_pages import blank, draw, page_of
from tests.support.typed_pages import SCAN

TO_SCAN = Affine(xx=0.5, xy=0, x0=7, yx=0, yy=0.5, y0=9)


@dataclass
class Sees:
    """An engine that reads perfectly what is drawn on the page that it is given, lines by height: it knows where on the
    scan each line stands, and which way up."""

    upright: tuple[ReadLine, ...] = ()
    lying: tuple[ReadLine, ...] = ()
    seen: list[PageImage] = field(default_factory=list)
    identity: str = "sees 1"
    then: Callable[[], None] = lambda: None

    def check(self, language: str) -> None:
        pass

    def read(self, image, _language, _seconds):
        self.seen.append(image)
        self.then()
        to_page = image.to_scan.inverse()
        is_turned = abs(image.to_scan.xx) < 1e-9
        # What lies reads from the bottom up: turned once clockwise, three times counter-clockwise, it is upright.
        is_upright = image.to_scan.yx < 0
        lines = self.lying if is_turned and is_upright else () if is_turned else self.upright
        found = [inside for line in lines if (inside := self._inside(line, image, to_page)) is not None]
        return EngineReading(tuple(sorted(found, key=lambda line: line.box.top)))

    def _inside(self, line, image, to_page):
        words = []
        for word in line.words:
            glyphs = [replace(glyph, box=_moved(glyph.box, to_page)) for glyph in word.glyphs]
            if all(_is_inked(glyph.box, image) for glyph in glyphs):
                words.append(ReadWord.of(glyphs))
        return ReadLine.of(words) if words else None


def _moved(box, to_page):
    scan = box.on_scan(TO_SCAN)
    found = to_page.apply_box(scan)
    return Area(found.left, found.top, found.right, found.bottom)


def _is_inked(box, image):
    rows = slice(max(0, round(box.top)), max(0, round(box.bottom)))
    columns = slice(max(0, round(box.left)), max(0, round(box.right)))
    return bool((image.binary[rows, columns] == 0).any())


def read(page, engine, seconds=60.0):
    image = page_of(page, to_scan=TO_SCAN)
    return read_page(engine, image, divide(image), "eng", seconds)


def text_of(lines):
    return [line.text for line in lines]


def test_a_page_of_one_column_is_read_once_and_as_it_is():
    page = sheet()
    engine = Sees(draw(page, prose(8, 50)))
    reading = read(page, engine)
    assert len(engine.seen) == 1
    assert np.array_equal(engine.seen[0].grey, page)
    assert text_of(reading.lines) == text_of(engine.upright)
    assert [region.kind for region in reading.regions] == [RegionKind.TEXT]


def test_a_blank_page_is_blank_and_has_its_region():
    reading = read(blank(), Sees())
    assert reading.state is PageState.BLANK
    assert len(reading.regions) == 1


def two_columns(heading=()):
    page = sheet()
    lines = [draw(page, prose(14, 22, seed), 120 + 750 * seed, 500) for seed in (0, 1)]
    return page, (*draw(page, heading, 120, 250), *lines[0], *lines[1])


def test_columns_are_read_by_themselves_and_one_after_the_other():
    page, lines = two_columns()
    engine = Sees(lines)
    reading = read(page, engine)
    assert len(engine.seen) == 2
    assert text_of(reading.lines) == text_of(lines)
    assert [line.region for line in reading.lines] == [0] * 14 + [1] * 14


def test_a_heading_over_columns_comes_first():
    page, lines = two_columns(["A heading that goes over both of the columns"])
    reading = read(page, Sees(lines))
    assert text_of(reading.lines) == text_of(lines)
    assert [line.region for line in reading.lines] == [0] + [1] * 14 + [2] * 14


def test_boxes_of_parts_are_on_the_scan():
    page, lines = two_columns()
    for found, drawn in zip(read(page, Sees(lines)).lines, lines, strict=True):
        box = drawn.box.on_scan(TO_SCAN)
        assert (found.box.left, found.box.top) == pytest.approx((box.left, box.top), abs=1.0)


def test_a_table_is_read_without_its_rules_and_comes_in_rows_and_cells():
    page, letters = ruled_table(), sheet()
    lines = [
        ReadLine.of([word for line in draw(letters, [f"{a:12}{b:12}{c}"], 240, 375 + 120 * row) for word in line.words])
        for row, (a, b, c) in enumerate((("Name", "Plan", "Fact"), ("iron", "12", "13"), ("coal", "450", "461")))
    ]
    engine = Sees(tuple(lines))
    reading = read(page, engine)
    assert not (engine.seen[0].binary[320:760, 190:215] == 0).any()
    table = next(region for region in reading.regions if region.kind is RegionKind.TABLE)
    assert (table.rows, table.columns) == (4, 3)
    assert text_of(reading.lines) == ["Name Plan Fact", "iron 12 13", "coal 450 461"]
    assert reading.ink.of(InkKind.RULING) > 0


def test_the_ledger_holds_all_ink_of_a_page_that_was_read_in_parts():
    for page in (two_columns()[0], ruled_table(), lying_page()[0]):
        image = page_of(page, to_scan=TO_SCAN)
        reading = read(page, Sees())
        assert reading.ink.mm2 == pytest.approx((image.binary == 0).sum() * image.pixel_mm2, rel=0.02)


def test_the_ledger_holds_a_rule_over_columns_that_are_all_of_a_page():
    page, lines = two_columns()
    rule(page, (120, 250), (1500, 250))
    image = page_of(page, to_scan=TO_SCAN)
    assert read(page, Sees(lines)).ink.mm2 == pytest.approx((image.binary == 0).sum() * image.pixel_mm2, rel=0.02)


def test_text_beside_the_only_table_of_a_page_is_in_none_of_its_cells():
    page = ruled_table()
    beside = draw(page, ["beside it", "stands this"], 1400, 400)
    reading = read(page, Sees(beside))
    table = next(region for region in reading.regions if region.kind is RegionKind.TABLE)
    assert not any(cell.words for cell in table.cells)


def test_a_table_without_rules_is_one_by_what_was_read():
    page = sheet()
    rows = [f"{name:12}{plan:<12}{plan + 7}" for name, plan in (("iron", 12), ("coal", 450), ("grain", 78))]
    lines = draw(page, [*prose(3, 50), *rows, *prose(3, 50, seed=2)])
    reading = read(page, Sees(lines))
    assert [region.kind.value for region in reading.regions] == ["text", "table", "text"]
    assert (reading.regions[1].rows, reading.regions[1].columns) == (3, 3)
    assert text_of(reading.lines) == text_of(lines)


LYING = ("words on their side are long", "and so are these of a table")


def lying_page(beside=()):
    page = sheet()
    above = draw(page, prose(8, 50))
    on_its_side(page, LYING, 300, 900)
    below = draw(page, prose(4, 50, seed=2), first=2000)
    return page, above, _on_side(LYING, 300, 900), below, draw(page, beside, 560, 1300)


def _on_side(lines, left, top):
    """What `on_its_side` draws, as it would be read: boxes on the page, letters from the bottom up."""
    width = 60 + 30 * max(map(len, lines))
    upright = draw(blank(80 + 66 * len(lines), width), lines, 30, 60)

    def there(box):
        return Area(left + box.top, top + width - box.right, left + box.bottom, top + width - box.left)

    return tuple(
        ReadLine.of([ReadWord.of([ReadGlyph(g.text, there(g.box), 0.99) for g in word.glyphs]) for word in line.words])
        for line in upright
    )


def test_what_lies_on_its_side_is_read_turned_and_comes_where_it_stands():
    page, above, lying, below, _ = lying_page()
    reading = read(page, Sees((*above, *below), lying))
    assert text_of(reading.lines) == [*text_of(above), *LYING, *text_of(below)]
    assert [region.quarter_turns for region in reading.regions] == [0, 3, 0]
    Page(id="1", scan=SCAN, state=reading.state, lines=reading.lines, marks=reading.marks, regions=reading.regions)


def test_words_on_their_side_have_their_boxes_on_the_scan():
    page, above, lying, below, _ = lying_page()
    reading = read(page, Sees((*above, *below), lying))
    found = next(line for line in reading.lines if line.text == LYING[0])
    area = Area.enclosing(word.box for word in lying[0].words)
    box = area.on_scan(TO_SCAN)
    assert (found.box.left, found.box.top) == pytest.approx((box.left, box.top), abs=1.0)
    assert (found.box.right, found.box.bottom) == pytest.approx((box.right, box.bottom), abs=1.0)


def test_what_may_lie_and_is_no_text_turned_stays_with_the_page():
    page, above, _, below, _ = lying_page()
    reading = read(page, Sees((*above, *below)))
    assert [region.quarter_turns for region in reading.regions] == [0]
    assert text_of(reading.lines) == [*text_of(above), *text_of(below)]


def test_words_beside_a_block_on_its_side_are_not_lost():
    beside = ("words that stand", "beside the block", "in three lines")
    page, above, lying, below, lines = lying_page(beside)
    reading = read(page, Sees((*above, *lines, *below), lying))
    assert sorted(text_of(reading.lines)) == sorted([*text_of(above), *LYING, *beside, *text_of(below)])


def test_the_time_of_a_page_is_that_of_all_of_its_parts():
    page, lines = two_columns()
    engine = Sees(lines, then=lambda: time.sleep(0.25))
    with pytest.raises(EngineTimeout, match="its regions took all"):
        read(page, engine, seconds=0.1)
    assert len(engine.seen) == 1


def test_a_stamp_on_a_text_is_no_region():
    page = sheet()
    lines = draw(page, prose(14, 50))
    picture(page, 500, 350, 500, 900)
    reading = read(page, Sees(lines))
    assert [region.kind for region in reading.regions] == [RegionKind.TEXT]
    assert text_of(reading.lines) == text_of(lines)
