"""XML as it is written: whatever a text holds, the file is well-formed, and places in the text stay what they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ocr_pipeline.formats.xml import Vocabulary, escaped, markup, xml_bytes
from ocr_pipeline.formats.xml_text import xml_text

TEXTS = st.text(st.characters(exclude_categories=()), max_size=20)
"""Lone surrogates among them, as in names of files that are no UTF-8."""


@given(TEXTS)
def test_every_text_can_be_held(text):
    root = etree.Element("a", {"b": xml_text(text)})
    root.text = xml_text(text)
    again = etree.fromstring(xml_bytes(root))
    assert again.get("b") == again.text or not text
    assert (again.text or "") == xml_text(text)


@given(TEXTS, TEXTS)
def test_markup_says_what_elements_say(text, inner):
    made = etree.fromstring(markup("a", {"b": text}, markup("c", {}, escaped(inner))))
    assert (made.get("b"), made[0].text or "") == (xml_text(text), xml_text(inner))


def test_elements_of_a_vocabulary_have_its_namespace_declared_once():
    root = etree.fromstring('<a xmlns="urn:one"/>')
    one = Vocabulary("urn:one")
    one.add(root, "b", {"c": "1"})
    one.add_markup(root, markup("d", {}, markup("e", {})) + "<f/>")
    assert xml_bytes(root).count(b"urn:one") == 1
    assert [child.tag for child in root.iter()] == [f"{{urn:one}}{name}" for name in "abdef"]
