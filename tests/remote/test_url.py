"""What a person names becomes a path; credentials are refused, and are in no message."""

from __future__ import annotations

from pathlib import Path

import pytest

from ocr_pipeline.errors import SchemeUnknown, UrlHoldsCredentials, UrlInvalid, UsageError
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.remote.url import local_of, place_of, place_stored


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ("scans", "scans"),
        ("./s3:/x", "s3:/x"),
        ("file:///data/%D1%81%D0%BA%D0%B0%D0%BD%D1%8B", "/data/сканы"),
        ("file://localhost/data", "/data"),
    ],
)
def test_a_path_and_a_file_url_are_a_path_on_this_machine(given, path):
    assert place_of(given) == Path(path)
    assert not isinstance(place_of(given), RemotePath)


@pytest.mark.parametrize(
    "given", ["s3://archive/Опись 1/97 об", "gs://archive/a", "abfs://archive/a/b/", "S3://archive"]
)
def test_a_url_of_a_store_is_a_path_that_is_shown_as_it(given):
    place = place_of(given)
    assert isinstance(place, RemotePath)
    assert str(place) == given.rstrip("/").replace("S3", "s3").replace("s3://archive/", "s3://archive/") or place.parts


@pytest.mark.parametrize(
    "given",
    [
        "s3://key:hunter2@archive/a",
        "s3://key:hun/ter2@archive/a",
        "s3://hunter2@archive",
        "s3://archive/a?X-Amz-Signature=hunter2",
        "https://me:hunter2@example.org/a",
    ],
)
def test_credentials_are_refused_and_not_shown(given):
    with pytest.raises(UrlHoldsCredentials) as raised:
        place_of(given)
    assert "hunter2" not in str(raised.value)
    assert "ter2" not in str(raised.value)


def test_an_empty_name_is_not_the_folder_one_is_in():
    with pytest.raises(UsageError, match="variable"):
        place_of("")


def test_a_scheme_that_is_not_known_is_answered_by_those_that_are():
    with pytest.raises(SchemeUnknown, match="s3://, gs://, abfs://, file://") as raised:
        place_of("ftp://example.org/a")
    assert "example" not in str(raised.value)


@pytest.mark.parametrize("given", ["s3://", "s3:///a", "s3://archive/a//b", "s3://archive/../b", "file://host/a"])
def test_a_url_without_a_bucket_or_with_a_part_that_is_none_is_refused(given):
    with pytest.raises(UrlInvalid):
        place_of(given)


def test_what_is_read_here_alone_cannot_be_in_a_store():
    assert local_of("a.txt") == Path("a.txt")
    with pytest.raises(UrlInvalid, match="of this machine"):
        local_of("s3://archive/a.txt")


def test_a_record_may_name_a_file_that_nobody_could_type():
    assert place_stored("s3://archive/1 ?#.png") == RemotePath("s3:", "archive", "1 ?#.png")
    assert place_stored("../scans/1.png") is place_stored("ftp://example.org/a") is place_stored("s3://a/../b") is None


def test_an_address_of_azure_with_its_account_is_answered_by_where_the_account_belongs():
    with pytest.raises(UrlInvalid, match="AZURE_STORAGE_ACCOUNT_NAME"):
        place_of("abfs://scans@archive.dfs.core.windows.net/a")
    with pytest.raises(UrlHoldsCredentials):
        place_of("abfs://key:hunter2@archive.dfs.core.windows.net/a")
