"""The rows of a large job: in blocks, with an index by which they are chosen; nothing in them is markup."""

from __future__ import annotations

import json
import re

from bs4 import BeautifulSoup

from ocr_pipeline.records import DocumentRow, PageRow
from ocr_pipeline.report.overview import IN_ONE_FILE, overview, overview_scripts
from ocr_pipeline.report.overview_parts import BLOCK, overview_parts, states_of

NASTY = "</script><img src=x onerror=alert(1)>\u2028"


def pages(number=3 * BLOCK):
    return [
        PageRow(
            document=f"{NASTY}{place // BLOCK}",
            page=f"{place:04}",
            path=f"../{NASTY}.png",
            state="failed" if place % 10 == 3 else "done",
            expected_cer=None if place % 10 == 3 else 0.0123,
            warnings=("dark", NASTY) if place % 100 == 0 else (),
        )
        for place in range(number)
    ]


def given(content):
    """What a file calls its function with."""
    arguments = re.fullmatch(r"\w+\((.*)\);\n", content.decode(), re.S)[1]
    return json.loads(f"[{arguments}]")


def test_the_index_has_every_row_in_order():
    (index,) = given(overview_parts(pages())["index"])
    assert index["runs"] == [[0, BLOCK], [1, BLOCK], [2, BLOCK]]
    assert len(index["state"]) == len(index["cer"]) == 3 * BLOCK
    assert index["names"][ord(index["state"][3]) - ord("a")] == "failed"
    assert index["cer"][2:4] == [123, -1]


def test_the_texts_of_warnings_stand_once():
    (warnings,) = given(overview_parts(pages())["warnings"])
    assert warnings["texts"] == ["dark", NASTY]
    assert warnings["rows"][:2] == [[0, 0, 1], [100, 0, 1]]


def test_the_blocks_have_the_rows_as_they_are_shown():
    parts = overview_parts(pages(BLOCK + 1))
    assert sorted(parts) == ["index", "rows-0000", "rows-0001", "warnings"]
    block, rows = given(parts["rows-0001"])
    assert (block, len(rows)) == (1, 1)
    assert rows[0][1:4] == [f"{BLOCK:04}", 0, "1.23%"]


def test_no_text_is_markup():
    for content in overview_parts(pages()).values():
        assert not re.search("[<>&\u2028]", content.decode())


def test_a_small_job_is_one_file_and_a_large_one_shows_documents_and_counts_without_a_script():
    documents = [DocumentRow(document=NASTY, pages=IN_ONE_FILE + 1, failed=0)]
    few, many = pages(IN_ONE_FILE), pages(IN_ONE_FILE + 1)
    assert overview_scripts(few, documents) == {}
    assert "<script" not in overview(few, documents)
    assert "overview/index.js" in overview_scripts(many, documents)
    text = overview(many, documents)
    assert "</script><img" not in text
    shown = BeautifulSoup(text, "html.parser")
    assert shown.find("tbody").find_all("tr")
    counts = states_of(many)
    assert f"{counts['done']} done, {counts['failed']} failed" in shown.text
    assert shown.find("a", href="summary.csv")
    policy = shown.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    assert "'self' file:" in policy
    assert "'self'" not in overview(few, documents)
