"""The manifest: as Presentation 3.0 has it, whatever the document holds; equal bytes for equal documents."""

from __future__ import annotations

import json
from dataclasses import replace as with_
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings

from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.serving.iiif import CONTEXT, manifest
from ocr_pipeline.records import replace
from ocr_pipeline.settings import Writing
from ocr_pipeline.text import clean_document
from tests.support import generated_documents
from tests.support.placed_pages import PROVENANCE, documents, material_of, typed_page
from tests.support.sectioned_documents import document_of

BASE = "https://archive.example/iiif/3"


def written(material, base=None):
    content = manifest(with_(material, writing=Writing(iiif_base=base)))
    return json.loads(content), content


def resources(value):
    """Every object of a manifest that has an id."""
    if isinstance(value, dict):
        if "id" in value:
            yield value
        for one in value.values():
            yield from resources(one)
    elif isinstance(value, list):
        for one in value:
            yield from resources(one)


def is_language_map(value):
    texts = list(value.values()) if isinstance(value, dict) else []
    return bool(texts) and all(isinstance(one, list) and one and isinstance(one[0], str) for one in texts)


def faults(made):
    """What Presentation 3.0 (sections 3 to 5) does not allow of what this program may write."""
    found = [] if made["@context"] == CONTEXT and made["items"] else ["no canvas, or no context"]
    defined = [one for one in resources(made) if one["type"] in ("Manifest", "Canvas", "AnnotationPage", "Range")]
    for one in resources(made):
        texts = [one[name] for name in ("label", "summary") if name in one]
        links = [link for name in ("seeAlso", "rendering") for link in one.get(name, [])]
        found += [f"no language map: {text}" for text in texts if not is_language_map(text)]
        found += [f"no link: {link}" for link in links if not (link["type"] and link["format"] and link["label"])]
    found += [f"no web address: {one['id']}" for one in defined if urlsplit(one["id"]).scheme not in ("http", "https")]
    canvases = [one["id"] for one in made["items"]]
    found += [] if len(set(canvases)) == len(canvases) else ["two canvases with one address"]
    found += [f"the address of a canvas has a fragment: {one}" for one in canvases if "#" in one]
    for canvas in made["items"]:
        found += [] if canvas["type"] == "Canvas" and min(canvas["width"], canvas["height"]) > 0 else ["no size"]
        annotations = [one for page in canvas["items"] for one in page["items"]]
        found += [f"not painted on its canvas: {one}" for one in annotations if one["target"] != canvas["id"]]
    shown = [item for one in defined if one["type"] == "Range" for item in one["items"] if item["type"] == "Canvas"]
    found += [f"a range leads nowhere: {one['id']}" for one in shown if one["id"] not in canvases]
    return found


@pytest.mark.parametrize("base", [None, BASE])
@settings(max_examples=30)
@given(pages=documents())
def test_whatever_is_on_the_pages_the_manifest_is_as_it_should_be(base, pages):
    made, content = written(with_(material_of(*pages), beside=lambda _path: True), base)
    assert faults(made) == ([] if pages else ["no canvas, or no context"])
    assert content == written(with_(material_of(*pages), beside=lambda _path: True), base)[1]


@settings(max_examples=30)
@given(generated_documents.documents(most_pages=4))
def test_whatever_the_text_is_every_page_has_its_canvas(document):
    made, _ = written(Material(document, ()))
    assert faults(made) == ([] if document.pages else ["no canvas, or no context"])
    assert len(made["items"]) == len(document.pages)


def test_with_a_base_every_address_is_below_it():
    made, _ = written(with_(material_of(typed_page("1 ю", "строка")), beside=lambda _path: True), BASE)
    assert made["id"] == f"{BASE}/%D0%B4%D0%B5%D0%BB%D0%BE%20%26%20%3C%D1%82%D0%BE%D0%BC%3E/document.iiif.json"
    assert [one["id"] for one in resources(made) if not one["id"].startswith(BASE)] == []


def test_a_manifest_says_what_it_is_of_and_what_read_it():
    page = typed_page("1", "строка")
    document = clean_document("дело <7>", [page], PROVENANCE)
    made, _ = written(Material(document, [page]))
    assert made["label"] == {"none": ["дело <7>"]}
    told = {one["label"]["en"][0]: one["value"]["en"][0] for one in made["metadata"]}
    assert told == {"Language": "Russian", "Text read by": "ocr_pipeline 0.1.0"}
    assert "metadata" in written(Material(replace(document, provenance=None), [page]))[0]


def test_files_of_the_document_are_linked_where_they_stand_beside():
    there = {"document.pdf", "document.txt", "document.tei.xml"}
    made, _ = written(with_(material_of(typed_page("1", "строка")), beside=there.__contains__))
    assert [(one["id"], one["format"]) for one in made["rendering"]] == [
        ("document.pdf", "application/pdf"),
        ("document.txt", "text/plain"),
    ]
    assert [(one["id"], one["type"]) for one in made["seeAlso"]] == [("document.tei.xml", "Dataset")]
    assert not {"rendering", "seeAlso"} & set(written(material_of(typed_page("1", "строка")))[0])


def test_headings_are_ranges_one_within_the_other():
    made, _ = written(Material(document_of(["#1. Начало", "текст", "#1.1. <&>"], ["текст", "#2. Конец"]), ()))
    first, second = made["structures"]
    assert (first["label"], second["label"]) == ({"none": ["1. Начало"]}, {"none": ["2. Конец"]})
    pages = [one["id"] for one in made["items"]]
    assert [one["id"] for one in first["items"] if one["type"] == "Canvas"] == pages
    (inner,) = [one for one in first["items"] if one["type"] == "Range"]
    assert inner["label"] == {"none": ["1.1. <&>"]}
    assert [one["id"] for one in second["items"]] == pages[1:]


def test_a_document_without_headings_has_no_ranges():
    assert "structures" not in written(material_of(typed_page("1", "строка")))[0]
