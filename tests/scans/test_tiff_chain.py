"""The directories of a TIFF are followed to the end, or to where their chain is broken, which is said."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from ocr_pipeline.scans import tiff_chain as module
from ocr_pipeline.scans.tiff_chain import opened_at, tiff_chain
from tests.support.tiffs import directories, relinked, tiff

LAYOUTS = list(itertools.product(("II", "MM"), (False, True)))
"""Byte orders, classic and big."""


@pytest.fixture
def chain(tmp_path):
    def of(content):
        (tmp_path / "a.tif").write_bytes(content)
        return tiff_chain(tmp_path / "a.tif")

    return of


@pytest.mark.parametrize(("order", "big"), LAYOUTS)
def test_a_whole_chain_has_all_pages(chain, order, big):
    found = chain(tiff(5, order, big=big))
    assert found.directories == directories(5, big=big)
    assert found.broken is None


@pytest.mark.parametrize(("order", "big"), LAYOUTS)
@pytest.mark.parametrize("target", [10**6, 2**32 - 1])
def test_a_link_out_of_the_file_breaks_the_chain(chain, order, big, target):
    found = chain(relinked(tiff(5, order, big=big), 1, target, order, big=big))
    assert found.directories == directories(2, big=big)
    assert found.broken == "page 3 is not where page 2 says"


@pytest.mark.parametrize(("order", "big"), LAYOUTS)
@pytest.mark.parametrize("to", [0, 1, 2])
def test_a_link_back_breaks_the_chain(chain, order, big, to):
    found = chain(relinked(tiff(5, order, big=big), 2, directories(5, big=big)[to], order, big=big))
    assert found.directories == directories(3, big=big)
    assert found.broken == f"after page 3 it leads back to page {to + 1}"


@pytest.mark.parametrize("entries", [b"\0\0", b"\xff\xff"])
def test_a_directory_without_entries_or_longer_than_the_file_breaks_the_chain(chain, entries):
    at = directories(5)[2]
    content = tiff(5)
    found = chain(content[:at] + entries + content[at + 2 :])
    assert found.directories == directories(2)
    assert found.broken


def test_a_file_that_ends_before_the_last_link_is_broken(chain):
    found = chain(tiff(1)[: directories(1)[0] + 2 + 9 * 12 + 3])
    assert found.directories == directories(1)
    assert found.broken == "the file ends after the description of page 1"


def test_a_chain_made_to_be_followed_without_end_is_cut(chain, monkeypatch):
    monkeypatch.setattr(module, "MOST_DIRECTORIES", 3)
    found = chain(tiff(5))
    assert found.directories == directories(3)
    assert found.broken == "it has more than 3 pages"


@pytest.mark.parametrize(
    "content", [b"", b"II", b"II*", b"\xff\xd8\xff\xe0 a JPEG", b"%PDF-1.4", b"II\x01\0\x08\0\0\0"]
)
def test_what_is_no_tiff_has_no_chain(chain, content):
    assert chain(content) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(LAYOUTS), st.data())
def test_any_damage_gives_a_chain_that_ends_within_the_file(tmp_path, layout, data):
    order, big = layout
    content = bytearray(tiff(4, order, big=big))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    del content[data.draw(st.integers(16, len(content))) :]
    (tmp_path / "a.tif").write_bytes(content)
    found = tiff_chain(tmp_path / "a.tif")
    assert len(set(found.directories)) == len(found.directories)
    assert all(at < len(content) for at in found.directories)


@pytest.mark.parametrize(("order", "big"), [("II", False), ("II", True), ("MM", False)])
def test_a_file_can_be_opened_at_any_of_its_pages(tmp_path, order, big):
    path = tmp_path / "a.tif"
    path.write_bytes(tiff(4, order, big=big))
    for page, directory in enumerate(directories(4, big=big)):
        with opened_at(path, directory) as file, Image.open(file) as image:
            assert image.getpixel((0, 0)) == 10 * page


def test_only_the_first_link_differs_however_the_file_is_read(tmp_path):
    path, content = tmp_path / "a.tif", tiff(3)
    path.write_bytes(content)
    at = directories(3)[2]
    expected = content[:4] + at.to_bytes(4, "little") + content[8:]
    with opened_at(path, at) as file:
        assert file.read() == expected
    with opened_at(path, at) as file:
        assert b"".join(iter(lambda: file.read(3), b"")) == expected
    with opened_at(path, at) as file:
        file.seek(6)
        assert file.read() == expected[6:]
