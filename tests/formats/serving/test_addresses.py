"""Addresses: below the base where there is one, else by files; odd names percent-encoded and led back."""

from __future__ import annotations

from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.formats.serving.addresses import NOWHERE, Addresses, encoded, scan_file
from ocr_pipeline.records import ScanRef, Side

BASE = "https://archive.example/iiif/3/"


def scan(path, frame=0):
    return ScanRef(path=path, frame=frame, side=Side.WHOLE, sha256="", width=1, height=1, resolution=None)


def service(path, frame=0, *, is_of_several=False):
    return Addresses("d", BASE).service(scan(path, frame), is_of_several=is_of_several)


@pytest.mark.parametrize(
    ("path", "identifier"),
    [
        ("../scans/1019.tif", "scans%2F1019.tif"),
        ("../../архив/дело 7/a&b.png", "%D0%B0%D1%80%D1%85%D0%B8%D0%B2%2F%D0%B4%D0%B5%D0%BB%D0%BE%207%2Fa%26b.png"),
        ("/home/me/1;2.jpg", "home%2Fme%2F1%3B2.jpg"),
        ("s3://bucket/key 1.png", "bucket%2Fkey%201.png"),
        ("..1.png", "..1.png"),
        ("../100%.png", "100%25.png"),
    ],
)
def test_the_image_service_of_a_scan_is_its_path_in_one_segment(path, identifier):
    assert service(path) == f"https://archive.example/iiif/3/{identifier}"


def test_a_frame_of_a_file_of_several_is_named_by_its_number():
    assert service("../a.pdf", 2, is_of_several=True).endswith("/a.pdf;3")


def test_without_a_base_there_is_no_service_and_files_are_named_from_the_manifest():
    addresses = Addresses("дело/1", None)
    assert addresses.service(scan("a"), is_of_several=False) is None
    assert addresses.file("pages/a b.alto.xml") == "pages/a%20b.alto.xml"
    assert addresses.root == f"{NOWHERE}/%D0%B4%D0%B5%D0%BB%D0%BE/1"


def test_with_a_base_files_are_below_it_in_the_folder_of_their_document():
    assert Addresses("a b/c", BASE).file("document.pdf") == "https://archive.example/iiif/3/a%20b/c/document.pdf"


def test_a_page_of_a_pdf_is_named_and_a_url_stays_what_it_is():
    assert scan_file("../мой.pdf", scan("мой.pdf", 2)) == "../%D0%BC%D0%BE%D0%B9.pdf#page=3"
    assert scan_file("https://a.example/1%20.png", scan("1 .png")) == "https://a.example/1%20.png"


@given(st.text(min_size=1, max_size=30))
def test_any_path_is_led_back_to(path):
    assert unquote(encoded(path, safe="")) == path
    assert not set(encoded(path)) & set(' "<>\\^`{}|#?\n')


@given(st.text("аB &<>%#?:;.\n", min_size=1, max_size=12))
def test_a_relative_address_leads_to_the_file_from_wherever_the_manifest_is_loaded(name):
    address = urljoin("https://archive.example/x/document.iiif.json", Addresses("d", None).file(f"pages/{name}"))
    if name not in (".", ".."):
        assert unquote(urlsplit(address).path) == f"/x/pages/{name}"
