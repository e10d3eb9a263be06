"""The pages of an earlier version get the names of their scans; what has none is retired, and nothing is lost."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.records import replace
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.store import earlier
from ocr_pipeline.store.documents import write_document
from ocr_pipeline.store.earlier import BroughtOver, bring_over
from ocr_pipeline.store.files import page_file
from ocr_pipeline.store.pages import read_page, write_page
from ocr_pipeline.text import clean_document
from tests.support.stored_records import as_earlier
from tests.support.typed_documents import SCAN, a_page

NAMES = {"0002": "0001", "0003": "0002", "a": "0003"}
"""Scans whose names are the earlier names of other pages: the scan `0001` was removed before they were read."""


def page(name):
    return replace(a_page(name, (f"страница {name}",)), scan=replace(SCAN, path=f"../scans/{name}.png"))


def output(folder):
    """The pages of `NAMES` as an earlier version left them, and a fourth one that is the third over again."""
    pages = [page(name) for name in NAMES]
    for one in pages:
        write_page(folder, one)
        page_file(folder, one.id, ".txt").write_text(one.text, encoding="utf-8")
    write_document(folder, clean_document("d", pages))
    as_earlier(folder, NAMES)
    third = folder / "pages" / "0003.json"
    third.with_name("0004.json").write_bytes(third.read_bytes())
    third.with_name("0004.txt").write_text("once more", encoding="utf-8")


def name_of(page):
    return page.scan.path.removeprefix("../scans/").removesuffix(".png")


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def check(folder):
    for name in NAMES:
        assert read_page(folder, name) == page(name)
        assert page_file(folder, name, ".txt").read_text(encoding="utf-8") == f"страница {name}"
    kept = {f"pages/{name}{suffix}" for name in NAMES for suffix in (".json.gz", ".txt")}
    assert files(folder) == kept | {"document.json", "retired/0004.json", "retired/0004.txt"}


def test_each_page_gets_the_name_of_its_scan_with_its_files_and_one_twice_there_is_retired(tmp_path):
    output(tmp_path)
    assert bring_over(tmp_path, name_of) == BroughtOver(("0002", "0003", "a"), ("0004",))
    check(tmp_path)
    assert bring_over(tmp_path, name_of) == BroughtOver()


@given(at=st.integers(0, 24))
def test_broken_off_anywhere_it_goes_on(tmp_path_factory, at):
    folder = tmp_path_factory.mktemp("d")
    output(folder)
    steps = iter(range(at))
    with pytest.MonkeyPatch.context() as patch:
        for name in ("move", "write_record", "remove", "remove_empty"):
            patch.setattr(earlier, name, broken_off(getattr(earlier, name), steps))
        with suppress(Cut):
            bring_over(folder, name_of)
    bring_over(folder, name_of)
    check(folder)


class Cut(Exception):
    pass


def broken_off(step, steps):
    def stepping(*arguments, **how):
        if next(steps, None) is None:
            raise Cut
        return step(*arguments, **how)

    return stepping


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"schema_version": 2, "id": "0001"}'])
def test_a_record_that_is_damaged_or_older_still_is_retired(tmp_path, content):
    record = page_file(tmp_path, "0001", ".json")
    record.parent.mkdir()
    record.write_text(content, encoding="utf-8")
    assert bring_over(tmp_path, name_of) == BroughtOver((), ("0001",))
    assert (tmp_path / "retired" / "0001.json").read_text(encoding="utf-8") == content


def test_a_page_of_this_version_is_never_written_over(tmp_path):
    output(tmp_path)
    write_page(tmp_path, page("a"))
    assert bring_over(tmp_path, name_of) == BroughtOver(("0002", "0003"), ("0003", "0004"))


def test_where_both_versions_have_a_name_the_files_beside_the_record_stay_with_the_newer(tmp_path):
    output(tmp_path)
    write_page(tmp_path, page("0001"))
    bring_over(tmp_path, name_of)
    assert read_page(tmp_path, "0001") == page("0001")
    assert read_page(tmp_path, "0002") == page("0002")
    assert page_file(tmp_path, "0001", ".txt").is_file()


@pytest.mark.parametrize("at", [0, 2])
def test_in_a_store_a_page_comes_back_also_if_it_was_broken_off_between_copy_and_removal(
    tmp_path, store, monkeypatch, at
):
    output(tmp_path)
    for path in (tmp_path / "pages").iterdir():
        if path.stem != "0001":
            path.unlink()
    folder = store.put(tmp_path, "d")
    steps = iter(range(at))
    with monkeypatch.context() as patch:
        patch.setattr(RemotePath, "unlink", broken_off(RemotePath.unlink, steps))
        with pytest.raises(Cut):
            bring_over(folder, name_of)
    bring_over(folder, name_of)
    assert set(folder.below()) == {"pages/0002.json.gz", "pages/0002.txt", "document.json"}
    assert read_page(folder, "0002") == page("0002")
