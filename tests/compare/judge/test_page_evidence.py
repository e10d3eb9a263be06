"""Pages that were scanned on their head, on their side or askew: gaps, room and marks are where they are upright."""

from __future__ import annotations

import math

import pytest

from ocr_pipeline.compare.align.collation import collated
from ocr_pipeline.compare.align.differences import differences
from ocr_pipeline.compare.align.texts import our_text, their_text
from ocr_pipeline.compare.judge.evidence import gathered
from ocr_pipeline.compare.locate.places import PageLocator
from ocr_pipeline.compare.records import Transcription
from ocr_pipeline.languages import load_lexicon
from ocr_pipeline.records import Affine, Preparation, replace
from ocr_pipeline.text import clean_document
from tests.support.typed_documents import PITCH, TEXT, a_page

WIDTH, HEIGHT = 2000, 3000


def turned(degrees):
    """The map from the upright page to a scan on which it lies turned."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return Affine(xx=cos, xy=-sin, x0=3000, yx=sin, yy=cos, y0=3000)


def on_scan(page, to_scan):
    """A page as it is stored when its scan shows it through `to_scan`: every box is an outline on the scan."""

    def moved(one, **parts):
        return replace(one, box=to_scan.apply_box(one.box), **parts)

    lines = tuple(
        moved(line, words=tuple(moved(word, glyphs=tuple(map(moved, word.glyphs))) for word in line.words))
        for line in page.lines
    )
    preparation = Preparation(quarter_turns=0, skew_degrees=0, dpi=300, width=WIDTH, height=HEIGHT, to_scan=to_scan)
    return replace(page, lines=lines, preparation=preparation)


def spread_out(page, column):
    """A page whose first line has 12 empty columns from `column` on."""

    def moved(one, **parts):
        shift = 12 * PITCH if one.box.left >= 100 + PITCH * column else 0
        box = replace(one.box, left=one.box.left + shift, right=one.box.right + shift)
        return replace(one, box=box, **parts)

    first = page.lines[0]
    words = tuple(moved(word, glyphs=tuple(map(moved, word.glyphs))) for word in first.words)
    box = replace(first.box, right=first.box.right + 12 * PITCH)
    return replace(page, lines=(replace(first, words=words, box=box), *page.lines[1:]))


def evidence(page, theirs):
    document = clean_document("d", [page])
    side, _ = their_text(Transcription(name="t", text=theirs, format="plain text"), "rus")
    collation = collated(our_text(document), side)
    found = list(differences(collation))
    (known,) = gathered(found, collation, PageLocator(document, lambda _index: page), load_lexicon("rus"))
    return known


ADDED = "\n".join(TEXT).replace("второй встречи", "второй недолгой встречи")


@pytest.mark.parametrize("degrees", [0, 1, -2, 90, 180, 270, 181])
def test_room_is_that_of_the_line_however_the_sheet_lay(degrees):
    close, wide = a_page("1"), spread_out(a_page("1"), TEXT[0].index("встречи"))
    assert evidence(on_scan(close, turned(degrees)), ADDED).room == pytest.approx(0, abs=0.02)
    straight = evidence(on_scan(wide, turned(0)), ADDED).room
    assert straight > 1
    assert evidence(on_scan(wide, turned(degrees)), ADDED).room == pytest.approx(straight, abs=0.05)


@pytest.mark.parametrize("degrees", [1, 90, 180, 270])
def test_a_gap_is_shown_where_it_is_on_the_scan(degrees):
    page = on_scan(a_page("1"), turned(degrees))
    document = clean_document("d", [page])
    at = document.diplomatic.index(" встречи")
    (gap,) = PageLocator(document, lambda _index: page).gap(at - 1, at + 1)
    upright = a_page("1").lines[0].words[3].glyphs[0].box
    expected = turned(degrees).apply_box(replace(upright, left=upright.left - PITCH, right=upright.left))
    assert gap.box.corners() == pytest.approx(expected.corners(), abs=0.5)


@pytest.mark.parametrize("degrees", [0, 90, 180])
def test_room_at_the_end_of_a_short_line_is_that_up_to_the_page_s_edge(degrees):
    lines = (TEXT[0], "он полностью", *TEXT[2:])
    theirs = "\n".join(lines).replace("он полностью", "он полностью согласен")
    assert evidence(on_scan(a_page("1", lines), turned(degrees)), theirs).room > 1
    full = "\n".join(TEXT).replace("правительства", "правительства весьма обстоятельно")
    assert evidence(on_scan(a_page("1"), turned(degrees)), full).room < 0.5
