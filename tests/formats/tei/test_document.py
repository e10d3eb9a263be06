"""A document as TEI: valid, and every layer can be taken out of it again, to the character."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from docs.examples.tei_layers import layers
from ocr_pipeline.formats.material import Material
from ocr_pipeline.formats.tei.document import tei
from ocr_pipeline.formats.xml_text import xml_text
from ocr_pipeline.records import Document
from ocr_pipeline.text import clean_document
from ocr_pipeline.text.edits import applied
from tests.support.edited_documents import documents, read_documents, tables
from tests.support.typed_documents import TEXT, a_page

NAMES = {"t": "http://www.tei-c.org/ns/1.0"}


def texts(document):
    clean = applied(document.diplomatic, document.edits)
    found = {"diplomatic": document.diplomatic, "clean": clean, "reading": applied(clean, document.reading_edits)}
    return {layer: "\f".join(xml_text(part) for part in text.split("\f")) for layer, text in found.items()}


def found(content, path):
    return etree.fromstring(content).xpath(path, namespaces=NAMES)


@given(documents())
def test_every_layer_of_any_document_is_read_back(document):
    assert layers(tei(Material(document, []))) == texts(document)


@given(tables())
def test_every_layer_of_a_table_is_read_back_and_its_cells_are_cells(document):
    content = tei(Material(document, []))
    assert layers(content) == texts(document)
    if len(found(content, "//t:row")):
        (table,) = document.tables
        assert len(found(content, "//t:cell[node()]")) == len(table.cells)
        assert len(found(content, "//t:row")) == table.rows
    else:
        # TEI has no row without a cell: where the cells above cover one, the table stays text.
        assert not document.tables or any(cell.row_span > 1 for cell in document.tables[0].cells)


@given(read_documents())
def test_every_layer_of_a_document_as_it_is_made_is_read_back(made):
    document, pages = made
    content = tei(Material(document, pages))
    assert layers(content) == texts(document)
    assert tei(Material(document, pages)) == content


def test_a_document_of_400_pages_is_whole_and_of_a_size_to_open():
    pages = [a_page(f"{number:04d}", (f"- {number} -", TEXT[0])) for number in range(1, 401)]
    document = clean_document("d", pages)
    content = tei(Material(document, pages))
    assert layers(content) == texts(document)
    # The zone of a line, its break and its reason take 250 bytes; the header and the surface of a page 900.
    assert len(content) < 400 * (2 * (250 + 2 * 65) + 900)


@pytest.fixture(scope="session")
def valid(tmp_path_factory):
    """Says what is wrong with TEI files by the schema; by jing, where that is: it loads it in a second, lxml in ten."""
    from tests.conftest import SHARED

    schema = SHARED / "schemas" / "tei_all-4.3.0.rng"
    if not schema.exists():
        pytest.skip("the schema (../shared/schemas) is not here")
    folder = tmp_path_factory.mktemp("tei")

    @cache
    def grammar():
        return etree.RelaxNG(etree.parse(schema))

    def faults(contents):
        if not shutil.which("jing"):
            wrong = (content for content in contents if not grammar().validate(etree.fromstring(content)))
            return [str(error) for _ in wrong for error in grammar().error_log]
        paths = []
        for number, content in enumerate(contents):
            paths.append(folder / f"{number}.xml")
            paths[-1].write_bytes(content)
        done = subprocess.run(["jing", schema, *paths], capture_output=True, text=True, check=False)
        return done.stdout.splitlines() if done.returncode else []

    return faults


def test_generated_documents_are_valid_and_so_is_one_without_pages(valid):
    contents = [tei(Material(Document(name="d", diplomatic="", pages=(), edits=()), []))]

    @settings(max_examples=25, database=None, suppress_health_check=list(HealthCheck))
    @given(documents(), tables(), read_documents())
    def gather(document, table, made):
        contents.extend([tei(Material(document, [])), tei(Material(table, [])), tei(Material(made[0], made[1]))])

    gather()
    assert valid(contents) == []
