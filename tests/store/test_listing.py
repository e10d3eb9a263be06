"""The pages of a document by one look at its folder."""

from __future__ import annotations

from ocr_pipeline.store.files import page_file
from ocr_pipeline.store.listing import PageListing, record_bytes


def test_a_listing_has_the_sizes_of_records_and_of_files_in_formats(tmp_path):
    for path, size in ((page_file(tmp_path, "0001"), 7), (page_file(tmp_path, "0001", ".txt"), 3)):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x" * size)
    listing = PageListing(tmp_path)
    assert (listing.bytes_of("0001"), listing.bytes_of("0001", ".txt")) == (7, 3)
    assert (listing.bytes_of("0001", ".png"), listing.bytes_of("0002")) == (None, None)
    assert (record_bytes(tmp_path, "0001"), record_bytes(tmp_path, "0002")) == (7, 0)


def test_a_folder_that_is_not_there_has_no_pages(tmp_path):
    assert PageListing(tmp_path / "nowhere").bytes_of("0001") is None
