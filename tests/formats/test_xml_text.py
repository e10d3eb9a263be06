"""Text in XML: every character that XML has stays, every other is replaced by one that says so."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ocr_pipeline.formats.xml_text import REPLACEMENT, xml_text


@given(st.text(st.characters(codec=None)))
def test_every_text_can_be_an_elements_and_is_as_long_as_before(text):
    element = etree.Element("t")
    element.text = xml_text(text)
    assert len(element.text or "") == len(text)
    assert (etree.fromstring(etree.tostring(element)).text or "") == element.text


@given(st.text("абв <>&\"'\n\té😀"))
def test_what_xml_can_hold_stays(text):
    assert xml_text(text) == text


def test_controls_lone_surrogates_and_noncharacters_are_replaced():
    assert xml_text("а\x00\x0b\ud800\ufffeб") == f"а{REPLACEMENT * 4}б"
