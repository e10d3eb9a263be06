"""A page's files: the record last, nothing of an earlier reading beside it, a format's failure its own."""

from __future__ import annotations

import json

import numpy as np
import pytest

from ocr_pipeline.errors import DiskFull, FormatFailed
from ocr_pipeline.formats.format import Format
from ocr_pipeline.formats.registry import DEFAULT, formats_named
from ocr_pipeline.store import pages
from ocr_pipeline.store.files import page_file
from ocr_pipeline.store.pages import (
    StoredPages,
    read_page,
    remove_page,
    scan_of,
    write_missing,
    write_page,
    write_record,
)
from tests.support.typed_documents import a_page

PAGE = a_page("0001")
FORMATS = formats_named(DEFAULT)


def image():
    return np.full((4, 8), 255, dtype=np.uint8)


def names(folder):
    return sorted(path.name for path in (folder / "pages").iterdir())


def test_a_page_is_written_in_every_format_and_read_back(tmp_path):
    assert write_page(tmp_path, PAGE, FORMATS, image) == ()
    assert names(tmp_path) == ["0001.json.gz", "0001.png", "0001.txt"]
    assert read_page(tmp_path, "0001") == PAGE


@pytest.mark.parametrize("failing", [".png", ".txt"])
def test_where_a_file_cannot_be_written_there_is_no_record(tmp_path, monkeypatch, failing):
    def full(path, content):
        if path.suffix == failing:
            raise DiskFull(str(path))
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)

    monkeypatch.setattr(pages, "write_bytes", full)
    with pytest.raises(DiskFull):
        write_page(tmp_path, PAGE, FORMATS, image)
    assert read_page(tmp_path, "0001") is None


def test_a_format_that_fails_costs_its_file_alone(tmp_path):
    def broken(_page, _prepared):
        raise ZeroDivisionError

    (reason,) = write_page(tmp_path, PAGE, (Format("odd", ".odd", page=broken), *FORMATS), image)
    assert reason.code == FormatFailed.__name__
    assert "0001, format odd" in reason.message
    assert names(tmp_path) == ["0001.json.gz", "0001.png", "0001.txt"]


def test_only_what_is_missing_is_written_and_the_image_is_made_only_if_it_is(tmp_path):
    write_page(tmp_path, PAGE, FORMATS, image)
    (tmp_path / "pages" / "0001.txt").write_text("mine", encoding="utf-8")

    def never():
        raise AssertionError("the image is there")

    assert write_missing(tmp_path, PAGE, FORMATS, never) == ()
    assert (tmp_path / "pages" / "0001.txt").read_text(encoding="utf-8") == "mine"
    (tmp_path / "pages" / "0001.png").unlink()
    write_missing(tmp_path, PAGE, FORMATS, image)
    assert names(tmp_path) == ["0001.json.gz", "0001.png", "0001.txt"]


def test_what_was_written_of_a_page_is_removed_and_nothing_else(tmp_path):
    for name in ("0001", "0001L", "00010"):
        write_page(tmp_path, a_page(name), FORMATS, image)
    (tmp_path / "pages" / "0001.note").write_text("a person's", encoding="utf-8")
    remove_page(tmp_path, "0001")
    assert {name.split(".")[0] for name in names(tmp_path)} == {"0001", "0001L", "00010"}
    assert [name for name in names(tmp_path) if name.startswith("0001.")] == ["0001.note"]


@pytest.mark.parametrize("damage", [b"", b"{}", b"\x1f\x8b", "cut"])
def test_a_damaged_record_is_none(tmp_path, damage):
    write_record(tmp_path, PAGE)
    record = page_file(tmp_path, "0001")
    record.write_bytes(record.read_bytes()[:-40] if damage == "cut" else damage)
    assert read_page(tmp_path, "0001") is None
    assert scan_of(tmp_path, "0001") is None


def test_what_a_page_was_read_from_is_known_of_any_version(tmp_path):
    write_record(tmp_path, PAGE)
    assert scan_of(tmp_path, "0001") == PAGE.scan
    earlier = {"schema_version": 1, "scan": PAGE.scan.model_dump(mode="json"), "pages": 7}
    page_file(tmp_path, "0002", ".json").write_text(json.dumps(earlier), encoding="utf-8")
    assert scan_of(tmp_path, "0002") == PAGE.scan


def test_stored_pages_are_read_as_often_as_asked_and_those_without_a_record_left_out(tmp_path):
    write_record(tmp_path, PAGE)
    stored = StoredPages(tmp_path, ["0000", "0001"])
    assert [*stored] == [*stored] == [PAGE]
