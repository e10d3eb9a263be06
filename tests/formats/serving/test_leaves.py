"""The pages of a document as a list of all needs them: all of them, in order, lines where they are asked for."""

from __future__ import annotations

from dataclasses import replace as with_

import pytest

from ocr_pipeline.formats.serving.leaves import leaves, of_several, printed_label
from ocr_pipeline.records import NumberSource, PageNumber, PageSpan, PageState, replace
from tests.support.placed_pages import failed_page, material_of, typed_page
from tests.support.table_pages import page_in_regions

PAGES = typed_page("1", "первая строка", "вторая"), failed_page("2"), typed_page("3", "третья")


def test_every_page_is_there_also_without_a_record():
    material = material_of(*PAGES)
    found = leaves(with_(material, pages=(PAGES[2], PAGES[1])))
    assert [leaf.span.id for leaf in found] == ["1", "2", "3"]
    assert [leaf.page is None for leaf in found] == [True, False, False]
    assert found[0].scan is None


def test_lines_are_given_where_they_are_asked_for_and_records_go_without():
    assert not any(leaf.lines for leaf in leaves(material_of(*PAGES)))
    first = leaves(material_of(*PAGES), with_lines=True)[0]
    assert [(line.id, line.text) for line in first.lines] == [("l1", "первая строка"), ("l2", "вторая")]
    assert first.lines[0].place.left == 100
    assert (first.language, first.page.lines) == ("ru", ())


def test_what_cells_have_of_a_line_are_lines_of_their_own():
    page = page_in_regions("1", "сверху", [["Год", "План"], ["1950", "9"]])
    (leaf,) = leaves(material_of(page), with_lines=True)
    assert [line.text for line in leaf.lines][-4:] == ["Год", "План", "1950", "9"]
    assert len({line.id for line in leaf.lines}) == len(leaf.lines)


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"source": NumberSource.SEEN}, "14"),
        ({"source": NumberSource.REPAIRED}, "14"),
        ({"source": NumberSource.INFERRED}, "[14]"),
        ({"source": NumberSource.SEEN, "roman": True}, "XIV"),
    ],
)
def test_a_number_that_no_one_typed_stands_in_brackets(fields, label):
    number = PageNumber(typed=None, number=14, confidence=1, **fields)
    span = PageSpan(id="1", state=PageState.DONE, start=0, end=0, number=number)
    assert printed_label(span) == label
    assert printed_label(replace(span, number=None)) is None


def test_a_file_of_several_frames_is_known_by_them_and_every_pdf_counts():
    scans = [("a.tif", 0), ("a.tif", 1), ("b.tif", 0), ("c.PDF", 0)]
    pages = [
        replace(page, scan=replace(page.scan, path=path, frame=frame))
        for page, (path, frame) in zip((typed_page(str(n)) for n in range(4)), scans, strict=True)
    ]
    assert of_several(leaves(material_of(*pages))) == {"a.tif", "c.PDF"}
