from __future__ import annotations

import json

import pytest

from docs.write_reference import EXIT_CODES, REASONS, reference
from ocr_pipeline.errors import ExitCode
from ocr_pipeline.records import SCHEMA_VERSION, ReasonCode


@pytest.mark.parametrize("path", reference(), ids=lambda path: path.name)
def test_what_the_documentation_takes_from_the_program_is_as_the_program_is(path):
    assert path.read_text(encoding="utf-8") == reference()[path], "run: python docs/write_reference.py"


def test_every_exit_code_and_every_reason_is_explained():
    assert set(EXIT_CODES) == set(ExitCode)
    assert set(REASONS) == set(ReasonCode)


def test_a_schema_names_its_version():
    (page,) = (text for path, text in reference().items() if path.name == "page.schema.json")
    assert json.loads(page)["properties"]["schema_version"]["const"] == SCHEMA_VERSION
