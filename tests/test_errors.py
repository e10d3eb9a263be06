"""Each cause of an error has its exit code, its words and its line in the documentation."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ocr_pipeline import errors
from ocr_pipeline.errors import ExitCode, PipelineError


def causes(kind: type[PipelineError] = PipelineError) -> Iterator[type[PipelineError]]:
    for cause in kind.__subclasses__():
        yield cause
        yield from causes(cause)


@pytest.fixture
def cause_page():
    """The names in the first column of the tables of the page of errors."""
    page = (Path(__file__).parents[1] / "docs" / "errors.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `(\w+)` \|", page, re.M))


@pytest.mark.parametrize("cause", tuple(causes()), ids=lambda cause: cause.__name__)
def test_every_cause_has_an_exit_code_and_says_what_happened_to_what_and_what_to_do(cause):
    error = cause("scan.tif", "detail")
    assert error.exit_code in ExitCode
    assert error.exit_code is not ExitCode.DONE
    for part in ("scan.tif", "detail", cause.happened, cause.advice):
        assert part in str(error)
    assert cause.__doc__


def test_every_cause_has_its_line_in_the_documentation(cause_page):
    assert {cause.__name__ for cause in causes() if cause.__module__ == errors.__name__} <= cause_page


def test_the_tree_of_causes_is_drawn_as_it_is():
    def drawn(kind, depth):
        for cause in kind.__subclasses__():
            if cause.__module__ == errors.__name__:
                yield f"{'    ' * depth}- {cause.__name__}"
                yield from drawn(cause, depth + 1)

    assert "\n".join(["PipelineError", *drawn(PipelineError, 1)]) in errors.__doc__


def test_an_error_survives_the_way_from_a_worker_process():
    error = next(causes())("a", "b")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
