"""A document as PDF: every page, its scan as it is, its text at its place and nowhere else."""

from __future__ import annotations

import dataclasses
import io

import numpy as np
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_pipeline.errors import ScanNotAsRead
from ocr_pipeline.records import Side, replace
from tests.support.pdf_documents import (
    DPI,
    HEIGHT,
    WIDTH,
    boxes_in,
    cells,
    failed_page,
    material,
    page_of,
    picture,
    pixels_in,
    png,
    text_in,
    written,
)
from tests.support.typed_documents import TEXT


@pytest.fixture
def scan(tmp_path):
    return png(tmp_path / "0001.png")


def opened(content):
    return pikepdf.open(io.BytesIO(content))


def test_the_text_extracted_is_the_diplomatic_text_in_order(scan):
    given_ = material([page_of(scan)])
    assert text_in(written(given_)) == given_.document.diplomatic.split()


def test_words_stand_where_they_stand_on_the_scan(scan):
    page = page_of(scan)
    (found,) = boxes_in(written(material([page])))
    words = [word for line in page.lines for word in line.words]
    assert [text for text, _ in found] == [word.text for word in words]
    for word, (_, (left, top, right, bottom)) in zip(words, found, strict=True):
        expected = (word.box.left / WIDTH, word.box.top / HEIGHT, word.box.right / WIDTH, word.box.bottom / HEIGHT)
        assert (left, top, right, bottom) == pytest.approx(expected, abs=0.02)


def test_the_page_is_the_scan_to_the_pixel(scan):
    content = written(material([page_of(scan)]))
    assert cells(pixels_in(content)) == cells(picture())


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_is_turned_as_it_was_read_and_its_text_with_it(tmp_path, turns):
    upright = picture()
    path = png(tmp_path / "0001.png", np.ascontiguousarray(np.rot90(upright, -turns)))
    page = page_of(path, turns=turns)
    content = written(material([page]))
    assert cells(pixels_in(content)) == cells(upright)
    assert text_in(content) == " ".join(TEXT).split()
    (found,) = boxes_in(content, sideways=turns % 2 == 1)
    straight = boxes_in(written(material([page_of(png(tmp_path / "0002.png"))])))[0]
    assert np.array([at for _, at in found]) == pytest.approx(np.array([at for _, at in straight]), abs=0.005)


def test_the_sides_of_a_spread_are_two_pages_that_share_one_image(tmp_path):
    path = png(tmp_path / "0001.png", picture(2 * WIDTH))
    sides = [
        page_of(path, TEXT[:2], "0001L", side=Side.LEFT, part=(0, WIDTH - 20)),
        page_of(path, TEXT[2:], "0001R", side=Side.RIGHT, part=(WIDTH + 20, 2 * WIDTH)),
    ]
    content = written(material(sides))
    with opened(content) as pdf:
        first, second = (page.obj.Resources.XObject.S for page in pdf.pages)
        assert first.objgen == second.objgen
        assert len([one for one in pdf.objects if isinstance(one, pikepdf.Stream) and "/Width" in one]) == 1
    assert cells(pixels_in(content, 1)) == cells(picture(2 * WIDTH)[:, :WIDTH])
    assert cells(pixels_in(content, 2)) == cells(picture(2 * WIDTH)[:, WIDTH:])
    left, right = ([text for text, _ in page] for page in boxes_in(content))
    assert (left, right) == (" ".join(TEXT[:2]).split(), " ".join(TEXT[2:]).split())


def test_a_page_is_as_large_as_the_sheet(scan):
    with opened(written(material([page_of(scan)]))) as pdf:
        assert [float(edge) for edge in pdf.pages[0].mediabox] == [0, 0, WIDTH * 72 / DPI, HEIGHT * 72 / DPI]


def test_a_scan_that_is_gone_is_an_error_that_names_it(scan):
    page = page_of(scan)
    scan.unlink()
    with pytest.raises(ScanNotAsRead, match=r"0001\.png"):
        written(material([page]))


