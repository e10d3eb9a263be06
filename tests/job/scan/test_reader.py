"""Which names the file of a scan may have."""

from __future__ import annotations

from pathlib import Path

import pytest

from ocr_pipeline.job.plan import planned
from ocr_pipeline.job.scan.reader import reader_of, scan_name
from ocr_pipeline.recognize.file.engine import FileEngine, FileOfScan
from ocr_pipeline.records import ScanSource
from tests.faults.fault_engines import Good


def names(document, *sources):
    return [scan_name(scan) for scan in planned(document, ((source, source.path) for source in sources))]


def test_an_image_is_found_by_its_page_s_name_and_by_its_own():
    (one,) = names("Дело", ScanSource(Path("scans/Дело 5/а&б.tif")))
    assert one.names == ("а%26б", "а&б", "а&б.tif")
    assert (one.of_file, one.frame, one.documents) == ((), 0, ("Дело", "Дело 5"))


@pytest.mark.parametrize(("path", "frames"), [("книга.pdf", 1), ("книга.tif", 3)])
def test_a_frame_is_found_by_its_number_or_in_the_file_of_the_whole_book(path, frames):
    *_, last = names("книга", *(ScanSource(Path(path), frame) for frame in range(frames)))
    assert last.names[:1] == (f"книга-{frames:04d}",)
    assert (last.of_file, last.frame) == (("книга", path), frames - 1)


def test_an_image_whose_name_ends_in_a_number_is_no_frame():
    (one,) = names("a", ScanSource(Path("a/лист-0003.png")))
    assert (one.names[0], one.of_file) == ("лист-0003", ())


def test_the_second_of_two_with_one_stem_has_the_name_of_its_page():
    _, second = names("a", ScanSource(Path("a/1.tif")), ScanSource(Path("a/1.png")))
    assert second.names == ("1~2", "1", "1.png")


def test_an_engine_is_its_own_reader_and_a_folder_has_one_for_each_scan(tmp_path):
    (scan,) = planned("a", [(ScanSource(Path("a/1.png")), Path("a/1.png"))])
    engine = Good()
    assert reader_of(engine, scan) is engine
    assert isinstance(reader_of(FileEngine(tmp_path), scan), FileOfScan)
