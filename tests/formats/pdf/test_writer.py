"""The format: found by its name, written with a document by whoever writes documents, its failures its own."""

from __future__ import annotations

import io
import subprocess
import sys

import pikepdf
import pytest

from ocr_pipeline.formats.json import page_record
from ocr_pipeline.formats.registry import formats_named
from ocr_pipeline.store.documents import write_document
from ocr_pipeline.store.files import page_file
from tests.support.pdf_documents import material, page_of, png, text_in


@pytest.fixture
def folder(tmp_path):
    """A document's folder with the record of its one page."""
    folder = tmp_path / "out" / "дело & 1"
    page = page_of(png(tmp_path / "скан <1>.png"))
    path = page_file(folder, page.id, ".json.gz")
    path.parent.mkdir(parents=True)
    path.write_bytes(page_record(page))
    return folder


def document(folder):
    pages = [page_of(folder.parents[1] / "скан <1>.png")]
    return material(pages, folder.name).document


def test_a_document_is_written_as_one_file(folder):
    assert write_document(folder, document(folder), formats_named(["pdf"])) == ()
    content = (folder / "document.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1
    assert "Ким" in text_in(content)


def test_a_scan_that_is_gone_costs_this_file_alone(folder):
    read = document(folder)
    (folder.parents[1] / "скан <1>.png").write_bytes(b"another")
    (reason,) = write_document(folder, read, formats_named(["pdf", "txt"]))
    assert reason.code == "ScanNotAsRead"
    assert "скан <1>.png" in reason.message
    assert sorted(path.name for path in folder.iterdir()) == ["document.json", "document.txt", "pages"]


def test_nothing_of_it_is_imported_before_it_is_written():
    asked = "import sys, ocr_pipeline.formats.pdf.writer; print({'img2pdf', 'pikepdf', 'PIL'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
