"""The rows of a job: in blocks, with an index by which they are chosen; nothing in them is markup."""

from __future__ import annotations

import json
import re

from ocr_pipeline.records import DocumentRow, PageRow
from ocr_pipeline.report.overview.page_order import Finding
from ocr_pipeline.report.overview.parts import (
    BLOCK,
    FINDINGS_SHOWN,
    documents_of,
    overview_parts,
    states_of,
    whole_data,
)

NASTY = "</script><img src=x onerror=alert(1)>\u2028"


def pages(number=3 * BLOCK):
    return [
        PageRow(
            document=f"{NASTY}{place // BLOCK}",
            page=f"{place:04}",
            path=f"../{NASTY}.png",
            state="failed" if place % 10 == 3 else "done",
            expected_cer=None if place % 10 == 3 else 0.0123,
            unread_mm2=12.34,
            skew_degrees=-0.456,
            seconds=1.26,
            page_number=place,
            warnings=("dark", NASTY) if place % 100 == 0 else (),
        )
        for place in range(number)
    ]


def given(content):
    """What a file calls its function with."""
    arguments = re.fullmatch(r"\w+\((.*)\);\n", content.decode(), re.S)[1]
    return json.loads(f"[{arguments}]")


def parts(number=3 * BLOCK):
    return overview_parts(pages(number), [], [])


def test_the_index_has_every_row_in_order():
    (index,) = given(parts()["index"])
    assert index["runs"] == [[0, BLOCK], [1, BLOCK], [2, BLOCK]]
    columns = ("state", "page", "cer", "unread", "skew", "number", "seconds")
    assert {len(index[name]) for name in columns} == {3 * BLOCK}
    assert index["names"][ord(index["state"][3]) - ord("a")] == "failed"
    assert index["cer"][2:4] == [123, None]


def test_figures_are_whole_numbers_of_what_is_shown():
    (index,) = given(parts()["index"])
    assert [index[name][7] for name in ("unread", "skew", "seconds", "number", "page")] == [123, -46, 13, 7, "0007"]


def test_the_texts_of_warnings_stand_once():
    (warnings,) = given(parts()["warnings"])
    assert warnings["texts"] == ["dark", NASTY]
    assert warnings["rows"][:2] == [[0, 0, 1], [100, 0, 1]]


def test_the_blocks_have_what_is_shown_of_rows_and_not_in_the_index():
    found = parts(BLOCK + 1)
    assert sorted(found) == ["documents", "index", "rows-0000", "rows-0001", "warnings"]
    assert given(found["rows-0001"]) == [1, [[f"../{NASTY}.png", "dark", NASTY]]]
    assert given(found["rows-0000"])[1][1] == [f"../{NASTY}.png"]


def test_a_small_job_has_the_same_in_one_piece():
    whole, loaded = json.loads(json.dumps(whole_data(pages(), [], []))), parts()
    assert [whole["index"]] == given(loaded["index"])
    assert [whole["warnings"]] == given(loaded["warnings"])
    assert len(whole["rows"]) == 3 * BLOCK


def test_a_document_has_what_is_known_of_it_and_the_first_numbers_of_many():
    missing = tuple(Finding(str(number), is_some=False, sentence="") for number in range(FINDINGS_SHOWN + 5))
    order = {"missing": missing, "doubled": (), "misplaced": ()}
    (row,) = documents_of([DocumentRow(document="a", pages=3, failed=0, cer_as_typed=0.0143)], [order])
    named = [[str(number), 0, ""] for number in range(FINDINGS_SHOWN)]
    assert row["missing"] == [FINDINGS_SHOWN + 5, named]
    assert {name: row[name] for name in row if name != "missing"} == {"document": "a", "pages": 3, "typed": 143}


def test_states_are_counted():
    assert states_of(pages(20)) == {"done": 18, "failed": 2}


def test_no_text_is_markup():
    for content in parts().values():
        assert not re.search("[<>&\u2028]", content.decode())
