"""The names of the output's files: known to one module, taken by no document, never written over by a person."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import ocr_pipeline
from ocr_pipeline.store import files

PACKAGE = Path(ocr_pipeline.__file__).parent
NAMES = ("job.json", "summary.csv", "documents.csv", "index.html", "pages", "pages/", "retired", "retired/", ".lock")


def strings_of(module: ast.Module):
    """The string literals of a module that are no docstrings."""
    prose = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def test_no_other_module_spells_the_name_of_a_file_of_the_output():
    found = {
        (path.name, text)
        for path in PACKAGE.rglob("*.py")
        if path != Path(files.__file__)
        for text in strings_of(ast.parse(path.read_text(encoding="utf-8")))
        if text in NAMES or (text.startswith(("document.", "comparison.")) and " " not in text)
    }
    # A column of the table of documents is headed so.
    assert {text for _, text in found} <= {"pages"}


def test_files_stand_where_they_always_stood(tmp_path):
    assert files.page_file(tmp_path, "1019L", ".txt") == tmp_path / "pages" / "1019L.txt"
    assert files.page_file(tmp_path, "1019") == tmp_path / "pages" / "1019.json.gz"
    assert files.retired_folder(tmp_path) == tmp_path / "retired"
    assert files.document_file(tmp_path, ".txt") == tmp_path / "document.txt"
    assert files.comparison_file(tmp_path, ".html") == tmp_path / "comparison.html"
    assert files.job_file(tmp_path) == tmp_path / "job.json"


@pytest.mark.parametrize(
    "name", ["index.html", "INDEX.HTML", "pages", "retired", "document.txt", "document.tei.xml", "comparison.csv"]
)
def test_no_document_takes_the_name_of_a_file(name):
    assert files.is_taken(name)
    assert not files.is_taken(f"{name[0]}x")


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("out/job.json", True),
        ("out/index.html", True),
        ("out/d/document.json", True),
        ("out/d/document.tei.xml", True),
        ("out/d/pages/1019.png", True),
        ("out/d/retired/1019.png", True),
        ("out/d/comparison.html", False),
        ("out/d/notes.txt", False),
        ("elsewhere/index.html", False),
        ("elsewhere/pages/1019.png", False),
    ],
)
def test_what_a_job_wrote_stays_and_what_lies_elsewhere_under_the_same_name_is_free(tmp_path, name, stays):
    for record in ("out/job.json", "out/d/document.json"):
        (tmp_path / record).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / record).write_text("", encoding="utf-8")
    assert files.must_stay(tmp_path / name) is stays


def test_a_file_leads_to_its_document(tmp_path):
    (tmp_path / "d" / "pages").mkdir(parents=True)
    (tmp_path / "d" / "document.json").write_text("", encoding="utf-8")
    assert files.document_folder_of(tmp_path / "d" / "document.txt") == tmp_path / "d"
    assert files.document_folder_of(tmp_path / "d" / "pages" / "1019.txt") == tmp_path / "d"
    assert files.document_folder_of(tmp_path / "document.txt") is None
    assert files.document_records(tmp_path) == [tmp_path / "d" / "document.json"]


def test_the_documents_of_a_job_are_those_that_are_not_retired(tmp_path):
    for name in ("a/document.json", "b/c/pages/1.txt", "retired/d/document.json", "a/retired/document.json", "e/1.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    assert list(files.document_folders(tmp_path)) == [tmp_path / "a", tmp_path / "b" / "c"]
    assert files.document_records(tmp_path) == [tmp_path / "a" / "document.json"]
    assert files.document_records(tmp_path / "retired") == [tmp_path / "retired" / "d" / "document.json"]


def test_the_documents_of_a_job_in_a_bucket_are_found_by_looks_at_folders_alone(store, tmp_path):
    for name in ("document.json", "a/document.json", "a/pages/1.txt", "retired/d/document.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}", encoding="utf-8")
    out = store.put(tmp_path, "out")
    store.asked.clear()
    assert files.document_records(out) == [out / "a" / "document.json", out / "document.json"]
    assert len(store.asked) == store.counted("GET", "list-type=2") == 2


def test_a_file_of_a_document_has_its_name_from_the_document_s_folder(tmp_path):
    assert tmp_path / files.name_in_folder(".pdf", None) == files.document_file(tmp_path, ".pdf")
    assert tmp_path / files.name_in_folder(".hocr", "1 ю") == files.page_file(tmp_path, "1 ю", ".hocr")
