"""Variables are set for the time of a block; what was there before comes back, whatever happens in it."""

from __future__ import annotations

import os
from contextlib import suppress

import pytest

from ocr_pipeline.job.environment import environment


@pytest.mark.parametrize("before", [None, "", "4"])
def test_what_was_there_before_comes_back(monkeypatch, before):
    if before is None:
        monkeypatch.delenv("THREADS", raising=False)
    else:
        monkeypatch.setenv("THREADS", before)
    with suppress(ZeroDivisionError), environment(THREADS="1"):
        assert os.environ["THREADS"] == "1"
        raise ZeroDivisionError
    assert os.environ.get("THREADS") == before


def test_a_variable_that_the_block_removes_is_no_error():
    with environment(THREADS="1"):
        del os.environ["THREADS"]
    assert "THREADS" not in os.environ
