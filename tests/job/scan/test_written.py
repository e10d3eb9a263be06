"""Pages are written as they are read; where none could be read, what was there before stays."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr_pipeline.errors import EngineCrashed
from ocr_pipeline.formats.registry import formats_named
from ocr_pipeline.job.plan import planned
from ocr_pipeline.job.scan.page import transcribe_scan
from ocr_pipeline.job.scan.written import PagesAsRead
from ocr_pipeline.recognize import EngineReading
from ocr_pipeline.records import PageState, ScanSource
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.pages import read_page
from ocr_pipeline.text import clean_document
from tests.support.readings import typed

SETTINGS = Settings(dpi=100)
FORMATS = formats_named(("txt", "png"))


class Fails:
    """An engine that fails on its first calls."""

    identity = "fails at first 1"

    def __init__(self, times: int) -> None:
        self.times = times

    def check(self, language):
        pass

    def read(self, _image, _language, _seconds):
        self.times -= 1
        if self.times >= 0:
            raise EngineCrashed(detail="signal 11")
        return EngineReading((typed("народ и правительство страны", 0, confidence=0.97),))


@pytest.fixture
def scan(tmp_path, page):
    """A TIFF of three typed pages."""
    cv2.imwritemulti(str(tmp_path / "a.tif"), [page(100, seed=seed) for seed in range(3)])
    return tmp_path / "a.tif"


def results(scan, failures):
    engine = Fails(failures)
    for one in planned(scan.stem, ((ScanSource(scan, frame), scan) for frame in range(3))):
        yield from transcribe_scan(one, SETTINGS, engine, sha256="", key="")


def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_each_page_is_there_before_the_next_is_read(scan, tmp_path):
    writer = PagesAsRead(scan, tmp_path / "out", SETTINGS, FORMATS)
    for number, result in enumerate(results(scan, 0), start=1):
        writer.take(result)
        assert f"pages/a-{number:04d}.png" in files(tmp_path / "out")
        assert len(files(tmp_path / "out")) == 3 * number


def test_pages_that_failed_before_the_first_that_could_be_read_are_written_with_their_images(scan, tmp_path):
    writer = PagesAsRead(scan, tmp_path / "out", SETTINGS, FORMATS)
    found = list(results(scan, 2))
    for result in found[:2]:
        writer.take(result)
        assert not (tmp_path / "out").exists()
    writer.take(found[2])
    assert writer.end(clean_document("a", [result.page for result in found])) == ()
    for result in found:
        assert read_page(tmp_path / "out", result.page.id) == result.page
        image = cv2.imread(str(tmp_path / "out" / "pages" / f"{result.page.id}.png"), cv2.IMREAD_GRAYSCALE)
        assert (np.asarray(image) == result.binary).all()
    assert [result.page.state for result in found] == [PageState.FAILED, PageState.FAILED, PageState.DONE]
    assert "document.txt" in files(tmp_path / "out")


def test_where_nothing_could_be_read_all_stays_as_it_was(scan, tmp_path):
    first = PagesAsRead(scan, tmp_path / "out", SETTINGS, FORMATS)
    found = list(results(scan, 0))
    for result in found:
        first.take(result)
    first.end(clean_document("a", [result.page for result in found]))
    before = {name: (tmp_path / "out" / name).read_bytes() for name in files(tmp_path / "out")}
    writer = PagesAsRead(scan, tmp_path / "out", SETTINGS, FORMATS)
    for result in results(scan, 3):
        writer.take(result)
    assert writer.end(clean_document("a", [])) == ()
    assert {name: (tmp_path / "out" / name).read_bytes() for name in files(tmp_path / "out")} == before


def test_what_an_earlier_reading_wrote_of_the_same_page_is_replaced(scan, tmp_path):
    (tmp_path / "out" / "pages").mkdir(parents=True)
    for name in ("a-0001.txt", "a-0001.json.gz"):
        (tmp_path / "out" / "pages" / name).write_text("before")
    writer = PagesAsRead(scan, tmp_path / "out", SETTINGS, FORMATS)
    writer.take(next(results(scan, 0)))
    assert files(tmp_path / "out") == ["pages/a-0001.json.gz", "pages/a-0001.png", "pages/a-0001.txt"]
    assert (tmp_path / "out" / "pages" / "a-0001.txt").read_text(encoding="utf-8") != "before"


def written(scan, folder, name):
    writer = PagesAsRead(scan, folder, SETTINGS, FORMATS)
    found = list(results(scan, 0))
    for result in found:
        writer.take(result)
    writer.end(clean_document(name, [result.page for result in found]))
    return writer


def test_an_earlier_document_in_the_folder_is_retired_with_its_pages_so_that_the_new_one_is_there_alone(scan, tmp_path):
    out = tmp_path / "out"
    written(scan, out, "a")
    before = {name: (out / name).read_bytes() for name in files(out)}
    again = written(scan.rename(scan.with_name("b.tif")), out, "b")
    assert again.retired == ("a-0001", "a-0002", "a-0003")
    here = [name for name in files(out) if not name.startswith("retired/")]
    assert here == [name.replace("a-", "b-") for name in before]
    for name, content in before.items():
        assert (out / "retired" / name.removeprefix("pages/")).read_bytes() == content


def test_pages_that_the_same_document_does_not_have_any_more_are_retired(scan, tmp_path):
    written(scan, tmp_path / "out", "a")
    cv2.imwritemulti(str(scan), [cv2.imread(str(scan))] * 2)
    writer = PagesAsRead(scan, tmp_path / "out", SETTINGS, FORMATS)
    found = list(results(scan, 0))[:2]
    for result in found:
        writer.take(result)
    writer.end(clean_document("a", [result.page for result in found]))
    assert writer.retired == ("a-0003",)
    assert [name for name in files(tmp_path / "out") if name.startswith("retired/")] == [
        "retired/a-0003.json.gz",
        "retired/a-0003.png",
        "retired/a-0003.txt",
    ]
