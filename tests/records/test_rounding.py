"""A page without the digits that mean nothing: valid, in its place, and rounded once and for all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.records import (
    Affine,
    Alternative,
    Box,
    Glyph,
    InkKind,
    InkLedger,
    InkRow,
    Page,
    PageState,
    Preparation,
    Region,
    RegionKind,
    ScanRef,
    Side,
    TextLine,
    Word,
    rounded,
)

WIDTH, HEIGHT = 2480, 3508
SCAN = ScanRef(path="1.png", frame=0, side=Side.WHOLE, sha256="", width=WIDTH, height=HEIGHT, resolution=None)
PREPARATION = Preparation(
    quarter_turns=0,
    skew_degrees=0.123456789,
    dpi=299.99,
    width=WIDTH,
    height=HEIGHT,
    to_scan=Affine(xx=0.9999876, xy=-0.0123456789, x0=12.3456789, yx=0.0123456789, yy=0.9999876, y0=3.21),
    split_at=(1240.123456, 1241.9),
)


SHEET = Box(left=0, top=0, right=WIDTH, bottom=HEIGHT)


@st.composite
def boxes(draw, around=SHEET):
    """A box within another one."""
    left, right = sorted(draw(st.tuples(*[st.floats(around.left, around.right)] * 2)))
    top, bottom = sorted(draw(st.tuples(*[st.floats(around.top, around.bottom)] * 2)))
    return Box(left=left, top=top, right=right, bottom=bottom)


@st.composite
def pages(draw):
    share = st.floats(0, 1)
    line_box = draw(boxes())
    word_box = draw(boxes(line_box))
    glyph = Glyph(
        text="а",
        box=draw(boxes(word_box)),
        confidence=draw(share),
        alternatives=(Alternative(text="о", probability=draw(share)),),
    )
    word = Word(text="а", box=word_box, confidence=draw(share), glyphs=(glyph,))
    box = draw(boxes())
    return Page(
        id="1",
        scan=SCAN,
        state=PageState.DONE,
        preparation=PREPARATION,
        lines=(TextLine(words=(word,), box=line_box),),
        regions=(Region(kind=RegionKind.TEXT, box=box, outline=((box.left, box.top), (box.right, box.bottom))),),
        ink=InkLedger(
            rows=(InkRow(kind=InkKind.LINE, mm2=draw(st.floats(0, 1000)), box=box),), unread_characters=0.123
        ),
        expected_cer=draw(share),
    )


def inside(inner, outer):
    return (
        outer.left <= inner.left
        and inner.right <= outer.right
        and outer.top <= inner.top
        and inner.bottom <= outer.bottom
    )


def near(one, other, within):
    """Whether two dumped records differ by rounding alone."""
    if isinstance(one, float):
        return abs(one - other) <= within
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(near(one[name], other[name], within) for name in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(near, one, other, [within] * len(one)))
    return one == other


@given(pages())
def test_what_lay_within_something_lies_within_it_and_nothing_has_moved_by_more_than_half_a_tenth(page):
    found = rounded(page)
    (line,), (word,) = found.lines, found.lines[0].words
    assert inside(word.glyphs[0].box, word.box)
    assert inside(word.box, line.box)
    assert inside(line.box, SHEET)
    assert near(page.model_dump(), found.model_dump(), 0.0501)
    assert word.confidence == round(page.lines[0].words[0].confidence, 4)
    assert found.expected_cer == round(page.expected_cer or 0, 4)


@given(pages())
def test_the_way_to_the_scan_and_the_ink_are_as_they_were(page):
    found = rounded(page)
    assert found.preparation == page.preparation
    assert found.ink.mm2 == page.ink.mm2


@given(pages())
def test_rounding_again_changes_nothing_nor_does_being_stored(page):
    found = rounded(page)
    assert rounded(found) == found
    assert Page.model_validate_json(found.model_dump_json()) == found
