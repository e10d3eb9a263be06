"""XML from anywhere can do no harm."""

from __future__ import annotations

import pytest

from ocr_pipeline.compare.load.beginnings import is_xml
from ocr_pipeline.errors import TranscriptionBroken
from ocr_pipeline.interchange.xml import local, parsed, words_of

BOMB = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))


@pytest.mark.parametrize("element", ["<TEI>&a12;</TEI>", '<TEI n="&a12;"/>'])
def test_an_entity_bomb_stays_small_or_is_refused(element):
    try:
        root = parsed(f"<!DOCTYPE TEI [{BOMB}]>{element}".encode(), "a.xml")
    except TranscriptionBroken:
        return
    assert len(words_of(root) or "") + len(str(root.get("n"))) < 100


def test_files_of_this_machine_are_not_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("тайна", encoding="utf-8")
    root = parsed(f'<!DOCTYPE TEI [<!ENTITY f SYSTEM "{secret.as_uri()}">]><TEI>&f;</TEI>'.encode(), "a.xml")
    assert "тайна" not in (words_of(root) or "")


@pytest.mark.parametrize("markup", [b"<a>" * 500 + b"</a>" * 500, b"<a>", b"", b"<a>" + b"x" * 11_000_000 + b"</a>"])
def test_what_is_broken_or_beyond_measure_is_refused(markup):
    with pytest.raises(TranscriptionBroken, match=r"a\.xml"):
        parsed(markup, "a.xml")


def test_names_are_without_namespace():
    assert local(parsed(b"<x:a xmlns:x='urn:x'/>", "a")) == "a"


@pytest.mark.parametrize("head", ["<неразборчиво>", "текст", "<b>да</b>", "", "<"])
def test_what_is_no_xml(head):
    assert not is_xml(head)
