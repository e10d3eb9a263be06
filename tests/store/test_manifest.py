"""Checksums of all results, as archives check them."""

from __future__ import annotations

import subprocess
from datetime import date

import bagit
import pytest

from ocr_pipeline.errors import OutputError
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.store.files import TAG_FILES
from ocr_pipeline.store.manifest import is_payload, write_manifest

DAY = date(2026, 3, 29)


def filled(output):
    """An output with names that manifests have to escape."""
    for name in (
        "job.json",
        "дело 5/document.txt",
        "дело 5/pages/50.txt",
        "a/line\nbreak.txt",
        "a/back\\slash",
        "a.txt",
    ):
        file = output / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"content of {name}", encoding="utf-8")
    (output / ".lock").touch()
    return output


def checked(folder):
    command = ["sha256sum", "--check", "--quiet", "--strict", "manifest-sha256.txt"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_an_output_called_data_becomes_a_bag_as_it_is(tmp_path):
    output = filled(tmp_path / "bag" / "data")
    written = write_manifest(output, DAY)
    assert (written.is_bag, written.files, written.path) == (True, 7, tmp_path / "bag" / "manifest-sha256.txt")
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate()
    assert bag.info["Bagging-Date"] == "2026-03-29"
    assert bag.info["Payload-Oxum"] == f"{written.bytes_named}.7"
    assert "is a bag" in written.text()
    (output / "a.txt").write_text("content of b.txt", encoding="utf-8")
    with pytest.raises(bagit.BagValidationError):
        bag.validate()


def test_written_again_it_is_the_same_and_its_date_is_that_of_its_content(tmp_path):
    output = filled(tmp_path / "bag" / "data")
    contents = []
    for day in (DAY, date(2027, 1, 1)):
        write_manifest(output, day)
        contents.append({name: (tmp_path / "bag" / name).read_bytes() for name in TAG_FILES})
    assert contents[0] == contents[1]
    # As many bytes in as many files, and yet not the same.
    (output / "a.txt").write_text("CONTENT of a.txt", encoding="utf-8")
    write_manifest(output, date(2027, 1, 1))
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate()
    assert bag.info["Bagging-Date"] == "2027-01-01"


def test_in_a_bag_a_percent_sign_is_encoded_as_the_rfc_demands(tmp_path):
    (tmp_path / "bag" / "data").mkdir(parents=True)
    (tmp_path / "bag" / "data" / "50%.txt").touch()
    assert write_manifest(tmp_path / "bag" / "data", DAY).path.read_text("utf-8").endswith("  data/50%25.txt\n")


def test_any_other_output_has_a_manifest_that_sha256sum_reads(tmp_path):
    output = filled(tmp_path / "out")
    for _ in range(2):
        written = write_manifest(output, DAY)
        assert (written.is_bag, written.files) == (False, 6)
        assert (checked(output).returncode, checked(output).stderr) == (0, "")
    (output / "a.txt").write_text("another", encoding="utf-8")
    assert checked(output).returncode == 1
    assert {path.name for path in tmp_path.iterdir()} == {"out"}


def test_files_are_in_one_order_and_those_half_written_left_out(tmp_path):
    output = filled(tmp_path / "out")
    (output / ".x.part").touch()
    names = [line.split("  ", 1)[1] for line in write_manifest(output, DAY).path.read_text("utf-8").splitlines()]
    assert names == [
        "a.txt",
        "job.json",
        "a/back\\\\slash",
        "a/line\\nbreak.txt",
        "дело 5/document.txt",
        "дело 5/pages/50.txt",
    ]


def test_a_folder_with_other_things_in_it_is_made_no_bag(tmp_path):
    output = filled(tmp_path / "data")
    assert is_payload(output)
    (tmp_path / "letters.doc").touch()
    assert not is_payload(output)
    assert write_manifest(output, DAY).path == output / "manifest-sha256.txt"


def test_an_output_that_cannot_be_read_is_an_error(tmp_path):
    output = filled(tmp_path / "out")
    (output / "gone.txt").symlink_to(tmp_path / "nowhere")
    with pytest.raises(OutputError):
        write_manifest(output, DAY)
    assert not [one for one in output.iterdir() if one.name.endswith((".part", "manifest-sha256.txt"))]


def test_a_bucket_of_that_name_is_no_payload_and_no_other_bucket_is_looked_at(store):
    assert not is_payload(RemotePath("s3:", "data"))
    assert store.asked == []
