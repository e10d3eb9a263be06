"""hOCR, as Tesseract and others write it."""

from __future__ import annotations

import pytest

from ocr_pipeline.errors import OcrFileBroken, XmlHarmful
from ocr_pipeline.interchange.hocr import page_file
from ocr_pipeline.records import Area, MarkKind, RegionKind

XHTML = (
    '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://a/b">'
)


def read(body, frame='<html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>', size="bbox 0 0 100 200"):
    page = f"<div class='ocr_page' title='image \"a; bbox 9 9 9 9.png\"; {size}'>{body}</div>"
    return page_file((XHTML + frame.format(page)).encode(), "a.hocr", OcrFileBroken).pages[0]


def line(*words, kind="ocr_line", title="bbox 10 20 40 25"):
    return f"<span class='{kind}' title='{title}'>{' '.join(words)}</span>"


def word(text, title="bbox 10 20 40 25; x_wconf 50"):
    return f"<span class='ocrx_word' title='{title}'>{text}</span>"


def test_words_have_places_and_confidences():
    found = read(line(word("да"), word("<strong>нет</strong>")), size="bbox 0 0 100 200; scan_res 300 300; lpageno 97")
    assert (found.width, found.height, found.dpi, found.number) == (100, 200, 300, "97")
    assert found.lines[0].text == "да нет"
    assert [(one.box, one.confidence) for one in found.lines[0].words] == [(Area(10, 20, 40, 25), 0.5)] * 2


@pytest.mark.parametrize(
    "inside",
    [
        "".join(
            f"<span class='ocrx_cinfo' title='x_bboxes {left} 20 {left + 15} 25; x_conf {conf}'>{letter}</span>"
            for letter, left, conf in (("д", 10, 90), ("а", 25, 80))
        ),
        None,
    ],
    ids=["an element each", "a list"],
)
def test_characters_have_places_and_confidences(inside):
    listed = "bbox 10 20 40 25; x_bboxes 10 20 25 25 25 20 40 25; x_confs 90 80"
    found = read(line(word(inside) if inside else word("да", listed)))
    (glyphs,) = (one.glyphs for one in found.lines[0].words)
    assert [(one.text, one.box, one.confidence) for one in glyphs] == [
        ("д", Area(10, 20, 25, 25), 0.9),
        ("а", Area(25, 20, 40, 25), 0.8),
    ]


@pytest.mark.parametrize("kind", ["ocr_line", "ocrx_line", "ocr_header", "ocr_caption", "ocr_textfloat"])
def test_all_kinds_of_lines_are_lines_and_one_without_words_has_its_text(kind):
    assert [one.text for one in read(line("без  слов", kind=kind)).lines] == ["без слов"]


def test_what_holds_lines_is_none_itself():
    assert [one.text for one in read(f"<div class='ocr_header'>{line('а')}{line('б')}</div>").lines] == ["а", "б"]


def test_areas_and_pictures_are_regions_and_paragraphs_blocks():
    paragraphs = "".join(f"<p class='ocr_par'>{line(text)}{line(text)}</p>" for text in "аб")
    found = read(
        f"<div class='ocr_carea' title='bbox 1 2 3 4'>{paragraphs}</div>{line('в')}"
        "<div class='ocr_photo' title='bbox 5 6 7 8'></div>"
    )
    assert [(one.block, one.region) for one in found.lines] == [(0, 0), (0, 0), (1, 0), (1, 0), (2, 1)]
    assert [(one.kind, one.box) for one in found.regions] == [
        (RegionKind.TEXT, Area(1, 2, 3, 4)),
        (RegionKind.TEXT, None),
        (RegionKind.PICTURE, Area(5, 6, 7, 8)),
    ]


def test_underlined_and_raised_words_are_marked():
    (found,) = read(line(word("<u>а</u>"), f"<u>{word('б')}</u>", word("м<sup>2</sup>"))).lines
    assert [set(one.marks) for one in found.words] == [{MarkKind.UNDERLINED}, {MarkKind.UNDERLINED}, {MarkKind.RAISED}]


@pytest.mark.parametrize(
    "frame", ["<html><body>{}<p>", "<html><head><html><head></head><body>{}", "<html><body>&nbsp;{}"]
)
def test_what_is_no_xml_is_read_as_a_browser_would(frame):
    assert [one.text for one in read(line(word("да")), frame).lines] == ["да"]


@pytest.mark.parametrize("title", ["", "bbox", "bbox 1 2 3", "bbox a b c d", "bbox 1 2 3 4 5", ";;", "bbox 1 2 3 inf"])
def test_a_title_that_says_nothing_is_as_if_not_there(title):
    (found,) = read(line("а", title=title)).lines
    assert found.box is None


def test_a_file_without_a_page_or_in_another_encoding_is_broken():
    with pytest.raises(OcrFileBroken, match="without a page"):
        page_file(b"<html/>", "a", OcrFileBroken)
    with pytest.raises(OcrFileBroken, match="UTF-8"):
        page_file("<html><p>да".encode("cp1251"), "a", OcrFileBroken)


def test_entities_that_attack_are_refused():
    with pytest.raises(XmlHarmful):
        page_file(b'<!DOCTYPE html [<!ENTITY f SYSTEM "file:///etc/passwd">]><html>&f;</html>', "a", OcrFileBroken)


def test_text_is_turned_as_most_of_its_lines_are():
    turned = line("а", title="bbox 1 2 3 4; textangle 90")
    upright = f"<div class='ocr_carea' title='bbox 5 6 7 8'>{line('б')}{line('г')}</div>"
    found = read(f"<div class='ocr_carea' title='bbox 1 2 3 4'>{turned}{turned}{line('в')}</div>{upright}")
    assert (found.rotation, [one.rotation for one in found.regions]) == (0.0, [90, 0])
    assert read(f"{turned}{turned}{line('б')}").rotation == 90
