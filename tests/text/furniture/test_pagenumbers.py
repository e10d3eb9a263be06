"""Page numbers are the best path over the whole document."""

from __future__ import annotations

from ocr_pipeline.records import NumberSource
from ocr_pipeline.text.furniture.candidates import candidates
from ocr_pipeline.text.furniture.pagenumbers import number_pages
from ocr_pipeline.text.text_layout import lay_out_text

LINE = "эта строка заполнена до самого правого края листа бумаги"


def numbers(*heads):
    """The number of each page given its first line, and whether it was seen."""
    layout = lay_out_text("\f".join("\n".join([head, *[LINE] * 6]) for head in heads))
    offered = [candidates(layout, page, frozenset()) for page in range(len(heads))]
    found = number_pages(offered, layout.steps, infer_hidden=True)
    return [(one.number.number, one.number.source) if one else None for one in found]


def test_numbers_are_read_as_a_sequence_and_a_misread_one_is_repaired():
    found = numbers("- 11 -", "- 12 -", "- 1З -", "- 74 -", "- 15 -")
    assert [number for number, _ in found] == [11, 12, 13, 14, 15]
    assert found[0][1] is NumberSource.SEEN
    assert found[3][1] is not NumberSource.SEEN


def test_a_hidden_number_is_inferred_from_its_neighbours():
    found = numbers("- 11 -", LINE, "- 13 -")
    assert found[1] is not None
    assert found[1][0] == 12
    assert found[1][1] is not NumberSource.SEEN


def test_pages_without_numbers_have_none():
    assert numbers(LINE, LINE) == [None, None]
