"""The names of pages: their scans', readable, on any file system, each page's its own."""

from __future__ import annotations

import os
import string
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.records import ScanSource, Side
from ocr_pipeline.store.names import NAME_BYTES, escaped, page_id, page_of, scan_names

PARTS = ("1", "L", "r", "~2", "-0003", "а", "A", "й", "и\u0306", ".", " ", "%7E", "x" * 70)
"""Of which stems are made that get in each other's way."""

STEMS = st.one_of(
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map("".join),
    st.binary(min_size=1, max_size=80).map(os.fsdecode),
    st.text(min_size=1, max_size=90),
).filter(lambda stem: "/" not in stem and "\0" not in stem and stem.strip("."))


def named(*names, frames=1):
    sources = [ScanSource(Path(name), frame) for name in names for frame in range(frames)]
    return scan_names(sources)


def folded(name):
    return unicodedata.normalize("NFC", name.casefold())


def pages_of(scans):
    return [page_id(scan, side) for scan in scans for side in Side]


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("1019", "1019"),
        ("Телеграмма от 29.03.1953 (копия) № 4", "Телеграмма от 29.03.1953 (копия) № 4"),
        ("97 об.", "97 об."),
        ("и\u0306", "й"),
        ("a/b\\c:d", "a%2Fb%5Cc%3Ad"),
        ("<b>\n&", "%3Cb%3E%0A%26"),
        (".hidden", "%2Ehidden"),
        ("-rf", "%2Drf"),
        (" both ", "%20both%20"),
        ("100%", "100%25"),
        ("СКАН~1", "СКАН%7E1"),
        ("list.words", "list%2Ewords"),
        (os.fsdecode(b"\xcf\xf0"), "%CF%F0"),
        ("\u202e\u00a0", "%E2%80%AE%C2%A0"),
    ],
)
def test_a_stem_is_escaped_where_it_must_be_and_stays_readable(stem, name):
    assert escaped(stem) == name


def test_a_long_stem_is_cut_and_told_apart_by_what_was_cut_off():
    one, other = escaped("я" * 99 + "1"), escaped("я" * 99 + "2")
    assert one != other
    assert one.startswith("я" * 50 + "")
    assert len(one.encode()) <= NAME_BYTES
    assert escaped("\n" * 99).startswith("%0A%0A")


def test_a_frame_is_named_in_a_file_of_several_and_in_a_pdf():
    assert named("1019.tif") == ("1019",)
    assert named("book.tif", frames=2) == ("book-0001", "book-0002")
    assert named("book.PDF") == ("book-0001",)


def test_a_name_does_not_depend_on_the_neighbours():
    assert named("1.png", "2.png", "3.png")[2] == named("3.png")[0] == "3"


@pytest.mark.parametrize(
    ("files", "names"),
    [
        (("1019.jpg", "1019.tif", "1019.png"), ("1019", "1019~2", "1019~3")),
        (("a.png", "A.png"), ("a", "A~2")),
        (("й.png", "и\u0306.png"), ("й", "й~2")),
        (("1.png", "1L.png"), ("1", "1L~2")),
        (("1l.png", "1.png"), ("1l", "1~2")),
        (("s07L.png", "s07R.png"), ("s07L", "s07R")),
        (("1.pdf", "1-0001.png"), ("1-0001", "1-0001~2")),
        (("1.png", "1.tif", "1~2.png"), ("1", "1~2", "1%7E2")),
    ],
)
def test_files_that_share_a_stem_or_would_share_a_name_are_numbered_in_their_order(files, names):
    assert named(*files) == names


@given(st.lists(st.tuples(STEMS, st.integers(1, 3)), min_size=1, max_size=6, unique_by=lambda one: one[0]))
def test_no_two_pages_of_a_document_have_one_name_on_any_file_system(files):
    sources = [ScanSource(Path(f"{stem}.tif"), frame) for stem, frames in files for frame in range(frames)]
    pages = pages_of(scan_names(sources))
    assert len({folded(page) for page in pages}) == len(pages)


@given(STEMS)
def test_what_a_name_was_escaped_from_can_be_told(stem):
    name = escaped(stem)
    if "~x" not in name:
        parts = name.split("%")
        raw = os.fsencode(parts[0]) + b"".join(bytes.fromhex(one[:2]) + os.fsencode(one[2:]) for one in parts[1:])
        assert os.fsdecode(raw) == unicodedata.normalize("NFC", stem)


@given(STEMS)
def test_a_name_can_be_borne_by_file_systems_web_pages_and_shells(stem):
    name = escaped(stem)
    assert name.isprintable()
    assert not set(name) & set("/\\:*?\"<>|&'$`!")
    assert name[0] not in ".- "
    assert len(name.encode()) <= NAME_BYTES


@given(STEMS, st.sampled_from(Side), st.sampled_from([".txt", ".json.gz", ".words.tsv"]))
def test_the_name_of_a_file_tells_its_page_and_its_suffix(stem, side, suffix):
    (scan,) = named(f"{stem}.png")
    assert page_of(page_id(scan, side) + suffix) == (page_id(scan, side), suffix)


@pytest.mark.parametrize("file", ["README", ".1.part", "1.", *string.digits])
def test_a_file_of_another_kind_is_of_no_page(file):
    assert page_of(file) is None
