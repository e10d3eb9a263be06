"""A gap in a line is shown where it is asked for, and is an edit like any other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.records import Box, EditKind, Gap, Page, replace
from ocr_pipeline.text import Layer, clean_document, layer_text, undone
from tests.support.typed_pages import PAGES, a_page

BOX = Box(left=0, top=0, right=10, bottom=10)


def with_gaps(page: Page, line: int, *before: int) -> Page:
    gaps = tuple(Gap(before=at, box=BOX) for at in before)
    lines = [replace(one, gaps=gaps) if at == line else one for at, one in enumerate(page.lines)]
    return replace(page, lines=tuple(lines))


PAGE = a_page("1", "в ячейки названные", "занесутся числа из памяти")


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        ((0,), "[…] занесутся числа из памяти"),
        ((2,), "занесутся числа […] из памяти"),
        ((4,), "занесутся числа из памяти […]"),
        ((1, 1, 3), "занесутся […] числа из […] памяти"),
    ],
)
def test_a_gap_stands_where_something_stands_that_no_one_typed(before, shown):
    document = clean_document("d", [with_gaps(PAGE, 1, *before)], gaps=True)
    assert shown in layer_text(document, Layer.CLEAN)
    assert undone(layer_text(document, Layer.CLEAN), document.edits) == document.diplomatic
    assert "[" not in document.diplomatic


def test_a_gap_is_shown_only_where_it_is_asked_for():
    assert "[" not in layer_text(clean_document("d", [with_gaps(PAGE, 1, 2)]), Layer.CLEAN)


def test_a_gap_in_a_line_that_is_taken_out_goes_with_it():
    pages = [a_page(str(number), f"{' ' * 8}- {number} -", "строка текста") for number in (5, 6, 7)]
    document = clean_document("d", [with_gaps(pages[0], 0, 1), *pages[1:]], gaps=True)
    assert not [edit for edit in document.edits if edit.kind is EditKind.GAP]


@given(PAGES, st.data())
def test_edits_with_gaps_are_undone_to_the_diplomatic_text(pages, data):
    drawn = []
    for page in pages:
        lines = [
            replace(
                line,
                gaps=tuple(
                    Gap(before=at, box=BOX)
                    for at in sorted(data.draw(st.lists(st.integers(0, len(line.words)), max_size=3)))
                ),
            )
            for line in page.lines
        ]
        drawn.append(replace(page, lines=tuple(lines)))
    document = clean_document("d", drawn, gaps=True)
    assert undone(layer_text(document, Layer.CLEAN), document.edits) == document.diplomatic
