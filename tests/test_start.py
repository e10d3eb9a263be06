"""What is imported, and what is not before it is needed: the figures in seconds are those of `benchmarks/start.py`."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import ocr_pipeline

LIBRARIES = ["PIL", "chardet", "cv2", "docx", "html5lib", "jinja2", "lxml", "numpy", "onnxruntime", "pdf2image"]
LIBRARIES += ["pikepdf", "pydantic", "pymorphy3", "pytesseract", "rapidfuzz", "regex", "rich", "typer", "wordfreq"]


def imported(program):
    """Return which of the libraries a new Python has imported at the end of a program."""
    asked = f"import json, sys; print(json.dumps([name for name in {LIBRARIES} if name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", f"{program}\n{asked}"], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_package_imports_no_library():
    assert imported("import ocr_pipeline") == set()


def test_the_command_imports_only_what_parses_it():
    version = "from ocr_pipeline.cli import main\nimport sys\nsys.argv = ['ocr-pipeline', '--version']\n"
    assert imported(version + "try: main()\nexcept SystemExit: pass") == {"typer"}


def test_a_worker_imports_what_reads_a_page_and_nothing_else():
    assert imported("import ocr_pipeline.job.scan.worker") <= {"cv2", "numpy", "pydantic", "regex"}


@pytest.mark.parametrize("room", ["errors", "languages", "version"])
def test_the_ground_is_light(room):
    assert imported(f"import ocr_pipeline.{room}") == set()


@pytest.mark.parametrize("name", ocr_pipeline.__all__)
def test_what_the_package_offers_is_there_when_asked_for(name):
    assert getattr(ocr_pipeline, name) is getattr(ocr_pipeline, name)
    assert name in dir(ocr_pipeline)


def test_another_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="transcribe_book"):
        getattr(ocr_pipeline, "transcribe_" + "book")