def test_a_page_that_failed_shows_its_scan_without_text(tmp_path, scan):
    content = written(material([page_of(scan), failed_page(png(tmp_path / "0002.png"))]))
    with opened(content) as pdf:
        # Its resolution is not known: its shorter side is that of a sheet of A4.
        assert float(pdf.pages[1].mediabox[3]) == pytest.approx(595.28, abs=0.01)
        assert "/XObject" in pdf.pages[1].obj.Resources
    assert text_in(content) == " ".join(TEXT).split()


@pytest.mark.parametrize("bytes_left", [None, 0, 100])
def test_a_page_without_a_scan_that_can_be_shown_is_an_empty_one_whose_label_says_so(tmp_path, scan, bytes_left):
    lost = tmp_path / "0002.png"
    if bytes_left is not None:
        lost.write_bytes(scan.read_bytes()[:bytes_left])
    content = written(material([page_of(scan), failed_page(lost), page_of(scan, name="0003")]))
    with opened(content) as pdf:
        assert len(pdf.pages) == 3
        assert [page.label for page in pdf.pages][1] == "0002 [страница не прочитана]"
        assert pdf.pages[1].obj.Contents.read_bytes() == b""


def test_a_page_whose_record_is_gone_is_an_empty_one(tmp_path, scan):
    pages = [page_of(scan), page_of(png(tmp_path / "0002.png"))]
    with opened(written(dataclasses.replace(material(pages), pages=pages[1:]))) as pdf:
        assert ["/XObject" in page.obj.Resources for page in pdf.pages] == [False, True]


def test_a_page_without_lines_shows_its_scan(scan):
    content = written(material([replace(page_of(scan), lines=())]))
    assert text_in(content) == []
    assert cells(pixels_in(content)) == cells(picture())


def test_a_document_without_pages_is_a_pdf_without_pages():
    with opened(written(material([]))) as pdf:
        assert len(pdf.pages) == 0


def test_equal_documents_are_equal_bytes(scan):
    assert written(material([page_of(scan)])) == written(material([page_of(scan)]))


def test_nothing_but_the_scans_takes_room(tmp_path):
    paths = [png(tmp_path / f"{number:04}.png", picture(seed=number)) for number in range(20)]
    size = len(written(material([page_of(path) for path in paths])))
    assert size < sum(path.stat().st_size for path in paths) * 1.05 + 30_000


def test_four_hundred_pages(tmp_path):
    page = page_of(png(tmp_path / "a.png", picture(400, 100)), ("Ким Ир Сен",))
    content = written(material([replace(page, id=f"{number:04}") for number in range(1, 401)]))
    with opened(content) as pdf:
        assert len(pdf.pages) == 400
        assert pdf.pages[399].label == "0400"
    assert text_in(content) == ["Ким", "Ир", "Сен"] * 400


LETTERS = st.characters(
    categories=["Lu", "Ll", "Nd", "Po", "Ps", "Pe", "Sm", "Sc"], max_codepoint=0x52F, exclude_characters="ͺͰͱ"
).filter(lambda letter: ord(letter) < 0x250 or ord(letter) >= 0x400)
"""Latin and Cyrillic letters, figures, punctuation, markup characters."""

WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=9), min_size=1, max_size=8)


@settings(max_examples=15)
@given(lines=st.lists(WORDS, min_size=0, max_size=6), name=st.text(max_size=20), turns=st.integers(0, 3))
def test_whatever_stands_on_a_page_is_found_in_its_order(tmp_path_factory, lines, name, turns):
    folder = tmp_path_factory.mktemp("scans")
    typed = tuple(" ".join(words) for words in lines)
    path = png(folder / "лист <1> & 2.png", picture(2400, 2400))
    page = page_of(path, typed, turns=turns)
    given_ = material([page], name or "d")
    assert text_in(written(given_)) == given_.document.diplomatic.split()
