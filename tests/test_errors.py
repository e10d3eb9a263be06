from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest

from ocr_pipeline.errors import ExitCode, PipelineError


def causes(kind: type[PipelineError] = PipelineError) -> Iterator[type[PipelineError]]:
    for cause in kind.__subclasses__():
        yield cause
        yield from causes(cause)


@pytest.mark.parametrize("cause", tuple(causes()), ids=lambda cause: cause.__name__)
def test_every_cause_has_an_exit_code_and_says_what_happened_to_what_and_what_to_do(cause):
    error = cause("scan.tif", "detail")
    assert error.exit_code in ExitCode
    assert error.exit_code is not ExitCode.DONE
    for part in ("scan.tif", "detail", cause.happened, cause.advice):
        assert part in str(error)
    assert cause.__doc__


def test_an_error_survives_the_way_from_a_worker_process():
    error = next(causes())("a", "b")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
